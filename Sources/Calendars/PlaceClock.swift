/// The clock of a place, by the name of its zone: for rooms that reckon with times on clocks and know no zones.
public struct PlaceClock: Sendable {
    /// What a time on the clock is in UTC.
    public enum Reading: Sendable, Hashable {
        /// The clock shows it once.
        case once(Int64)
        /// The clock shows it twice: the first of the two.
        case twice(Int64)
        /// The clock never shows it: it is read by the time before the change.
        case never(Int64)

        /// Seconds of UTC since 1970.
        public var instant: Int64 {
            switch self {
            case .once(let instant), .twice(let instant), .never(let instant): instant
            }
        }
    }

    private let rules: ZoneRules

    /// The clock of a zone of the tz database (`Asia/Tokyo`), or one by the name that Windows has for it; nil where
    /// there is none.
    /// - Parameter zone: the name.
    public init?(zone: String) {
        guard let rules = Zones.rules(of: zone) ?? Zones.ofWindows(zone).flatMap({ Zones.rules(of: $0) }) else {
            return nil
        }
        self.rules = rules
    }

    /// When the clock shows a time.
    /// - Parameter local: seconds from 1970-01-01 00:00 on that clock, each day of 86,400.
    /// - Returns: the reading.
    public func reading(of local: Int64) -> Reading {
        switch rules.reading(of: CivilTime(seconds: local)) {
        case .once(let instant): .once(instant)
        case .fold(let instant): .twice(instant)
        case .gap(let instant): .never(instant)
        }
    }

    /// What the clock shows at an instant, in seconds from 1970-01-01 00:00 on that clock.
    /// - Parameter instant: seconds of UTC since 1970.
    /// - Returns: the time on the clock.
    public func local(at instant: Int64) -> Int64 { rules.civil(at: instant).seconds }
}
