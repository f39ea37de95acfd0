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

    /// Nil for a rule that gives nothing, and for one that only steps.
    private let iterator: OpaquePointer?
    /// Seconds from one time to the next of a rule that only steps, and its next time; 0 for any other rule.
    private let stride: Int64
    private let maySkip: Bool
    private var step: CivilTime
    private let start: CivilTime
    /// Nothing behind it is looked at.
    private let last: CivilTime
    private let budget: WalkBudget
    private let frequency: icalrecurrencetype_frequency
    private let weekStart: Int64
    private let interval: Int64
    private let limits: RuleLimits
    /// Which of each set there are (`BYSETPOS`), from 1 or from -1; none for all.
    private let places: [Int]
    /// What was read beyond the set that is gone through, and what is left of that set, the last first.
    private var ahead: CivilTime?
    private var left: [CivilTime] = []

    /// A walk from a start to a time; nil where the text is no rule, or one of another calendar (RFC 7529).
    init?(_ text: String, from start: CivilTime, to last: CivilTime, isDay: Bool, _ budget: WalkBudget) {
        var rule = unsafe ical_rule()
        unsafe iterator = ical_rule_begin(text, Self.libical(start, isDay: isDay), &rule)
        guard unsafe iterator != nil || rule.is_never != 0 || rule.stride > 0 else { return nil }
        (self.start, self.budget) = (start, budget)
        count = unsafe Int(rule.count)
        until = unsafe CalendarTime(rule.until, nil)
        namesTimes = unsafe rule.names_times != 0
        frequency = unsafe icalrecurrencetype_frequency(UInt32(rule.frequency))
        weekStart = unsafe Int64(rule.week_start)
        stride = unsafe rule.is_never == 0 ? Int64(rule.stride) : 0
        maySkip = unsafe rule.may_skip != 0
        step = start
        // A stride has the interval in it.
        interval = unsafe stride > 0 ? 1 : Int64(rule.interval)
        limits = unsafe RuleLimits(rule)
        places = unsafe rule.places.numbers
        // The set in which that time lies is needed as a whole.
        let rest = places.isEmpty ? 0 : Self.longest(frequency)
        self.last = CivilTime(seconds: last.seconds + rest * CivilTime.day)
    }

    /// At most so many days a set has.
    private static func longest(_ frequency: icalrecurrencetype_frequency) -> Int64 {
        switch frequency {
        case ICAL_YEARLY_RECURRENCE: 366
        case ICAL_MONTHLY_RECURRENCE: 31
        case ICAL_WEEKLY_RECURRENCE: 7
        default: 1
        }
    }

    deinit { if let iterator = unsafe iterator { unsafe icalrecur_iterator_free(iterator) } }

    /// The next time on the clock; nil behind the last.
    func next() -> CivilTime? {
        guard !places.isEmpty else { return read() }
        while left.isEmpty { guard takeSet() else { return nil } }
        return left.removeLast()
    }

    /// The next time of the rule before what limits it; nil behind the last that libical knows.
    private func candidate() -> CivilTime? {
        if stride > 0 {
            defer { step.seconds += stride }
            return step
        }
        guard let iterator = unsafe iterator else { return nil }
        let time = unsafe icalrecur_iterator_next(iterator)
        return unsafe icaltime_is_null_time(time) == 0 ? CivilTime(time) : nil
    }

    /// The next time that the rule has.
    private func read() -> CivilTime? {
        guard unsafe stride > 0 || iterator != nil else { return nil }
        while budget.takeStep() {
            guard let civil = candidate(), civil <= last else { return nil }
            if interval > 1, (period(civil) - period(start)) % interval != 0 { continue }
            if limits.has(civil) { return civil }
        }
        return nil
    }

    /// Takes what the places have of the next week, month or year; false where there is none.
    private func takeSet() -> Bool {
        guard let first = ahead ?? read() else { return false }
        var set = [first]
        ahead = nil
        while let time = read() {
            guard period(time) == period(first) else {
                ahead = time
                break
            }
            set.append(time)
        }
        let chosen = Set(places.map { $0 > 0 ? $0 - 1 : set.count + $0 }).filter(set.indices.contains)
        left = chosen.sorted(by: >).map { set[$0] }.filter { $0 >= start }
        return true
    }

    /// Which second, minute, hour, day, week, month or year it is.
    private func period(_ time: CivilTime) -> Int64 {
        switch frequency {
        case ICAL_SECONDLY_RECURRENCE: return time.seconds
        case ICAL_MINUTELY_RECURRENCE: return CivilTime.floor(time.seconds, 60)
        case ICAL_HOURLY_RECURRENCE: return CivilTime.floor(time.seconds, 3_600)
        case ICAL_DAILY_RECURRENCE: return time.days
        case ICAL_WEEKLY_RECURRENCE: return CivilTime.floor(time.days + CivilTime.mondayOffset - weekStart, 7)
        default:
            let (year, month, _) = time.date
            return Int64(frequency == ICAL_MONTHLY_RECURRENCE ? year * 12 + month : year)
        }
    }

    /// Begins anew at a time behind the start; false where that is not possible.
    func skip(to time: CivilTime, isDay: Bool) -> Bool {
        if stride > 0 {
            let behind = time.seconds - step.seconds
            if behind > 0 { step.seconds += (behind + stride - 1) / stride * stride }
            return true
        }
        // A set is gone through from its beginning.
        guard maySkip, places.isEmpty, let iterator = unsafe iterator else { return false }
        return unsafe icalrecur_iterator_set_start(iterator, Self.libical(time, isDay: isDay)) != 0
    }

    private static func libical(_ time: CivilTime, isDay: Bool) -> icaltimetype {
        var found = unsafe isDay ? icaltime_null_date() : icaltime_null_time()
        let (year, month, day) = time.date
        unsafe (found.year, found.month, found.day) = (Int32(clamping: year), Int32(month), Int32(day))
        let rest = Int32(time.seconds - time.midnight.seconds)
        unsafe (found.hour, found.minute, found.second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        unsafe found.is_date = isDay ? 1 : 0
        return unsafe found
    }
}
