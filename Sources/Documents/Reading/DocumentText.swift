/// What a document says: its paragraphs in each of its versions, its changes and its comments.
public struct DocumentText: Sendable {
    /// What a file is.
    public enum Kind: String, Sendable, CaseIterable {
        /// WordprocessingML (ECMA-376).
        case word = "docx"
        /// A text of OpenDocument 1.3.
        case open = "odt"
        /// Akoma Ntoso 3.0.
        case akomaNtoso = "akn"
    }

    private let content: DocumentContent
    /// The paragraphs of a document that has one version.
    private let only: [DocumentParagraph]?
    /// What the file is.
    public let kind: Kind

    /// Reads a document.
    /// - Parameter bytes: the file.
    /// - Throws: `DocumentFault` for what is none, or more than is read (`DocumentLimits`).
    public init(_ bytes: [UInt8]) throws(DocumentFault) {
        if AkomaNtosoReader.isAkomaNtoso(bytes) {
            (kind, content, only) = (.akomaNtoso, DocumentContent(), try AkomaNtosoReader.read(bytes))
            return
        }
        only = nil
        guard Self.isPackage(bytes) else { throw DocumentFault(.unknownKind, "it is no document that is read") }
        let package = try DocumentPackage(bytes)
        kind = OpenReader.isOpen(package) ? .open : .word
        content = kind == .open ? try OpenReader.read(package) : try WordReader.read(package)
    }

    /// Whether bytes begin as a document does that is read here.
    /// - Parameter bytes: the file.
    /// - Returns: whether it is to be read as a document, and not as a text.
    public static func isDocument(_ bytes: [UInt8]) -> Bool {
        isPackage(bytes) || AkomaNtosoReader.isAkomaNtoso(bytes)
    }

    /// Whether bytes begin as a package does.
    static func isPackage(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B]) }

    /// The paragraphs of a version, in order: the text, then boxes, notes, heads and feet of pages.
    /// - Parameter view: which version.
    /// - Returns: the paragraphs.
    public func paragraphs(_ view: DocumentView = .accepted) -> [DocumentParagraph] {
        only ?? ContentView.paragraphs(of: content, view)
    }

    /// The text of a version, a line for each paragraph, without numbers.
    /// - Parameter view: which version.
    /// - Returns: the text.
    public func text(_ view: DocumentView = .accepted) -> String {
        paragraphs(view).map(\.text).joined(separator: "\n")
    }

    /// The tracked changes, in the order of the file.
    public var changes: [DocumentChange] { content.changes }

    /// The comments, in the order of the file.
    public var comments: [DocumentComment] { content.comments }

    /// The instructions of fields, as they stand.
    public var fields: [String] { content.fields }
}
