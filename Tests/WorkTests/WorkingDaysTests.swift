import JSON
import Testing

@testable import Work

@Suite("Working days of seats")
struct WorkingDaysTests {
    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    @Test(
        "Periods are counted over what a seat keeps",
        arguments: [
            // The golden week.
            ("JP", "2027-04-28", 5, "2027-05-11"),
            // Offices of the State are closed from 29 December to 3 January (Act No. 91 of 1988).
            ("JP", "2026-12-25", 3, "2027-01-05"), ("JP", "2027-01-05", -3, "2026-12-25"),
            // A day between two holidays is one (21 and 23 September 2026).
            ("JP", "2026-09-18", 1, "2026-09-24"),
            // The substitute of Sunday 21 March 2027.
            ("JP", "2027-03-19", 1, "2027-03-23"), ("BE", "2027-03-25", 2, "2027-03-30"),
            ("FR", "2027-03-25", 2, "2027-03-30"), ("DE", "2027-03-25", 2, "2027-03-31"),
            ("LU", "2027-06-22", 1, "2027-06-24"),
        ]
    )
    func counts(_ seat: String, from: String, count: Int, to: String) throws {
        let days = try #require(WorkingDays(national: seat))
        #expect(try days.add(count, to: day(from))?.text == to)
    }

    @Test("The last working day of a month")
    func lastOfMonth() throws {
        for seat in ["JP", "BE"] {
            let days = try #require(WorkingDays(national: seat))
            let last = (1...4).map { days.last(of: 2027, month: $0)?.text }
            #expect(last == ["2027-01-29", "2027-02-26", "2027-03-31", "2027-04-30"])
        }
        #expect(WorkingDays(national: "JP")?.last(of: 2026, month: 12)?.text == "2026-12-28")
        #expect(WorkingDays(national: "BE")?.last(of: 2026, month: 12)?.text == "2026-12-31")
    }

    @Test("A year without a table is not known, and no seat is made up")
    func unknown() throws {
        #expect(WorkingDays(national: "EU") == nil)
        let institutions = try WorkingDays(table: [2027: [day("2027-03-25"), day("2027-03-28")]])
        #expect(try institutions.isWorkingDay(day("2027-03-24")) == .yes)
        #expect(try institutions.isWorkingDay(day("2027-03-25")) == .no)
        #expect(try institutions.isWorkingDay(day("2026-12-31")) == .unknown)
        // A Saturday is none in any year.
        #expect(try institutions.isWorkingDay(day("2028-01-01")) == .no)
        #expect(try institutions.add(2, to: day("2027-12-30")) == nil)
        #expect(try institutions.add(1, to: day("2027-12-30"))?.text == "2027-12-31")
        #expect(institutions.last(of: 2027, month: 12)?.text == "2027-12-31")
        let japan = try #require(WorkingDays(national: "JP"))
        #expect(japan.years == Array(2024...2035))
        #expect(try japan.isWorkingDay(day("2036-03-03")) == .unknown)
    }

    @Test("Each table has days of its own year, none a Saturday or Sunday, each year as many as it should")
    func tables() throws {
        for (seat, years) in NationalDays.table {
            for (year, text) in years {
                let days = text.split(separator: " ").map { Int($0) ?? 0 }
                #expect(days == days.sorted() && (5...22).contains(days.count), "\(seat) \(year)")
                for number in days {
                    let day = try #require(CivilDay(year, number / 100, number % 100))
                    #expect(day.weekday < 5, "\(seat) \(day.text)")
                }
            }
        }
    }

    @Test("Days are those of the calendar")
    func civil() throws {
        #expect(try day("1970-01-01").number == 0)
        #expect(try day("2000-02-29").number == 11_016)
        for text in ["2027-02-29", "2027-13-01", "2027-00-10", "2027-1-1", "2027-01-32", "+027-01-01", "2027-01-0１"] {
            #expect(CivilDay(text) == nil, "\(text)")
        }
        var current = try day("1999-12-30")
        for _ in 0..<1_000 {
            #expect(CivilDay(current.text) == current)
            let next = current.adding(1)
            #expect(current < next && (current.weekday + 1) % 7 == next.weekday)
            current = next
        }
        #expect(CivilDay(ofMoment: -1).text == "1969-12-31")
        #expect(CivilDay(ofMoment: 86_400_000_000).text == "1970-01-02")
    }

    @Test("a table that is loaded goes before the same year of another one; what is none is refused")
    func loaded() throws {
        func days(_ text: String) throws -> WorkingDays? { try WorkingDays(years: JSONDocument(text).root) }
        let table = try #require(try days(#"{"2027":["2027-04-30","2027-05-01"],"2040":[]}"#))
        let japan = try #require(WorkingDays(national: "JP")).replacing(table)
        #expect(try japan.isWorkingDay(day("2027-04-30")) == .no && japan.isWorkingDay(day("2027-04-29")) == .yes)
        #expect(try japan.isWorkingDay(day("2026-04-29")) == .no && japan.isWorkingDay(day("2040-01-02")) == .yes)
        for text in [
            "{}", "[]", #"{"2027":"2027-01-01"}"#, #"{"2027":["2028-01-01"]}"#, #"{"2027":["2027-02-30"]}"#,
            #"{"27":[]}"#, #"{"2027":["2027-01-01","2027-01-01"]}"#, #"{"2027":[1]}"#,
        ] {
            #expect(try days(text) == nil, "\(text)")
        }
    }
}
