/// Why a file is not read, or a document not written.
public struct DocumentFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// The file is none of the kinds that are read.
        case unknownKind = "unknown-kind"
        /// The package is cut off, or no package.
        case broken
        /// More bytes, parts, elements or depth than is read.
        case tooLarge = "too-large"
        /// A name of a part that leads out of the package, or stands in it twice.
        case name
        /// A part that must be there is missing.
        case missing
        /// A part is encrypted.
        case encrypted
        /// A part is not well-formed XML in UTF-8.
        case malformed
        /// A part has a document type declaration, which can define entities.
        case doctype
        /// A text has a character that the format has not.
        case notExpressible = "not-expressible"
    }

    /// What kind of thing is wrong.
    public let code: Code
    /// The part that it is about; nil for the file as a whole.
    public let part: String?
    /// The line in the part, counted from 1, if it is known.
    public let line: Int?
    /// What is wrong, in words.
    public let message: String

    init(_ code: Code, part: String? = nil, line: Int? = nil, _ message: String) {
        (self.code, self.part, self.line, self.message) = (code, part, line, message)
    }

    /// The part, the line and the words.
    public var description: String {
        let place = [part.map { "`\($0)`" }, line.map { "line \($0)" }].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
