import JSON
import Testing

@testable import Work
@testable import WorkCommitments

@Suite("Commitments")
struct CommitmentsTests {
    private static func answer(_ sample: SeenSample, now: Int64) throws -> [JSONTree] {
        let question = try #require(Workspace.commitments.questions.first)
        return try question.run(WorkCall(sample.seen(), now: now))["items"]?.elements ?? []
    }

    /// 2026-02-01T00:00:00Z.
    private static let now: Int64 = 1_769_904_000_000_000

    private func sample(due: String?, events: [String]) -> SeenSample {
        var sample = SeenSample()
        sample.add("entente-commitment", 1, due.map { #","due":"\#($0)""# } ?? "")
        let id = SeenSample.id("entente-commitment", 1)
        for (number, moment) in events.enumerated() {
            sample.add("entente-event", number, #","occurred_from":"\#(moment)","fulfils_refs":["\#(id)"]"#)
        }
        return sample
    }

    @Test(
        "are due when their day has passed and no evidence is of that day or later",
        arguments: [
            (nil, [], "no-evidence"), (nil, ["2020-01-01T00:00:00Z"], "evidence"),
            ("2026-01-31T00:00:00Z", [], "due"), ("2026-02-01T00:00:00Z", [], "no-evidence"),
            ("2026-01-31T00:00:00Z", ["2026-01-30T23:59:59Z"], "due"),
            ("2026-01-31T00:00:00Z", ["2026-01-31T00:00:00Z", "2019-01-01T00:00:00Z"], "evidence"),
        ] as [(String?, [String], String)]
    )
    func state(_ due: String?, _ events: [String], _ state: String) throws {
        let sample = sample(due: due, events: events)
        let items = try Self.answer(sample, now: Self.now)
        #expect(items.map { $0["state"]?.string } == [state])
        let dues = try Workspace.commitments.dues(sample.seen(), Self.now)
        #expect(dues.map(\.id) == (state == "due" ? [SeenSample.id("entente-commitment", 1)] : []))
    }

    @Test("show the latest evidence first, and none that is hidden")
    func evidence() throws {
        var sample = sample(
            due: nil,
            events: ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2023-01-01T00:00:00Z"]
        )
        let item = try #require(try Self.answer(sample, now: Self.now).first)
        let moments = item["events"]?.elements?.map { $0["occurred_from"]?.string }
        #expect(moments == ["2025-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "2023-01-01T00:00:00Z"])
        #expect(item["last_evidence"]?.string == "2025-01-01T00:00:00Z")
        sample.hidden = [0, 1, 2].reduce(into: []) { $0.insert(SeenSample.id("entente-event", $1)) }
        let left = try #require(try Self.answer(sample, now: Self.now).first)
        #expect(left["state"]?.string == "no-evidence" && left["last_evidence"] == nil)
        sample.hidden = [SeenSample.id("entente-commitment", 1)]
        #expect(try Self.answer(sample, now: Self.now).isEmpty)
    }

    @Test("have their day in calendars before it comes, and none that is hidden")
    func entries() throws {
        var sample = sample(due: "2027-03-31T21:00:00Z", events: [])
        sample.add("entente-commitment", 2)
        let span = CalendarSpan(now: Self.now, from: .min, until: .max)
        let entry = try #require(try Workspace.commitments.entries(sample.seen(), span).first)
        #expect(entry.time == .day(try #require(CivilDay("2027-03-31"))))
        #expect(entry.objects == [SeenSample.id("entente-commitment", 1)])
        #expect(entry.title == "entente-commitment 1" && entry.banner == "TLP:GREEN")
        #expect(try Workspace.commitments.entries(sample.seen(), span).count == 1)
        sample.hidden = [SeenSample.id("entente-commitment", 1)]
        #expect(try Workspace.commitments.entries(sample.seen(), span).isEmpty)
    }

    @Test("a workspace that says nothing of calendars has the days of what is due")
    func entriesOfDues() throws {
        let due = Due(id: "x--1", title: "T", banner: "TLP:RED", moment: 86_400_000_000)
        let workspace = Workspace("x", "", types: [], dues: { _, now in now == 7 ? [due] : [] })
        let span = CalendarSpan(now: 7, from: 0, until: 1)
        let entries = try workspace.entries(SeenSample().seen(), span)
        #expect(entries == [due.entry] && entries.first?.time == .day(CivilDay(1)))
    }
}
