/// A time as a calendar says it (RFC 5545, 3.3.4 and 3.3.5).
enum CalendarTime: Hashable, Sendable {
    case day(CivilTime)
    case floating(CivilTime)
    case utc(Int64)
    case zoned(CivilTime, String)

    /// The time on the clock as it is written.
    var civil: CivilTime {
        switch self {
        case .day(let time), .floating(let time), .zoned(let time, _): time
        case .utc(let instant): CivilTime(seconds: instant)
        }
    }

    var isDay: Bool { if case .day = self { true } else { false } }
}

/// A length of time (RFC 5545, 3.3.6): days are those of the calendar, seconds those of a clock.
struct CalendarDuration: Hashable, Sendable {
    var days = 0
    var seconds = 0
}

/// How long something takes.
enum CalendarLength: Hashable, Sendable {
    case none
    case duration(CalendarDuration)
    case until(CalendarTime)
}

/// What a recurring object adds to its rule.
enum AddedDate: Hashable, Sendable {
    case time(CalendarTime)
    case period(CalendarTime, CalendarLength)
}

/// One object of a file that takes place at some time, as it is written.
struct CalendarObject: Sendable {
    /// Its place in the file, from 0.
    var place: Int
    var uid = ""
    var start: CalendarTime?
    var length = CalendarLength.none
    var rules: [String] = []
    var added: [AddedDate] = []
    var excluded: [CalendarTime] = []
    /// Which instance it changes.
    var recurrence: CalendarTime?
    /// Whether it changes all that come after it as well (RANGE=THISANDFUTURE).
    var changesLater = false
    var sequence = 0
    var stamp: Int64?
    var isCancelled = false
    var summary = ""
    /// Who calls it, and who is asked; read for scheduling alone.
    var people = CalendarPeople()
    var notes: [CalendarNote] = []
}
