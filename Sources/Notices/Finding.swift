/// What is to be said of a notice.
public struct Finding: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// The notice is wrong, or says what nobody meant.
        case error
        /// It is unusual, and somebody should look.
        case warning
        /// It was read or written in a way that should be known.
        case note
    }

    /// What it is, for programs, such as `end-before-start`.
    public let code: String
    /// The item of the notice that it is about, such as `B` or `position`.
    public let item: String
    /// How much it matters.
    public let severity: Severity
    /// What it is, in a sentence.
    public let sentence: String

    init(_ severity: Severity, _ code: String, _ item: String, _ sentence: String) {
        self.code = code
        self.item = item
        self.severity = severity
        self.sentence = sentence
    }
}
