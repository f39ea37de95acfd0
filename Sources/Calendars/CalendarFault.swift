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

    /// The fault in words.
    public var description: String {
        switch self {
        case .tooLarge(let bytes): "a calendar has at most `\(bytes)` bytes"
        case .notText: "the calendar is no text in UTF-8"
        case .noCalendar: "the file has no calendar (RFC 5545, 3.4)"
        case .tooMany(let count): "a calendar has at most `\(count)` objects"
        }
    }
}
