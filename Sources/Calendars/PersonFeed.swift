/// The calendar of a person, for programs that are not the node's.
///
/// The flat form has an event for each instance, in UTC, with the local times of the place and of the seats in words:
/// no program can get it wrong. The form by series has one object for each series, in the zone of its place, for
/// programs that know zones; its rule is a list of its days, so nothing is repeated that nobody has said.
///
/// The same events give the same bytes.
public struct PersonFeed: Sendable {
    private let title: String
    private let seats: [(name: String, rules: ZoneRules)]

    /// A feed.
    /// - Parameters:
    ///   - title: what programs call the calendar.
    ///   - seats: the zones of the seats (IANA); one that is none is left out.
    public init(title: String, seats: [String]) {
        self.title = title
        self.seats = seats.compactMap { name in Zones.rules(of: name).map { (name, $0) } }
    }

    /// An event for each instance.
    public func flat(_ events: [FeedEvent]) -> [UInt8] {
        calendar { text in for one in ordered(events) { add(one, &text) } }
    }

    /// A calendar of one instance, as a collection has it (RFC 4791, 4.1).
    public func member(_ event: FeedEvent) -> [UInt8] { calendar(isMember: true) { text in add(event, &text) } }

    /// An object for each series, in the zone of its place.
    public func series(_ events: [FeedEvent]) -> [UInt8] {
        var families: [String: [FeedEvent]] = [:]
        for one in events { families[one.series, default: []].append(one) }
        let all = families.values.map { ordered($0) }.sorted { one, other in
            (one[0].start, one[0].series) < (other[0].start, other[0].series)
        }
        return calendar { text in
            let spans = SeriesText.zones(of: all)
            for (name, span) in spans.sorted(by: { $0.key < $1.key }) {
                if let rules = Zones.rules(of: name) { ZoneText.add(name, rules, from: span.0, until: span.1, &text) }
            }
            for family in all { SeriesText(family).add(&text) { event, text in describe(event, &text) } }
        }
    }

    private func ordered(_ events: [FeedEvent]) -> [FeedEvent] {
        events.sorted { ($0.start, $0.uid) < ($1.start, $1.uid) }
    }

    private func calendar(isMember: Bool = false, _ body: (inout CalendarText) -> Void) -> [UInt8] {
        var text = CalendarText()
        text.add("BEGIN:VCALENDAR")
        text.add("VERSION:2.0")
        text.add("PRODID:-//Entente//Calendars//EN")
        if !isMember, !title.isEmpty {
            // RFC 7986, 5.1; and the older name of it.
            text.add("NAME:\(CalendarText.escaped(title))")
            text.add("X-WR-CALNAME:\(CalendarText.escaped(title))")
        }
        body(&text)
        text.add("END:VCALENDAR")
        return text.bytes
    }

    private func add(_ event: FeedEvent, _ text: inout CalendarText) {
        text.add("BEGIN:VEVENT")
        text.add("UID:\(event.uid)")
        for line in Self.times(event) { text.add(line) }
        describe(event, &text)
        text.add("END:VEVENT")
    }

    private static func times(_ event: FeedEvent) -> [String] {
        switch event.time {
        case .day(let number):
            ["DTSTART;VALUE=DATE:\(dayText(number))", "DTEND;VALUE=DATE:\(dayText(number + 1))"]
        // An end has to be later than its beginning (RFC 5545, 3.8.2.2); without one an event is over when it begins.
        case .instants(let from, let until) where until <= from:
            ["DTSTART:\(CalendarMoment.instant(from).calendarText)"]
        case .instants(let from, let until):
            [
                "DTSTART:\(CalendarMoment.instant(from).calendarText)",
                "DTEND:\(CalendarMoment.instant(until).calendarText)",
            ]
        }
    }

    static func dayText(_ number: Int) -> String { CalendarMoment.day(Int64(number) * CivilTime.day).calendarText }

    /// What an event says beside what it is known by and when it takes place.
    private func describe(_ event: FeedEvent, _ text: inout CalendarText) {
        text.add("DTSTAMP:\(CalendarMoment.instant(event.stamp).calendarText)")
        text.add("SEQUENCE:\(event.sequence)")
        text.add("SUMMARY:\(CalendarText.escaped(event.summary))")
        if !event.place.isEmpty { text.add("LOCATION:\(CalendarText.escaped(event.place))") }
        let told = [event.told, localTimes(event)].filter { !$0.isEmpty }.joined(separator: "\n")
        if !told.isEmpty { text.add("DESCRIPTION:\(CalendarText.escaped(told))") }
        if case .day = event.time { text.add("TRANSP:TRANSPARENT") }
        // A day that is called off stays, and says so.
        if event.isCancelled { text.add("STATUS:CANCELLED") }
        if !event.label.isEmpty { text.add("X-ENTENTE-LABEL:\(CalendarText.escaped(event.label))") }
    }

    /// Both ends on the clock of the place and of each seat, a line each.
    private func localTimes(_ event: FeedEvent) -> String {
        guard case .instants(let from, let until) = event.time else { return "" }
        var places = seats
        if let zone = event.zone, !places.contains(where: { $0.name == zone }), let rules = Zones.rules(of: zone) {
            places.insert((zone, rules), at: 0)
        }
        return places.map { CalendarText.local($0.name, $0.rules, from: from, until: until) }.joined(separator: "\n")
    }
}
