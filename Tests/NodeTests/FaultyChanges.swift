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

/// The changes under which the store fails; a new one has its line here.
extension FaultyStoreTests {
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
}
