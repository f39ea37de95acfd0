internal import Configuration
internal import Installation
internal import JSON
internal import Node
internal import TAXII
internal import Webhooks

/// Tools of the canary's world: one fills two shelves, one reads the first by its key, is told by a hook, and listens.
final class CanaryTools {
    /// The hook's name, and that of the key that reads.
    private static let name = "tool"

    private let world: CanaryWorld
    private let feeder: RouterClient
    /// Who reads the first shelf.
    let reader: RouterClient
    /// The first, which the reader may read, and the second.
    let shelves: [String]
    private var place: String

    /// Makes shelves, keys and the hook.
    init(_ world: CanaryWorld) throws {
        self.world = world
        let node = world.node
        shelves = try ["Read", "Not read"].map { title in
            let order = JSONTree.members(["kind": "shelf", "title": .string(title)])
            let made = world.actors["chief"]?.client.send("POST", "/api/v1/collections", body: order)
            guard let id = made?.json?["id"]?.string else {
                throw CanaryWorld.Failure(description: "no shelf")
            }
            return id
        }
        feeder = RouterClient(.tool(key: try node.addKey("feeder", scopes: ["write:*", "read:*"])), world.router)
        reader = RouterClient(.tool(key: try node.addKey(Self.name, scopes: ["read:\(shelves[0])"])), world.router)
        var hook = NewHook(
            name: Self.name,
            address: "https://127.0.0.1/hook",
            key: Self.name,
            collection: shelves[0]
        )
        hook.networks = ["127.0.0.0/8"]
        _ = try node.addHook(hook, by: "root")
        place = TAXIIResources.timestamp(world.clock.now)
    }

    /// Puts an object on a shelf, and waits until it is there.
    /// - Returns: whether it is.
    func put(_ object: JSONTree, on shelf: Int) -> Bool {
        let path = "/tools/collections/\(shelves[shelf])/objects/"
        let answer = feeder.send("POST", path, body: .members(["objects": .array([object])]))
        guard answer.status == 202, let status = answer.json?["id"]?.string else { return false }
        for _ in 0..<100_000 {
            let now = feeder.send("GET", "/tools/status/\(status)/").json
            guard now?["status"]?.string == "complete" else { continue }
            // What was listed has its date behind this moment.
            world.clock.turn(by: 2_000_000)
            return now?["success_count"] == .integer(1)
        }
        return false
    }

    /// What the hook tells now; nil for nothing.
    func told() throws -> [UInt8]? { try world.router.tell(Self.name) }

    /// What the stream of the first shelf gives now.
    func streamed() -> [UInt8] {
        let found = reader.stream(of: shelves[0], from: place)
        place = found.place
        return found.bytes
    }
}
