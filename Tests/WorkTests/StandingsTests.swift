import JSON
import Testing

@testable import Work
@testable import WorkCommitments

@Suite("How parties see that commitments stand")
struct StandingsTests {
    private static let (us, them, third) = (
        SeenSample.id("identity", 1), SeenSample.id("identity", 2), SeenSample.id("identity", 3)
    )
    private static let promise = SeenSample.id("entente-commitment", 1)
    /// 2026-02-01T10:00:00Z.
    private static let now: Int64 = 1_769_940_000_000_000

    private func sample(_ more: String = "") -> SeenSample {
        var sample = SeenSample()
        sample.parties = SeenParties(
            own: Self.us,
            partners: ["partner japan": Self.them, "partner korea": Self.third],
            names: [Self.them: "Japan"],
            given: { id in
                id.hasPrefix("entente-event")
                    ? [SeenParties.Sent(party: Self.them, version: "2026-01-01T00:00:00.000Z", moment: Self.now)] : []
            }
        )
        sample.add(
            "entente-commitment",
            1,
            #","party_refs":["\#(Self.us)","\#(Self.them)"],"object_marking_refs":["m"]"# + more
        )
        return sample
    }

    private func view(_ state: String, _ more: String = "", of commitment: String = promise) -> String {
        #","commitment_ref":"\#(commitment)","state":"\#(state)","modified":"2026-01-01T00:00:00.000Z""# + more
    }

    private func item(_ sample: SeenSample) throws -> JSONTree {
        let question = try #require(Workspace.commitments.questions.first)
        let answer = try question.run(WorkCall(sample.seen(), now: Self.now))
        return try #require(answer["items"]?.elements?.last { $0["id"]?.string == Self.promise })
    }

    private func act(_ name: String, _ body: String, _ sample: SeenSample) throws -> [WorkWriting] {
        let act = try #require(Workspace.commitments.acts.first { $0.name == name })
        let value = try JSONDocument(body).root
        return try act.run(
            WorkActCall(sample.seen(), now: Self.now, value) { "00000000-0000-4000-8000-00000000abcd" }
        )
    }

    private func fault(_ name: String, _ body: String, _ sample: SeenSample) throws -> String {
        do {
            _ = try act(name, body, sample)
        } catch let fault as WorkFault {
            return switch fault {
            case .invalid(let sentence), .conflict(let sentence): sentence
            case .notFound: "not found"
            case .unreadable: "unreadable"
            }
        }
        return "none"
    }

