import Configuration
import Installation
import Releasing
import Store
import Synchronization
import TestKit
import Testing

@testable import Webhooks

@Suite("HookDelivery")
struct HookDeliveryTests {
    /// A node with a key that reads a shelf.
    private final class World {
        let node: Node
        private let folder = TemporaryFolder()

        init() throws {
            let files = NodeFolder(folder.path + "/node")
            var configuration = NodeConfiguration()
            configuration.name = "eu"
            try files.setUp(configuration)
            node = try Node(folder: files)
            let shelf = try node.addCollection("shelf", title: nil, alias: "shelf", description: nil)
            _ = try node.addKey("soc", scopes: ["read:\(shelf)"])
        }

        deinit { node.close() }

        func hook(_ address: String, _ networks: String...) throws -> StoredHook {
            var new = NewHook(name: "h", address: address, key: "soc", collection: "shelf")
            new.networks = networks
            _ = try node.removeHook("h", by: "A")
            _ = try node.addHook(new, by: "A")
            return try node.hook("h")
        }
    }

    private static let message = HookMessage(id: "msg_1", collection: "c", counter: 1, grown: 0)

    /// What comes of an attempt where the host leads to some addresses, and how often it was looked up.
    private static func attempt(_ world: World, _ hook: StoredHook, _ addresses: [String]) -> (HookFault?, Int) {
        let asked = Mutex(0)
        let delivery = HookDelivery(world.node, hook) { _ in
            asked.withLock { $0 += 1 }
            return addresses
        }
        do throws(HookDelivery.Failure) {
            try delivery.send(message)
            return (nil, asked.withLock { $0 })
        } catch {
            return (error.fault, asked.withLock { $0 })
        }
    }

    @Test("a host is looked up once, and only what may be reached of it is reached")
    func looksUpOnce() throws {
        let world = try World()
        let plain = try world.hook("https://hook.example/")
        #expect(Self.attempt(world, plain, []) == (.noAddress, 1))
        #expect(Self.attempt(world, plain, ["no address"]) == (.noAddress, 1))
        for inside in ["10.0.0.1", "127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "fe80::1", "fd00::1"] {
            #expect(Self.attempt(world, plain, [inside]) == (.notListed, 1), "\(inside)")
        }
        // Nobody listens on this machine's port 1; an address that is not listed would be waited for.
        let own = try world.hook("http://hook.example:1/", "127.0.0.1")
        #expect(Self.attempt(world, own, ["192.0.2.1", "127.0.0.1", "2001:db8::1"]) == (.notReached, 1))
        #expect(Self.attempt(world, own, ["192.0.2.1", "127.0.0.2"]) == (.notListed, 1))
        // An address is not looked up.
        let literal = try world.hook("http://127.0.0.1:1/", "127.0.0.1")
        #expect(Self.attempt(world, literal, ["192.0.2.1"]) == (.notReached, 0))
    }

    @Test("a message is under way once, and keeps its identifier until it arrives")
    func underWayOnce() throws {
        let world = try World()
        let hook = try world.hook("http://127.0.0.1:1/", "127.0.0.1")
        #expect(try world.node.tellHook("h") == .quiet, "there is nothing to tell")
        try world.node.change { connection throws(StoreError) in
            let rows = HookRows(connection)
            try rows.count(2, upTo: "2026-01-01T00:00:00.000000Z", from: hook.place, "h")
            // Another process counts the same from the same place.
            try rows.count(2, upTo: "2026-01-01T00:00:00.000000Z", from: hook.place, "h")
        }
        #expect(try world.node.hook("h").counter == 2)
        #expect(try world.node.tellHook("h") == .failed(.notReached))
        let first = try world.node.hook("h")
        #expect(first.tries == 1 && first.message?.number == 2 && first.problem == "not-reached")
        #expect(try world.node.tellHook("h") == .quiet, "it is not due")
        let taken = try world.node.change { connection throws(StoreError) in
            let rows = HookRows(connection)
            return [
                try rows.take("h", until: 1, due: first.due), try rows.take("h", until: 2, due: first.due),
                try rows.take("h", until: 3, due: nil),
            ]
        }
        #expect(taken == [true, false, true])
        #expect(try world.node.tellHook("h") == .failed(.notReached))
        let second = try world.node.hook("h")
        #expect(second.message == first.message && second.tries == 2)
    }

    @Test("a key that was revoked is told nothing, and nothing is tried for it")
    func endsWithItsKey() throws {
        let world = try World()
        _ = try world.hook("http://127.0.0.1:1/", "127.0.0.1")
        _ = try world.node.revokeKey("soc")
        #expect(try world.node.tellHook("h", isAsked: true) == .ended(.key))
        let ended = try world.node.hook("h")
        #expect(ended.ended != nil && ended.message == nil && ended.isKeyRevoked)
        #expect(try world.node.tryHook("h").problem == "key")
        #expect(throws: NodeError.self, "nobody has a hook by a key that is no more") {
            try world.hook("https://hook.example/")
        }
    }
}
