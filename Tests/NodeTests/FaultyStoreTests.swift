internal import Configuration
import Glibc
internal import Holdings
internal import Installation
import JSON
internal import Releasing
import Store
import TestKit
import Testing
internal import Webhooks
internal import Witnessing

/// The store fails at each of its calls, one after the other, under every change that people and partners make.
///
/// Each change is sent with an `Idempotency-Key`, and again when it failed. However the store failed: the answer is one
/// that may be given, in the end the change was made once, and the store is whole.
@Suite("A store that fails")
struct FaultyStoreTests {
    /// What is held, by table, as far as a change may show in it once.
    static let counted: StaticString = """
        SELECT (SELECT count(*) FROM object), (SELECT count(*) FROM member), (SELECT count(*) FROM log_entry),
          (SELECT count(*) FROM release_act), (SELECT count(*) FROM rendition), (SELECT count(*) FROM queue),
          (SELECT count(*) FROM register), (SELECT count(*) FROM account), (SELECT count(*) FROM account_link),
          (SELECT count(*) FROM api_key), (SELECT count(*) FROM collection), (SELECT count(*) FROM draft),
          (SELECT count(*) FROM saved_search), (SELECT count(*) FROM personal_token), (SELECT count(*) FROM derivation),
          (SELECT count(*) FROM agreement_set), (SELECT count(*) FROM authored), (SELECT count(*) FROM proposal),
          (SELECT count(*) FROM status), (SELECT count(*) FROM submission), (SELECT count(*) FROM remark),
          (SELECT count(*) FROM submission WHERE ended IS NOT NULL), (SELECT count(*) FROM registry),
          (SELECT count(*) FROM registry_act), (SELECT count(*) FROM registry_copy),
          (SELECT count(*) FROM registry_copy WHERE ended IS NOT NULL), (SELECT count(*) FROM hook),
          (SELECT count(*) FROM outside_source WHERE removed IS NULL),
          (SELECT count(*) FROM outside_source WHERE marking IS NOT NULL)
        """

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

    /// A change: what it needs is made without faults; then it is made.
    struct Change: CustomStringConvertible, Sendable {
        let description: String
        let call: @Sendable (World) throws -> Call
    }

    /// The security officer who signs beside.
    static let second = JSONTree.members(["name": "guard", "password": .string(RouterClient.password)])

    /// What administrators and officers change about hooks and servers of others.
    static let outside: [Change] = [
        Change(description: "make a hook") { World.hooking($0.name(), try $0.shelf()) },
        Change(description: "move a hook") {
            Call(
                "chief",
                "POST",
                "hooks/\(try $0.hook())/address",
                ["server": .string(World.listener), "path": "/other", "second": second]
            )
        },
        Change(description: "give a hook another secret") {
            Call("chief", "POST", "hooks/\(try $0.hook())/secret", ["second": second])
        },
        Change(description: "remove a hook") { Call("chief", "DELETE", "hooks/\(try $0.hook())", nil) },
        Change(description: "mark a source") {
            Call(
                "guard",
                "POST",
                "sources/\(try $0.source())/marking",
                ["marking": .string(CanaryWorld.marking[.open] ?? "")]
            )
        },
        Change(description: "remove a source") { Call("chief", "DELETE", "sources/\(try $0.source())", nil) },
    ]

    static func handIn(_ id: String) -> Call {
        Call("high", "POST", "submissions", ["item": .string(id), "parties": .strings(["japan"]), "text": "t"])
    }

