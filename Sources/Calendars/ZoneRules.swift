/// How the clocks of a place go: the moments at which they are changed, with the time before and after.
///
/// Seconds are of UTC since 1970 (leap seconds are not told, as in POSIX); offsets are seconds east of UTC.
struct ZoneRules: Sendable, Equatable {
    /// One change of the clocks.
    struct Change: Sendable, Equatable {
        let at: Int64
        let before: Int32
        let after: Int32
    }

    /// What a time on the clock is in UTC.
    enum Reading: Equatable {
        case once(Int64)
        /// The clock shows it twice: the first of the two counts (RFC 5545, 3.3.5).
        case fold(Int64)
        /// The clock never shows it: it is read by the time before the change (RFC 5545, 3.3.5).
        case gap(Int64)

        /// Seconds of UTC.
        var instant: Int64 {
            switch self {
            case .once(let instant), .fold(let instant), .gap(let instant): instant
            }
        }
    }

    private let changes: [Change]
    /// The time before the first change.
    private let first: Int32

    /// A place with some changes, in their order, and the time before the first.
    init(first: Int32, changes: [Change]) { (self.first, self.changes) = (first, changes) }

    static let utc = ZoneRules(first: 0, changes: [])

    /// Seconds east of UTC at an instant.
    func offset(at instant: Int64) -> Int64 {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        return Int64(low == 0 ? first : changes[low - 1].after)
    }

    /// The changes from one instant to another.
    func changes(from: Int64, until: Int64) -> [Change] { changes.filter { from <= $0.at && $0.at <= until } }

    /// What the clock shows at an instant.
    func civil(at instant: Int64) -> CivilTime { CivilTime(seconds: instant + offset(at: instant)) }

    /// When the clock shows a time.
    func reading(of time: CivilTime) -> Reading {
        // Clocks are not changed twice in two days, and by less than a day.
        let early = offset(at: time.seconds - CivilTime.day)
        let late = offset(at: time.seconds + CivilTime.day)
        guard early != late else { return .once(time.seconds - early) }
        let (isEarly, isLate) = (
            offset(at: time.seconds - early) == early, offset(at: time.seconds - late) == late
        )
        switch (isEarly, isLate) {
        case (true, true): return .fold(time.seconds - max(early, late))
        case (true, false): return .once(time.seconds - early)
        case (false, true): return .once(time.seconds - late)
        case (false, false): return .gap(time.seconds - early)
        }
    }
}
