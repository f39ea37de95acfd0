import TestKit
import Testing

@testable import Work
@testable import WorkCommitments

@Suite("Days on which something falls due")
struct DueDaysTests {
    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    @Test("periods are read as ISO 8601 writes them, and nothing else is")
    func periods() throws {
        let year = try #require(CalendarPeriod("P1Y2M3W4D"))
        #expect(year.months == 14 && year.days == 25)
        for text in [
            "", "P", "P0D", "1Y", "P1", "PY", "P1H", "PT1H", "P1YT1H", "P1D1M", "P-1D", "P1.5Y", "P999999D", "p1y",
        ] {
            #expect(CalendarPeriod(text) == nil, "\(text)")
        }
    }

    @Test(
        "are counted from the first one each time",
        arguments: [
            ("P1M", "2026-01-31", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
            ("P1Y", "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
            ("P2W", "2026-12-28", ["2026-12-28", "2027-01-11", "2027-01-25"]),
        ]
    )
    func counted(_ period: String, _ first: String, _ days: [String]) throws {
        let due = DueDays(first: try day(first), period: CalendarPeriod(period), evidence: [])
        let last = try day(try #require(days.last))
        #expect(due.days(from: try day(first), until: CivilDay(last.number + 1)).map(\.text) == days)
    }

    @Test(
        "evidence stands for the day that it is before, or for the one that it is late for, and for no other",
        arguments: [
            // The dialogue is due by the end of June each year; it was held in July, late for its year.
            (["2026-07-10"], "2026-08-01", nil, "2027-06-30"),
            (["2026-07-10"], "2027-07-01", "2027-06-30", "2028-06-30"),
            ([], "2026-07-01", "2026-06-30", "2027-06-30"), ([], "2026-06-30", nil, "2026-06-30"),
            (["2026-03-01"], "2026-04-01", nil, "2027-06-30"),
            (["2026-03-01", "2026-05-01"], "2026-07-01", nil, "2027-06-30"),
            (["2025-06-30"], "2026-07-01", "2026-06-30", "2027-06-30"),
            (["2026-03-01", "2027-03-01"], "2027-07-01", nil, "2028-06-30"),
            // What is still to come shows nothing.
            (["2026-12-01"], "2026-07-01", "2026-06-30", "2027-06-30"),
        ] as [([String], String, String?, String)]
    )
    func standing(_ evidence: [String], _ today: String, _ missed: String?, _ next: String) throws {
        let due = DueDays(
            first: try day("2026-06-30"),
            period: CalendarPeriod("P1Y"),
            evidence: try evidence.map { text in try day(text) }
        )
        let state = due.state(on: try day(today))
        #expect(state.missed?.text == missed && state.next?.text == next)
    }

    @Test("whatever the numbers are, the work has an end and no day is before the one asked for")
    func bounded() throws {
        var random = SeededGenerator(seed: 20_261_130)
        for _ in 0..<400 {
            let text = "P\(Int.random(in: 1...500, using: &random))\("YMWD".randomElement(using: &random) ?? "D")"
            let evidence = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                CivilDay(Int.random(in: -800_000...2_900_000, using: &random))
            }
            let first = CivilDay(Int.random(in: -700_000...2_900_000, using: &random))
            let due = DueDays(first: first, period: CalendarPeriod(text), evidence: evidence)
            let today = CivilDay(Int.random(in: -700_000...2_900_000, using: &random))
            let state = due.state(on: today)
            #expect(state.missed.map { $0 < today } ?? true)
            #expect(state.next.map { $0 >= today } ?? true)
            #expect(due.days(from: today, until: CivilDay(today.number + 1_000)).allSatisfy { $0 >= today })
        }
    }
}