    static let changes: [Change] = [
        Change(description: "write") { World.writing($0.name()) },
        Change(description: "make a copy") { world in
            Call(
                "keeper",
                "POST",
                "registry/\(try world.registered())",
                ["act": "copy", "kind": "copy", "place": "p"]
            )
        },
        Change(description: "confirm a destruction") { world in
            let number = try world.registered()
            let path = "registry/\(number)"
            for body in [
                ["act": "copy", "kind": "copy", "place": "p"],
                ["act": "destroy", "copy": .integer(1), "method": "burning", "reason": "r"],
            ] as [KeyValuePairs<String, JSONTree?>] {
                #expect(try world.send(Call("keeper", "POST", path, body), key: nil).status == 204)
            }
            let waiting = try world.send(Call("second", "GET", "destructions", nil), key: nil)
            let items = try #require(waiting.json?["items"]?.elements)
            let id = try #require(items.last?["destruction"]?["id"]?.string)
            return Call("second", "POST", "destructions/\(id)", ["act": "confirm"])
        },
        Change(description: "release") { World.release(try $0.written()) },
        Change(description: "hand in") { Self.handIn(try $0.written()) },
        Change(description: "hand in another version") { world in
            let id = try world.written()
            #expect(try world.send(Self.handIn(id), key: nil).status == 201)
            return Self.handIn(id)
        },
        Change(description: "give back") { world in
            let answer = try world.send(Self.handIn(try world.written()), key: nil)
            let paper = try #require(answer.json?["id"]?.string)
            return Call("officer", "POST", "submissions/\(paper)", ["act": "return", "text": "not yet"])
        },
        Change(description: "instruct") {
            Call(
                "officer",
                "POST",
                "instructions",
                ["name": .string($0.name()), "to": "japan", "tlp": "green", "until": "2027-01-01"]
            )
        },
        Change(description: "ask for consent") {
            Call(
                "officer",
                "POST",
                "consents",
                ["item": .string(try $0.given()), "partner": "japan", "recipient": "korea"]
            )
        },
        Change(description: "recall") {
            Call(
                "officer",
                "POST",
                "recalls",
                ["item": .string(try $0.released()), "action": "destroy", "due": "2026-12-01", "reason": "r"]
            )
        },
        Change(description: "tell a loss") {
            Call(
                "officer",
                "POST",
                "losses",
                [
                    "item": .string(try $0.given()), "partner": "japan", "noticed": "2026-01-02",
                    "certain": .bool(true),
                ]
            )
        },
        Change(description: "erase") {
            Call("officer", "POST", "erasures", ["item": .string(try $0.given()), "partner": "japan", "reason": "r"])
        },
        Change(description: "register") {
            let person = JSONTree.members([
                "name": .string($0.name()), "nationality": "EU", "clearances": .array([]), "needs": .array([]),
            ])
            return Call("guard", "POST", "register", ["kind": "person", "record": person])
        },
        Change(description: "keep a draft") { world in
            let name = world.name()
            // An account has so many at most, and a change of many steps is made often.
            if let before = world.draft {
                _ = try world.send(Call("high", "DELETE", "drafts/" + before, nil), key: nil)
            }
            world.draft = name
            return Call(
                "high",
                "POST",
                "drafts/" + name,
                ["content": .members(["type": "campaign", "name": "n"]), "type": "campaign", "title": "t"]
            )
        },
        Change(description: "save a search") {
            Call("high", "POST", "searches", ["name": .string($0.name()), "q": "words"])
        },
        Change(description: "attach") {
            Call(
                "high",
                "POST",
                "attachments",
                [
                    "name": .string($0.name()), "mime_type": "text/plain", "payload": "aGVsbG8=",
                    "object_marking_refs": .strings([CanaryWorld.marking[.open] ?? ""]),
                ]
            )
        },
        Change(description: "import") {
            let object = Samples.campaign(
                700_000 + (Int($0.name().dropFirst(5)) ?? 0),
                markings: [CanaryWorld.marking[.open] ?? ""]
            )
            return Call("high", "POST", "imports", ["bundle": Samples.bundle([object])])
        },
        Change(description: "print") {
            Call("high", "POST", "prints", ["page": .string($0.name()), "marking": "TLP:GREEN"])
        },
        Change(description: "hire") {
            Call(
                "chief",
                "POST",
                "people",
                ["name": .string($0.name()), "title": "T", "roles": .strings(["author"]), "second": second]
            )
        },
        Change(description: "make a key") {
            Call(
                "chief",
                "POST",
                "keys",
                ["name": .string($0.name()), "scopes": .strings(["read:*"]), "second": second]
            )
        },
        Change(description: "make a shelf") {
            Call("chief", "POST", "collections", ["kind": "shelf", "title": .string($0.name())])
        },
        Change(description: "make a token") {
            Call(
                "high",
                "POST",
                "tokens",
                ["name": .string($0.name()), "scopes": .strings(["read"]), "days": .integer(3)]
            )
        },
        Change(description: "a partner reads") {
            _ = try $0.released()
            return Call("japan", "GET", "/japan/collections/feed/objects/?limit=1000", nil)
        },
    ]

