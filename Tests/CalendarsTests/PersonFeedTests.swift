import Testing

@testable import Calendars

@Suite("The calendar of a person")
struct PersonFeedTests {
    private static let feed = PersonFeed(title: "Talks", seats: ["Europe/Brussels", "Asia/Tokyo"])

    private static func instant(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Int64 {
        CivilTime(year, month, day, hour, minute).seconds
    }

    private static func event(_ start: Int64, hours: Int64 = 1, zone: String? = "Asia/Tokyo", moved: Int64 = 0)
        -> FeedEvent
    {
        FeedEvent(
            series: "s1",
            instance: start,
            time: .instants(from: start + moved, until: start + moved + hours * 3_600),
            zone: zone,
            summary: "TLP:GREEN Meeting",
            label: "TLP:GREEN",
            stamp: 1_800_000_000
        )
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    }

    /// Each week at 17:00 in Tokyo, over both changes of the clocks in Brussels, and a meeting within the hour that is
    /// shown twice.
    @Test(
        "tells both local times over both changes of the clocks",
        arguments: [
            (instant(2027, 3, 22, 8), "2027-03-22 09:00 – 10:00", "2027-03-22 17:00 – 18:00"),
            (instant(2027, 3, 29, 8), "2027-03-29 10:00 – 11:00", "2027-03-29 17:00 – 18:00"),
            (instant(2027, 3, 28, 0, 30), "2027-03-28 01:30 – 03:30", "2027-03-28 09:30 – 10:30"),
            (instant(2027, 10, 25, 8), "2027-10-25 10:00 – 11:00", "2027-10-25 17:00 – 18:00"),
            (instant(2027, 11, 1, 8), "2027-11-01 09:00 – 10:00", "2027-11-01 17:00 – 18:00"),
            (instant(2027, 10, 31, 0, 30), "2027-10-31 02:30 – 02:30", "2027-10-31 09:30 – 10:30"),
            (instant(2027, 10, 31, 15), "2027-10-31 16:00 – 17:00", "2027-11-01 00:00 – 01:00"),
        ]
    )
    func localTimes(_ start: Int64, _ brussels: String, _ tokyo: String) {
        let lines = Self.lines(Self.feed.flat([Self.event(start)]))
        let told = lines.first { $0.hasPrefix("DESCRIPTION:") }
        #expect(told == "DESCRIPTION:Europe/Brussels: \(brussels)\\nAsia/Tokyo: \(tokyo)")
        let instant = CalendarMoment.instant(start).calendarText
        #expect(lines.contains("DTSTART:\(instant)") && lines.contains("UID:s1-\(instant)"))
    }

    @Test("the place's own zone comes first where it is none of a seat")
    func place() {
        let lines = Self.lines(Self.feed.flat([Self.event(Self.instant(2027, 3, 29, 8), zone: "America/New_York")]))
        #expect(lines.contains { $0.hasPrefix("DESCRIPTION:America/New_York: 2027-03-29 04:00 – 05:00\\n") })
    }

    @Test("gives the same bytes whatever the order, CRLF and 75 octets, never within a character")
    func bytes() throws {
        let text = String(repeating: "会合、合意文書の確認；", count: 12) + "👩‍👩‍👧‍👦"
        let events = (0..<20).map { number in
            FeedEvent(
                series: "s\(number % 3)",
                instance: Int64(number) * 86_400,
                time: .instants(from: Int64(number) * 86_400, until: Int64(number) * 86_400 + 60),
                zone: nil,
                summary: text,
                place: "Brussels, Rue de la Loi; \\ 3",
                told: "a\r\nb",
                label: "",
                stamp: 0
            )
        }
        let bytes = Self.feed.flat(events)
        #expect(bytes == Self.feed.flat(events.reversed()))
        #expect(Self.feed.series(events) == Self.feed.series(events.shuffled()))
        for all in [bytes, Self.feed.series(events)] {
            var start = all.startIndex
            while start < all.endIndex {
                let end = try #require(all[start...].firstIndex(of: 13))
                #expect(end - start <= 75 && all[end + 1] == 10)
                #expect(String(validating: all[start..<end], as: UTF8.self) != nil)
                start = end + 2
            }
        }
        #expect(Self.lines(bytes).contains("LOCATION:Brussels\\, Rue de la Loi\\; \\\\ 3"))
        #expect(Self.lines(bytes).contains { $0.hasPrefix("DESCRIPTION:a\\nb") })
    }

    @Test("read again, both forms say the same instants, moved and called off ones too")
    func series() throws {
        var events = [Self.instant(2027, 3, 22, 8), Self.instant(2027, 3, 29, 8), Self.instant(2027, 11, 1, 8)].map {
            Self.event($0)
        }
        events[1] = Self.event(Self.instant(2027, 3, 29, 8), hours: 2, moved: 1_800)
        for zone in ["Asia/Tokyo", "Europe/Brussels", nil] {
            let placed = events.map { one in
                guard case .instants(let from, let until) = one.time else { return one }
                return Self.event(
                    one.instance ?? 0,
                    hours: (until - from) / 3_600,
                    zone: zone,
                    moved: from - (one.instance ?? 0)
                )
            }
            let expected = placed.map { one -> [Int64] in
                guard case .instants(let from, let until) = one.time else { return [] }
                return [from, until]
            }
            for bytes in [Self.feed.flat(placed), Self.feed.series(placed)] {
                let file = try CalendarFile(bytes)
                let found = try #require(try file.occurrences(from: 0, until: 4_000_000_000, zone: nil))
                #expect(found.map { [$0.start.seconds, $0.end.seconds] } == expected)
                #expect(try file.findings().isEmpty)
            }
        }
    }

    @Test("zones are told by their rules, the onset in the time before the change")
    func zones() throws {
        let events = [Self.instant(2026, 6, 1, 8), Self.instant(2028, 6, 1, 8)].map {
            Self.event($0, zone: "Europe/Brussels")
        }
        let lines = Self.lines(Self.feed.series(events))
        #expect(lines.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"))
        #expect(lines.contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"))
        #expect(lines.contains("DTSTART:20260329T020000") && lines.contains("DTSTART:20251026T030000"))
        #expect(lines.filter { $0 == "BEGIN:VTIMEZONE" }.count == 1)
        let tokyo = Self.lines(Self.feed.series([Self.event(Self.instant(2027, 6, 1, 8))]))
        #expect(tokyo.contains("TZOFFSETTO:+0900") && !tokyo.contains { $0.hasPrefix("RRULE") })
    }

    @Test("the second of two equal times on the clock is told in UTC")
    func fold() throws {
        let second = Self.instant(2027, 10, 31, 1, 30)
        let first = Self.instant(2027, 10, 31, 0, 30)
        let cases = [
            (first, "DTSTART;TZID=Europe/Brussels:20271031T023000"), (second, "DTSTART:20271031T013000Z"),
        ]
        for (start, line) in cases {
            let bytes = Self.feed.series([Self.event(start, zone: "Europe/Brussels")])
            #expect(Self.lines(bytes).contains(line))
            let found = try #require(try CalendarFile(bytes).occurrences(from: 0, until: 4_000_000_000, zone: nil))
            #expect(found.map { [$0.start.seconds, $0.end.seconds] } == [[start, start + 3_600]])
        }
    }

    @Test("a day stays a day; what is called off says so")
    func days() {
        let day = FeedEvent(
            series: "d",
            instance: nil,
            time: .day(20_908),
            zone: nil,
            summary: "Due date",
            label: "",
            stamp: 0,
            sequence: 3,
            isCancelled: true
        )
        let lines = Self.lines(Self.feed.flat([day]))
        let wanted = [
            "UID:d", "DTSTART;VALUE=DATE:20270331", "DTEND;VALUE=DATE:20270401", "SEQUENCE:3", "STATUS:CANCELLED",
        ]
        for line in wanted { #expect(lines.contains(line), "\(line)") }
        #expect(!lines.contains { $0.hasPrefix("DESCRIPTION") || $0.hasPrefix("X-ENTENTE-LABEL") })
        let midnight = Int64(20_908) * 86_400
        #expect(day.isWithin(midnight, midnight + 1) && !day.isWithin(midnight + 86_400, midnight + 86_401))
    }

    @Test("what has no length has no end: an end has to be later than its beginning")
    func moment() {
        let event = Self.event(Self.instant(2027, 3, 29, 8), hours: 0)
        for bytes in [Self.feed.flat([event]), Self.feed.series([event]), Self.feed.member(event)] {
            let lines = Self.lines(bytes)
            #expect(lines.contains { $0.hasPrefix("DTSTART") } && !lines.contains { $0.hasPrefix("DTEND") })
        }
    }
}
