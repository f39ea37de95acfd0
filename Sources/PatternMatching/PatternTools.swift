public import NormalForms

/// What matching needs of libraries: the normal forms of texts and values, regular expressions, and when to stop.
public protocol PatternTools: Sendable {
    /// Whether the time is over: what is not decided by then stays so.
    var isOver: Bool { get }
    /// The normal forms of values.
    var forms: NormalForms { get }
    /// A text in Unicode's form NFC.
    func composed(_ text: String) -> String
    /// A regular expression (PCRE, 9.6.1 `MATCHES`).
    /// - Parameters:
    ///   - text: the expression, in form NFC.
    ///   - isOfBytes: whether it is held against bytes and not against UTF-8.
    /// - Returns: the expression; nil for one that is none.
    func expression(_ text: String, ofBytes isOfBytes: Bool) -> (any PatternExpression)?
}

/// A regular expression.
public protocol PatternExpression: Sendable {
    /// Whether it is met anywhere in a text; nil where that took more work than is allowed.
    func isMet(by text: [UInt8]) -> Bool?
}
