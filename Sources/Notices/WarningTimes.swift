/// The times of a warning to mariners.
///
///     280000Z TO 300600Z MAR 27                  DDHHMM, with the month and year of the end for both
///     FROM 280000 UTC MAR TO 020600 UTC APR 27
///     0000Z TO 0600Z AND 1200Z TO 1800Z DAILY 28 TO 30 MAR 27
///     DAILY 0000 TO 0600 UTC 28 THRU 30 MAR
///     28 TO 30 MAR 27 DAILY 0000 TO 0600 UTC
///     280000Z MAR 27 UNTIL FURTHER NOTICE
///
/// A year that is not said is that of the warning; a month that is not said is that of the end, or the one before it
/// if the day is after that of the end and the month before it has such a day. Where neither end has a month, both are
/// in the month that was named last (`121606Z TO 121854Z NOV, ALTERNATE 131606Z TO 131854Z`), or in the next one if
/// they lie before the day that was named last.
struct WarningTimes {
    private enum Token: Equatable {
        case number(Int, width: Int)
        case word(String)
    }

    private var tokens: [Token] = []
    /// Whether a comma or full stop stands before each of the tokens.
    private var isApart: [Bool] = []
    private var place = 0
    private let year: Int?
    private let limits: NoticeLimits

    /// Times that were found.
    private(set) var periods: [Period] = []
    private(set) var from: UTCMinute?
    private(set) var until: UTCMinute?
    private(set) var isOpen = false
    /// Whether a year is missing, or a time is none.
    private(set) var faults: [String] = []
    private var daily: [(Int, Int)] = []
    /// Where the days ended that were read last and have no month.
    private var passed = 0
    /// The day that was named last with its month.
    private var named: Int?

    /// Reads the times of a text.
    /// - Parameters:
    ///   - text: in capitals, without positions and without the lines that cancel.
    ///   - year: of the warning.
    ///   - limits: the bounds.
    init(_ text: String, year: Int?, limits: NoticeLimits) {
        self.year = year
        self.limits = limits
        (tokens, isApart) = WarningTimes.tokens(text)
        while place < tokens.count {
            let before = place
            if !expression() { place = before + 1 }
        }
        settle()
    }

