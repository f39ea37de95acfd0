/// Why bytes are no XML document that is read here.
public struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Code: String, Sendable {
        /// The bytes are not well-formed XML.
        case malformed = "xml-malformed"
        /// There is a document type declaration, which can define entities.
        case doctype = "xml-doctype"
        /// There is a reference to an entity.
        case entity = "xml-entity"
        /// The document is larger or deeper than is read.
        case tooLarge = "xml-too-large"
        /// The document is of another kind than was asked for.
        case unexpected = "xml-unexpected"
        /// A value has no place in the format that it is to be written in.
        case notExpressible = "xml-not-expressible"
    }

    /// What kind of thing is wrong.
    public let code: Code
    /// Where, counted from 1; nil if it is nowhere in the file.
    public let line: Int?
    /// What is wrong, in words.
    public let message: String

    init(_ code: Code, line: Int? = nil, _ message: String) {
        self.code = code
        self.line = line
        self.message = message
    }

    /// The line and the words.
    public var description: String { (line.map { "line \($0): " } ?? "") + message }
}
