/// Why a package or a part of it is not read, or not written.
public struct PackageFault: Error, Sendable, Hashable {
    /// What kind of thing is wrong.
    public enum Code: Sendable, CaseIterable {
        /// The package is cut off, or no package.
        case broken
        /// More bytes, parts, elements or depth than is read.
        case tooLarge
        /// A name of a part that leads out of the package, or stands in it twice.
        case name
        /// A part is encrypted.
        case encrypted
        /// A part is not well-formed XML in UTF-8.
        case malformed
        /// A part has a document type declaration, which can define entities.
        case doctype
    }

    /// What kind of thing is wrong.
    public let code: Code
    /// The part that it is about; nil for the package as a whole.
    public let part: String?
    /// The line in the part, counted from 1, if it is known.
    public let line: Int?
    /// What is wrong, in words.
    public let message: String

    /// A fault.
    /// - Parameters:
    ///   - code: what kind of thing is wrong.
    ///   - part: the part that it is about.
    ///   - line: the line in the part.
    ///   - message: what is wrong, in words.
    public init(_ code: Code, part: String? = nil, line: Int? = nil, _ message: String) {
        (self.code, self.part, self.line, self.message) = (code, part, line, message)
    }
}
