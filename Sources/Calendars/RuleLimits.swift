internal import CIcal

/// What a rule of days or less has of each month, day, hour, minute and second; an empty list limits nothing.
struct RuleLimits {
    private let months: Set<Int>
    private let monthDays: Set<Int>
    private let yearDays: Set<Int>
    private let weekDays: Set<Int>
    private let hours: Set<Int>
    private let minutes: Set<Int>
    private let seconds: Set<Int>
    /// Whether there is any of them.
    private let isNone: Bool

    init(_ rule: ical_rule) {
        months = unsafe Set(rule.months.numbers)
        monthDays = unsafe Set(rule.month_days.numbers)
        yearDays = unsafe Set(rule.year_days.numbers)
        weekDays = unsafe Set(rule.week_days.numbers)
        hours = unsafe Set(rule.hours.numbers)
        minutes = unsafe Set(rule.minutes.numbers)
        seconds = unsafe Set(rule.seconds.numbers)
        isNone = [months, monthDays, yearDays, weekDays, hours, minutes, seconds].allSatisfy(\.isEmpty)
    }

    /// Whether the rule has a time.
    func has(_ time: CivilTime) -> Bool {
        if isNone { return true }
        let rest = Int(time.seconds - time.midnight.seconds)
        guard Self.has(hours, rest / 3_600), Self.has(minutes, rest / 60 % 60), Self.has(seconds, rest % 60) else {
            return false
        }
        let (year, month, day) = time.date
        guard Self.has(months, month), Self.has(weekDays, time.weekday) else { return false }
        let length = Int(CivilTime.days(year, month + 1, 1) - CivilTime.days(year, month, 1))
        guard Self.has(monthDays, day, of: length) else { return false }
        let begin = CivilTime.days(year, 1, 1)
        return Self.has(yearDays, Int(time.days - begin) + 1, of: Int(CivilTime.days(year + 1, 1, 1) - begin))
    }

    /// Whether a list has a number, counted from the front, or from the end where a length is told.
    private static func has(_ list: Set<Int>, _ number: Int, of length: Int? = nil) -> Bool {
        list.isEmpty || list.contains(number) || length.map { list.contains(number - $0 - 1) } ?? false
    }
}

extension ical_list {
    /// What stands in the list.
    var numbers: [Int] {
        unsafe withUnsafeBytes(of: values) { bytes in
            unsafe bytes.bindMemory(to: Int16.self).prefix(Int(count)).map { Int($0) }
        }
    }
}
