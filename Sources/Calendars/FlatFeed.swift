/// A calendar that plain programs cannot get wrong: an event for each instance, in UTC, with the local times in words.
///
/// Programs repeat a series on the clock of their own place, leave a rule out, or refuse the whole object; of an
/// event with two instants
/// they show those. Days stay days.
public struct FlatFeed {
    private let zones: [(name: String, rules: ZoneRules)]

    /// A feed that tells the local times of some places; nil where one of them is none.
    /// - Parameter zones: the places, by names of the tz database.
    public init?(zones: [String]) {
        var found: [(name: String, rules: ZoneRules)] = []
        for name in zones {
            guard let rules = Zones.rules(of: name) else { return nil }
            found.append((name, rules))
        }
        self.zones = found
    }

    /// The feed (RFC 5545): CRLF, lines of at most 75 octets that end inside of no character, an order that stays.
    /// - Parameter occurrences: what takes place; what has no instant and is no day is left out, since a program
    ///   would invent one.
    /// - Returns: the bytes.
    public func bytes(of occurrences: [Occurrence]) -> [UInt8] {
        var output = CalendarText()
        let add = { (line: String) in output.add(line) }
        add("BEGIN:VCALENDAR")
        add("VERSION:2.0")
        add("PRODID:-//Entente//Calendars//EN")
        for one in occurrences {
            guard let times = Self.times(one) else { continue }
            add("BEGIN:VEVENT")
            // The series and the instance: the same in each feed, whatever is told of it.
            add("UID:\(CalendarText.escaped(one.uid))-\(one.instance.calendarText)")
            add("DTSTAMP:\(CalendarMoment.instant(one.stamp ?? 0).calendarText)")
            for line in times { add(line) }
            add("SUMMARY:\(CalendarText.escaped(one.summary))")
            let told = described(one)
            if !told.isEmpty { add("DESCRIPTION:\(CalendarText.escaped(told))") }
            if one.notes.contains(where: { $0.code == .cancelled }) { add("STATUS:CANCELLED") }
            add("END:VEVENT")
        }
        add("END:VCALENDAR")
        return output.bytes
    }

    private static func times(_ one: Occurrence) -> [String]? {
        switch (one.start, one.end) {
        case (.instant, .instant): ["DTSTART:\(one.start.calendarText)", "DTEND:\(one.end.calendarText)"]
        case (.day, .day):
            ["DTSTART;VALUE=DATE:\(one.start.calendarText)", "DTEND;VALUE=DATE:\(one.end.calendarText)"]
        default: nil
        }
    }

    /// Both ends on the clock of each place, a line a place.
    private func described(_ one: Occurrence) -> String {
        guard case .instant(let start) = one.start, case .instant(let end) = one.end else { return "" }
        return zones.map { name, rules in CalendarText.local(name, rules, from: start, until: end) }
            .joined(separator: "\n")
    }
}
