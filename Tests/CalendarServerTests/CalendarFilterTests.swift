import Calendars
import LabelXML
import Testing

@testable import CalendarServer

@Suite("What a program asks for")
struct CalendarFilterTests {
    private static func filter(_ inner: String, _ calendar: String = "VCALENDAR") throws -> CalendarFilter {
        let text = """
            <c:calendar-query \(CalendarWorld.spaces)><c:filter><c:comp-filter name="\(calendar)">\(inner)\
            </c:comp-filter></c:filter></c:calendar-query>
            """
        return try CalendarFilter(XMLReader.read(Array(text.utf8)))
    }

    private static func events(_ inner: String) -> String {
        "<c:comp-filter name=\"VEVENT\">\(inner)</c:comp-filter>"
    }

    /// An hour from 08:00 UTC on 29 March 2027.
    private static let event = FeedEvent(
        series: "s1",
        instance: nil,
        time: .instants(from: 1_806_307_200, until: 1_806_310_800),
        zone: "Asia/Tokyo",
        summary: "TLP:GREEN 会合 Talks",
        label: "TLP:GREEN",
        stamp: 1_800_000_000
    )

    @Test(
        "by time: what has begun before counts, an end is not part of it",
        arguments: [
            ("20270329T080000Z", "20270329T090000Z", true), ("20270329T085959Z", "20270329T090000Z", true),
            ("20270329T090000Z", "20270329T100000Z", false), ("20270329T070000Z", "20270329T080000Z", false),
            ("20270329T070000Z", "20270329T080001Z", true), ("00010101T000000Z", "99991231T235959Z", true),
        ]
    )
    func time(_ start: String, _ end: String, _ isAsked: Bool) throws {
        let range = "<c:time-range start=\"\(start)\" end=\"\(end)\"/>"
        #expect(try Self.filter(Self.events(range)).matches(Self.event) == isAsked)
        let twice = "<c:time-range start=\"\(start)\"/><c:time-range end=\"\(end)\"/>"
        #expect(try Self.filter(Self.events(twice)).matches(Self.event) == isAsked)
    }

    @Test(
        "by properties",
        arguments: [
            ("SUMMARY", "", true), ("LOCATION", "", false), ("LOCATION", "<c:is-not-defined/>", true),
            ("summary", "<c:text-match>talks</c:text-match>", true),
            ("SUMMARY", #"<c:text-match collation="i;octet">talks</c:text-match>"#, false),
            ("SUMMARY", "<c:text-match>会合</c:text-match>", true),
            ("SUMMARY", #"<c:text-match negate-condition="yes">会合</c:text-match>"#, false),
            ("STATUS", #"<c:text-match negate-condition="yes">X</c:text-match>"#, false),
            ("UID", #"<c:text-match collation="i;octet">s1</c:text-match>"#, true),
        ]
    )
    func properties(_ name: String, _ match: String, _ isAsked: Bool) throws {
        let filter = "<c:prop-filter name=\"\(name)\">\(match)</c:prop-filter>"
        #expect(try Self.filter(Self.events(filter)).matches(Self.event) == isAsked)
    }

    @Test("by components: there is nothing but events")
    func components() throws {
        for (inner, isAsked) in [
            ("", true), (Self.events(""), true), (Self.events("<c:is-not-defined/>"), false),
            ("<c:is-not-defined/>", false), (#"<c:comp-filter name="VTODO"/>"#, false),
            (#"<c:comp-filter name="VTODO"><c:is-not-defined/></c:comp-filter>"#, true),
            (Self.events(#"<c:comp-filter name="VALARM"/>"#), false),
            (Self.events(#"<c:comp-filter name="VALARM"><c:is-not-defined/></c:comp-filter>"#), true),
        ] {
            #expect(try Self.filter(inner).matches(Self.event) == isAsked, "\(inner)")
        }
        #expect(try !Self.filter("", "VADDRESSBOOK").matches(Self.event))
    }

    @Test(
        "what is not looked at is refused, and never passed over",
        arguments: [
            "<c:prop-filter name=\"SUMMARY\"/>", "<c:time-range start=\"20270101T000000Z\"/>",
            events("<c:param-filter name=\"X\"/>"), events("<c:prop-filter name=\"ATTENDEE\"/>"),
            events("<c:prop-filter/>"),
            events(#"<c:prop-filter name="SUMMARY"><c:time-range start="20270101T000000Z"/></c:prop-filter>"#),
        ]
    )
    func unsupported(_ inner: String) {
        #expect(throws: CalendarFilter.Fault.self) { try Self.filter(inner) }
    }

    @Test(
        "a time that is none is refused",
        arguments: [
            "20270329", "20270329T080000", "2027-03-29T08:00Z", "20270332T080000Z", "20270229T000000Z",
            "20270329T240000Z", "20270329T086000Z", "20270329T080061Z", "٢٠٢٧٠٣٢٩T080000Z", "+0270329T080000Z", "",
            "99999999999999Z", "20270329Tx8y0z0Z",
        ]
    )
    func invalid(_ time: String) {
        #expect(throws: CalendarFilter.Fault.self) {
            try Self.filter(Self.events("<c:time-range start=\"\(time)\"/>"))
        }
    }

    @Test("a path is one of those that there are, in a language that there is, and back again")
    func addresses() {
        for address in [.home, .collection, .member("a-1"), .feed, .series] as [CalendarAddress] {
            for language in CalendarAddress.languages {
                let read = CalendarAddress.read(address.path(language))
                #expect(read?.address == address && read?.language == language)
            }
        }
        for path in [
            "", "/", "/calendars", "/calendars/", "/calendars/it/", "/calendars/en/other/", "/calendar/en/feed.ics",
            "/calendars/en/meetings/x", "/calendars/en/meetings/a/b.ics", "/calendars/en/feed.ics/x",
            "/calendars/EN/",
            "/x/calendars/en/", "/calendars/en/FEED.ICS",
        ] {
            #expect(CalendarAddress.read(path) == nil, "\(path)")
        }
    }
}
