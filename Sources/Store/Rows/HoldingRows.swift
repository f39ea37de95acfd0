/// What the index of the holding is made of: the objects that people can find.
///
/// These are the party's own, those of partners and what was kept as it was found; marking definitions and notices are no such objects.
public struct HoldingRows {
    private let connection: Connection

    /// The rows behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// One version.
    public struct Holding: Sendable {
        /// The version's row.
        public let row: Int64
        /// The row of its STIX type.
        public let kind: Int64
        /// The row of its source.
        public let source: Int64
        /// The version as microseconds since 1970.
        public let stamp: Int64
        /// The STIX identifier.
        public let id: String
        /// The canonical bytes.
        public let bytes: [UInt8]
        /// The STIX type.
        public let type: String
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String
    }

    private static func holding(_ row: Row) -> Holding {
        Holding(
            row: row.integer(0),
            kind: row.integer(1),
            source: row.integer(2),
            stamp: row.integer(3),
            id: row.text(4),
            bytes: row.blob(5),
            type: row.text(6),
            sourceKind: row.text(7),
            sourceName: row.text(8)
        )
    }

    /// The versions behind a row that were not erased.
    /// - Parameters:
    ///   - row: the row to start behind.
    ///   - body: gets the versions one by one, in the order they were kept.
    /// - Throws: `StoreError`.
    public func visit(after row: Int64, _ body: (Holding) -> Void) throws(StoreError) {
        try connection.rows(
            """
            SELECT o.row, o.kind, o.source, o.stamp, o.id, o.bytes, k.name, s.kind, s.name FROM object o
            JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.row>? AND o.erased IS NULL AND s.kind IN ('own', 'partner', 'found')
                AND k.name NOT IN ('marking-definition', 'entente-notice')
            ORDER BY o.row
            """,
            [.integer(row)]
        ) { row in
            body(Self.holding(row))
            return true
        }
    }

    /// One version.
    /// - Parameter row: its row.
    /// - Returns: the version, or nil if it was erased or is no such object.
    /// - Throws: `StoreError`.
    public func one(_ row: Int64) throws(StoreError) -> Holding? {
        try connection.first(
            """
            SELECT o.row, o.kind, o.source, o.stamp, o.id, o.bytes, k.name, s.kind, s.name FROM object o
            JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.row=? AND o.erased IS NULL AND s.kind IN ('own', 'partner', 'found')
                AND k.name NOT IN ('marking-definition', 'entente-notice')
            """,
            [.integer(row)],
            Self.holding
        )
    }

    /// What was erased.
    /// - Returns: the versions' rows.
    /// - Throws: `StoreError`.
    public func erased() throws(StoreError) -> Set<Int64> {
        Set(try connection.all("SELECT row FROM object WHERE erased IS NOT NULL") { $0.integer(0) })
    }

    /// What is in quarantine.
    /// - Returns: the versions' rows, each with the row of its source.
    /// - Throws: `StoreError`.
    public func quarantined() throws(StoreError) -> [(row: Int64, source: Int64)] {
        try connection.all("SELECT row, source FROM object WHERE quarantine IS NOT NULL") {
            ($0.integer(0), $0.integer(1))
        }
    }
}
