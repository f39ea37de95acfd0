/// Erasing the payload of versions; identifiers and digests stay, for the proofs that name them.
public struct ErasureRows {
    private let connection: Connection

    /// The versions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// One version that was or can be erased.
    public struct Version: Sendable, Equatable {
        /// The row.
        public let row: Int64
        /// The STIX identifier.
        public let id: String
        /// The version as sent.
        public let version: String
        /// SHA-256 of the canonical bytes.
        public let digest: [UInt8]
        /// When it was erased, in microseconds since 1970, or nil.
        public let erased: Int64?
    }

    /// The versions of an id from one source, and what was made of them for others.
    /// - Parameters:
    ///   - id: the STIX identifier.
    ///   - kind: the kind of source.
    ///   - name: the name of the source.
    /// - Returns: the versions, and those of renditions of it; the erased ones too.
    /// - Throws: `StoreError`.
    public func versions(of id: String, kind: String, name: String) throws(StoreError) -> [Version] {
        try connection.all(Statements.Erasure.versions, [.text(id), .text(kind), .text(name)], Self.version)
    }

    /// The translations of an item from the same source: they repeat what it says (`RULES.md`, 4).
    /// - Parameters:
    ///   - id: the item's identifier.
    ///   - kind: the kind of source.
    ///   - name: the name of the source.
    ///   - refers: whether the bytes of a translation refer to an identifier.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func translations(
        of id: String,
        kind: String,
        name: String,
        refers: ([UInt8], String) -> Bool
    ) throws(StoreError) -> [Version] {
        var found: [Version] = []
        try connection.rows(Statements.Erasure.translations, [.text(kind), .text(name)]) { row in
            if refers(row.blob(5), id) { found.append(Self.version(row)) }
            return true
        }
        return found
    }

    /// Lets versions that were erased be taken again, should they be given again.
    /// - Parameter versions: the versions.
    /// - Throws: `StoreError`.
    public func allowAgain(_ versions: [Version]) throws(StoreError) {
        for version in versions {
            try connection.run(Statements.Erasure.allowAgain, [.integer(version.row)])
        }
    }

    /// The versions of an id that were erased, from every source.
    /// - Parameter id: the STIX identifier.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func erased(_ id: String) throws(StoreError) -> [Version] {
        try connection.all(Statements.Erasure.erased, [.text(id)], Self.version)
    }

    private static func version(_ row: Row) -> Version {
        Version(
            row: row.integer(0),
            id: row.text(1),
            version: row.text(2),
            digest: row.blob(3),
            erased: row.isNull(4) ? nil : abs(row.integer(4))
        )
    }

    /// Erases the payload of versions: object, search terms, places in lists, and what was set apart under the same id.
    ///
    /// The file still has to be swept (`Store.sweep`): a note in the same transaction says so.
    /// - Parameters:
    ///   - versions: the versions, of one source and its renditions.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func erase(_ versions: [Version], now: Int64) throws(StoreError) {
        let (index, holdings) = (SearchIndex(), HoldingWriter(connection))
        for version in versions {
            try connection.run(Statements.Erasure.removeConflicts, [.text(version.id), .integer(version.row)])
            try connection.run(
                Statements.Erasure.revokeRenditions,
                [.integer(now), .integer(version.row), .text(version.id)]
            )
        }
        for version in versions where version.erased == nil {
            let bytes = try connection.first(Statements.Object.bytes, [.integer(version.row)]) {
                $0.blob(0)
            }
            if let bytes {
                try index.remove(version.row, bytes: bytes, connection)
                // It may be a marking definition; few things are erased.
                try MarkingRows(connection).noteChange()
                try holdings.leaves(version.row, bytes: bytes)
            }
            let lists = try connection.all(Statements.Member.lists, [.integer(version.row)]) {
                $0.integer(0)
            }
            for list in lists { try MemberRows(connection).remove(objects: [version.row], from: list) }
            try connection.run(Statements.Queue.removeVersion, [.integer(version.row)])
            try connection.run(Statements.Erasure.erase, [.integer(now), .integer(version.row)])
            try holdings.changed(version.row)
        }
        // Answers that were kept may name what is gone.
        try connection.run(Statements.DoneCall.forgetAnswers)
        try connection.run(Statements.Erasure.noteSweep, [.text(String(now))])
    }

    /// Which version of whose object was erased.
    public struct Key: Sendable {
        let kind: String
        let name: String
        let id: String
        let version: String
    }

    /// Everything that was erased.
    /// - Returns: the keys.
    /// - Throws: `StoreError`.
    public func keys() throws(StoreError) -> [Key] {
        try connection.all(
            Statements.Erasure.keys
        ) { Key(kind: $0.text(0), name: $0.text(1), id: $0.text(2), version: $0.text(3)) }
    }

    /// Erases in a restored store what had been erased before.
    /// - Parameters:
    ///   - keys: what was erased.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func eraseAgain(_ keys: [Key], now: Int64) throws(StoreError) {
        for key in keys {
            let found = try connection.all(
                Statements.Erasure.still,
                [.text(key.kind), .text(key.name), .text(key.id), .text(key.version)],
                Self.version
            )
            if !found.isEmpty { try erase(found, now: now) }
        }
    }

    /// Whether something was erased that was not yet swept out of the file.
    public var isSweepDue: Bool {
        get throws(StoreError) {
            try connection.first(Statements.Erasure.isSweepDue) { $0.integer(0) } != nil
        }
    }
}
