internal import STIX

/// A day of the Gregorian calendar, from 0000-01-01 to 9999-12-31.
///
/// A day has no time zone of its own: it is a day in the zone that the agreement or the label declares.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01, negative before.
    public let number: Int32

    /// A day by its number; nil beyond the years 0 to 9999.
    /// - Parameter number: days since 1970-01-01.
    public init?(number: Int) {
        guard (-719_528...2_932_896).contains(number) else { return nil }
        self.number = Int32(number)
    }

    /// Reads a day.
    /// - Parameter text: `YYYY-MM-DD`; nil comes out if no such day exists.
    public init?(_ text: String) {
        guard text.utf8.count == 10, let start = STIXTimestamp(text + "T00:00:00Z") else { return nil }
        self.init(microsecondsSinceEpoch: start.microsecondsSinceEpoch)
    }

    /// The day of an instant in UTC; nil beyond the years 0 to 9999.
    /// - Parameter instant: microseconds since 1970-01-01T00:00:00Z.
    public init?(microsecondsSinceEpoch instant: Int64) {
        let day: Int64 = 86_400_000_000
        let (quotient, rest) = instant.quotientAndRemainder(dividingBy: day)
        self.init(number: Int(rest < 0 ? quotient - 1 : quotient))
    }

    /// The first day that there is.
    public static let first = Day(unchecked: -719_528)
    /// The last day that there is.
    public static let last = Day(unchecked: 2_932_896)

    private init(unchecked number: Int32) { self.number = number }

    /// The day before; the first day stays.
    public var previous: Day { self == .first ? self : Day(unchecked: number - 1) }

    /// The day after; the last day stays.
    public var next: Day { self == .last ? self : Day(unchecked: number + 1) }

    /// `YYYY-MM-DD`.
    public var description: String {
        let instant = STIXTimestamp(microsecondsSinceEpoch: Int64(number) * 86_400_000_000)
        return String(instant?.description.prefix(10) ?? "")
    }

    /// Whether one day is before another.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}
