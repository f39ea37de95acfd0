/// A day of the Gregorian calendar, wherever it is.
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int

    private static let microseconds: Int64 = 86_400_000_000

    /// A day by its number.
    /// - Parameter number: days since 1970-01-01.
    public init(_ number: Int) { self.number = number }

    /// The day of a moment on the clock of UTC.
    /// - Parameter moment: microseconds since 1970.
    public init(ofMoment moment: Int64) {
        let whole = moment / Self.microseconds
        number = Int(moment % Self.microseconds < 0 ? whole - 1 : whole)
    }

    /// A day by its parts; nil if the calendar has no such day, or its year is none of four digits.
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // By eras of 400 years that begin in March.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        guard parts == (year, month, day) else { return nil }
    }

    /// A day as ISO 8601 has it (`2027-03-28`); nil if the text is no such day.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year, month, day)
    }

    /// Year, month and day.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1
        )
    }

    /// The day of the week, from 0 for Monday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let rest = (number + 3) % 7
        return rest < 0 ? rest + 7 : rest
    }

    /// As ISO 8601 has it.
    public var text: String {
        let (year, month, day) = parts
        let padded = { (number: Int, width: Int) in
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// When it begins on the clock of UTC, in microseconds since 1970.
    public var moment: Int64 { Int64(number) * Self.microseconds }

    /// A day so many days later.
    public func adding(_ days: Int) -> CivilDay { CivilDay(number + days) }

    /// Whether a day is earlier.
    public static func < (one: CivilDay, other: CivilDay) -> Bool { one.number < other.number }
}
