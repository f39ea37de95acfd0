/// Item D) of a NOTAM: the periods in which it is on, within items B) and C) (PANS-AIM, appendix 3, D; Doc 8126, 6.3;
/// OPADD 2.3.20-24).
///
///     schedule = group *( ["," / "AND"] group )
///     group    = [days] 1*times ["EXC" days] / day time "-" day time
///     days     = "DAILY" / 1*( weekday ["-" weekday] ) / 1*( [month] day ["-" [month] day] )
///     times    = time "-" time / "H24"
///     time     = 4DIGIT / ( "SR" / "SS" ) [ ( "PLUS" / "MINUS" ) minutes ]
///
/// 1. A day without a month is in the month that was named last, at first in that of B); if it lies before the day
///    before it,
///    in the next month.
/// 2. A period that ends at or before the time at which it begins ends on the next day. `2400` is the end of a day.
/// 3. What is excepted are the days on which periods begin.
/// 4. `DAILY`, weekdays and times without days are within B) to C), cut there; a date outside is an error.
/// 5. Times by the sun are told as such: they depend on the place.
struct Schedule {
    /// A part of the text: letters, digits, or a sign.
    private enum Token: Equatable {
        case word(String)
        case number(Int, width: Int)
        case dash
        case comma
    }

    /// A time of a day.
    private enum Clock {
        case minute(Int)
        case sun(String)
    }

    /// The days of a group.
    private enum Days {
        case all
        case weekdays(Set<Int>)
        case dates([Int])
    }

    private var tokens: [Token] = []
    private var place = 0
    private var month = 0
    private var year = 0
    private var last = 0
    private let from: UTCMinute
    private let until: UTCMinute
    private let limits: NoticeLimits

    /// The periods that were found.
    private(set) var periods: [Period] = []
    /// Why the text could not be read to its end.
    private(set) var fault: String?
    /// Whether some period was cut at B) or C).
    private(set) var isCut = false
    /// Periods of named dates that begin before B) or end after C).
    private(set) var outside: [Period] = []
    /// Whether some times are by the sun.
    private(set) var isBySun = false

    /// Reads a schedule.
    /// - Parameters:
    ///   - text: the item.
    ///   - from: item B).
    ///   - until: item C); nil if there is no end.
    ///   - limits: the bounds.
    init(_ text: String, from: UTCMinute, until: UTCMinute?, limits: NoticeLimits = NoticeLimits()) {
        self.from = from
        // Without an end, a year's worth is told.
        self.until = until ?? from.later(366 * 1440)
        self.limits = limits
        let (year, month, day) = UTCMinute.civil(from.day)
        (self.year, self.month) = (year, month)
        last = UTCMinute.day(year, month, day)
        tokens = Schedule.tokens(text)
        while place < tokens.count, fault == nil {
            if take(.comma) || takeWord("AND") { continue }
            group()
        }
        periods.sort { Schedule.key($0) < Schedule.key($1) }
    }

    private static func key(_ period: Period) -> Int {
        switch period.from {
        case .at(let minute): return minute.minutes
        case .sun(let word, let day): return day * 1440 + (word.hasPrefix("SR") ? 360 : 1080)
        }
    }

