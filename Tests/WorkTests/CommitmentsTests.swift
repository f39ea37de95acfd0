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

    private func sample(due: String?, cadence: String? = nil, events: [String]) -> SeenSample {
        var sample = SeenSample()
        let days = (due.map { #","due":"\#($0)""# } ?? "") + (cadence.map { #","cadence":"\#($0)""# } ?? "")
        sample.add("entente-commitment", 1, days)
        let id = SeenSample.id("entente-commitment", 1)
        for (number, moment) in events.enumerated() {
            sample.add("entente-event", number, #","occurred_from":"\#(moment)","fulfils_refs":["\#(id)"]"#)
        }
        return sample
    }

    @Test(
        "are due when a day of theirs has passed for which there is no evidence",
        arguments: [
            (nil, nil, [], "no-evidence"), (nil, nil, ["2020-01-01T00:00:00Z"], "evidence"),
            (nil, nil, ["2026-02-02T00:00:00Z"], "no-evidence"),
            ("2026-01-31T00:00:00Z", nil, [], "due"), ("2026-02-01T00:00:00Z", nil, [], "no-evidence"),
            ("2026-01-31T00:00:00Z", nil, ["2026-01-30T23:59:59Z"], "evidence"),
            ("2026-01-31T00:00:00Z", nil, ["2026-01-31T00:00:00Z", "2019-01-01T00:00:00Z"], "evidence"),
            // Every year: what is of the year before stands for that year alone.
            ("2026-01-31T00:00:00Z", "P1Y", ["2025-01-30T00:00:00Z"], "due"),
            ("2026-01-31T00:00:00Z", "P1Y", ["2025-02-01T00:00:00Z"], "evidence"),
            ("2025-01-31T00:00:00Z", "P1Y", ["2024-06-01T00:00:00Z"], "due"),
            (nil, "P1Y", ["2025-02-01T00:00:00Z"], "evidence"), (nil, "P1Y", ["2025-01-30T00:00:00Z"], "due"),
            (nil, "P1Y", [], "no-evidence"), ("2026-01-31T00:00:00Z", "PT1H", [], "due"),
        ] as [(String?, String?, [String], String)]
    )
    func state(_ due: String?, _ cadence: String?, _ events: [String], _ state: String) throws {
        let sample = sample(due: due, cadence: cadence, events: events)
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

    @Test("that come again have an entry for each day")
    func recurring() throws {
        let sample = sample(due: "2026-08-31T23:59:59Z", cadence: "P6M", events: [])
        let span = CalendarSpan(
            now: Self.now,
            from: try #require(CivilDay("2026-08-31")).moment,
            until: try #require(CivilDay("2028-02-29")).moment
        )
        let entries = try Workspace.commitments.entries(sample.seen(), span)
        let days = ["2026-08-31", "2027-02-28", "2027-08-31"].compactMap { CivilDay($0) }
        #expect(entries.map(\.time) == days.map { .day($0) })
        #expect(entries.map(\.instance) == days.map(\.moment))
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
