/// Why a document must not leave.
public struct DocumentReason: Sendable, Hashable {
    /// What kinds there are; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// A change is tracked: what was deleted is still there.
        case openChanges = "open-changes"
        /// There are comments.
        case comments
        /// Text is there that is neither shown nor printed.
        case hiddenText = "hidden-text"
        /// A person is named in what stands beside the text.
        case personalNames = "personal-names"
        /// There are programs in it.
        case macros
        /// It refers to something outside of it.
        case externalLinks = "external-links"
        /// Another document, or an object of a program, is in it.
        case embeddedObjects = "embedded-objects"
        /// It has data of programs that are none of ours (custom XML).
        case customXML = "custom-xml"
        /// Something beside the text tells of where it was made: templates, firms, identifiers of revisions.
        case metadata
    }

    /// What kind it is.
    public let code: Code
    /// The part of the package.
    public let part: String
    /// The paragraph of the part, from 1; nil where it is none.
    public let paragraph: Int?

    init(_ code: Code, _ part: String, _ paragraph: Int? = nil) {
        (self.code, self.part, self.paragraph) = (code, part, paragraph)
    }
}