    @Test("a view is of the party from which it came itself, and the newest of each counts")
    func views() throws {
        var sample = sample()
        #expect(try item(sample)["together"]?.string == "none")
        sample.add("entente-standing", 1, view("not-begun"))
        sample.add("entente-standing", 2, view("kept").replacing("2026-01-01", with: "2026-01-02"))
        sample.add("entente-standing", 3, view("closed"))
        sample.sources[SeenSample.id("entente-standing", 3)] = "as found"
        #expect(try item(sample)["together"]?.string == "one")
        sample.add("entente-standing", 4, view("under-way", #","responsible":"Director""#))
        sample.sources[SeenSample.id("entente-standing", 4)] = "partner japan"
        let item = try item(sample)
        #expect(item["together"]?.string == "differ")
        let views = try #require(item["views"]?.elements)
        #expect(views.map { $0["party"]?.string } == [Self.us, Self.them])
        #expect(views.map { $0["state"]?.string } == ["kept", "under-way"])
        #expect(views.map { $0["own"] } == [.bool(true), .bool(false)] && views[1]["name"]?.string == "Japan")
        #expect(views[1]["responsible"]?.string == "Director")
        sample.hidden = [SeenSample.id("entente-standing", 4)]
        #expect(try self.item(sample)["together"]?.string == "one")
    }

    @Test("evidence is what fulfils it, a round that was held of a dialogue that keeps it, and what a party names")
    func evidence() throws {
        var sample = sample()
        let dialogue = SeenSample.id("entente-dialogue", 1)
        sample.add("entente-dialogue", 1, #","commitment_ref":"\#(Self.promise)""#)
        sample.add(
            "entente-round",
            1,
            #","dialogue_ref":"\#(dialogue)","state":"held","starts":"2025-06-01T08:00:00Z""#
        )
        sample.add(
            "entente-round",
            2,
            #","dialogue_ref":"\#(dialogue)","state":"planned","starts":"2026-06-01T08:00:00Z""#
        )
        sample.add(
            "entente-event",
            1,
            #","occurred_from":"2025-07-01T00:00:00Z","fulfils_refs":["\#(Self.promise)"]"#
        )
        sample.add("report", 1, #","published":"2025-05-01T00:00:00Z""#)
        let (report, event) = (SeenSample.id("report", 1), SeenSample.id("entente-event", 1))
        sample.add("entente-standing", 1, view("kept", #","evidence_refs":["\#(report)","\#(event)"]"#))
        let item = try item(sample)
        let found = try #require(item["events"]?.elements)
        #expect(found.map { $0["id"]?.string } == [event, SeenSample.id("entente-round", 1), report])
        #expect(
            found.map { $0["occurred_from"]?.string } == [
                "2025-07-01T00:00:00Z", "2025-06-01T08:00:00Z", "2025-05-01T00:00:00Z",
            ]
        )
        #expect(found[0]["given"]?.elements?.first?["name"]?.string == "Japan")
        #expect(found[2]["given"] == .array([]))
        sample.hidden = [report, dialogue]
        let left = try #require(try self.item(sample)["events"]?.elements)
        #expect(left.map { $0["id"]?.string } == [event])
    }

    @Test("what continues a commitment is told at both")
    func successor() throws {
        var sample = sample(#","successor_ref":"\#(SeenSample.id("entente-commitment", 2))""#)
        sample.add("entente-commitment", 2)
        let question = try #require(Workspace.commitments.questions.first)
        let items = try #require(question.run(WorkCall(sample.seen(), now: Self.now))["items"]?.elements)
        #expect(items[1]["successor"]?["name"]?.string == "entente-commitment 2")
        #expect(items[0]["continues"]?.elements?.first?["id"]?.string == Self.promise)
        sample.hidden = [SeenSample.id("entente-commitment", 2)]
        #expect(try item(sample)["successor"] == nil)
    }

    @Test("the own view is one object: what is left out stays, and it goes to the other parties alone")
    func writing() throws {
        var sample = sample()
        sample.add("report", 1, #","published":"2025-05-01T00:00:00Z""#)
        let report = SeenSample.id("report", 1)
        let first = try act(
            "standing",
            #"{"commitment":"\#(Self.promise)","state":"under-way","responsible":"Director","send":true}"#,
            sample
        )
        #expect(first.map(\.isNew) == [true] && first[0].recipients == [Self.them])
        let members = Dictionary(uniqueKeysWithValues: first[0].members.map { ($0.name, $0.value) })
        #expect(members["as_of"] == .string("2026-02-01") && members["evidence_refs"] == nil)
        #expect(members["object_marking_refs"] == .strings(["m"]) && members["responsible"] == .string("Director"))
        sample.add("entente-standing", 1, view("under-way", #","evidence_refs":["\#(report)"]"#))
        let kept = try act("standing", #"{"commitment":"\#(Self.promise)","state":"kept"}"#, sample)
        #expect(kept.map(\.id) == [SeenSample.id("entente-standing", 1)] && kept[0].recipients.isEmpty)
        #expect(kept[0].members.first { $0.name == "evidence_refs" }?.value == .strings([report]))
        #expect(!kept[0].members.contains { $0.name == "responsible" })
        sample.add("report", 2)
        let more = try act(
            "evidence",
            #"{"commitment":"\#(Self.promise)","evidence":["\#(report)","\#(SeenSample.id("report", 2))"]}"#,
            sample
        )
        #expect(
            more[0].members.first { $0.name == "evidence_refs" }?.value
                == .strings([report, SeenSample.id("report", 2)])
        )
        #expect(more[0].members.first { $0.name == "state" }?.value == .string("under-way"))
    }

    @Test("a register has an end, and says so")
    func most() throws {
        var sample = SeenSample()
        let question = try #require(Workspace.commitments.questions.first)
        func answer() throws -> JSONTree { try question.run(WorkCall(sample.seen(), now: Self.now)) }
        for number in 0..<299 { sample.add("entente-commitment", number) }
        #expect(try answer()["partial"] == .bool(false) && answer()["items"]?.elements?.count == 299)
        for number in 299..<305 { sample.add("entente-commitment", number) }
        #expect(try answer()["partial"] == .bool(true) && answer()["items"]?.elements?.count == 300)
    }

    @Test("what makes no sense is refused with what and why")
    func refusals() throws {
        var sample = sample()
        sample.add("entente-commitment", 2, #","party_refs":["\#(Self.them)"]"#)
        sample.add(
            "entente-commitment",
            3,
            #","party_refs":["\#(Self.us)","\#(Self.them)"],"granular_markings":[{"selectors":["name"]}]"#
        )
        sample.sources[SeenSample.id("entente-commitment", 3)] = "partner japan"
        let (other, third) = (SeenSample.id("entente-commitment", 2), SeenSample.id("entente-commitment", 3))
        let hidden = SeenSample.id("report", 9)
        let cases = [
            ("standing", #""state":"breached""#, Self.promise, "`state` is none of"),
            ("standing", #""state":"kept""#, Self.promise, "what shows it?"),
            ("standing", #""state":"kept","evidence":["\#(hidden)"]"#, Self.promise, "not found"),
            ("standing", #""state":"kept","evidence":["a","a"]"#, Self.promise, "twice"),
            ("standing", #""state":"under-way","as_of":"tomorrow""#, Self.promise, "`as_of` is no day"),
            ("standing", #""state":"under-way""#, other, "no party of this commitment"),
            ("standing", #""state":"under-way""#, third, "marked otherwise"),
            ("standing", #""state":"under-way""#, hidden, "not found"),
            ("evidence", #""evidence":[]"#, Self.promise, "`evidence` is missing"),
            ("change", "\"x\":1", Self.promise, "nothing is changed"),
            ("change", #""due":"2026-02-30""#, Self.promise, "`due` is no day"),
            ("change", #""cadence":"yearly""#, Self.promise, "`cadence` is no period"),
            ("change", #""responsible":"""#, Self.promise, "`responsible` is missing"),
            ("change", #""successor":"\#(Self.promise)""#, Self.promise, "does not continue itself"),
            ("change", #""successor":"\#(hidden)""#, Self.promise, "not found"),
            ("change", #""due":"2026-02-03""#, third, "only the party that wrote"),
        ]
        for (name, body, commitment, words) in cases {
            let fault = try fault(name, #"{"commitment":"\#(commitment)",\#(body)}"#, sample)
            #expect(fault.contains(words), "\(name) \(body): \(fault)")
        }
        let change = try act(
            "change",
            #"{"commitment":"\#(Self.promise)","due":"2026-06-30","article":"SIA Article 8","status_note":""}"#,
            sample
        )
        let members = Dictionary(uniqueKeysWithValues: change[0].members.map { ($0.name, $0.value) })
        #expect(members["due"] == .string("2026-06-30T23:59:59.000Z") && members["status_note"] == .null)
        #expect(members["article"] == .string("SIA Article 8"))
    }
}
