/// A timestamp (STIX 2.1, 2.16): RFC 3339 in UTC with `Z`, any number of fraction digits, kept as it was sent.
///
/// 1. `YYYY-MM-DDTHH:mm:ss[.s+]Z`; a point is followed by at least one digit.
/// 2. The date exists in the calendar (leap years included).
/// 3. Second 60 only where a leap second can stand: 23:59:60 on the last day of a month (RFC 3339, 5.7).
///
/// Two spellings of the same instant compare as equal with `isSameInstant(as:)`, and as different with `==`.
public struct STIXTimestamp: Sendable, Hashable, CustomStringConvertible {
    /// The timestamp as it was spelled.
    public let description: String
    private let instant: STIXInstant

    /// Reads a timestamp.
    /// - Parameter text: the timestamp; nil comes out if it breaks the rules above.
    public init?(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    /// Reads a timestamp from bytes.
    /// - Parameter bytes: UTF-8; nil comes out if it breaks the rules above.
    public init?(bytes: [UInt8]) {
        guard let instant = STIXInstant(bytes.span) else { return nil }
        self.instant = instant
        description = String(decoding: bytes, as: UTF8.self)
    }

    /// A timestamp from a count of microseconds, spelled with six fraction digits as TAXII asks.
    /// - Parameter microseconds: since 1970-01-01T00:00:00Z; nil comes out beyond the years 0 to 9999.
    public init?(microsecondsSinceEpoch microseconds: Int64) {
        let (seconds, fraction) = STIXCalendar.divide(microseconds, by: 1_000_000)
        guard let text = STIXCalendar.spelling(secondsSinceEpoch: seconds, microseconds: fraction) else { return nil }
        self.init(text)
    }

    /// Microseconds since 1970-01-01T00:00:00Z; further digits are cut off, a leap second counts as the next second.
    public var microsecondsSinceEpoch: Int64 {
        let digits = description.utf8.dropFirst(20).prefix { $0 != UInt8(ascii: "Z") }.prefix(6)
        var fraction: Int64 = 0
        for place in 0..<6 {
            let digit =
                place < digits.count ? digits[digits.index(digits.startIndex, offsetBy: place)] : UInt8(ascii: "0")
            fraction = fraction &* 10 &+ Int64(digit &- UInt8(ascii: "0"))
        }
        return instant.seconds &* 1_000_000 &+ (instant.isLeap ? 1_000_000 : 0) &+ fraction
    }

    /// The number of digits behind the point.
    public var fractionDigitCount: Int { instant.fractionCount }

    /// Whether this instant is earlier, exactly, whatever the number of digits.
    /// - Parameter other: the timestamp to compare with.
    /// - Returns: true if this one is earlier.
    public func isEarlier(than other: STIXTimestamp) -> Bool { order(to: other) < 0 }

    /// Whether both mean the same instant, however they are spelled.
    /// - Parameter other: the timestamp to compare with.
    /// - Returns: true if they do.
    public func isSameInstant(as other: STIXTimestamp) -> Bool { order(to: other) == 0 }

    private func order(to other: STIXTimestamp) -> Int {
        let (left, right) = (Array(description.utf8), Array(other.description.utf8))
        return STIXInstant.order(instant, left.span, other.instant, right.span)
    }
}

/// The parts of a timestamp that order it, without its text.
struct STIXInstant: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z; of the second before, for a leap second.
    let seconds: Int64
    /// Whether the second is written as 60.
    let isLeap: Bool
    /// The number of digits behind the point.
    let fractionCount: Int

    /// Reads a timestamp; nil if it breaks the rules of `STIXTimestamp`.
    init?(_ text: Span<UInt8>) {
        let count = text.count
        guard count >= 20, text[count - 1] == UInt8(ascii: "Z"), text[4] == UInt8(ascii: "-"),
            text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
            text[16] == UInt8(ascii: ":"),
            let century = STIXInstant.two(text, 0), let yearOfCentury = STIXInstant.two(text, 2),
            let month = STIXInstant.two(text, 5), let day = STIXInstant.two(text, 8),
            let hour = STIXInstant.two(text, 11), let minute = STIXInstant.two(text, 14),
            let second = STIXInstant.two(text, 17)
        else { return nil }
        let year = century * 100 + yearOfCentury
        guard month >= 1, month <= 12, day >= 1, day <= STIXCalendar.days(inMonth: month, of: year), hour < 24,
            minute < 60, second <= 60
        else { return nil }
        isLeap = second == 60
        if isLeap {
            guard hour == 23, minute == 59, day == STIXCalendar.days(inMonth: month, of: year) else { return nil }
        }
        if count > 20 {
            guard count > 21, text[19] == UInt8(ascii: ".") else { return nil }
            for index in 20..<count - 1 where !STIXName.isDigit(text[index]) {
                return nil
            }
        }
        fractionCount = max(count - 21, 0)
        let days = STIXCalendar.daysSinceEpoch(year: year, month: month, day: day)
        seconds = Int64(days * 86_400 + hour * 3600 + minute * 60 + min(second, 59))
    }

    /// Which of two instants is earlier: below 0 the first, above 0 the second, 0 if they are the same.
    static func order(_ left: STIXInstant, _ leftText: Span<UInt8>, _ right: STIXInstant, _ rightText: Span<UInt8>)
        -> Int
    {
        if left.seconds != right.seconds { return left.seconds < right.seconds ? -1 : 1 }
        if left.isLeap != right.isLeap { return right.isLeap ? -1 : 1 }
        for place in 0..<max(left.fractionCount, right.fractionCount) {
            let one = place < left.fractionCount ? leftText[20 + place] : UInt8(ascii: "0")
            let two = place < right.fractionCount ? rightText[20 + place] : UInt8(ascii: "0")
            if one != two { return one < two ? -1 : 1 }
        }
        return 0
    }

    @inline(__always)
    private static func two(_ text: Span<UInt8>, _ index: Int) -> Int? {
        let (tens, ones) = (text[index] &- UInt8(ascii: "0"), text[index + 1] &- UInt8(ascii: "0"))
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
