/// A moment on the clock and the calendar of some place, without the place.
struct CivilTime: Hashable, Comparable, Sendable {
    /// Seconds from 1970-01-01 00:00 on that clock, each day of 86,400.
    var seconds: Int64

    static let day: Int64 = 86_400

    /// A moment by its seconds.
    init(seconds: Int64) { self.seconds = seconds }

    /// A moment of the Gregorian calendar; parts that are too large run over into the next.
    init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) {
        seconds = Self.days(year, month, day) * Self.day + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// Days from 1970-01-01.
    var days: Int64 { Self.floor(seconds, Self.day) }

    /// 1970-01-01 was a Thursday: so many days after a Monday.
    static let mondayOffset: Int64 = 3

    /// The day of the week, from 0 for Monday.
    var weekday: Int {
        let days = days + Self.mondayOffset
        return Int(days - 7 * Self.floor(days, 7))
    }

    /// A number divided by another one, rounded down.
    static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }

    /// Midnight of the same day.
    var midnight: CivilTime { CivilTime(seconds: days * Self.day) }

    static func < (one: CivilTime, other: CivilTime) -> Bool { one.seconds < other.seconds }

    /// Days from 1970-01-01 to a day of the Gregorian calendar, by eras of 400 years that begin in March.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * Int64(month > 2 ? month - 3 : month + 9) + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day.
    var date: (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1))
    }

    /// As ISO 8601 has a day: `2027-03-28`.
    var dayText: String { written { day, _, digits in Self.add(day, "-", to: &digits) } }

    /// As ISO 8601 has a local time: `2027-03-28T02:30:00`.
    var text: String {
        written { day, rest, digits in
            Self.add(day, "-", to: &digits)
            digits.append(UInt8(ascii: "T"))
            Self.add(rest, ":", hasSeconds: true, to: &digits)
        }
    }

    /// Hours and minutes: `02:30`.
    var clockText: String { written { _, rest, digits in Self.add(rest, ":", hasSeconds: false, to: &digits) } }

    /// As iCalendar has it (RFC 5545, 3.3.5): `20270328T023000`.
    var calendarText: String {
        written { day, rest, digits in
            Self.add(day, nil, to: &digits)
            digits.append(UInt8(ascii: "T"))
            Self.add(rest, nil, hasSeconds: true, to: &digits)
        }
    }

    /// A text of digits; put together as bytes, since calendars have hundreds of thousands of them.
    private func written(_ body: ((Int, Int, Int), Int, inout [UInt8]) -> Void) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(20)
        let (year, month, day) = date
        body((year, month, day), Int(seconds - days * Self.day), &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    private static func add(_ day: (Int, Int, Int), _ between: Unicode.Scalar?, to digits: inout [UInt8]) {
        add(day.0, width: 4, to: &digits)
        for part in [day.1, day.2] {
            if let between { digits.append(UInt8(ascii: between)) }
            add(part, width: 2, to: &digits)
        }
    }

    private static func add(
        _ rest: Int,
        _ between: Unicode.Scalar?,
        hasSeconds: Bool,
        to digits: inout [UInt8]
    ) {
        add(rest / 3_600, width: 2, to: &digits)
        if let between { digits.append(UInt8(ascii: between)) }
        add(rest / 60 % 60, width: 2, to: &digits)
        guard hasSeconds else { return }
        if let between { digits.append(UInt8(ascii: between)) }
        add(rest % 60, width: 2, to: &digits)
    }

    /// A number with zeros in front; what is longer, or below zero, is written as it is.
    private static func add(_ number: Int, width: Int, to digits: inout [UInt8]) {
        guard (0..<10_000).contains(number), width == 4 || number < 100 else {
            let plain = String(number)
            digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - plain.utf8.count)))
            digits.append(contentsOf: plain.utf8)
            return
        }
        if width == 4 {
            digits.append(UInt8(ascii: "0") + UInt8(number / 1_000))
            digits.append(UInt8(ascii: "0") + UInt8(number / 100 % 10))
        }
        digits.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
        digits.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