    private static func tokens(_ text: String) -> (tokens: [Token], isApart: [Bool]) {
        var tokens: [Token] = []
        var isApart: [Bool] = []
        var hasSign = false
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            let start = place
            if Digits.isDigit(bytes[place]) {
                while place < bytes.count, Digits.isDigit(bytes[place]) { place += 1 }
                tokens.append(.number(Digits.value(bytes[start..<place]) ?? -1, width: place - start))
                // The zone of a time says nothing more.
                if place < bytes.count, bytes[place] == UInt8(ascii: "Z") { place += 1 }
            } else if bytes[place] &- UInt8(ascii: "A") < 26 {
                while place < bytes.count, bytes[place] &- UInt8(ascii: "A") < 26 { place += 1 }
                let word = String(decoding: bytes[start..<place], as: UTF8.self)
                if !["UTC", "Z", "GMT", "HOURS", "HRS", "EACH", "DAY"].contains(word) { tokens.append(.word(word)) }
            } else {
                if bytes[place] == UInt8(ascii: "-") { tokens.append(.word("TO")) }
                hasSign = hasSign || bytes[place] == UInt8(ascii: ",") || bytes[place] == UInt8(ascii: ".")
                place += 1
            }
            if tokens.count > isApart.count {
                isApart.append(hasSign)
                hasSign = false
            }
        }
        return (tokens, isApart)
    }

    private func token(_ ahead: Int = 0) -> Token? { place + ahead < tokens.count ? tokens[place + ahead] : nil }

    private mutating func take(_ words: String...) -> Bool {
        guard case .word(let word)? = token(), words.contains(word) else { return false }
        place += 1
        return true
    }

    private mutating func number(width: Int) -> Int? {
        guard case .number(let value, width)? = token() else { return nil }
        place += 1
        return value
    }

    private mutating func expression() -> Bool {
        switch token() {
        case .number(_, width: 6): return span()
        case .number(_, width: 4): return dailyFirst()
        case .number(_, let width) where width < 3: return datesFirst()
        case .word("DAILY"):
            place += 1
            return dailyAfter(dates: nil)
        default: return false
        }
    }

    private mutating func monthAndYear() -> (month: Int?, year: Int?) {
        guard case .word(let word)? = token(), let month = Month.number(word) else { return (nil, nil) }
        place += 1
        guard case .number(let value, let width)? = token(), isYear(value, width) else { return (month, nil) }
        place += 1
        return (month, width == 2 ? 2000 + value : value)
    }

    /// Whether the number behind a month is the year, and not the day or time that comes next.
    private func isYear(_ value: Int, _ width: Int) -> Bool {
        switch width {
        case 2:
            // `28 MAR, 30 MAR`, `28 MAR 30 APR`; but `31 DEC 27 TO 02 JAN 28`.
            if isApart[place] { return false }
            if case .word(let next)? = token(1), Month.number(next) != nil { return false }
            return true
        case 4:
            // `28 MAR 2000 TO 2200` is an evening, `280000Z MAR 2027 TO 300600Z MAR 2027` no time of day.
            if [.word("TO"), .word("THRU"), .word("UNTIL"), .word("AND")].contains(token(1)),
                case .number(_, width: 4)? = token(2)
            {
                return false
            }
            return (1970...2199).contains(value)
        default: return false
        }
    }

    private mutating func span() -> Bool {
        guard let first = number(width: 6) else { return false }
        let begin = monthAndYear()
        if take("TO", "UNTIL", "THRU", "TILL", "AND"), let second = number(width: 6) {
            let end = monthAndYear()
            let ends = dates(begin: (first / 10_000, begin), end: (second / 10_000, end))
            guard let ends, let from = time(ends.0, first), let until = time(ends.1, second) else { return true }
            note(from, until)
            if from < until { periods.append(Period(from, until)) }
            return true
        }
        if begin.month != nil, let ends = dates(begin: (first / 10_000, begin), end: (first / 10_000, begin)),
            let from = time(ends.0, first)
        {
            self.from = min(self.from ?? from, from)
            _ = take("UNTIL")
            if take("FURTHER"), take("NOTICE") { isOpen = true }
        }
        return true
    }

    private mutating func time(_ day: Int, _ group: Int) -> UTCMinute? {
        let (hour, minute) = (group / 100 % 100, group % 100)
        guard hour <= 24, minute < 60, hour < 24 || minute == 0 else {
            faults.append("`\(digits(group, 6))` has no time of day")
            return nil
        }
        return UTCMinute(minutes: day * 1440 + hour * 60 + minute)
    }

    /// The days of a beginning and an end, of which the beginning may lack month and year.
    private mutating func dates(
        begin: (day: Int, (month: Int?, year: Int?)),
        end: (day: Int, (month: Int?, year: Int?))
    ) -> (Int, Int)? {
        var (begin, end) = (begin, end)
        if end.1.month == nil, begin.1.month == nil, let named {
            begin.1 = WarningTimes.month(of: begin.day, after: UTCMinute.civil(named))
            end.1 = WarningTimes.month(of: end.day, after: (begin.1.year ?? 0, begin.1.month ?? 1, begin.day))
        }
        guard let endMonth = end.1.month ?? begin.1.month else {
            faults.append("a time has no month")
            return nil
        }
        guard let endYear = end.1.year ?? begin.1.year ?? year else {
            faults.append("a time has no year")
            return nil
        }
        var (month, beginYear) = (begin.1.month ?? endMonth, begin.1.year ?? endYear)
        if begin.1.month == nil, begin.day > end.day {
            let before = endMonth == 1 ? 12 : endMonth - 1
            // A day that the month before does not have can only be one of the end's month.
            if UTCMinute(year: before > endMonth ? endYear - 1 : endYear, month: before, day: begin.day) != nil {
                month = before
            }
        }
        if begin.1.year == nil, month > endMonth { beginYear -= 1 }
        guard let first = UTCMinute(year: beginYear, month: month, day: begin.day),
            let last = UTCMinute(year: endYear, month: endMonth, day: end.day)
        else {
            faults.append("a time has a day that its month does not have")
            return nil
        }
        named = last.day
        return (first.day, last.day)
    }

    /// Month and year of a day of which only the number is said, behind another one.
    private static func month(
        of day: Int,
        after last: (year: Int, month: Int, day: Int)
    ) -> (month: Int?, year: Int?) {
        if day >= last.day { return (last.month, last.year) }
        return last.month == 12 ? (1, last.year + 1) : (last.month + 1, last.year)
    }

    /// `0000 TO 0600 [AND 1200 TO 1800]`.
    private mutating func hours() -> [(Int, Int)] {
        var hours: [(Int, Int)] = []
        while case .number(let first, width: 4)? = token(), case .number(let second, width: 4)? = token(2),
            [.word("TO"), .word("UNTIL"), .word("AND"), .word("THRU")].contains(token(1))
        {
            place += 3
            guard first <= 2400, second <= 2400, first % 100 < 60, second % 100 < 60 else {
                faults.append("a time of day is none")
                continue
            }
            hours.append((first / 100 * 60 + first % 100, second / 100 * 60 + second % 100))
            if token() == .word("AND"), case .number(_, width: 4)? = token(1) { place += 1 }
        }
        return hours
    }

    private mutating func dailyFirst() -> Bool {
        let hours = self.hours()
        guard !hours.isEmpty else { return false }
        // Hours of no days are passed over as a whole; so the work stays linear.
        guard take("DAILY") else { return true }
        _ = take("FROM", "ON")
        guard let days = days() else {
            daily += hours
            return true
        }
        add(days, hours)
        return true
    }

    private mutating func dailyAfter(dates given: [Int]?) -> Bool {
        _ = take("BETWEEN", "FROM")
        let hours = self.hours()
        guard !hours.isEmpty else { return given != nil }
        _ = take("FROM", "ON")
        if let days = given ?? days() { add(days, hours) } else { daily += hours }
        return true
    }

    private mutating func datesFirst() -> Bool {
        guard let days = days() else {
            // No part of days without a month has one; passed over as a whole, the work stays linear.
            place = max(place, passed)
            return true
        }
        if take("DAILY") { return dailyAfter(dates: days) }
        if let first = days.first, let last = days.last {
            note(UTCMinute(minutes: first * 1440), UTCMinute(minutes: last * 1440 + 1439))
        }
        return true
    }

    /// `28 [MAR] [27] TO 30 MAR [27]`, `28 MAR 27`, `28, 29 AND 31 MAR 27`; nil if no month follows.
    private mutating func days() -> [Int]? {
        let start = place
        var ranges: [(Int, (month: Int?, year: Int?), Int, (month: Int?, year: Int?))] = []
        while case .number(let first, let width)? = token(), width < 3 {
            place += 1
            let begin = monthAndYear()
            if take("TO", "THRU", "UNTIL") {
                guard case .number(let last, let width)? = token(), width < 3 else { break }
                place += 1
                ranges.append((first, begin, last, monthAndYear()))
            } else {
                ranges.append((first, begin, first, begin))
            }
            if token() == .word("AND"), case .number(_, let width)? = token(1), width < 3 { place += 1 }
        }
        guard let last = ranges.last, last.3.month != nil else {
            (passed, place) = (place, start)
            return nil
        }
        var days: [Int] = []
        for range in ranges {
            let end = (month: range.3.month ?? last.3.month, year: range.3.year ?? last.3.year)
            guard let ends = dates(begin: (range.0, range.1), end: (range.2, end)) else { continue }
            guard ends.0 <= ends.1 else {
                faults.append("days end before they begin")
                continue
            }
            guard days.count + ends.1 - ends.0 < limits.periods else {
                faults.append("there are more than \(limits.periods) days")
                continue
            }
            days += ends.0...ends.1
        }
        return days
    }

    private mutating func add(_ days: [Int], _ hours: [(Int, Int)]) {
        for day in days {
            for (begin, end) in hours where periods.count < limits.periods {
                let from = UTCMinute(minutes: day * 1440 + begin)
                let until = UTCMinute(minutes: day * 1440 + end + (end <= begin ? 1440 : 0))
                periods.append(Period(from, until))
                note(from, until)
            }
        }
    }

    private mutating func note(_ from: UTCMinute, _ until: UTCMinute) {
        self.from = min(self.from ?? from, from)
        self.until = max(self.until ?? until, until)
    }

    /// Daily hours without days of their own are those of the whole time.
    private mutating func settle() {
        if !daily.isEmpty, let from, let until, from < until, until.day - from.day < limits.periods {
            let text = "DAILY " + daily.map { DailyHours(from: $0.0, until: $0.1).text }.joined(separator: " ")
            periods = Schedule(text, from: from, until: until, limits: limits).periods
        }
        periods.sort { ($0.from.minute?.minutes ?? 0) < ($1.from.minute?.minutes ?? 0) }
        if periods.isEmpty, let from, let until, from < until { periods = [Period(from, until)] }
    }
}
