/// When something is on.
public struct Period: Sendable, Hashable {
    /// The beginning or end of it.
    public enum Moment: Sendable, Hashable {
        /// A minute.
        case at(UTCMinute)
        /// By the sun at the place, on a day (days since 1970): `SR`, `SS MINUS30`.
        case sun(String, day: Int)

        /// The minute, if it is one.
        var minute: UTCMinute? {
            guard case .at(let minute) = self else { return nil }
            return minute
        }

        /// As RFC 3339 has it; by the sun, its word and the day.
        public var text: String {
            switch self {
            case .at(let minute): return minute.text
            case .sun(let word, let day): return "\(word) \(UTCMinute(minutes: day * 1440).text.prefix(10))"
            }
        }
    }

    /// When it begins.
    public let from: Moment
    /// When it ends.
    public let until: Moment

    /// A period.
    /// - Parameters:
    ///   - from: when it begins.
    ///   - until: when it ends.
    public init(from: Moment, until: Moment) {
        self.from = from
        self.until = until
    }

    init(_ from: UTCMinute, _ until: UTCMinute) { self.init(from: .at(from), until: .at(until)) }
}
