public import JSON

/// Tables of working days that an administrator loads.
extension WorkingDays {
    /// So many years a table has at most.
    public static let mostYears = 50
    /// So many free days a year has at most.
    private static let mostDays = 366

    /// The free days of each year, as a table has them: `{"2027": ["2027-01-01", …], …}`.
    ///
    /// Nil where it is none: a year without four digits, a day of another year, or twice the same one.
    public init?(years table: JSONValue) {
        guard table.kind == .object, (1...Self.mostYears).contains(table.count) else { return nil }
        var years: [Int: [CivilDay]] = [:]
        for member in table.members {
            guard let name = member.name.string, name.utf8.count == 4, let year = Int(name),
                (1_900...9_999).contains(year),
                member.value.kind == .array, member.value.count <= Self.mostDays
            else { return nil }
            let days = member.value.elements.compactMap { $0.string.flatMap { CivilDay($0) } }
            guard days.count == member.value.count, Set(days).count == days.count,
                days.allSatisfy({ $0.parts.year == year }), years.updateValue(days, forKey: year) == nil
            else { return nil }
        }
        self.init(table: years)
    }

    /// The same with the years of another table in place of its own.
    public func replacing(_ other: WorkingDays) -> WorkingDays {
        WorkingDays(free: free.merging(other.free) { _, new in new })
    }
}
