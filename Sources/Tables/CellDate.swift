/// A day, a time of day, both, or a length of time, as spreadsheets have them: on a clock without a zone.
public struct CellDate: Sendable, Hashable {
    /// What it is.
    public enum Kind: Sendable, Hashable {
        /// A day.
        case day
        /// A time of day.
        case time
        /// A day and a time of day.
        case moment
        /// A length of time, which may be more than a day.
        case length
    }

    /// What it is.
    public let kind: Kind
    /// The day; 1 January 1900 for a time or a length.
    ///
    /// A sheet may have 29 February 1900, which never was.
    public let year: Int
    /// The month, from 1.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// Milliseconds since midnight, or of a length.
    public let milliseconds: Int

    /// A day.
    public init(year: Int, month: Int, day: Int) {
        (kind, self.year, self.month, self.day, milliseconds) = (.day, year, month, day, 0)
    }

    /// A day and a time of day.
    public init(year: Int, month: Int, day: Int, milliseconds: Int) {
        (kind, self.year, self.month, self.day, self.milliseconds) = (.moment, year, month, day, milliseconds)
    }

    /// A time of day.
    public init(time milliseconds: Int) {
        (kind, year, month, day, self.milliseconds) = (.time, 1_900, 1, 1, milliseconds)
    }

    /// A length of time.
    public init(length milliseconds: Int) {
        (kind, year, month, day, self.milliseconds) = (.length, 1_900, 1, 1, milliseconds)
    }

    /// `2027-03-28`, `09:30`, `2027-03-28 09:30`; a length as hours and minutes, `26:30`.
    ///
    /// Seconds and their parts where there are some.
    public var text: String {
        switch kind {
        case .day: dayText
        case .time, .length: clockText
        case .moment: "\(dayText) \(clockText)"
        }
    }

    private var dayText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    private var clockText: String {
        let whole = abs(milliseconds)
        var text = "\(milliseconds < 0 ? "-" : "")\(Self.padded(whole / 3_600_000, 2)):"
        text += Self.padded(whole / 60_000 % 60, 2)
        let rest = whole % 60_000
        if rest != 0 { text += ":\(Self.padded(rest / 1_000, 2))" }
        return rest % 1_000 == 0 ? text : text + ".\(Self.padded(rest % 1_000, 3))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
    }
}

extension CellDate {
    private static let perDay = 86_400_000
    /// 1 January 1900 and 1 January 1904 in days since 1970-01-01.
    private static let first = (in1900: -25_567, in1904: -24_107)
    /// 31 December 9999, the last day that spreadsheets know, in days since 1970-01-01.
    private static let last = 2_932_896

    /// What a number of days comes to (ECMA-376 part 1, 18.17.4): day 1 is 1 January 1900, and day 60 is 29 February
    /// 1900, which never was; or day 0 is 1 January 1904.
    ///
    /// Nil where there is no such day.
    /// - Parameters:
    ///   - serial: days, and parts of a day.
    ///   - kind: what the number is shown as.
    ///   - is1904: whether days are counted from 1904.
    public init?(serial: Double, as kind: Kind, is1904: Bool) {
        guard serial.isFinite, abs(serial) < 3_000_000 else { return nil }
        let whole = Int((serial * Double(Self.perDay)).rounded())
        if kind == .length {
            self.init(length: whole)
            return
        }
        guard whole >= 0 else { return nil }
        let (days, rest) = (whole / Self.perDay, whole % Self.perDay)
        // A time of day alone, whatever the format has beside it; a day that is shown by its time keeps its day.
        if days == 0, kind == .time || !is1904 {
            self.init(time: rest)
            return
        }
        if days == 60, !is1904 {
            self.init(kind, (1_900, 2, 29), rest)
            return
        }
        let number = is1904 ? days + Self.first.in1904 : days + Self.first.in1900 - (days > 60 ? 2 : 1)
        guard number <= Self.last else { return nil }
        let parts = CivilCalendar.parts(of: number)
        self.init(kind, parts, rest)
    }

    private init(_ kind: Kind, _ parts: (year: Int, month: Int, day: Int), _ rest: Int) {
        if kind == .day, rest == 0 {
            self.init(year: parts.year, month: parts.month, day: parts.day)
        } else {
            self.init(year: parts.year, month: parts.month, day: parts.day, milliseconds: rest)
        }
    }

    /// The number of days that stands for it where days are counted from 1900.
    public var serial: Double {
        let rest = Double(milliseconds) / Double(Self.perDay)
        switch kind {
        case .time, .length: return rest
        case .day, .moment:
            let number = CivilCalendar.days(year, month, day) - Self.first.in1900 + 1
            if (year, month, day) == (1_900, 2, 29) { return 60 + rest }
            return Double(number > 59 ? number + 1 : number) + rest
        }
    }
}
