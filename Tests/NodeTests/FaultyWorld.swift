internal import Configuration
internal import Holdings
internal import Installation
import JSON
internal import Releasing
import Store
import TestKit
import Testing
internal import Webhooks
internal import Witnessing

extension FaultyStoreTests {
    /// A world with a store that can fail, and objects to act on.
    final class World {
        let faults = Faults()
        let world: CanaryWorld
        private var number = 0
        private var hasTool = false
        /// The draft that was kept last.
        var draft: String?

        init() throws { world = try CanaryWorld(faults: faults) }

        func send(_ call: Call, key: String?) throws -> RouterClient.Answer {
            let client = try #require(world.actors[call.who]).client
            return client.send(call.method, call.path, body: call.body, key: key)
        }

        /// A name that nothing has yet.
        func name() -> String {
            number += 1
            return "item-\(number)"
        }

        /// Writes an object that may go.
        func written() throws -> String {
            let answer = try send(Self.writing(name()), key: nil)
            #expect(answer.status == 201)
            return try #require(answer.json?["id"]?.string)
        }

        /// Writes an object and releases it to Japan.
        func released() throws -> String {
            let id = try written()
            let answer = try send(Self.release(id), key: nil)
            #expect(answer.status == 200)
            return id
        }

        /// Keeps an object as Japan gave it.
        func given() throws -> String {
            number += 1
            let object = Samples.campaign(number, markings: [CanaryWorld.marking[.open] ?? ""])
            let (node, clock) = (world.node, world.clock)
            let incoming = try node.intake.object(JSONDocument(parsing: object.bytes()).root)
            try node.change { connection throws(StoreError) in
                let row = try ObjectRows(connection).source(kind: "partner", name: "japan")
                _ = try node.keep([incoming], source: row, rule: .given, now: clock.now, connection)
            }
            return try #require(object["id"]?.string)
        }

        /// Writes what is registered; gives its number.
        func registered() throws -> String {
            #expect(try send(Self.writing(name(), .secret), key: nil).status == 201)
            let listed = try send(Call("keeper", "GET", "registry", nil), key: nil)
            guard case .array(let items)? = listed.json?["items"] else { return "" }
            return try #require(items.first?["number"]?.string)
        }

        /// A shelf with a key that reads it, and a place where the console may have hooks; gives the shelf.
        func shelf() throws -> String {
            let shelf = try send(Call("chief", "POST", "collections", ["kind": "shelf", "title": "s"]), key: nil)
            if !hasTool { _ = try world.node.addKey("tool", scopes: ["read:*"]) }
            hasTool = true
            try world.node.listHookServer(Self.listener, networks: [], authorities: nil, by: "root")
            return try #require(shelf.json?["id"]?.string)
        }

        static let listener = "https://soc.example"

        static func hooking(_ name: String, _ shelf: String) -> Call {
            Call(
                "chief",
                "POST",
                "hooks",
                [
                    "name": .string(name), "server": .string(listener), "path": "/hook", "key": "tool",
                    "collection": .string(shelf), "second": FaultyStoreTests.second,
                ]
            )
        }

        /// Makes a hook.
        func hook() throws -> String {
            let (shelf, name) = (try shelf(), name())
            #expect(try send(Self.hooking(name, shelf), key: nil).status == 201)
            return name
        }

        /// Notes a server of others, with something that came from it.
        func source() throws -> String {
            let (name, now) = (name(), world.clock.now)
            let object = Samples.campaign(800_000 + number, markings: [CanaryWorld.marking[.open] ?? ""])
            let incoming = try world.node.intake.object(JSONDocument(parsing: object.bytes()).root)
            try world.node.change { [node = world.node] connection throws(StoreError) in
                let row = try ObjectRows(connection).source(kind: OutsideRows.kind, name: name)
                try OutsideRows(connection).add(
                    StoredOutsideSource(
                        name: name,
                        source: row,
                        root: "https://taxii.example/api/",
                        collection: "c",
                        title: "t",
                        way: .open,
                        made: now
                    )
                )
                _ = try node.keep([incoming], source: row, rule: .given, now: now, connection)
            }
            return name
        }

        /// Whether each hook has the secret by which it signs, and no other secret is left.
        func hooksCanSign() throws -> Bool {
            let node = world.node
            let files = Files.contents(of: node.folder.path + "/keys").map(\.name).filter { $0.hasPrefix("hook-") }
            return try Set(files) == Set(node.hooks().map { "hook-\($0.name).secret" })
        }

        static func writing(_ name: String, _ level: CanarySecrets.Level = .open) -> Call {
            Call(
                "high",
                "POST",
                "objects",
                [
                    "object": .members([
                        "type": "campaign", "spec_version": "2.1", "created": "2026-01-01T00:00:00.000Z",
                        "modified": "2026-01-01T00:00:00.000Z", "name": .string(name),
                        "object_marking_refs": .strings([CanaryWorld.marking[level] ?? ""]),
                    ])
                ]
            )
        }

        static func release(_ id: String) -> Call {
            Call(
                "officer",
                "POST",
                "releases",
                ["ids": .strings([id]), "parties": .strings(["japan"]), "reason": "r"]
            )
        }

        func counts() throws -> [Int64] {
            try world.node.store.read { connection throws(StoreError) in
                try connection.first(FaultyStoreTests.counted) { row in (0..<29).map { row.integer($0) } } ?? []
            }
        }
    }

    struct Call {
        let who: String
        let method: String
        let path: String
        let body: JSONTree?

        init(_ who: String, _ method: String, _ path: String, _ body: KeyValuePairs<String, JSONTree?>?) {
            (self.who, self.method) = (who, method)
            self.path = path.hasPrefix("/") ? path : "/api/v1/" + path
            self.body = body.map { .members($0) }
        }
    }
}
