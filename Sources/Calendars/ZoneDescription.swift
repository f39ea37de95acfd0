internal import CIcal

/// A zone as a file describes it (VTIMEZONE; RFC 5545, 3.6.5).
struct ZoneDescription: Sendable {
    /// What objects of the same file call it.
    let name: String
    let rules: ZoneRules

    /// Nothing is worked out beyond this time: an object is not repeated for longer.
    private static let last = CivilTime(2_200, 1, 1)

    /// - Throws: `CalendarFault` where its clocks are changed too often.
    init(_ part: CalendarPart) throws(CalendarFault) {
        name = part.properties.first { $0.kind == ICAL_TZID_PROPERTY }?.text ?? ""
        var changes: [ZoneRules.Change] = []
        for inner in part.parts {
            changes += Self.changes(inner)
            guard changes.count <= CalendarLimits.changes else { throw .zoneTooLong(name, CalendarLimits.changes) }
        }
        changes.sort { $0.at < $1.at }
        // Before the first change the clocks go as that change says they went.
        rules = ZoneRules(first: changes.first?.before ?? 0, changes: changes)
    }

    /// The changes to standard or to summer time that one part of the description gives.
    private static func changes(_ part: CalendarPart) -> [ZoneRules.Change] {
        var start: CivilTime?
        var (before, after) = (Int32(0), Int32(0))
        var rules: [String] = []
        var times: [CivilTime] = []
        for property in part.properties {
            switch property.kind {
            case ICAL_DTSTART_PROPERTY: start = property.time?.civil
            case ICAL_TZOFFSETFROM_PROPERTY: before = property.offset
            case ICAL_TZOFFSETTO_PROPERTY: after = property.offset
            case ICAL_RRULE_PROPERTY: rules.append(property.value)
            case ICAL_RDATE_PROPERTY: if case .time(let time)? = property.added { times.append(time.civil) }
            default: break
            }
        }
        guard let start else { return [] }
        times.append(start)
        for rule in rules { times += Self.times(rule, from: start, before) }
        // The onset is told in the time before the change.
        return Set(times).map { ZoneRules.Change(at: $0.seconds - Int64(before), before: before, after: after) }
    }

    private static func times(_ rule: String, from start: CivilTime, _ before: Int32) -> [CivilTime] {
        guard let walk = RuleWalk(rule, from: start, to: last, isDay: false, WalkBudget()) else { return [] }
        var found: [CivilTime] = []
        // One more than is taken: there are too many then.
        while found.count <= CalendarLimits.changes, let time = walk.next() {
            switch walk.until {
            case .utc(let last) where time.seconds - Int64(before) > last: return found
            case .day(let last) where time.midnight > last: return found
            case .floating(let last) where time > last: return found
            default: break
            }
            if walk.count > 0, found.count >= walk.count { return found }
            found.append(time)
        }
        return found
    }
}
