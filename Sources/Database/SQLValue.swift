/// A value bound to a placeholder of a statement.
public enum SQLValue: Sendable {
    /// A 64-bit integer.
    case integer(Int64)
    /// A text in UTF-8.
    case text(String)
    /// A text that is at hand as UTF-8 bytes.
    case utf8([UInt8])
    /// Bytes.
    case blob([UInt8])
    /// No value.
    case null
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    /// An integer.
    /// - Parameter value: the integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// A text.
    /// - Parameter value: the text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// No value.
    /// - Parameter nilLiteral: nothing.
    public init(nilLiteral: ()) { self = .null }

    /// An integer, or no value.
    /// - Parameter value: the integer or nil.
    /// - Returns: the value to bind.
    public static func optional(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }

    /// A text, or no value.
    /// - Parameter value: the text or nil.
    /// - Returns: the value to bind.
    public static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }

    /// A truth value as 0 or 1.
    /// - Parameter value: the truth value.
    /// - Returns: the value to bind.
    public static func bool(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
}
