/// What stands in one list of a party, with what is known of it: reading rows of `member` beside their objects, acts
/// and entries.
public struct ListRows {
    private let connection: Connection
    private let list: Int64

    /// One list.
    /// - Parameters:
    ///   - list: the collection's row.
    ///   - connection: the connection.
    public init(_ list: Int64, _ connection: Connection) { (self.list, self.connection) = (list, connection) }

    /// The first objects of the list.
    /// - Parameter limit: how many at most.
    /// - Returns: the versions' rows, in the order of the list.
    /// - Throws: `StoreError`.
    public func first(_ limit: Int64) throws(StoreError) -> [Int64] {
        try connection.all(Statements.List.first, [.integer(list), .integer(limit)]) { $0.integer(0) }
    }

    /// A version that stands in the list.
    public struct Member: Sendable {
        /// The version's row.
        public let row: Int64
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// What the version is called.
        public let name: VersionRows.Name
    }

    /// Everything in the list.
    /// - Returns: the versions, in the order of the list.
    /// - Throws: `StoreError`.
    public func members() throws(StoreError) -> [Member] {
        try connection.all(Statements.List.members, [.integer(list)]) {
            let name = VersionRows.Name(id: $0.text(1), version: $0.text(2), digest: $0.blob(3))
            return Member(row: $0.integer(0), sourceKind: $0.text(4), name: name)
        }
    }

    /// The renditions in the list.
    /// - Returns: their identifiers.
    /// - Throws: `StoreError`.
    public func renditions() throws(StoreError) -> Set<String> {
        Set(
            try connection.all(Statements.List.renditions, [.integer(list)]) { $0.text(0) }
        )
    }

    /// The renditions of a party that stand in the list and whose source is still there.
    /// - Parameter party: the party.
    /// - Returns: their identifiers.
    /// - Throws: `StoreError`.
    public func renditions(of party: String) throws(StoreError) -> Set<String> {
        Set(
            try connection.all(Statements.List.renditionsOfParty, [.text(party), .integer(list)]) { $0.text(0) }
        )
    }

    /// A version in the list, and where the log speaks of it last.
    public struct Logged: Sendable {
        /// The STIX identifier.
        public let id: String
        /// SHA-256 of the canonical bytes.
        public let digest: [UInt8]
        /// The log and the place of the last entry about it and the party, or nil.
        public let entry: (log: Int64, place: Int64)?
    }

    /// Everything in the list, with the last entry of the log about it.
    /// - Parameter party: the party of the list.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func logged(for party: String) throws(StoreError) -> [Logged] {
        try connection.all(Statements.List.logged, [.integer(list), .text(party)]) {
            let entry = $0.isNull(2) ? nil : (log: $0.integer(2), place: $0.integer(3))
            return Logged(id: $0.text(0), digest: $0.blob(1), entry: entry)
        }
    }

    /// What stands in the list and was logged as given to a party before a place of a log, and not since.
    /// - Parameters:
    ///   - party: the party.
    ///   - log: the log.
    ///   - place: the place.
    /// - Returns: the versions' rows, in the order of the list.
    /// - Throws: `StoreError`.
    public func given(to party: String, in log: Int64, before place: Int64) throws(StoreError) -> [Int64] {
        try connection.all(
            Statements.List.given,
            [.integer(list), .text(party), .integer(log), .integer(place)]
        ) { $0.integer(0) }
    }

    /// Whether a version, or what was made of it for the party, stands in the list.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - party: the party of the list.
    /// - Returns: true if it does.
    /// - Throws: `StoreError`.
    public func isGiven(_ row: Int64, to party: String) throws(StoreError) -> Bool {
        try connection.first(
            Statements.List.isGiven,
            [.integer(row), .integer(list), .text(party)]
        ) { $0.integer(0) } != nil
    }

    /// A version in the list, with what is needed to judge it again.
    public struct Standing: Sendable {
        /// The version's row.
        public let row: Int64
        /// The kind of source that handed it in.
        public let sourceKind: String
        /// The name of the source that handed it in.
        public let sourceName: String
        /// The STIX identifier.
        public let id: String
        /// The canonical bytes.
        public let bytes: [UInt8]
        /// What was asked in the act that gave it last, as JSON; empty if that is not kept.
        public let question: [UInt8]
        /// The row of the newest version of the object from the same source.
        public let newest: Int64
    }

    private static func standing(_ row: Row) -> Standing {
        Standing(
            row: row.integer(0),
            sourceKind: row.text(1),
            sourceName: row.text(2),
            id: row.text(3),
            bytes: row.blob(4),
            question: row.blob(5),
            newest: row.isNull(6) ? row.integer(0) : row.integer(6)
        )
    }

    /// What stands in the list whole, not as a rendition.
    /// - Parameters:
    ///   - id: only the versions of this object, or nil for all.
    ///   - party: the party of the list.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func standing(_ id: String?, for party: String) throws(StoreError) -> [Standing] {
        guard let id else {
            return try connection.all(Statements.List.standing, [.integer(list), .text(party)], Self.standing)
        }
        // The order of the join is held to: an object has few versions, a list has many members.
        return try connection.all(
            Statements.List.standingObject,
            [.integer(list), .text(party), .text(id)],
            Self.standing
        )
    }
}
