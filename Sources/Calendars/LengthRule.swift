/// How long an object takes: exactly as long as its first instance where an end is told, by the calendar where a length
/// is (RFC 5545, 3.8.5.3).
struct LengthRule {
    let object: CalendarObject
    let context: CalendarContext

    /// When an instance is over.
    /// - Parameters:
    ///   - start: when it begins.
    ///   - length: its length, or the end of the first instance.
    ///   - clock: the clock of its start.
    ///   - notes: gets what is to be said of the length.
    /// - Returns: the moment.
    func end(
        of start: CalendarMoment,
        _ length: CalendarLength,
        _ clock: PlacedClock,
        _ notes: inout [CalendarNote]
    ) -> CalendarMoment {
        switch length {
        case .none:
            if case .day(let day) = start { return .day(day + CivilTime.day) }
            return start
        case .duration(let duration):
            let end = clock.end(of: start, after: duration)
            guard end < start else { return end }
            notes.append(CalendarNote(.endBeforeStart))
            return start
        case .until(let end):
            guard let first = object.start else { return start }
            let exact = context.moment(end).seconds - context.moment(first).seconds
            if case .day(let day) = start {
                if exact < CivilTime.day { notes.append(CalendarNote(.endBeforeStart)) }
                return .day(day + max(exact, CivilTime.day) / CivilTime.day * CivilTime.day)
            }
            if exact < 0 { notes.append(CalendarNote(.endBeforeStart)) }
            return clock.end(of: start, after: CalendarDuration(days: 0, seconds: Int(max(exact, 0))))
        }
    }
}
