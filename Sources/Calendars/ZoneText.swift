/// The description of a zone as iCalendar has it (RFC 5545, 3.6.5): the tz database's rules over some years.
enum ZoneText {
    /// Writes a description that holds from one instant to another.
    static func add(
        _ name: String,
        _ rules: ZoneRules,
        from: Int64,
        until: Int64,
        _ text: inout CalendarText
    ) {
        text.add("BEGIN:VTIMEZONE")
        text.add("TZID:\(name)")
        // With the change of the season in which it begins; one of long ago is none of today's rules.
        let begin = from - 400 * CivilTime.day
        let changes = rules.changes(from: begin, until: until)
        let before = Int32(clamping: rules.offset(at: begin))
        add("STANDARD", at: CivilTime(1_970, 1, 1), before: before, after: before, [], &text)
        var patterns: [Pattern: [ZoneRules.Change]] = [:]
        for change in changes { patterns[Pattern(change), default: []].append(change) }
        for (pattern, listed) in patterns.sorted(by: { $0.value[0].at < $1.value[0].at }) {
            let isSummer = pattern.after > pattern.before
            let onsets = listed.map { CivilTime(seconds: $0.at + Int64($0.before)) }
            add(
                isSummer ? "DAYLIGHT" : "STANDARD",
                at: onsets[0],
                before: pattern.before,
                after: pattern.after,
                rule(onsets),
                &text
            )
        }
        text.add("END:VTIMEZONE")
    }

    /// Changes that are alike but for their day.
    private struct Pattern: Hashable {
        let before: Int32
        let after: Int32

        init(_ change: ZoneRules.Change) { (before, after) = (change.before, change.after) }
    }

    /// How the onsets are repeated: by a rule where each is the last such day of its month, else by a list.
    private static func rule(_ onsets: [CivilTime]) -> [String] {
        guard onsets.count > 1 else { return [] }
        let first = onsets[0]
        let isYearly = onsets.enumerated().allSatisfy { place, onset in
            let (date, began) = (onset.date, first.date)
            return date.year == began.year + place && date.month == began.month && onset.weekday == first.weekday
                && onset.clockText == first.clockText && isLast(onset)
        }
        guard isYearly else { return onsets.dropFirst().map { "RDATE:\($0.calendarText)" } }
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        return ["RRULE:FREQ=YEARLY;BYMONTH=\(first.date.month);BYDAY=-1\(days[first.weekday])"]
    }

    /// Whether it is the last such day of the week in its month.
    private static func isLast(_ time: CivilTime) -> Bool {
        CivilTime(seconds: time.seconds + 7 * CivilTime.day).date.month != time.date.month
    }

    private static func add(
        _ kind: String,
        at onset: CivilTime,
        before: Int32,
        after: Int32,
        _ more: [String],
        _ text: inout CalendarText
    ) {
        text.add("BEGIN:\(kind)")
        text.add("DTSTART:\(onset.calendarText)")
        text.add("TZOFFSETFROM:\(offset(before))")
        text.add("TZOFFSETTO:\(offset(after))")
        for line in more { text.add(line) }
        text.add("END:\(kind)")
    }

    /// Seconds east of UTC as iCalendar has them: `+0900`.
    private static func offset(_ seconds: Int32) -> String {
        let whole = abs(Int(seconds))
        let parts = [whole / 3_600, whole / 60 % 60, whole % 60]
        let shown = parts[2] == 0 ? parts.dropLast() : parts[...]
        return (seconds < 0 ? "-" : "+") + shown.map { ($0 < 10 ? "0" : "") + String($0) }.joined()
    }
}
