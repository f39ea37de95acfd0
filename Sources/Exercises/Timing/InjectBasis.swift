/// By what the time of an inject is fixed.
public enum InjectBasis: Sendable, Hashable {
    /// An instant, in seconds of UTC since 1970; with the letter of its zone where it was written as a date-time group.
    case exact(Int64, letter: Character?)
    /// A time on the clock of a place: it stays the same on that clock, whatever is done to the clocks.
    case clock(ClockTime)
    /// Time that passes from the start of the exercise (STARTEX), in seconds: it passes whatever is done to the clocks.
    case fromStart(Int64, style: Style)
    /// Time that passes from another inject, in seconds; nil for the one that the row depends on.
    case after(String, Int64)
    /// None: it is sent when somebody decides so, and has no place in the timeline.
    case onDemand

    /// How time from the start is written.
    public enum Style: Sendable, Hashable {
        /// `D+2 H+3 M+45`.
        case units
        /// `STARTEX+51:45`.
        case start
    }

    /// A time on the clock of a place.
    public struct ClockTime: Sendable, Hashable {
        /// On which day.
        public enum Day: Sendable, Hashable {
            /// A day, in days since 1970-01-01.
            case date(Int)
            /// So many days after the day of STARTEX (`D+1`).
            case exercise(Int)
            /// The first day with this number in its month, from the day of STARTEX on.
            case ofMonth(Int)
        }

        /// Whose clock.
        public enum Place: Sendable, Hashable {
            /// A zone by its name.
            case named(String)
            /// So many seconds east of UTC.
            case offset(Int)
            /// The exercise's own.
            case exercise
        }

        /// On which day; the day of STARTEX for one that is not said.
        public var day: Day
        /// Whether the day is said, and is not that of STARTEX by itself.
        public var hasDay: Bool
        /// Seconds since midnight on that clock.
        public var second: Int
        /// Whose clock; nil where the time itself does not say.
        public var place: Place?

        /// A time on the clock of a place.
        public init(day: Day?, second: Int, place: Place?) {
            (self.day, hasDay, self.second, self.place) = (day ?? .exercise(0), day != nil, second, place)
        }
    }

    /// What kind it is, as programs read it.
    public var kind: String {
        switch self {
        case .exact: "exact"
        case .clock: "clock"
        case .fromStart(_, .units): "relative"
        case .fromStart(_, .start): "startex"
        case .after: "after"
        case .onDemand: "on-demand"
        }
    }
}

/// Zones that carry a letter in a date-time group (ACP 121): Z is UTC, A to M without J lie east of it, N to Y west.
enum ZoneLetter {
    /// Seconds east of UTC; nil for J, which is the local time, and for what is no letter.
    static func offset(_ letter: Character) -> Int? {
        switch letter {
        case "Z": return 0
        case "A"..."I": return hours(letter, from: "A", at: 1)
        case "K"..."M": return hours(letter, from: "K", at: 10)
        case "N"..."Y": return -hours(letter, from: "N", at: 1)
        default: return nil
        }
    }

    private static func hours(_ letter: Character, from first: Character, at hours: Int) -> Int {
        (Int(letter.asciiValue ?? 0) - Int(first.asciiValue ?? 0) + hours) * 3_600
    }
}
