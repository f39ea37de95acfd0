/// Why bytes are no event, or an event is not written.
public struct CoTFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// The bytes begin neither as XML nor as the TAK protocol does.
        case unknownForm = "unknown-form"
        /// The XML is not well-formed, or the message is none.
        case malformed
        /// A document type declaration, which can define entities.
        case doctype
        /// More bytes, depth, elements or attributes than is read.
        case tooLarge = "too-large"
        /// The bytes end inside a message.
        case truncated
        /// A version of the TAK protocol other than 1.
        case version
        /// An attribute or element that must be there is missing.
        case missing
        /// A value that is no time, no number, or no text.
        case value
        /// A text has a character that XML has not.
        case notExpressible = "not-expressible"
        /// What an event is, its marks say in two ways.
        case contradiction
        /// What is real would be marked as played, or what is played as part of another exercise.
        case marked
        /// A mark is not in what was written.
        case markLost = "mark-lost"
    }

    /// What kind of thing is wrong.
    public let code: Code
    /// What it is about: a field, an element, marks; empty for the whole.
    public let about: String
    /// What is wrong, in words.
    public let message: String

    init(_ code: Code, _ about: String = "", _ message: String) {
        (self.code, self.about, self.message) = (code, about, message)
    }

    /// What it is about, and the words.
    public var description: String { about.isEmpty ? message : "`\(about)`: \(message)" }
}

/// What is to be said of the marks of an event.
public struct CoTFinding: Sendable, Hashable {
    /// What kind of thing it is; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// Neither an element nor `opex` says what the event is.
        case unmarked
        /// `opex` says it, and there is no element of marks.
        case elementMissing = "element-missing"
        /// An element of marks says it, and `opex` does not.
        case opexMissing = "opex-missing"
        /// What is played has a call sign that does not begin with the word.
        case callsignUnmarked = "callsign-unmarked"
        /// Two marks say two things.
        case contradiction
        /// A friend who plays somebody else (`j`, `k`), and no mark of an exercise.
        case playedUnmarked = "played-unmarked"
        /// A time is not there.
        case timeMissing = "time-missing"
    }

    /// What kind of thing it is.
    public let code: Code
    /// What it is about; empty where that is clear.
    public let about: String

    init(_ code: Code, _ about: String = "") { (self.code, self.about) = (code, about) }
}
