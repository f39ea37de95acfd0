/// What a cell of a table has.
public enum CellValue: Sendable, Hashable {
    /// Nothing.
    case empty
    /// A text.
    case text(String)
    /// A number.
    case number(Double)
    /// Yes or no.
    case bool(Bool)
    /// A day, a time of day, both, or a length of time; none has a zone.
    case date(CellDate)
    /// What a formula came to that could not be computed, such as `#REF!`.
    case error(String)

    /// Whether there is nothing: no value, or a text of blanks alone.
    public var isEmpty: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.allSatisfy(\.isWhitespace)
        default: false
        }
    }

    /// The value as people read it: numbers in their shortest form, days and times as ISO 8601 has them.
    public var text: String {
        switch self {
        case .empty: ""
        case .text(let text), .error(let text): text
        case .number(let number): Self.text(of: number)
        case .bool(let value): value ? "TRUE" : "FALSE"
        case .date(let date): date.text
        }
    }

    /// A number in its shortest form; a whole one without a point.
    private static func text(of number: Double) -> String {
        if let whole = Int(exactly: number), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
        return String(number)
    }
}
