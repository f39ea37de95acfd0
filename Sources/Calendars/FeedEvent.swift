/// One instance of what a node has for a person's calendar, as it leaves the node.
public struct FeedEvent: Sendable, Hashable {
    /// When it takes place.
    public enum Time: Sendable, Hashable {
        /// A day, by days since 1970.
        case day(Int)
        /// From an instant to another one, in seconds of UTC since 1970.
        case instants(from: Int64, until: Int64)
    }

    /// What the series is known by: letters, digits and `-`.
    public let series: String
    /// Which instance of it: when it would begin if it had not been moved, in seconds of UTC; nil for a single one.
    public let instance: Int64?
    /// When it takes place.
    public let time: Time
    /// The zone of the place (IANA); nil where there is none.
    public let zone: String?
    /// What it is called.
    public let summary: String
    /// Where it takes place; empty for nowhere in particular.
    public let place: String
    /// What else is told of it; empty for nothing.
    public let told: String
    /// Its label; empty for none.
    public let label: String
    /// When this form of it was made, in seconds of UTC since 1970.
    public let stamp: Int64
    /// How often it was changed.
    public let sequence: Int
    /// Whether it does not take place.
    public let isCancelled: Bool

    /// An instance.
    public init(
        series: String,
        instance: Int64?,
        time: Time,
        zone: String?,
        summary: String,
        place: String = "",
        told: String = "",
        label: String,
        stamp: Int64,
        sequence: Int = 0,
        isCancelled: Bool = false
    ) {
        (self.series, self.instance, self.time, self.zone) = (series, instance, time, zone)
        (self.summary, self.place, self.told, self.label) = (summary, place, told, label)
        (self.stamp, self.sequence, self.isCancelled) = (stamp, sequence, isCancelled)
    }

    /// What this instance is known by: the series, and when it would begin.
    public var uid: String { instance.map { "\(series)-\(CalendarMoment.instant($0).calendarText)" } ?? series }

    /// Where it stands among others.
    var start: Int64 {
        switch time {
        case .day(let number): Int64(number) * CivilTime.day
        case .instants(let from, _): from
        }
    }

    /// Whether it begins and ends within a span; what has begun before counts, an end is not part of it.
    public func isWithin(_ from: Int64, _ until: Int64) -> Bool {
        let end =
            switch time {
            case .day(let number): Int64(number + 1) * CivilTime.day
            case .instants(let begin, let end): max(end, begin + 1)
            }
        return start < until && end > from
    }
}
