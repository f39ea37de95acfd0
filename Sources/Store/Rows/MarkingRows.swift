/// The marking definitions among the rows of `object`.
public struct MarkingRows {
    private let connection: Connection

    /// The definitions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// A marking definition as a source gave it.
    public struct Definition: Sendable {
        /// The source's row.
        public let source: Int64
        /// SHA-256 of the canonical bytes.
        public let digest: [UInt8]
        /// The canonical bytes.
        public let bytes: [UInt8]
    }

    /// A marking definition as each source gave it.
    /// - Parameter id: the definition's identifier.
    /// - Returns: the versions, the party's own first.
    /// - Throws: `StoreError`.
    public func definitions(of id: String) throws(StoreError) -> [Definition] {
        try connection.all(
            "SELECT source, digest, bytes FROM object WHERE id=? AND erased IS NULL ORDER BY source, row",
            [.text(id)]
        ) { Definition(source: $0.integer(0), digest: $0.blob(1), bytes: $0.blob(2)) }
    }

    /// The words of a definition for what a source handed in: the party's own definition, else that of the source.
    /// - Parameters:
    ///   - id: the definition's identifier.
    ///   - source: the source's row.
    /// - Returns: the canonical bytes, or nil if neither has given it.
    /// - Throws: `StoreError`.
    public func definition(_ id: String, for source: Int64) throws(StoreError) -> [UInt8]? {
        try connection.first(
            "SELECT bytes FROM object WHERE id=? AND source IN (1, ?) ORDER BY source, row DESC LIMIT 1",
            [.text(id), .integer(source)]
        ) { $0.blob(0) }
    }

    /// The party's own definitions.
    /// - Returns: their canonical bytes, in the order they were kept.
    /// - Throws: `StoreError`.
    public func own() throws(StoreError) -> [[UInt8]] {
        try connection.all(
            """
            SELECT o.bytes FROM object o JOIN kind k ON k.row=o.kind
            WHERE o.source=1 AND k.name='marking-definition' ORDER BY o.row
            """
        ) { $0.blob(0) }
    }

    /// All definitions, whoever gave them.
    /// - Returns: their identifiers, each once.
    /// - Throws: `StoreError`.
    public func identifiers() throws(StoreError) -> [String] {
        try connection.all(
            "SELECT DISTINCT o.id FROM object o JOIN kind k ON k.row=o.kind WHERE k.name='marking-definition'"
        ) { $0.text(0) }
    }
}
