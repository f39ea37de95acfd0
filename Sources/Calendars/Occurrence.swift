/// A time of which it is known, or not, when that is.
public enum CalendarMoment: Hashable, Sendable, Comparable {
    /// Seconds of UTC since 1970.
    case instant(Int64)
    /// A day wherever one is, by the seconds of its midnight.
    case day(Int64)
    /// A time on a clock of which nobody knows where it hangs.
    case local(Int64)

    /// Where it stands among others; a day or a local time as if it were UTC.
    var seconds: Int64 {
        switch self {
        case .instant(let seconds), .day(let seconds), .local(let seconds): seconds
        }
    }

    /// Whether one comes before another.
    public static func < (one: CalendarMoment, other: CalendarMoment) -> Bool { one.seconds < other.seconds }

    /// ISO 8601: `2027-03-28T01:30:00Z`, `2027-03-28`, `2027-03-28T01:30:00`.
    public var text: String {
        switch self {
        case .instant(let seconds): CivilTime(seconds: seconds).text + "Z"
        case .day(let seconds): CivilTime(seconds: seconds).dayText
        case .local(let seconds): CivilTime(seconds: seconds).text
        }
    }

    /// As iCalendar has it: `20270328T013000Z`, `20270328`.
    var calendarText: String {
        switch self {
        case .instant(let seconds): CivilTime(seconds: seconds).calendarText + "Z"
        case .day(let seconds): CivilTime(seconds: seconds).dayText.filter { $0 != "-" }
        case .local(let seconds): CivilTime(seconds: seconds).calendarText
        }
    }
}

/// One time at which something of a calendar takes place.
public struct Occurrence: Sendable, Equatable {
    /// The object's UID.
    public let uid: String
    /// Which instance of it: when it would begin if it had not been changed.
    public let instance: CalendarMoment
    /// When it begins.
    public let start: CalendarMoment
    /// When it is over; a day is over with the midnight after it.
    public let end: CalendarMoment
    /// The zone that it is told in; nil where it is told in none, or in one that nobody describes.
    public let zone: String?
    /// What it is called.
    public let summary: String
    /// When this form of the object was made, in seconds of UTC since 1970; nil where the file does not say.
    public let stamp: Int64?
    /// What is to be said of it.
    public let notes: [CalendarNote]
}
