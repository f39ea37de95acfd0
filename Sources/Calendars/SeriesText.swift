/// A series as one object of iCalendar: its first instance with the list of the others, and what differs by instance.
struct SeriesText {
    private let family: [FeedEvent]
    private let first: FeedEvent
    private let zone: (name: String, rules: ZoneRules)?

    /// A series; its instances are there in their order, and at least one.
    init(_ family: [FeedEvent]) {
        self.family = family
        first = family.min { ($0.instance ?? $0.start) < ($1.instance ?? $1.start) } ?? family[0]
        zone = first.zone.flatMap { name in Zones.rules(of: name).map { (name, $0) } }
    }

    /// From which instant to which the times of each zone are told.
    static func zones(of families: [[FeedEvent]]) -> [String: (Int64, Int64)] {
        var spans: [String: (Int64, Int64)] = [:]
        for family in families {
            for event in family {
                guard case .instants(let from, let until) = event.time, let zone = SeriesText(family).zone else {
                    continue
                }
                let known = spans[zone.name] ?? (from, until)
                let begin = min(from, event.instance ?? from)
                spans[zone.name] = (min(known.0, begin), max(known.1, max(until, event.instance ?? until)))
            }
        }
        return spans
    }

    /// Writes the series; `describe` adds what an event says beside its times.
    func add(_ text: inout CalendarText, _ describe: (FeedEvent, inout CalendarText) -> Void) {
        let others = family.filter { $0 != first }
        text.add("BEGIN:VEVENT")
        text.add("UID:\(first.series)")
        addTimes(first, from: first.instance ?? first.start, &text)
        for one in others { if let instance = one.instance { text.add(property("RDATE", instance)) } }
        describe(first, &text)
        text.add("END:VEVENT")
        for one in family where differs(one) {
            text.add("BEGIN:VEVENT")
            text.add("UID:\(one.series)")
            text.add(property("RECURRENCE-ID", one.instance ?? one.start))
            addTimes(one, from: one.start, &text)
            describe(one, &text)
            text.add("END:VEVENT")
        }
    }

    /// Whether an instance has to be told by itself: the local times of the seats are told of each.
    private func differs(_ one: FeedEvent) -> Bool {
        one.instance != nil && (one != first || one.start != one.instance)
    }

    private func length(_ one: FeedEvent) -> Int64 {
        switch one.time {
        case .day: CivilTime.day
        case .instants(let from, let until): until - from
        }
    }

    private func addTimes(_ one: FeedEvent, from: Int64, _ text: inout CalendarText) {
        text.add(property("DTSTART", from))
        if length(one) > 0 { text.add(property("DTEND", from + length(one))) }
    }

    /// A property with a time on the clock of the place; in UTC where that clock shows it twice and means the first.
    private func property(_ name: String, _ instant: Int64) -> String {
        if case .day = first.time {
            return "\(name);VALUE=DATE:\(CalendarMoment.day(instant).calendarText)"
        }
        guard let zone else { return "\(name):\(CalendarMoment.instant(instant).calendarText)" }
        let civil = zone.rules.civil(at: instant)
        guard zone.rules.reading(of: civil).instant == instant else {
            return "\(name):\(CalendarMoment.instant(instant).calendarText)"
        }
        return "\(name);TZID=\(zone.name):\(civil.calendarText)"
    }
}
