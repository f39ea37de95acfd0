/// On which days a seat works: not on Saturdays and Sundays, and not on the days that its table names.
///
/// Of a year without a table nothing is said but that its Saturdays and Sundays are none: no day is invented, and
/// no day is taken for a working day because nobody has said otherwise.
public struct WorkingDays: Sendable, Equatable {
    /// Whether a seat works on a day.
    public enum Answer: Sendable, Equatable {
        case yes
        case no
        /// There is no table of the year.
        case unknown
    }

    /// The seats whose national days are known without a table of the administrator's: codes of ISO 3166.
    ///
    /// Germany's are those of Berlin. Japan's are those of offices of the State.
    public static let nationalSeats = NationalDays.table.keys.sorted()
    /// Where the national days come from, with the version and the day.
    public static let nationalSource = NationalDays.source

    /// Which days of each year are free, besides Saturdays and Sundays.
    let free: [Int: Set<CivilDay>]

    /// The working days of a seat by a table.
    /// - Parameter table: for each year that is known, its free days; those that are Saturdays or Sundays may be there.
    public init(table: [Int: [CivilDay]]) { free = table.mapValues(Set.init) }

    init(free: [Int: Set<CivilDay>]) { self.free = free }

    /// The working days of a seat by its national days; nil if there is no table of it.
    /// - Parameter seat: its country by ISO 3166, such as `JP`.
    public init?(national seat: String) {
        guard let table = Self.national[seat] else { return nil }
        self = table
    }

    private static let national = NationalDays.table.mapValues { years in
        WorkingDays(
            table: Dictionary(
                uniqueKeysWithValues: years.map { year, days in
                    (
                        year,
                        days.split(separator: " ").compactMap { text in
                            Int(text).flatMap { CivilDay(year, $0 / 100, $0 % 100) }
                        }
                    )
                }
            )
        )
    }

    /// The years of which the free days are known.
    public var years: [Int] { free.keys.sorted() }

    /// Whether the seat works on a day.
    public func isWorkingDay(_ day: CivilDay) -> Answer {
        if day.weekday > 4 { return .no }
        guard let days = free[day.parts.year] else { return .unknown }
        return days.contains(day) ? .no : .yes
    }

    /// So many working days are counted at most.
    private static let most = 2_000

    /// The day that comes so many working days after another one; before it, where the number is negative.
    ///
    /// The day itself is not counted: periods begin with the day after the event (Regulation 1182/71, article 3).
    /// - Parameters:
    ///   - count: how many working days.
    ///   - day: the day from which they are counted.
    /// - Returns: the day; nil if it is not known for one of the days between whether it is one.
    public func add(_ count: Int, to day: CivilDay) -> CivilDay? {
        guard count != 0 else { return isWorkingDay(day) == .unknown ? nil : day }
        guard abs(count) <= Self.most else { return nil }
        var (current, left) = (day, abs(count))
        while left > 0 {
            current = current.adding(count > 0 ? 1 : -1)
            switch isWorkingDay(current) {
            case .yes: left -= 1
            case .no: break
            case .unknown: return nil
            }
        }
        return current
    }

    /// The last working day of a month, such as that by which a report is due.
    /// - Returns: nil if it is not known which it is.
    public func last(of year: Int, month: Int) -> CivilDay? {
        guard let next = month == 12 ? CivilDay(year + 1, 1, 1) : CivilDay(year, month + 1, 1) else { return nil }
        return add(-1, to: next)
    }
}
