/// Why a text is not acceptable JSON, and where.
///
/// The grammar is RFC 8259; beyond it, names must be unique and numbers exact, as RFC 7493 (I-JSON) asks.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of fault; a stable word that programs may compare.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case syntax
            case encoding
            case surrogate
            case duplicateName = "duplicate-name"
            case depth
            case size
            case number
            case truncated
            case trailing
        }

        private let value: Value

        /// The text breaks the grammar.
        public static let syntax = Code(value: .syntax)
        /// The bytes are not UTF-8.
        public static let encoding = Code(value: .encoding)
        /// A `\u` escape names half of a surrogate pair.
        public static let surrogate = Code(value: .surrogate)
        /// An object has the same name twice.
        public static let duplicateName = Code(value: .duplicateName)
        /// Too many containers are open at once.
        public static let depth = Code(value: .depth)
        /// The text is longer than allowed.
        public static let size = Code(value: .size)
        /// A number cannot be held exactly enough.
        public static let number = Code(value: .number)
        /// The text ends too early.
        public static let truncated = Code(value: .truncated)
        /// Something follows the value.
        public static let trailing = Code(value: .trailing)

        /// The stable word.
        public var description: String { value.rawValue }
    }

    /// The kind of fault.
    public var code: Code
    /// What is wrong, in words.
    public var message: String
    /// Where it is wrong.
    public var position: JSONPosition

    /// A fault at a place.
    /// - Parameters:
    ///   - code: the kind of fault.
    ///   - message: what is wrong, in words.
    ///   - position: where.
    public init(_ code: Code, _ message: String, at position: JSONPosition) {
        self.code = code
        self.message = message
        self.position = position
    }

    /// The place and the words: `line 3, column 7: …`.
    public var description: String { "line \(position.line), column \(position.column): \(message)" }

    /// What is said of a text that begins like XML: what people have in hand then is mostly an older form of STIX.
    static let markup = "the text is XML, as STIX 1.x is written; JSON is expected, as STIX 2 is written"
}
