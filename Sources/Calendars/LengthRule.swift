/// How long an object takes: exactly as long as its first instance where an end is told, by the calendar where a length
/// is (RFC 5545, 3.8.5.3).
struct LengthRule {
    /// How many seconds lie between the start and the end that are told; nil where no end is.
    private let exact: Int64?

    init(object: CalendarObject, context: CalendarContext) {
        guard case .until(let end) = object.length, let first = object.start else {
            exact = nil
            return
        }
        exact = context.moment(end).seconds - context.moment(first).seconds
    }

    /// When an instance is over.
    /// - Parameters:
    ///   - start: when it begins.
    ///   - length: its length, or that of the first instance, where the end of that is told.
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
        case .until:
            guard let exact else { return start }
            if case .day(let day) = start {
                if exact < CivilTime.day { notes.append(CalendarNote(.endBeforeStart)) }
                return .day(day + max(exact, CivilTime.day) / CivilTime.day * CivilTime.day)
            }
            if exact < 0 { notes.append(CalendarNote(.endBeforeStart)) }
            return clock.end(of: start, after: CalendarDuration(days: 0, seconds: Int(max(exact, 0))))
        }
    }
}
