import Tables
import Testing

@Suite("Days of spreadsheets")
struct CellDateTests {
    @Test(
        "numbers of days are days from 1900 with the day that never was, or from 1904",
        arguments: [
            (1.0, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, "1900-02-29"),
            (61, false, "1900-03-01"),
            (46_474, false, "2027-03-28"), (45_012, true, "2027-03-28"), (0, true, "1904-01-01"),
            (2_958_465, false, "9999-12-31"),
        ]
    )
    func days(_ serial: Double, _ is1904: Bool, _ wanted: String) throws {
        let date = try #require(CellDate(serial: serial, as: .day, is1904: is1904))
        #expect(date.text == wanted)
        if !is1904 { #expect(date.serial == serial) }
    }

    @Test("times, moments and lengths; what was rounded comes back")
    func times() throws {
        #expect(CellDate(serial: 0.395833333333333, as: .time, is1904: false)?.text == "09:30")
        #expect(CellDate(serial: 46_474.395833333336, as: .moment, is1904: false)?.text == "2027-03-28 09:30")
        #expect(CellDate(serial: 46_474.5, as: .time, is1904: false)?.text == "2027-03-28 12:00")
        #expect(CellDate(serial: 1.104166666666667, as: .length, is1904: false)?.text == "26:30")
        #expect(CellDate(serial: -0.5, as: .length, is1904: false)?.text == "-12:00")
        #expect(CellDate(serial: 0.999_999_999_9, as: .moment, is1904: false)?.text == "1900-01-01 00:00")
    }

    @Test("what is no day", arguments: [-1, 2_958_466, .infinity, .nan] as [Double])
    func none(_ serial: Double) { #expect(CellDate(serial: serial, as: .day, is1904: false) == nil) }

    @Test("each day of four centuries has its number")
    func calendar() {
        for number in -25_567..<120_530 {
            let parts = CivilCalendar.parts(of: number)
            #expect(CivilCalendar.day(parts.year, parts.month, parts.day) == number)
        }
        #expect(CivilCalendar.day(2027, 2, 29) == nil)
        #expect(CivilCalendar.days(1970, 1, 1) == 0)
    }

    @Test(
        "places of cells",
        arguments: [("A1", 0, 1), ("Z9", 25, 9), ("AA10", 26, 10), ("XFD1048576", 16_383, 1_048_576)]
    )
    func places(_ text: String, _ column: Int, _ row: Int) throws {
        let place = try #require(CellPlace(text.utf8))
        #expect((place.column, place.row) == (column, row))
        #expect(place.description == text)
    }

    @Test("what is no place", arguments: ["", "A", "1", "A0", "1A", "AAAA1", "A12345678", "a1", "A1:B2"])
    func noPlace(_ text: String) { #expect(CellPlace(text.utf8) == nil) }
}
