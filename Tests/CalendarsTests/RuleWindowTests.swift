import Testing

@testable import Calendars

@Suite("Rules, asked for late")
struct RuleWindowTests {
    private static func starts(_ rule: String, from: Int64, until: Int64) throws -> [Int64] {
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:one",
            "DTSTAMP:20270101T000000Z", "DTSTART;TZID=Europe/Brussels:20270104T013000", "RRULE:\(rule)", "END:VEVENT",
            "END:VCALENDAR",
        ]
        let file = try CalendarFile(Array(lines.map { $0 + "\r\n" }.joined().utf8))
        return try #require(try file.occurrences(from: from, until: until)).map(\.start.seconds)
    }

    /// libical counts the hours of an interval from wherever it begins anew.
    @Test(
        "whatever days are asked for, what is there is what is there of all",
        arguments: [
            "FREQ=SECONDLY;INTERVAL=7201", "FREQ=MINUTELY;INTERVAL=90", "FREQ=HOURLY;INTERVAL=5", "FREQ=HOURLY",
            "FREQ=HOURLY;INTERVAL=25;BYMONTH=2,5", "FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,30", "FREQ=DAILY;INTERVAL=3",
            "FREQ=DAILY;INTERVAL=3;BYDAY=MO,WE", "FREQ=DAILY;INTERVAL=2;BYHOUR=9,17", "FREQ=WEEKLY",
            "FREQ=WEEKLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "FREQ=DAILY;COUNT=200",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270501T000000Z", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
        ]
    )
    func late(_ rule: String) throws {
        let (begin, end) = (CivilTime(2027, 1, 1).seconds, CivilTime(2027, 7, 1).seconds)
        let all = try Self.starts(rule, from: begin, until: end)
        #expect(all.count > 2)
        for day in [3, 4, 40, 87, 88, 89, 150] {
            let from = begin + Int64(day) * CivilTime.day + 4_711
            #expect(try Self.starts(rule, from: from, until: end) == all.filter { $0 >= from }, "\(day)")
        }
    }

    @Test("what only steps has the steps of its clock, over a change of it")
    func steps() throws {
        let (from, until) = (CivilTime(2027, 3, 27, 22).seconds, CivilTime(2027, 3, 28, 12).seconds)
        // 23:30 before the change, 04:30 and 09:30 after it.
        let hours = try Self.starts("FREQ=HOURLY;INTERVAL=5", from: from, until: until)
        #expect(hours.map { CivilTime(seconds: $0).clockText } == ["22:30", "02:30", "07:30"])
        let days = try Self.starts("FREQ=DAILY", from: from, until: until)
        #expect(days.map { CivilTime(seconds: $0).clockText } == ["00:30"])
    }
}
