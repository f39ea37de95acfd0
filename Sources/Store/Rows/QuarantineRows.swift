/// What may not be released before an officer has looked at it: versions in quarantine, and those that were set apart
/// (`conflict`).
public struct QuarantineRows {
    private let connection: Connection

    /// The rows behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Puts a version into quarantine, or takes it out.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - reason: why it may not be released; nil takes it out.
    /// - Throws: `StoreError`.
    public func put(_ row: Int64, reason: String?) throws(StoreError) {
        try connection.run(Statements.Quarantine.put, [.optional(reason), .integer(row)])
        try HoldingWriter(connection).changed(row)
    }

    /// Whether a version is in quarantine.
    /// - Parameter row: the version's row.
    /// - Returns: true if it is.
    /// - Throws: `StoreError`.
    public func holds(_ row: Int64) throws(StoreError) -> Bool {
        try connection.first(Statements.Quarantine.holds, [.integer(row)]) {
            $0.integer(0)
        } != nil
    }

    /// A version whose markings are judged again.
    public struct Bearer: Sendable {
        /// The version's row.
        public let row: Int64
        /// The row of the source that handed it in.
        public let source: Int64
        /// The canonical bytes.
        public let bytes: [UInt8]
    }

    private static func bearer(_ row: Row) -> Bearer {
        Bearer(row: row.integer(0), source: row.integer(1), bytes: row.blob(2))
    }

    /// One version, for its markings.
    /// - Parameter row: the version's row.
    /// - Returns: the version, or nil if there is no such row.
    /// - Throws: `StoreError`.
    public func bearer(_ row: Int64) throws(StoreError) -> Bearer? {
        try connection.first(Statements.Quarantine.bearer, [.integer(row)], Self.bearer)
    }

    /// What is in quarantine since the meaning of its markings is not known.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func ofUnknownMarkings() throws(StoreError) -> [Bearer] {
        try connection.all(Statements.Quarantine.ofUnknownMarkings, [], Self.bearer)
    }

    /// What is in no quarantine, or in one for its markings only, and for which something holds.
    /// - Parameter isBearer: whether a version counts, by its canonical bytes.
    /// - Returns: the versions that count.
    /// - Throws: `StoreError`.
    public func bearers(where isBearer: ([UInt8]) -> Bool) throws(StoreError) -> [Bearer] {
        var found: [Bearer] = []
        try connection.rows(Statements.Quarantine.bearers) { row in
            let bearer = Self.bearer(row)
            if isBearer(bearer.bytes) { found.append(bearer) }
            return true
        }
        return found
    }

    /// Why something is kept back, and from whom it came.
    public struct Reason: Sendable {
        /// The reason, as it is kept.
        public let text: String
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String
    }

    /// The reason of everything that is in quarantine or set apart.
    /// - Parameter body: gets the reasons one by one.
    /// - Throws: `StoreError`.
    public func visitReasons(_ body: (Reason) -> Void) throws(StoreError) {
        try connection.rows(Statements.Quarantine.reasons) { row in
            body(Reason(text: row.text(0), sourceKind: row.text(1), sourceName: row.text(2)))
            return true
        }
    }

    /// A version in quarantine.
    public struct Quarantined: Sendable {
        /// The STIX identifier.
        public let id: String
        /// The version as sent.
        public let version: String
        /// Why, and from whom.
        public let reason: Reason
    }

    /// The versions in quarantine that were not erased.
    /// - Returns: the versions, in the order they were kept.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [Quarantined] {
        try connection.all(Statements.Quarantine.all) {
            Quarantined(
                id: $0.text(0),
                version: $0.text(1),
                reason: Reason(text: $0.text(4), sourceKind: $0.text(2), sourceName: $0.text(3))
            )
        }
    }

    /// What an officer looks at, with its content.
    public struct Item: Sendable {
        /// The version.
        public let version: Quarantined
        /// When it came, in microseconds since 1970.
        public let since: Int64
        /// The canonical bytes.
        public let bytes: [UInt8]
        /// Whether it is kept among the objects; false for what was set apart.
        public let isKept: Bool
    }

    /// Everything that is in quarantine or set apart and was not erased.
    /// - Parameter body: gets the items one by one, the newest first.
    /// - Throws: `StoreError`, and what the body throws.
    public func visit(_ body: (Item) throws(StoreError) -> Void) throws(StoreError) {
        try connection.rows(Statements.Quarantine.items) { row throws(StoreError) in
            let reason = Reason(text: row.text(0), sourceKind: row.text(1), sourceName: row.text(2))
            let version = Quarantined(id: row.text(3), version: row.text(4), reason: reason)
            let isKept = row.integer(7) == 1
            try body(Item(version: version, since: row.integer(5), bytes: row.blob(6), isKept: isKept))
            return true
        }
    }
}
