/// A word, a quoted text or a mark of punctuation of the agreement language.
struct AccordToken: Sendable, Hashable {
    /// What it is.
    enum Kind: Sendable, Hashable {
        /// Characters without space, comma, equals sign and quote.
        case word
        /// A text between double quotes, without them.
        case quoted
        /// `,`
        case comma
        /// `=`
        case equals
        /// The `:` behind the number of an article.
        case colon
    }

    /// What it is.
    var kind: Kind
    /// Its content; for punctuation the mark.
    var text: String
    /// Where it stands.
    var span: SourceSpan
    /// A word in lower case, to compare with fixed words; for anything else nothing.
    let folded: String

    init(kind: Kind, text: String, span: SourceSpan) {
        (self.kind, self.text, self.span) = (kind, text, span)
        folded = kind == .word ? text.lowercased() : ""
    }

    /// How the formatter writes it.
    var spelling: String {
        guard kind == .quoted else { return text }
        return "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

/// One line of the agreement language with the lines that are indented under it.
struct AccordLine: Sendable {
    /// The tokens; empty for a line that holds only a comment.
    var tokens: [AccordToken]
    /// The comment behind the tokens, with its `#`.
    var comment: String?
    /// Whether an empty line stands before it.
    var isSeparated: Bool
    /// The whole line.
    var span: SourceSpan
    /// The lines under it.
    var children: [AccordLine] = []

    /// The first word, or nothing.
    var head: String { tokens.first.map { $0.kind == .word ? $0.text : "" } ?? "" }
}