    /// What came of a change that was sent, and sent again if it failed.
    struct Outcome {
        let calls: Int
        let first: RouterClient.Answer
        let last: RouterClient.Answer
        /// How much more there is of what `counted` counts.
        let growth: [Int64]
        private let isRemoval: Bool

        // A change in a world, in which a call of the store fails; 0 for none.
        init(_ change: Change, _ world: World, at place: Int, _ kind: Faults.Kind) throws {
            let call = try change.call(world)
            isRemoval = call.method == "DELETE"
            try world.world.node.store.finishIndexing()
            let before = try world.counts()
            let key = world.name()
            world.faults.arm(at: place, kind)
            first = try world.send(call, key: key)
            calls = world.faults.disarm()
            last = (200..<300).contains(first.status) ? first : try world.send(call, key: key)
            let growth = zip(try world.counts(), before).map { $0.0 - $0.1 }
            // Who signs beside signs again, and that is logged again.
            let isSigned = call.body?["second"] != nil
            self.growth = isSigned ? growth.enumerated().map { $0.offset == 2 ? 0 : $0.element } : growth
        }

        /// Whether the last answer says that it is done; what was taken away already is not there (RFC 9110, 9.3.5).
        var isDone: Bool {
            (200..<300).contains(last.status) || last.status == 409 && last.json?["code"] == "done-before"
                || isRemoval && last.status == 404
        }

        var text: String {
            let told = [first, last].map { "\($0.status) \(String(decoding: $0.body.prefix(150), as: UTF8.self))" }
            return "\(told) \(growth)"
        }
    }

    @Test(
        "a change is made once, or not at all and then once",
        arguments: changes,
        [Faults.Kind.refused, .kept]
    )
    func once(_ change: Change, _ kind: Faults.Kind) throws { try Self.check(change, kind) }

    /// These need a hook or a source for each try: every fourth call fails here, and every one where
    /// `ENTENTE_FAULTS` is `all` (`make soak`).
    @Test("so it is with hooks and sources", arguments: outside, [Faults.Kind.refused, .kept])
    func onceOutside(_ change: Change, _ kind: Faults.Kind) throws {
        let isWhole = unsafe getenv("ENTENTE_FAULTS").map { unsafe String(cString: $0) } == "all"
        try Self.check(change, kind, each: isWhole ? 1 : 4)
    }

    @Test(
        "so it is where the disk is full",
        arguments: changes.filter { ["write", "release", "erase"].contains($0.description) }
    )
    func full(_ change: Change) throws { try Self.check(change, .full) }

    static func check(_ change: Change, _ kind: Faults.Kind, each step: Int = 1) throws {
        let world = try World()
        let clean = try Outcome(change, world, at: 0, kind)
        #expect((200..<300).contains(clean.first.status), "\(change) \(clean.text)")
        for place in stride(from: kind == .kept ? (step + 1) / 2 : 1, through: max(clean.calls, 1), by: step) {
            let here = try Outcome(change, world, at: place, kind)
            let words = Comment(rawValue: "\(change) \(kind) \(place)/\(clean.calls) \(here.text)")
            #expect((200..<300).contains(here.first.status) || here.first.status >= 500, words)
            #expect(here.growth == clean.growth, words)
            #expect(here.isDone, words)
        }
        #expect(try world.world.node.checkStore().map(\.message) == [])
        #expect(try world.hooksCanSign())
    }
}
