import Testing

@testable import Calendars

@Suite("Files that are read object by object")
struct CalendarReadingTests {
    private static let zone = [
        "BEGIN:VTIMEZONE", "TZID:Here", "BEGIN:STANDARD", "DTSTART:20251026T030000", "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20300101T000000Z", "END:STANDARD", "BEGIN:DAYLIGHT",
        "DTSTART:20250330T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20300101T000000Z", "END:DAYLIGHT", "END:VTIMEZONE",
    ]
    private static let event = [
        "BEGIN:VEVENT", "UID:one@example", "DTSTAMP:20270101T000000Z", "DTSTART;TZID=Here:20270301T090000",
        "DTEND;TZID=Here:20270301T100000", "RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE:20270315", "SEQUENCE:two",
        "SUMMARY:第一回 日EU協議", " – the first", "ATTENDEE;PARTSTAT=\"ACCEPTED\";CN=\"A: B\":mailto:a@example",
        "BEGIN:VALARM", "TRIGGER:-PT5M", "ACTION:DISPLAY", "END:VALARM", "END:VEVENT",
    ]
    private static let change = [
        "BEGIN:VEVENT", "UID:one@example", "RECURRENCE-ID;TZID=Here:20270308T090000", "DTSTART:20270308T120000Z",
        "DURATION:PT90M", "EXDATE:nothing", "END:VEVENT",
    ]
    private static let plain =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "X-WR-CALNAME:Talks"] + zone + event + change
        + ["X-LATE:1", "BEGIN:VTODO", "UID:two@example", "DUE:20270401", "END:VTODO", "END:VCALENDAR"]

    private static func bytes(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0 + "\r\n" }.joined().utf8)
    }

    /// All that is said of a file, or why it is not read.
    private static func said(_ bytes: [UInt8]) -> String {
        do throws(CalendarFault) {
            let file = try CalendarFile(bytes)
            let found = try file.occurrences(from: 1_700_000_000, until: 1_900_000_000) ?? []
            return "\(try file.findings()) \(found)"
        } catch {
            return error.description
        }
    }

    /// The same with a line that is empty, which libical passes over: it is given the file as a whole.
    private static func saidAsWhole(_ bytes: [UInt8]) -> String {
        let whole = bytes + [13, 10]
        #expect(CalendarOutline(whole) == nil)
        return said(whole)
    }

    @Test("a plain file has an outline: each calendar with its own lines, and each part of it")
    func outline() throws {
        let bytes = Self.bytes(Self.plain + Self.plain)
        let outline = try #require(CalendarOutline(bytes))
        #expect(outline.calendars.map(\.parts.count) == [4, 4])
        let parts = outline.calendars[1].parts.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(parts[1] == String(decoding: Self.bytes(Self.event), as: UTF8.self))
        let shell = outline.calendars[0].shell.map { String(decoding: bytes[$0], as: UTF8.self) }.joined()
        let own = Self.plain.prefix(4) + ["X-LATE:1", "END:VCALENDAR"]
        #expect(shell == String(decoding: Self.bytes(Array(own)), as: UTF8.self))
    }

    @Test("the same is said of a plain file, object by object and as a whole")
    func plainFile() {
        let said = Self.said(Self.bytes(Self.plain))
        #expect(said == Self.saidAsWhole(Self.bytes(Self.plain)))
        // The fourth Monday, and the one that was moved.
        #expect(said.contains("instant(1806303600)") && said.contains("instant(1804507200)"))
        let twice = Self.bytes(Self.plain + Self.plain)
        #expect(Self.said(twice) == Self.saidAsWhole(twice))
    }

    @Test(
        "what is not plain has no outline",
        arguments: [
            "begin:vevent", "BEGIN;X=1:VEVENT", "BEGIN:VEVENT ", "BEGIN :VEVENT", "BEG\r\n IN:VEVENT", "End:VEVENT",
            "BEGIN:VEVENT\r\n X", "END:VEVENT", "END:VCALENDAR", "BEGIN:", "", "\r", "UID", ":x", "BEGINNING:x",
            "\u{0B}BEGIN:VEVENT", "\tgoes on\r\nEND:VEVENT",
        ]
    )
    func notPlain(_ line: String) {
        let lines = Self.plain.prefix(4) + [line] + Self.plain.dropFirst(4)
        #expect(CalendarOutline(Self.bytes(Array(lines))) == nil)
        #expect(CalendarOutline(Array(Self.bytes(Self.plain).dropLast())) == nil)
        #expect(CalendarOutline(Self.bytes([" X"] + Self.plain)) == nil)
        #expect(CalendarOutline(Self.bytes(Self.plain + ["X:1"])) == nil)
        #expect(CalendarOutline(Self.bytes(Self.event)) == nil)
    }

    @Test("the same is said of files with lines that are lost, doubled, moved, cut and changed", arguments: 1...10)
    func changed(_ seed: UInt64) {
        var chance = Chance(state: seed)
        var plain = 0
        let odd = [
            "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:FOO", "END:FOO", "begin:vevent",
            "END:VTIMEZONE", "DTSTART:xx", "RRULE:FREQ=NEVER", "DTSTART;TZID=\"Here\":20270302T090000", " goes on",
            "\tBEGIN:VEVENT", "", "UID:\\", "X", ";:", "DTEND:", "SUMMARY", "BEGIN:VEVENT\r", "TZID:There",
        ]
        for _ in 0..<60 {
            var lines = Self.plain
            for _ in 0..<Int.random(in: 1...3, using: &chance) {
                let place = Int.random(in: lines.indices, using: &chance)
                switch Int.random(in: 0..<6, using: &chance) {
                case 0: lines.remove(at: place)
                case 1: lines.insert(lines[place], at: place)
                case 2: lines.swapAt(place, Int.random(in: lines.indices, using: &chance))
                case 3: lines[place] = String(lines[place].dropLast(Int.random(in: 1...6, using: &chance)))
                case 4: lines.insert(odd.randomElement(using: &chance) ?? "", at: place)
                default: lines[place] = odd.randomElement(using: &chance) ?? ""
                }
            }
            let bytes = Self.bytes(lines)
            if CalendarOutline(bytes) != nil { plain += 1 }
            #expect(Self.said(bytes) == Self.saidAsWhole(bytes), "seed \(seed): \(lines)")
        }
        #expect(plain > 12)
    }
}

/// Numbers that are the same for the same beginning (SplitMix64).
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
