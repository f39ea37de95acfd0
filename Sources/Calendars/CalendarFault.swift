/// Why a file is not read as a calendar.
public enum CalendarFault: Error, Equatable, CustomStringConvertible {
    /// More bytes than this.
    case tooLarge(Int)
    /// No UTF-8, or zeros in it.
    case notText
    /// No VCALENDAR.
    case noCalendar
    /// More objects than this.
    case tooMany(Int)
    /// More zones than this.
    case tooManyZones(Int)
    /// A zone whose clocks are changed more often than this.
    case zoneTooLong(String, Int)
    /// More instances than this within the days that are asked for.
    case tooManyInstances(Int)
    /// Rules that have more times than this to be looked at.
    case tooMuchWork(Int)

    /// The fault in words.
    public var description: String {
        switch self {
        case .tooLarge(let bytes): "a calendar has at most `\(bytes)` bytes"
        case .notText: "the calendar is no text in UTF-8"
        case .noCalendar: "the file has no calendar (RFC 5545, 3.4)"
        case .tooMany(let count): "a calendar has at most `\(count)` objects"
        case .tooManyZones(let count): "a calendar describes at most `\(count)` zones"
        case .zoneTooLong(let name, let count):
            "the clocks of the zone `\(name)` are changed more than `\(count)` times"
        case .tooManyInstances(let count): "more than `\(count)` instances: ask for fewer days"
        case .tooMuchWork(let count): "its rules have more than `\(count)` times to be looked at: ask for fewer days"
        }
    }
}
