internal import Installation
import JSON
import Store
import TestKit
import Testing

/// Nothing comes out by any door of a node, asked in one process; the long runs are `Tests/Canary`.
@Suite("Canary through the router", .serialized)
struct CanaryTests {
    @Test(
        "random operations of people and partners: nothing planted reaches whom it is kept from",
        arguments: [11, 12]
    )
    func operations(seed: UInt64) throws {
        let outcome = try CanaryRun(seed: seed).run(700)
        #expect(outcome.leaks.isEmpty, "seed \(seed)")
        #expect(outcome.seen > 700 && outcome.written > 50 && outcome.released > 5 && outcome.repeated > 30)
        #expect(outcome.fed > 50, "partners read")
        #expect(outcome.papers > 3, "paragraphs of several markings")
        #expect(outcome.ownEyes > 2 && outcome.tables > 0, "texts with words, briefs about them")
    }

    @Test("what is planted is found: in a body, in a head, as an identifier, in the log")
    func sings() {
        var secrets = CanarySecrets(partners: 2)
        let (text, number) = secrets.text(.secret)
        let (name, second) = secrets.text(.secret, portion: .restricted)
        let place = secrets.wrote("campaign--" + Samples.uuid(1), .secret, [number, second])
        let id = "campaign--" + Samples.uuid(1)
        for reader in [.person(upTo: .restricted), .person(upTo: nil), .partner(0), nil] as [CanarySecrets.Reader?] {
            #expect(secrets.leak(in: Array("HTTP/1.1 200\r\nX: a \(text) b".utf8), to: reader)?.text == text)
            #expect(secrets.leak(in: Array("{\"object_refs\":[\"\(id)\"]}".utf8), to: reader)?.text == id)
            #expect(secrets.leak(in: Array("{\"id\":\"campaign--\(Samples.uuid(2))\"}".utf8), to: reader) == nil)
        }
        #expect(secrets.leak(in: Array(text.utf8), to: .person(upTo: .secret)) == nil)
        #expect(secrets.leak(in: Array("no \(text)".utf8), to: .partner(1), asked: "?q=\(text)") == nil)
        secrets.released(place, to: 0)
        #expect(secrets.leak(in: Array(name.utf8), to: .partner(0)) == nil)
        #expect(secrets.leak(in: Array(name.utf8), to: .partner(1))?.text == name)
        #expect(secrets.leak(in: Array(text.utf8), to: .partner(0))?.text == text)
        #expect(secrets.leak(in: Array(id.utf8), to: .partner(0))?.text == id)
        secrets.takeBack(place, from: 0)
        #expect(secrets.leak(in: Array(name.utf8), to: .partner(0))?.text == name)
    }

    /// Someone writes, others write what is hidden from them and release to somebody else, they write again; then all that they get.
    static func told(hidden: Int) throws -> [String] {
        let world = try CanaryWorld()
        func send(_ who: String, _ method: String, _ target: String, _ body: JSONTree? = nil) throws
            -> RouterClient.Answer
        {
            try #require(world.actors[who]).client.send(method, target, body: body)
        }
        func write(_ who: String, _ level: CanarySecrets.Level, _ name: String) throws -> String {
            let object = JSONTree.members([
                "type": "campaign", "spec_version": "2.1", "created": "2026-01-01T00:00:00.000Z",
                "modified": "2026-01-01T00:00:00.000Z", "name": .string(name),
                "object_marking_refs": .strings([CanaryWorld.marking[level] ?? ""]),
            ])
            let answer = try send(who, "POST", "/api/v1/objects", .members(["object": object]))
            #expect(answer.status == 201)
            return try #require(answer.json?["id"]?.string)
        }
        func release(_ id: String, to party: String) throws {
            let order = JSONTree.members(["ids": .strings([id]), "parties": .strings([party])])
            #expect(try send("officer", "POST", "/api/v1/releases", order).status == 200)
        }
        let first = try write("low", .open, "first")
        try release(first, to: "japan")
        for number in 0..<hidden {
            let (secret, other) = (
                try write("high", .secret, "hidden \(number)"), try write("high", .restricted, "other \(number)")
            )
            _ = try send("high", "GET", "/api/v1/objects/\(secret)")
            _ = try send(
                "officer",
                "POST",
                "/api/v1/refusals",
                .members(["id": .string(other), "party": "korea", "reason": "r"])
            )
        }
        let second = try write("low", .open, "second")
        try release(second, to: "japan")
        world.clock.turn(by: 1_000_000)
        try world.node.store.finishIndexing()
        var told: [String] = []
        func ask(_ who: String, _ target: String) throws {
            let answer = try send(who, "GET", target)
            var text = CanaryRun.plain(answer)
            for (id, name) in [(first, "FIRST"), (second, "SECOND")] { text.replace(id, with: name) }
            // Lists go by time, which passes while something hidden is done.
            if who == "japan" { text.replace(#/\d{4}-\d\d-\d\dT[\d:.]+Z/#, with: "TIME") }
            told.append("\(who) \(target.replacing(first, with: "FIRST").replacing(second, with: "SECOND")): \(text)")
        }
        for path in [
            "holdings?limit=1", "export?limit=1", "holdings?limit=1&q=second", "export?limit=1&type=campaign",
        ] {
            try ask("low", "/api/v1/\(path)")
            if let next = try send("low", "GET", "/api/v1/\(path)").json?["next"]?.string {
                #expect(next.contains { !$0.isNumber })
                let answer = try send("low", "GET", "/api/v1/\(path)&next=\(next)")
                told.append(String(CanaryRun.plain(answer).count))
            }
        }
        for path in [
            "today", "inbox", "submissions", "holdings", "objects/\(second)", "objects/\(second)/decisions", "watch",
            "commitments",
            "markings",
        ] {
            try ask("low", "/api/v1/\(path)")
        }
        for path in [
            "objects/", "manifest/", "objects/?limit=1", "objects/\(second)/", "objects/\(second)/versions/",
        ] {
            try ask("japan", "/japan/collections/feed/\(path)")
        }
        return told
    }

    @Test(
        "fault A9: a pair of authors cannot count what is hidden between two of their own, nor a partner what others got"
    )
    func pair() throws {
        let (none, many) = (try Self.told(hidden: 0), try Self.told(hidden: 9))
        #expect(none.count == many.count && none.count > 15)
        for (one, other) in zip(none, many) { #expect(one == other) }
    }
}
