import Exercises
import Tables
import Testing

/// A time as it is written, and what it comes to.
struct TimeRow: CustomTestStringConvertible, Sendable {
    let written: String
    let wanted: String?
    let note: TimeNote?
    let kind: String
    var testDescription: String { written }

    init(_ written: String, _ kind: String, _ wanted: String?, _ note: TimeNote? = nil) {
        (self.written, self.kind, self.wanted, self.note) = (written, kind, wanted, note)
    }
}

@Suite("Times of injects")
struct TimeTests {
    /// An exercise in Brussels that starts on 27 March 2027 at 08:00 (07:00Z), the day before clocks are put forward.
    static let springRows: [TimeRow] = [
        TimeRow("D+0", "relative", "2027-03-27T07:00:00Z"),
        TimeRow("D+2 H+3 M+45", "relative", "2027-03-29T10:45:00Z"),
        TimeRow("J+2 T+3 M+45", "relative", "2027-03-29T10:45:00Z"),
        TimeRow("d+2h+3m+45", "relative", "2027-03-29T10:45:00Z"),
        TimeRow("D-1 H+3", "relative", "2027-03-26T10:00:00Z"), TimeRow("H-2", "relative", "2027-03-27T05:00:00Z"),
        TimeRow("T+1:30", "relative", "2027-03-27T08:30:00Z"), TimeRow("Ｄ＋１　Ｈ＋１", "relative", "2027-03-28T08:00:00Z"),
        // What passes is not held up by the clock change: 24 hours after 08:00 it is 09:00.
        TimeRow("D+1", "relative", "2027-03-28T07:00:00Z"), TimeRow("STARTEX", "startex", "2027-03-27T07:00:00Z"),
        TimeRow("STARTEX+2:30", "startex", "2027-03-27T09:30:00Z"),
        TimeRow("STARTEX + PT26H", "startex", "2027-03-28T09:00:00Z"),
        TimeRow("startex-15 min", "startex", "2027-03-27T06:45:00Z"),
        TimeRow("STARTEX+P1DT2H", "startex", "2027-03-28T09:00:00Z"),
        TimeRow("STARTEX+2h30", "startex", "2027-03-27T09:30:00Z"),
        TimeRow("STARTEX+90 minutes", "startex", "2027-03-27T08:30:00Z"),
        TimeRow("+2:30", "startex", "2027-03-27T09:30:00Z"), TimeRow("+1時間30分", "startex", "2027-03-27T08:30:00Z"),
        TimeRow("DEBEX-1 heure", "startex", "2027-03-27T06:00:00Z"),
        TimeRow("+1 Tag 2 Stunden", "startex", "2027-03-28T09:00:00Z"),
        // Clock times are those of the place, before the change and after it.
        TimeRow("9:30", "clock", "2027-03-27T08:30:00Z"), TimeRow("10h34", "clock", "2027-03-27T09:34:00Z"),
        TimeRow("10 h 34", "clock", "2027-03-27T09:34:00Z"), TimeRow("9 Uhr 30", "clock", "2027-03-27T08:30:00Z"),
        TimeRow("9:30 Uhr", "clock", "2027-03-27T08:30:00Z"), TimeRow("9.30 Uhr", "clock", "2027-03-27T08:30:00Z"),
        TimeRow("0930", "clock", "2027-03-27T08:30:00Z"), TimeRow("9:30 PM", "clock", "2027-03-27T20:30:00Z"),
        TimeRow("12:05 am", "clock", "2027-03-26T23:05:00Z", .beforeStart),
        TimeRow("9時半", "clock", "2027-03-27T08:30:00Z"),
        TimeRow("午後3時30分", "clock", "2027-03-27T14:30:00Z"), TimeRow("午前9時", "clock", "2027-03-27T08:00:00Z"),
        TimeRow("07:00", "clock", "2027-03-27T06:00:00Z", .beforeStart),
        TimeRow("24:00", "clock", "2027-03-27T23:00:00Z"),
        TimeRow("D+1 09:30", "clock", "2027-03-28T07:30:00Z"), TimeRow("J+1 10h34", "clock", "2027-03-28T08:34:00Z"),
        TimeRow("D-1 0930", "clock", "2027-03-26T08:30:00Z"), TimeRow("Day 2 09:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("2日目 9:30", "clock", "2027-03-28T07:30:00Z"), TimeRow("D 9:30", "clock", "2027-03-27T08:30:00Z"),
        TimeRow("2027-03-28 09:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("28.03.2027 09:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("28/3/27 9h30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("28 mars 2027 9:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("28. März 2027, 9:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("March 28, 2027 9:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("28-MAR-27 0930", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("2027年3月28日 9時30分", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("令和9年3月28日(日) 9:30", "clock", "2027-03-28T07:30:00Z"),
        TimeRow("2027/03/28 9:30", "clock", "2027-03-28T07:30:00Z"),
        // The clock never shows 02:30 on that day: it is read by the time before the change.
        TimeRow("2027-03-28 02:30", "clock", "2027-03-28T01:30:00Z", .gap),
        TimeRow("D+1 02:00", "clock", "2027-03-28T01:00:00Z", .gap),
        TimeRow("D+1 03:00", "clock", "2027-03-28T01:00:00Z"), TimeRow("D+1 01:59", "clock", "2027-03-28T00:59:00Z"),
        // Clocks of other places.
        TimeRow("9:30 Asia/Tokyo", "clock", "2027-03-27T00:30:00Z", .beforeStart),
        TimeRow("D+1 18:00 (Asia/Tokyo)", "clock", "2027-03-28T09:00:00Z"),
        TimeRow("D+1 18:00 JST", "clock", "2027-03-28T09:00:00Z"), TimeRow("0930Z", "clock", "2027-03-27T09:30:00Z"),
        TimeRow("0930B", "clock", "2027-03-27T07:30:00Z"), TimeRow("0930J", "clock", "2027-03-27T08:30:00Z"),
        TimeRow("9:30 UTC+9", "clock", "2027-03-27T00:30:00Z", .beforeStart),
        TimeRow("9:30 Moon/Base", "clock", nil, .zoneUnknown),
        // Instants.
        TimeRow("2027-03-28T02:30Z", "exact", "2027-03-28T02:30:00Z"),
        TimeRow("2027-03-28T11:30:00+09:00", "exact", "2027-03-28T02:30:00Z"),
        TimeRow("121530ZMAR27", "exact", "2027-03-12T15:30:00Z"),
        TimeRow("121530AMAR27", "exact", "2027-03-12T14:30:00Z"),
        TimeRow("121530BMAR27", "exact", "2027-03-12T13:30:00Z"),
        TimeRow("121530I MAR 2027", "exact", "2027-03-12T06:30:00Z"),
        TimeRow("12 1530Z MAR 27", "exact", "2027-03-12T15:30:00Z"),
        TimeRow("121530YMAR27", "exact", "2027-03-13T03:30:00Z"),
        TimeRow("121530MMAR27", "exact", "2027-03-12T03:30:00Z"),
        TimeRow("121530JMAR27", "clock", "2027-03-12T14:30:00Z"),
        TimeRow("291530Z", "clock", "2027-03-29T15:30:00Z"), TimeRow("021530Z", "clock", "2027-04-02T15:30:00Z"),
        // None.
        TimeRow("", "on-demand", nil), TimeRow("on demand", "on-demand", nil), TimeRow("随時", "on-demand", nil),
        TimeRow("TBD", "on-demand", nil),
        TimeRow("À la demande", "on-demand", nil), TimeRow("nach Bedarf", "on-demand", nil),
        TimeRow(" - ", "on-demand", nil),
    ]

    @Test("over the change of clocks in spring", arguments: springRows)
    func spring(_ row: TimeRow) throws {
        let basis = try BasisReader.basis(row.written)
        let found = try SystemZones.times("2027-03-27 08:00", "Europe/Brussels").instant(of: basis)
        #expect(basis.kind == row.kind)
        #expect(found.instant.map(BasisText.utc) == row.wanted)
        #expect(found.note == row.note)
        // What is written anew is read as the same.
        #expect(try BasisReader.basis(BasisText.text(basis)) == basis)
    }

    /// An exercise in Brussels that starts on 30 October 2027 at 08:00 (06:00Z), the day before clocks are put back.
    @Test(
        "over the change of clocks in autumn",
        arguments: [
            TimeRow("D+1", "relative", "2027-10-31T06:00:00Z"), TimeRow("D+1 08:00", "clock", "2027-10-31T07:00:00Z"),
            TimeRow("D+1 02:30", "clock", "2027-10-31T00:30:00Z", .fold),
            TimeRow("D+1 03:00", "clock", "2027-10-31T02:00:00Z"),
            TimeRow("D+1 01:59", "clock", "2027-10-30T23:59:00Z"),
            TimeRow("STARTEX+PT24H", "startex", "2027-10-31T06:00:00Z"),
            TimeRow("2027-10-31 02:59", "clock", "2027-10-31T00:59:00Z", .fold),
        ]
    )
    func autumn(_ row: TimeRow) throws {
        let basis = try BasisReader.basis(row.written)
        let found = try SystemZones.times("2027-10-30 08:00", "Europe/Brussels").instant(of: basis)
        #expect(found.instant.map(BasisText.utc) == row.wanted)
        #expect(found.note == row.note)
    }

    @Test(
        "what is no time is said to be none",
        arguments: [
            "soon", "25:00", "9:75", "D+", "D+2 H", "H+1 D+2", "STARTEX+", "STARTEX+5", "+5", "2027-02-30 9:30",
            "2027-13-01",
            "321530ZMAR27", "121530ZMXR27", "12", "930", "9:30 and later", "+99999999 days", "9:30 Q/", "PT",
            "9:30 PM PM",
            "13:00 PM", "D+99999999", "31.02.2027", "\u{0}",
        ]
    )
    func noTime(_ text: String) {
        #expect(throws: BasisReader.Fault.notUnderstood) { try BasisReader.basis(text) }
    }

    @Test("a day that can be two is asked about")
    func ambiguous() throws {
        #expect(throws: BasisReader.Fault.ambiguous) { try BasisReader.basis("3/4/2027 9:30") }
        let (april, march) = try (
            BasisReader.basis("3/4/2027 9:30", order: .dayMonth), BasisReader.basis("3/4/2027 9:30", order: .monthDay)
        )
        #expect(try april == BasisReader.basis("2027-04-03 9:30"))
        #expect(try march == BasisReader.basis("2027-03-04 9:30"))
        #expect(try BasisReader.basis("3/28/2027 9:30") == BasisReader.basis("2027-03-28 9:30"))
        #expect(try BasisReader.basis("3/3/2027") == BasisReader.basis("2027-03-03"))
    }

    @Test("without a start or a zone a time has no instant, and says why")
    func unknown() throws {
        let none = try SystemZones.times(nil, nil)
        #expect(none.instant(of: try BasisReader.basis("D+1")).note == .needsStart)
        #expect(none.instant(of: try BasisReader.basis("2027-03-28 9:30")).note == .needsZone)
        #expect(
            none.instant(of: try BasisReader.basis("2027-03-28 9:30"), rowZone: "Asia/Tokyo").instant == 1_806_193_800
        )
        #expect(none.instant(of: try BasisReader.basis("2027-03-28 9:30"), rowZone: "Nowhere").note == .zoneUnknown)
        #expect(
            none.instant(of: try BasisReader.basis("2027-03-28 9:30"), rowZone: "+09:00").instant == 1_806_193_800
        )
        #expect(try SystemZones.times(nil, "Asia/Tokyo").instant(of: BasisReader.basis("9:30")).note == .needsStart)
    }

    @Test("cells that are more than texts")
    func cells() throws {
        func basis(_ time: CellValue, day: CellValue = .empty) throws -> InjectBasis {
            try BasisReader.basis(of: Inject([.time: time, .day: day]))
        }
        let moment = CellDate(year: 2027, month: 3, day: 28, milliseconds: 34_200_000)
        #expect(try basis(.date(moment)) == BasisReader.basis("2027-03-28 9:30"))
        #expect(try basis(.date(CellDate(time: 34_200_000))) == BasisReader.basis("9:30"))
        #expect(try basis(.date(CellDate(length: 9_000_000))) == BasisReader.basis("STARTEX+2:30"))
        #expect(try basis(.number(930)) == BasisReader.basis("9:30"))
        let day = CellValue.date(CellDate(year: 2027, month: 3, day: 28))
        #expect(try basis(.text("9:30"), day: day) == BasisReader.basis("2027-03-28 9:30"))
        #expect(
            try basis(.date(CellDate(time: 34_200_000)), day: .text("28.3.2027"))
                == BasisReader.basis("2027-03-28 9:30")
        )
        #expect(try basis(.text("9:30"), day: .text("D+1")) == BasisReader.basis("D+1 9:30"))
        #expect(try basis(.empty, day: day) == BasisReader.basis("2027-03-28"))
        #expect(try basis(.text("D+1 H+2"), day: day) == BasisReader.basis("D+1 H+2"))
        for wrong in [CellValue.number(2.5), .number(1_275), .bool(true), .error("#REF!")] {
            #expect(throws: BasisReader.Fault.notUnderstood) { try basis(wrong) }
        }
    }
}
