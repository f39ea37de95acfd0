/// Why a table is not read, or not written.
public struct TableFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing is wrong; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// The file is none of the kinds that are read.
        case unknownKind = "unknown-kind"
        /// The file is cut off, or its parts do not fit together.
        case broken
        /// More than is read.
        case tooLarge = "too-large"
        /// A name of a part that leads out of the file, or stands in it twice.
        case name
        /// A part that must be there is missing.
        case missing
        /// The file is encrypted.
        case encrypted
        /// The file has programs in it.
        case macros
        /// Something is not written as its format has it.
        case malformed
        /// A part has a document type declaration, which can define entities.
        case doctype
        /// There is no sheet of the name.
        case noSheet = "no-sheet"
        /// Something that the format cannot have.
        case notExpressible = "not-expressible"
    }

    /// What kind of thing is wrong.
    public let code: Code
    /// The part or the sheet that it is about; nil for the file as a whole.
    public let part: String?
    /// The line, counted from 1, if it is known.
    public let line: Int?
    /// The cell, such as `C7`, if it is one.
    public let cell: String?
    /// What is wrong, in words.
    public let message: String

    /// A fault.
    public init(
        _ code: Code,
        part: String? = nil,
        line: Int? = nil,
        cell: String? = nil,
        _ message: String
    ) {
        (self.code, self.part, self.line, self.cell, self.message) = (code, part, line, cell, message)
    }

    /// The part, the line, the cell and the words.
    public var description: String {
        let place = [part.map { "`\($0)`" }, line.map { "line \($0)" }, cell].compactMap(\.self)
        return place.isEmpty ? message : "\(place.joined(separator: ", ")): \(message)"
    }
}
