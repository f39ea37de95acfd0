/// What is known of single versions: what they are called, whose they are, and what their digest is.
///
/// A version that was erased keeps its name, its source and its digest, so it is found here; its bytes are empty.
public struct VersionRows {
    private let connection: Connection

    /// The versions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// What an entry of the log says of a version.
    public struct Name: Sendable {
        /// The STIX identifier.
        public let id: String
        /// The version as sent.
        public let version: String
        /// SHA-256 of the canonical bytes.
        public let digest: [UInt8]
    }

    /// What a version is called.
    /// - Parameter row: the version's row.
    /// - Returns: identifier, version and digest.
    /// - Throws: `StoreError`; also if there is no such row.
    public func name(of row: Int64) throws(StoreError) -> Name {
        let name = try connection.first(Statements.Version.name, [.integer(row)]) {
            Name(id: $0.text(0), version: $0.text(1), digest: $0.blob(2))
        }
        guard let name else { throw StoreError(.other, "no object has the row \(row)") }
        return name
    }

    /// The digest of a version.
    /// - Parameter row: the version's row.
    /// - Returns: SHA-256 of the canonical bytes, or nil if there is no such row.
    /// - Throws: `StoreError`.
    public func digest(of row: Int64) throws(StoreError) -> [UInt8]? {
        try connection.first(Statements.Version.digest, [.integer(row)]) { $0.blob(0) }
    }

    /// The digest of a version that came from a partner.
    /// - Parameters:
    ///   - id: the STIX identifier.
    ///   - version: the version as sent.
    ///   - partner: the partner.
    /// - Returns: SHA-256 of the canonical bytes, or nil if no such version is held.
    /// - Throws: `StoreError`.
    public func digest(of id: String, version: String, from partner: String) throws(StoreError) -> [UInt8]? {
        try connection.first(
            Statements.Version.digestFromPartner,
            [.text(id), .text(partner), .text(version)]
        ) { $0.blob(0) }
    }

    /// Whose a version is.
    public struct Origin: Sendable {
        /// The version's row.
        public let row: Int64
        /// The STIX identifier.
        public let id: String
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String

        /// Whether it came from a partner.
        /// - Parameter partner: the partner.
        /// - Returns: true if it did.
        public func isFrom(_ partner: String) -> Bool { sourceKind == "partner" && sourceName == partner }
    }

    private static func origin(_ row: Row) -> Origin {
        Origin(row: row.integer(0), id: row.text(1), sourceKind: row.text(2), sourceName: row.text(3))
    }

    /// Whose a version is.
    /// - Parameter row: the version's row.
    /// - Returns: identifier and source, or nil if there is no such row.
    /// - Throws: `StoreError`.
    public func origin(of row: Int64) throws(StoreError) -> Origin? {
        try connection.first(Statements.Version.origin, [.integer(row)], Self.origin)
    }

    /// The row of the source of a version.
    /// - Parameter row: the version's row.
    /// - Returns: the source's row, or nil if there is no such version.
    /// - Throws: `StoreError`.
    public func source(of row: Int64) throws(StoreError) -> Int64? {
        try connection.first(Statements.Version.source, [.integer(row)]) { $0.integer(0) }
    }

    /// What a party has neither on its feed nor waiting for it, for witnesses or an officer; what came from it is
    /// left out.
    /// - Parameter party: the party.
    /// - Returns: the versions, in the order they were kept.
    /// - Throws: `StoreError`.
    public func ungiven(to party: String) throws(StoreError) -> [Origin] {
        try connection.all(Statements.Version.ungiven, [.text(party)], Self.origin)
    }

    /// The newest version of each of the party's own objects that can be released: marking definitions go with what
    /// bears them.
    /// - Returns: the versions' rows, in the order they were kept.
    /// - Throws: `StoreError`.
    public func newestOwn() throws(StoreError) -> [Int64] {
        try connection.all(Statements.Version.newestOwn) { $0.integer(0) }
    }

    /// Whether a version of an object is held that was not erased.
    /// - Parameter id: the STIX identifier.
    /// - Returns: true if one is.
    /// - Throws: `StoreError`.
    public func isHeld(_ id: String) throws(StoreError) -> Bool {
        try connection.first(Statements.Version.isHeld, [.text(id)]) {
            $0.integer(0)
        } != nil
    }

    /// Whether more than one source has handed in an object.
    /// - Parameter id: the STIX identifier.
    /// - Returns: true if more than one has.
    /// - Throws: `StoreError`.
    public func isShared(_ id: String) throws(StoreError) -> Bool {
        try connection.first(Statements.Version.isShared, [.text(id)]) {
            $0.integer(0) == 1
        } ?? false
    }

    /// The objects that more than one source has handed in.
    /// - Returns: their identifiers.
    /// - Throws: `StoreError`.
    public func shared() throws(StoreError) -> [String] {
        try connection.all(Statements.Version.shared) { $0.text(0) }
    }

    /// A version with its content and whose it is.
    public struct Content: Sendable {
        /// The version's row.
        public let row: Int64
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String
        /// The STIX identifier.
        public let id: String
        /// SHA-256 of the canonical bytes.
        public let digest: [UInt8]
        /// The canonical bytes; empty if it was erased.
        public let bytes: [UInt8]
    }

    private static func content(_ row: Row) -> Content {
        Content(
            row: row.integer(0),
            sourceKind: row.text(1),
            sourceName: row.text(2),
            id: row.text(3),
            digest: row.blob(4),
            bytes: row.blob(5)
        )
    }

    /// The versions of an object, without the renditions that were made here.
    /// - Parameter id: the STIX identifier.
    /// - Returns: the versions, in the order they were kept.
    /// - Throws: `StoreError`.
    public func contents(of id: String) throws(StoreError) -> [Content] {
        try connection.all(Statements.Version.contents, [.text(id)], Self.content)
    }

    /// Every version that can be given to a partner under some agreements: neither renditions nor what was kept as it
    /// was found, nor what came from the partner.
    /// - Parameters:
    ///   - partner: the partner.
    ///   - body: gets the versions one by one; returns false to stop.
    /// - Throws: `StoreError`, and what the body throws.
    public func visit(
        givableTo partner: String,
        _ body: (Content) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try connection.rows(
            Statements.Version.all,
            [.text(partner)]
        ) { row throws(StoreError) in try body(Self.content(row)) }
    }
}
