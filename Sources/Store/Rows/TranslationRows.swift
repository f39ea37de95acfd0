/// Reading and writing the rows of `translation`: which objects translate which (`language-content`, STIX 2.1, 7.1).
public struct TranslationRows {
    private let connection: Connection

    /// The translations behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Notes that an object translates another; nothing happens if that is known.
    /// - Parameters:
    ///   - id: the identifier of the translation.
    ///   - original: the identifier of what it translates.
    /// - Throws: `StoreError`.
    public func add(_ id: String, of original: String) throws(StoreError) {
        try connection.run(Statements.Translation.add, [.text(original), .text(id)])
    }

    /// What translates an object.
    /// - Parameter original: the object's identifier.
    /// - Returns: the identifiers of the translations.
    /// - Throws: `StoreError`.
    public func all(of original: String) throws(StoreError) -> [String] {
        try connection.all(Statements.Translation.ofObject, [.text(original)]) { $0.text(0) }
    }

    /// A version of a translation.
    public struct Version: Sendable {
        /// The version's row.
        public let row: Int64
        /// The row of the source that handed it in.
        public let source: Int64
        /// The identifier of the translation.
        public let id: String
        /// The canonical bytes.
        public let bytes: [UInt8]
    }

    /// The versions of what translates an object, without the renditions that were made here.
    /// - Parameter original: the object's identifier.
    /// - Returns: the versions, by translation and source, the newest first.
    /// - Throws: `StoreError`.
    public func versions(of original: String) throws(StoreError) -> [Version] {
        try connection.all(
            Statements.Translation.versions,
            [.text(original)]
        ) { Version(row: $0.integer(0), source: $0.integer(2), id: $0.text(3), bytes: $0.blob(1)) }
    }
}
