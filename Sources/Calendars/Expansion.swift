/// When the objects of a calendar take place (RFC 5545, 3.8.5).
struct Expansion {
    let objects: [CalendarObject]
    /// Which of them belong together.
    let families: [CalendarFamily]
    /// Only what is not over before the first and has begun before the second, in seconds of UTC.
    let window: Range<Int64>
    let context: CalendarContext

    /// Every time at which something takes place, the earliest first.
    func occurrences() -> [Occurrence] {
        var found: [Occurrence] = []
        for family in families where mayHave(family) {
            let master = family.master.map { objects[$0] }
            let changes = family.changes.map { objects[$0] }
            found += FamilyExpansion(master, changes, window, context).occurrences()
        }
        return found.sorted { one, other in
            (one.start, one.uid, one.instance) < (other.start, other.uid, other.instance)
        }
    }

    /// No clock is farther from UTC: an offset has at most two digits of hours, four days and some.
    private static let farthest = 10 * CivilTime.day

    /// Whether something of it can be in the window, by its start and its end on the clock; most objects cannot.
    private func mayHave(_ family: CalendarFamily) -> Bool {
        guard family.changes.isEmpty, let place = family.master, let start = objects[place].start else {
            return true
        }
        let object = objects[place]
        // What is added to a rule may be earlier than its start.
        guard object.added.isEmpty else { return true }
        let begin = start.civil.seconds
        guard begin - Self.farthest < window.upperBound else { return false }
        guard object.rules.isEmpty else { return true }
        let end: Int64 =
            switch object.length {
            case .none: begin + CivilTime.day
            case .duration(let length): begin + Int64(length.days) * CivilTime.day + Int64(length.seconds)
            case .until(let end): end.civil.seconds
            }
        return max(begin, end) + Self.farthest >= window.lowerBound
    }
}
