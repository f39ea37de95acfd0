/// Why an event can't be read, or must not be guessed at.
public enum MISPFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is expected of a value.
    public enum Form: Sendable, Equatable {
        case object
        case uuid
        case type
        case day
        case seconds
        case moment
        case tags
    }

    /// It is no event of the MISP core format.
    case noEvent
    /// A value at a place is not what the format says.
    case invalid(String, Form)
    /// A time at a place has no zone: whose clock it was is not guessed.
    case zoneless(String, String)

    /// What is wrong, with its place.
    public var description: String {
        switch self {
        case .noEvent: "an event of MISP has `uuid`"
        case .invalid(let path, .object): "`\(path)` is no object"
        case .invalid(let path, .uuid): "`\(path)` is no UUID"
        case .invalid(let path, .type): "`\(path)` is missing"
        case .invalid(let path, .day): "`\(path)` is no day"
        case .invalid(let path, .tags): "`\(path)` is no tag with a name"
        case .invalid(let path, .seconds): "`\(path)` is no number of seconds since 1970"
        case .invalid(let path, .moment): "`\(path)` is no moment of ISO 8601"
        case .zoneless(let path, let text): "`\(path)` has no time zone, and none is guessed: `\(text)`"
        }
    }
}
