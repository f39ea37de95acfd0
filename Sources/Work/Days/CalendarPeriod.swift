/// A period of the calendar: years, months, weeks and days (ISO 8601-1, 5.5.2.2: `P1Y`, `P6M`, `P2W`).
///
/// It has no length of its own: a month ends where the calendar ends it. Repeated, it is counted from the first day
/// each time and never from the day before: a month at a time from 31 January is 28 February, then 31 March.
public struct CalendarPeriod: Sendable, Equatable {
    /// Years and months.
    public let months: Int
    /// Weeks and days.
    public let days: Int

    /// The most of each part: with more, no day that a year of four digits has is met twice.
    private static let most = 120_000

    /// A period as ISO 8601 writes it; nil for one with hours, of no length, or that is none.
    public init?(_ text: String) {
        var rest = text[...]
        guard rest.popFirst() == "P" else { return nil }
        var counts: [Character: Int] = [:]
        var units = "YMWD"[...]
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            guard let count = Int(digits), count <= Self.most, let unit = rest.popFirst(),
                let place = units.firstIndex(of: unit)
            else { return nil }
            counts[unit] = count
            units = units[units.index(after: place)...]
        }
        months = (counts["Y"] ?? 0) * 12 + (counts["M"] ?? 0)
        days = (counts["W"] ?? 0) * 7 + (counts["D"] ?? 0)
        guard months + days > 0 else { return nil }
    }

    /// The day so many periods after another one; nil if its year is none of four digits.
    /// - Parameters:
    ///   - count: how many periods; negative for before.
    ///   - day: the day from which they are counted.
    /// - Returns: the day; of a month that is too short for it, the last one.
    public func times(_ count: Int, from day: CivilDay) -> CivilDay? {
        let (year, month, date) = day.parts
        let all = year * 12 + month - 1 + months * count
        guard all >= 0, all < 120_000 else { return nil }
        let (newYear, newMonth) = (all / 12, all % 12 + 1)
        guard let whole = (28...31).reversed().first(where: { CivilDay(newYear, newMonth, $0) != nil }),
            let moved = CivilDay(newYear, newMonth, min(date, whole))
        else { return nil }
        let end = CivilDay(moved.number + days * count)
        return (0...9_999).contains(end.parts.year) ? end : nil
    }

    /// About how many days it has: to begin a search with, never to count by.
    package var about: Int { max(1, months * 30 + days) }
}
