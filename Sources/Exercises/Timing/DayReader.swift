internal import Tables

/// Days as lists have them: `2027-03-28`, `28.03.2027`, `28/03/2027`, `28 MAR 2027`, `March 28, 2027`, `2027年3月28日`.
enum DayReader {
    /// What stands first in `3/4/2027`: the number alone does not say.
    enum Reading {
        case day(Int)
        case ambiguous
    }

    /// A day, in days since 1970-01-01; nil where there is none.
    static func day(_ scan: inout TimeScan, _ order: DateOrder?) -> Reading? {
        if let day = scan.attempt(yearFirst) ?? scan.attempt(japanese) ?? scan.attempt(named) { return .day(day) }
        return scan.attempt { numbers(&$0, order) }
    }

    private static func yearFirst(_ scan: inout TimeScan) -> Int? {
        guard let (year, _) = scan.number(4...4), let between = scan.take(oneOf: "-/."),
            let (month, _) = scan.number(1...2), scan.take(String(between)), let (day, _) = scan.number(1...2)
        else { return nil }
        return CivilCalendar.day(year, month, day)
    }

    private static func japanese(_ scan: inout TimeScan) -> Int? {
        let isReiwa = scan.take("令和")
        let year: Int
        if isReiwa, scan.take("元") {
            year = 1
        } else {
            guard let found = scan.number(1...4) else { return nil }
            year = found.value
        }
        guard scan.take("年"), let (month, _) = scan.number(1...2), scan.take("月"), let (day, _) = scan.number(1...2),
            scan.take("日")
        else { return nil }
        // Behind it the day of the week may stand.
        _ = scan.attempt { scan in
            scan.take("(") && scan.take(oneOf: "月火水木金土日") != nil && scan.take(")") ? true : nil
        }
        return CivilCalendar.day(isReiwa ? 2_018 + year : year, month, day)
    }

    private static func named(_ scan: inout TimeScan) -> Int? {
        if let (day, _) = scan.number(1...2) {
            _ = scan.take(oneOf: "-. ")
            scan.blanks()
            guard let month = month(&scan) else { return nil }
            _ = scan.take(oneOf: "-.,")
            scan.blanks()
            guard let year = year(&scan) else { return nil }
            return CivilCalendar.day(year, month, day)
        }
        guard let month = month(&scan) else { return nil }
        scan.blanks()
        guard let (day, _) = scan.number(1...2), scan.take(oneOf: ", ") != nil else { return nil }
        scan.blanks()
        guard let (year, _) = scan.number(4...4) else { return nil }
        return CivilCalendar.day(year, month, day)
    }

    private static func numbers(_ scan: inout TimeScan, _ order: DateOrder?) -> Reading? {
        guard let (one, _) = scan.number(1...2), let between = scan.take(oneOf: "./"),
            let (two, _) = scan.number(1...2), scan.take(String(between)), let year = year(&scan)
        else { return nil }
        // With points the day comes first everywhere; with strokes it depends on the land.
        let isDayFirst: Bool
        if between == "." || one > 12 || one == two {
            isDayFirst = true
        } else if two > 12 {
            isDayFirst = false
        } else if let order {
            isDayFirst = order == .dayMonth
        } else {
            return .ambiguous
        }
        return CivilCalendar.day(year, isDayFirst ? two : one, isDayFirst ? one : two).map { .day($0) }
    }

    /// A year of four digits, or the last two of one of this century.
    static func year(_ scan: inout TimeScan) -> Int? {
        guard let (year, width) = scan.number(2...4), width != 3 else { return nil }
        return width == 2 ? 2_000 + year : year
    }

    /// A month by its name, in English, French or German.
    static func month(_ scan: inout TimeScan) -> Int? { scan.attempt { months[$0.word()] } }

    private static let months: [String: Int] = {
        let names = [
            "JAN JANUARY JANVIER JANV JANUAR", "FEB FEBRUARY FEV FEVR FEVRIER FEBRUAR",
            "MAR MARCH MARS MRZ MARZ MAERZ",
            "APR APRIL AVR AVRIL", "MAY MAI", "JUN JUNE JUIN JUNI", "JUL JULY JUIL JUILLET JULI",
            "AUG AUGUST AOU AOUT", "SEP SEPT SEPTEMBER SEPTEMBRE", "OCT OCTOBER OCTOBRE OKT OKTOBER",
            "NOV NOVEMBER NOVEMBRE", "DEC DECEMBER DECEMBRE DEZ DEZEMBER",
        ]
        var months: [String: Int] = [:]
        for (place, words) in names.enumerated() {
            for word in words.split(separator: " ") { months[String(word)] = place + 1 }
        }
        return months
    }()
}

/// What stands first in days written as numbers with strokes.
public enum DateOrder: String, Sendable, CaseIterable {
    /// The day: `28/03/2027`.
    case dayMonth = "dmy"
    /// The month: `03/28/2027`.
    case monthDay = "mdy"
}
