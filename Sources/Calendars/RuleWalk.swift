internal import CIcal

/// Goes through a recurrence rule (RFC 5545, 3.3.10) with libical, on the clock of one place.
///
/// Where the rule ends is not asked of libical: `COUNT` counts what takes place, and `UNTIL` may be of another kind
/// than the start.
@safe
final class RuleWalk {
    /// How the rule says that it ends.
    let count: Int
    let until: CalendarTime?
    /// Whether the rule itself names hours, minutes or seconds.
    let namesTimes: Bool

    private let iterator: OpaquePointer
    private let start: CivilTime

    /// A walk from a start; nil where the text is no rule, or one of another calendar (RFC 7529).
    init?(_ text: String, from start: CivilTime, isDay: Bool) {
        var rule = unsafe ical_rule()
        guard let iterator = unsafe ical_rule_begin(text, Self.libical(start, isDay: isDay), &rule) else {
            return nil
        }
        unsafe self.iterator = iterator
        self.start = start
        count = unsafe Int(rule.count)
        until = unsafe CalendarTime(rule.until, nil)
        namesTimes = unsafe rule.names_times != 0
    }

    deinit { unsafe icalrecur_iterator_free(iterator) }

    /// The next time on the clock; nil behind the last.
    func next() -> CivilTime? {
        let time = unsafe icalrecur_iterator_next(iterator)
        guard unsafe icaltime_is_null_time(time) == 0 else { return nil }
        return unsafe CivilTime(time)
    }

    /// Begins anew at a time behind the start, which the rule must be able to give; false where that is not so.
    func skip(to time: CivilTime, isDay: Bool) -> Bool {
        unsafe icalrecur_iterator_set_start(iterator, Self.libical(time, isDay: isDay)) != 0
    }

    private static func libical(_ time: CivilTime, isDay: Bool) -> icaltimetype {
        var found = unsafe isDay ? icaltime_null_date() : icaltime_null_time()
        let (year, month, day) = time.date
        unsafe (found.year, found.month, found.day) = (Int32(year), Int32(month), Int32(day))
        let rest = Int32(time.seconds - time.midnight.seconds)
        unsafe (found.hour, found.minute, found.second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        unsafe found.is_date = isDay ? 1 : 0
        return unsafe found
    }
}