    private static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        let bytes = Array(text.uppercased().utf8)
        var place = 0
        while place < bytes.count {
            let start = place
            let byte = bytes[place]
            if Digits.isDigit(byte) {
                while place < bytes.count, Digits.isDigit(bytes[place]) { place += 1 }
                tokens.append(.number(Digits.value(bytes[start..<place]) ?? -1, width: place - start))
            } else if byte &- UInt8(ascii: "A") < 26 {
                while place < bytes.count, bytes[place] &- UInt8(ascii: "A") < 26 { place += 1 }
                tokens.append(.word(String(decoding: bytes[start..<place], as: UTF8.self)))
            } else {
                place += 1
                switch byte {
                case UInt8(ascii: "-"): tokens.append(.dash)
                case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "."): tokens.append(.comma)
                case 0x20, 0x09, 0x0A, 0x0D: break
                default: tokens.append(.word(String(decoding: [byte], as: UTF8.self)))
                }
            }
        }
        return tokens
    }

    private func token(_ ahead: Int = 0) -> Token? { place + ahead < tokens.count ? tokens[place + ahead] : nil }

    private mutating func take(_ wanted: Token) -> Bool {
        guard token() == wanted else { return false }
        place += 1
        return true
    }

    private mutating func takeWord(_ words: String...) -> Bool {
        guard case .word(let word)? = token(), words.contains(word) else { return false }
        place += 1
        return true
    }

    private mutating func fail(_ what: String) {
        guard fault == nil else { return }
        switch token() {
        case .word(let word): fault = "\(what), not `\(word.prefix(20))`"
        case .number(let value, let width): fault = "\(what), not `\(digits(value, min(width, 9)))`"
        case .dash: fault = "\(what), not `-`"
        case .comma: fault = "\(what), not a sign"
        case nil: fault = "\(what), but there is no more"
        }
    }

    // Groups.

    private mutating func group() {
        let days = self.days()
        if case .dates(let dates) = days, dates.count == 1, let span = span(from: dates[0]) {
            add(span, isNamed: true)
            return
        }
        var times: [(Clock, Clock)] = []
        while let time = hours() {
            times.append(time)
            // `0700-0900 AND 1100-1200`, `0700-0900, 1100-1200`.
            let ahead = token() == .comma || token() == .word("AND") ? 1 : 0
            if ahead == 1, isTime(ahead) { place += 1 }
        }
        guard !times.isEmpty else { return fail("a time such as 0700-1500 is wanted") }
        var excepted: [Days] = []
        if takeWord("EXC", "EXCEPT") {
            while let days = self.days() {
                excepted.append(days)
                if token() == .comma || token() == .word("AND"), isDay(1) { place += 1 }
            }
            if excepted.isEmpty { return fail("a day is wanted after EXC") }
        }
        expand(days ?? .all, times, excepted)
    }

    private func isTime(_ ahead: Int) -> Bool {
        switch token(ahead) {
        case .number(_, width: 4): return true
        case .word(let word): return ["SR", "SS", "H"].contains(word)
        default: return false
        }
    }

    private func isDay(_ ahead: Int) -> Bool {
        switch token(ahead) {
        case .number(_, let width): return width < 3
        case .word(let word): return Month.number(word) != nil || Schedule.weekday(word) != nil
        default: return false
        }
    }

    private static func weekday(_ word: String) -> Int? {
        ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"].firstIndex(of: word)
    }

    private mutating func days() -> Days? {
        if takeWord("DAILY", "DLY") { return .all }
        var weekdays: Set<Int> = []
        var dates: [Int] = []
        while fault == nil, isDay(0) {
            if case .word(let word)? = token(), let first = Schedule.weekday(word) {
                guard dates.isEmpty else { break }
                place += 1
                weekdays.insert(first)
                if token() == .dash, case .word(let other)? = token(1), let end = Schedule.weekday(other) {
                    place += 2
                    var day = first
                    while day != end {
                        day = (day + 1) % 7
                        weekdays.insert(day)
                    }
                }
            } else {
                guard weekdays.isEmpty else { break }
                guard let first = date() else { break }
                var end = first
                if token() == .dash, isDay(1) {
                    place += 1
                    guard let other = date() else { break }
                    end = other
                }
                guard end - first < limits.periods, dates.count + end - first < limits.periods else {
                    fail("fewer days are wanted")
                    break
                }
                if first <= end { dates += first...end }
            }
            // `12, 14 0900-1000`, `17 AND 18 0900-1100`: more days of the same times.
            if token() == .comma || token() == .word("AND"), isDay(1) { place += 1 }
        }
        return !weekdays.isEmpty ? .weekdays(weekdays) : dates.isEmpty ? nil : .dates(dates)
    }

    private mutating func date() -> Int? {
        var isNamed = false
        if case .word(let word)? = token(), let named = Month.number(word) {
            place += 1
            isNamed = true
            // A month before that of B) is in the next year.
            if named < month, named < UTCMinute.civil(last).month { year += 1 }
            month = named
        }
        guard case .number(let day, let width)? = token(), width < 3, (1...31).contains(day) else {
            fail("a day of the month is wanted")
            return nil
        }
        place += 1
        if !isNamed, UTCMinute.day(year, month, day) < UTCMinute.day(year, month, UTCMinute.civil(last).day),
            UTCMinute.civil(last).month == month
        {
            month = month % 12 + 1
            if month == 1 { year += 1 }
        }
        guard let minute = UTCMinute(year: year, month: month, day: day) else {
            fault = "there is no \(day) \(Month.names[month - 1]) \(year)"
            return nil
        }
        last = minute.day
        return minute.day
    }

    private mutating func hours() -> (Clock, Clock)? {
        if case .word("H")? = token(), case .number(24, width: 2)? = token(1) {
            place += 2
            return (.minute(0), .minute(1440))
        }
        guard isTime(0), let begin = clock() else { return nil }
        guard take(.dash) else {
            fail("a time ends behind a hyphen")
            return nil
        }
        guard isTime(0), let end = clock() else {
            fail("a time is wanted behind the hyphen")
            return nil
        }
        return (begin, end)
    }

    private mutating func clock() -> Clock? {
        if case .number(let value, width: 4)? = token() {
            guard value % 100 < 60, value <= 2400 else {
                fail("a time of day is wanted")
                return nil
            }
            place += 1
            return .minute(value / 100 * 60 + value % 100)
        }
        guard case .word(let word)? = token(), word == "SR" || word == "SS" else { return nil }
        place += 1
        guard case .word(let sign)? = token(), sign == "PLUS" || sign == "MINUS", case .number(let by, _)? = token(1)
        else { return .sun(word) }
        place += 2
        return .sun("\(word) \(sign)\(by)")
    }

    /// `28 0700-30 1200`: from a time of one day to a time of another.
    private mutating func span(from day: Int) -> Period? {
        guard case .number(let begin, width: 4)? = token(), token(1) == .dash, isDay(2), begin % 100 < 60,
            begin <= 2400
        else { return nil }
        place += 2
        guard let other = date(), case .number(let end, width: 4)? = token(), end % 100 < 60, end <= 2400 else {
            fail("a day and a time are wanted behind the hyphen")
            return nil
        }
        place += 1
        return Period(
            UTCMinute(minutes: day * 1440 + begin / 100 * 60 + begin % 100),
            UTCMinute(minutes: other * 1440 + end / 100 * 60 + end % 100)
        )
    }

    // Expansion.

    private mutating func expand(_ days: Days, _ times: [(Clock, Clock)], _ excepted: [Days]) {
        let dates: [Int]
        var isNamed = false
        switch days {
        case .all: dates = Array((from.day - 1)...max(until.day, from.day - 1))
        case .weekdays(let wanted):
            dates = ((from.day - 1)...max(until.day, from.day - 1)).filter { wanted.contains(UTCMinute.weekday($0)) }
        case .dates(let named): (dates, isNamed) = (named, true)
        }
        for date in dates where !excepted.contains(where: { Schedule.has($0, date) }) {
            for (begin, end) in times {
                guard periods.count < limits.periods else {
                    fault = fault ?? "it comes to more than \(limits.periods) periods"
                    return
                }
                add(period(date, begin, end), isNamed: isNamed)
            }
        }
    }

    private static func has(_ days: Days, _ date: Int) -> Bool {
        switch days {
        case .all: return true
        case .weekdays(let wanted): return wanted.contains(UTCMinute.weekday(date))
        case .dates(let dates): return dates.contains(date)
        }
    }

    private mutating func period(_ date: Int, _ begin: Clock, _ end: Clock) -> Period {
        func moment(_ clock: Clock, _ day: Int) -> Period.Moment {
            switch clock {
            case .minute(let minute): return .at(UTCMinute(minutes: day * 1440 + minute))
            case .sun(let word): return .sun(word, day: day)
            }
        }
        var endDay = date
        if case .minute(let first) = begin, case .minute(let second) = end, second <= first { endDay += 1 }
        if case .sun(let first) = begin, case .sun(let second) = end, first.hasPrefix("SS"), second.hasPrefix("SR") {
            endDay += 1
        }
        return Period(from: moment(begin, date), until: moment(end, endDay))
    }

    private mutating func add(_ period: Period, isNamed: Bool) {
        guard let begin = period.from.minute, let end = period.until.minute else {
            isBySun = true
            let days = [period.from, period.until].map { moment -> Int in
                if case .sun(_, let day) = moment { day } else { moment.minute?.day ?? 0 }
            }
            if days[0] >= from.day, days[1] <= until.day {
                periods.append(period)
            } else if isNamed {
                outside.append(period)
            }
            return
        }
        if begin >= from, end <= until { return periods.append(period) }
        if isNamed {
            outside.append(period)
            periods.append(period)
        } else if end > from, begin < until {
            isCut = true
            periods.append(Period(max(begin, from), min(end, until)))
        }
    }
}
