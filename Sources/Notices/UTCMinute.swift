/// A minute of UTC, which is what notices count in.
public struct UTCMinute: Sendable, Hashable, Comparable {
    /// Minutes since the beginning of 1970.
    public let minutes: Int

    /// A minute.
    /// - Parameter minutes: since the beginning of 1970.
    public init(minutes: Int) { self.minutes = minutes }

    /// A minute of a day; nil if there is none.
    ///
    /// 24:00 is the beginning of the next day.
    /// - Parameters:
    ///   - year: four digits.
    ///   - month: 1 to 12.
    ///   - day: of the month.
    ///   - hour: 0 to 24.
    ///   - minute: 0 to 59.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0) {
        guard (1970...2199).contains(year), (1...12).contains(month), (1...31).contains(day), (0...24).contains(hour),
            (0...59).contains(minute), hour < 24 || minute == 0
        else { return nil }
        let number = UTCMinute.day(year, month, day)
        guard UTCMinute.civil(number).day == day else { return nil }
        minutes = (number * 24 + hour) * 60 + minute
    }

    /// Days since the beginning of 1970 (proleptic Gregorian calendar).
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let inEra = shifted - era * 400
        let inYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + inEra * 365 + inEra / 4 - inEra / 100 + inYear - 719_468
    }

    /// Year, month and day of a number of days since the beginning of 1970.
    static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let inEra = shifted - era * 146_097
        let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
        let inYear = inEra - (365 * year + year / 4 - year / 100)
        let month = (5 * inYear + 2) / 153
        let day = inYear - (153 * month + 2) / 5 + 1
        return (year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day)
    }

    /// Whether one minute is before another.
    public static func < (one: UTCMinute, other: UTCMinute) -> Bool { one.minutes < other.minutes }

    /// The same time some minutes later.
    func later(_ minutes: Int) -> UTCMinute { UTCMinute(minutes: self.minutes + minutes) }

    /// The day, as a number of days since the beginning of 1970.
    var day: Int { minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440 }

    /// Minutes since midnight.
    var ofDay: Int { minutes - day * 1440 }

    /// The day of the week, Monday is 0.
    static func weekday(_ day: Int) -> Int { (day + 3) % 7 }

    /// As RFC 3339 has it: `2027-03-28T00:00:00Z`.
    public var text: String {
        let (year, month, day) = UTCMinute.civil(day)
        return
            "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))T"
            + "\(digits(ofDay / 60, 2)):\(digits(ofDay % 60, 2)):00Z"
    }

    /// As items B) and C) have it: `2703280000`.
    var compact: String {
        let (year, month, day) = UTCMinute.civil(day)
        return digits(year % 100, 2) + digits(month, 2) + digits(day, 2) + clock
    }

    /// The time of day: `0600`.
    var clock: String { digits(ofDay / 60, 2) + digits(ofDay % 60, 2) }

    /// A date-time group without month and year: `280000Z`.
    var group: String { digits(UTCMinute.civil(day).day, 2) + clock + "Z" }

    /// A date-time group: `280000Z MAR 27`.
    public var dateTimeGroup: String { "\(group) \(Month.year(day))" }

    /// Reads a time of RFC 3339.
    /// - Parameter text: with `Z` or an offset; seconds may be left out.
    /// - Returns: the minute, and the seconds that go beyond it; nil if it is no such time.
    public static func read(_ text: String) -> (minute: UTCMinute, seconds: Int)? {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            return Digits.value(bytes[range])
        }
        func isSign(_ place: Int, _ sign: Unicode.Scalar) -> Bool {
            place < bytes.count && bytes[place] == UInt8(ascii: sign)
        }
        guard bytes.count >= 17, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), isSign(4, "-"), isSign(7, "-"), isSign(13, ":"),
            isSign(10, "T") || isSign(10, "t") || isSign(10, " "),
            let start = UTCMinute(year: year, month: month, day: day, hour: hour, minute: minute)
        else { return nil }
        var (place, seconds) = (16, 0)
        if isSign(16, ":") {
            guard let second = number(17..<19), second < 61 else { return nil }
            (place, seconds) = (19, second)
            if isSign(19, ".") {
                place = 20
                while place < bytes.count, Digits.isDigit(bytes[place]) {
                    if bytes[place] != UInt8(ascii: "0"), seconds == second { seconds += 1 }
                    place += 1
                }
                guard place > 20 else { return nil }
            }
        }
        if place + 1 == bytes.count, isSign(place, "Z") || isSign(place, "z") { return (start, seconds) }
        guard place + 6 == bytes.count, isSign(place + 3, ":"), isSign(place, "+") || isSign(place, "-"),
            let hours = number(place + 1..<place + 3), let minutes = number(place + 4..<place + 6), hours < 24,
            minutes < 60
        else { return nil }
        let offset = hours * 60 + minutes
        return (start.later(isSign(place, "+") ? -offset : offset), seconds)
    }
}

/// A number with leading zeros.
func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

/// The months by their three letters.
enum Month {
    static let names = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

    /// The number of a month, 1 to 12, by its name or the first letters of it.
    static func number(_ word: String) -> Int? {
        guard word.utf8.count >= 3, let found = names.firstIndex(of: String(word.prefix(3))) else { return nil }
        let long = [
            "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
            "NOVEMBER",
            "DECEMBER",
        ]
        return long[found].hasPrefix(word) || word == "SEPT" ? found + 1 : nil
    }

    /// Month and year of a day: `MAR 27`.
    static func year(_ day: Int) -> String {
        let (year, month, _) = UTCMinute.civil(day)
        return "\(names[month - 1]) \(digits(year % 100, 2))"
    }
}

/// Decimal digits.
enum Digits {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// The number of at most nine digits, and nothing else.
    static func value(_ bytes: some Collection<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 9, bytes.allSatisfy(isDigit) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
