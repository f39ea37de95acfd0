/// Something that takes place or falls due, as calendars of people have it: one instance of a series, or a single one.
///
/// A workspace makes entries of what a reader may see, and says of which objects they tell; what leaves in a calendar
/// is decided by the labels of these.
public struct CalendarEntry: Sendable, Equatable {
    /// When it takes place.
    public enum Time: Sendable, Equatable {
        /// All of a day.
        case day(CivilDay)
        /// From a moment to another one, in microseconds since 1970.
        case moments(from: Int64, until: Int64)

        /// When it begins, in microseconds since 1970; of a day, on the clock of UTC.
        public var start: Int64 {
            switch self {
            case .day(let day): day.moment
            case .moments(let from, _): from
            }
        }
    }

    /// What the series is known by, the same for all of its instances for ever: an identifier of an object does.
    ///
    /// It leaves as a digest that only this node can make.
    public var series: String
    /// Which instance: when it would take place if it had not been moved; nil for a single one.
    public var instance: Int64?
    /// The identifiers of the objects that it tells of, the one that it stands for first.
    public var objects: [String]
    /// When it takes place.
    public var time: Time
    /// The zone of the place (IANA), such as `Asia/Tokyo`; nil where there is none.
    ///
    /// The local times of the node's own seat and of its partners' are told besides.
    public var zone: String?
    /// What the series is called; empty for none.
    public var seriesName: String
    /// Where it takes place; empty for nowhere in particular.
    public var place: String
    /// What it is called.
    public var title: String
    /// Its banner.
    public var banner: String
    /// How often it was changed.
    public var sequence: Int
    /// Whether it was called off: it stays, and says so.
    public var isCancelled: Bool

    /// An entry.
    /// - Parameters:
    ///   - series: what the series is known by.
    ///   - instance: when this instance would take place if it had not been moved, in microseconds since 1970.
    ///   - objects: the objects that it tells of, the one that it stands for first.
    ///   - time: when it takes place.
    ///   - zone: the zone of the place (IANA).
    ///   - seriesName: what the series is called.
    ///   - place: where it takes place.
    ///   - title: what it is called.
    ///   - banner: its banner.
    ///   - sequence: how often it was changed.
    ///   - isCancelled: whether it was called off.
    public init(
        series: String,
        instance: Int64? = nil,
        objects: [String],
        time: Time,
        zone: String? = nil,
        seriesName: String = "",
        place: String = "",
        title: String,
        banner: String,
        sequence: Int = 0,
        isCancelled: Bool = false
    ) {
        (self.series, self.instance, self.objects) = (series, instance, objects)
        (self.time, self.zone, self.seriesName, self.place) = (time, zone, seriesName, place)
        (self.title, self.banner, self.sequence, self.isCancelled) = (title, banner, sequence, isCancelled)
    }
}

/// Which entries of a calendar are wanted.
public struct CalendarSpan: Sendable {
    /// The moment of asking, in microseconds since 1970.
    public let now: Int64
    /// From which moment.
    public let from: Int64
    /// Until which moment.
    public let until: Int64

    /// A span.
    /// - Parameters:
    ///   - now: the moment of asking, in microseconds since 1970.
    ///   - from: from which moment.
    ///   - until: until which moment.
    public init(now: Int64, from: Int64, until: Int64) { (self.now, self.from, self.until) = (now, from, until) }

    /// Whether something that begins at a moment is wanted.
    public func contains(_ moment: Int64) -> Bool { from <= moment && moment < until }
}
