/// An entry of a node's log, as it is kept.
public struct StoredLogEntry: Sendable, Equatable {
    /// The number of the log; a node opens another one after a restore that lost entries.
    public var log: Int64
    /// Its place, from 0.
    public var place: Int64
    /// What happened, such as `release`.
    public var kind: String
    /// When, in microseconds since 1970.
    public var made: Int64
    /// The party that it concerns, or nil.
    public var party: String?
    /// The identifier that it is about, or nil.
    public var subject: String?
    /// The row of the object that it is about, or nil.
    public var object: Int64?
    /// Who did it, or nil.
    public var officer: String?
    /// What the party may know of it, as canonical JSON.
    public var body: [UInt8]
    /// What only this node and its auditors may know of it, as canonical JSON.
    public var internalBody: [UInt8]
    /// The salt of the commitment.
    public var salt: [UInt8]
    /// What the log holds.
    public var commitment: [UInt8]

    /// An entry.
    public init(
        log: Int64,
        place: Int64,
        kind: String,
        made: Int64,
        party: String?,
        subject: String?,
        object: Int64?,
        officer: String?,
        body: [UInt8],
        internalBody: [UInt8],
        salt: [UInt8],
        commitment: [UInt8]
    ) {
        (self.log, self.place, self.kind, self.made) = (log, place, kind, made)
        (self.party, self.subject, self.object, self.officer) = (party, subject, object, officer)
        (self.body, self.internalBody, self.salt, self.commitment) = (body, internalBody, salt, commitment)
    }

    init(_ row: Row) {
        self.init(
            log: row.integer(0),
            place: row.integer(1),
            kind: row.text(2),
            made: row.integer(3),
            party: row.optionalText(4),
            subject: row.optionalText(5),
            object: row.isNull(6) ? nil : row.integer(6),
            officer: row.optionalText(7),
            body: row.blob(8),
            internalBody: row.blob(9),
            salt: row.blob(10),
            commitment: row.blob(11)
        )
    }
}

/// The newest state of a log.
public struct StoredLogHead: Sendable, Equatable {
    /// The number of the log.
    public var log: Int64
    /// The name of the log.
    public var origin: String
    /// How many entries its checkpoint has.
    public var size: Int64
    /// The root over them.
    public var root: [UInt8]
    /// The signed checkpoint.
    public var note: [UInt8]
    /// When it was signed, in microseconds since 1970.
    public var sealed: Int64
    /// Since when nothing may be signed, because a backup was restored; or nil.
    public var closed: Int64?

    /// The state of a log.
    public init(log: Int64, origin: String, size: Int64, root: [UInt8], note: [UInt8], sealed: Int64, closed: Int64?)
    {
        (self.log, self.origin, self.size, self.root) = (log, origin, size, root)
        (self.note, self.sealed, self.closed) = (note, sealed, closed)
    }

    init(_ row: Row) {
        self.init(
            log: row.integer(0),
            origin: row.text(1),
            size: row.integer(2),
            root: row.blob(3),
            note: row.blob(4),
            sealed: row.integer(5),
            closed: row.isNull(6) ? nil : row.integer(6)
        )
    }
}

/// Reading and writing the rows of the node's own log.
public struct LogRows {
    private let connection: Connection

    /// The log behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The log in use.
    /// - Returns: its newest state, or nil before the first one is opened.
    /// - Throws: `StoreError`.
    public func head() throws(StoreError) -> StoredLogHead? {
        try connection.first(Statements.LogHead.current, [], StoredLogHead.init)
    }

    /// Every log of the node, the one in use last.
    /// - Returns: their newest states.
    /// - Throws: `StoreError`.
    public func heads() throws(StoreError) -> [StoredLogHead] {
        try connection.all(Statements.LogHead.all, [], StoredLogHead.init)
    }

    /// Keeps the newest state of a log.
    /// - Parameter head: the state.
    /// - Throws: `StoreError`.
    public func put(_ head: StoredLogHead) throws(StoreError) {
        try connection.run(
            Statements.LogHead.put,
            [
                .integer(head.log), .text(head.origin), .integer(head.size), .blob(head.root), .blob(head.note),
                .integer(head.sealed), .optional(head.closed),
            ]
        )
    }

    /// How many entries a log has, those that no checkpoint covers yet among them.
    /// - Parameter log: the log.
    /// - Returns: the number.
    /// - Throws: `StoreError`.
    public func count(_ log: Int64) throws(StoreError) -> Int64 {
        try connection.first(Statements.LogEntry.last, [.integer(log)]) {
            $0.isNull(0) ? 0 : $0.integer(0) + 1
        } ?? 0
    }

    /// Appends an entry.
    /// - Parameter entry: the entry; its place is the next one.
    /// - Throws: `StoreError`.
    public func append(_ entry: StoredLogEntry) throws(StoreError) {
        try connection.run(
            Statements.LogEntry.append,
            [
                .integer(entry.log), .integer(entry.place), .text(entry.kind), .integer(entry.made),
                .optional(entry.party), .optional(entry.subject), .optional(entry.object), .optional(entry.officer),
                .blob(entry.body), .blob(entry.internalBody), .blob(entry.salt), .blob(entry.commitment),
            ]
        )
    }

    /// The commitments of a range.
    /// - Parameters:
    ///   - log: the log.
    ///   - range: the places.
    /// - Returns: the commitments in order.
    /// - Throws: `StoreError`.
    public func commitments(_ log: Int64, _ range: Range<Int64>) throws(StoreError) -> [[UInt8]] {
        try connection.all(
            Statements.LogEntry.commitments,
            [.integer(log), .integer(range.lowerBound), .integer(range.upperBound)]
        ) { $0.blob(0) }
    }

    /// Entries in order.
    /// - Parameters:
    ///   - log: the log.
    ///   - from: the first place.
    ///   - limit: the most entries.
    /// - Returns: the entries.
    /// - Throws: `StoreError`.
    public func entries(_ log: Int64, from: Int64, limit: Int64) throws(StoreError) -> [StoredLogEntry] {
        try connection.all(
            Statements.LogEntry.range,
            [.integer(log), .integer(from), .integer(limit)],
            StoredLogEntry.init
        )
    }

    /// The newest entry by which a party got an object.
    /// - Parameters:
    ///   - object: the object's row.
    ///   - party: the party.
    /// - Returns: the entry, or nil.
    /// - Throws: `StoreError`.
    public func release(of object: Int64, to party: String) throws(StoreError) -> StoredLogEntry? {
        try connection.first(Statements.LogEntry.release, [.integer(object), .text(party)], StoredLogEntry.init)
    }

    /// The hashes of a tile.
    /// - Parameters:
    ///   - log: the log.
    ///   - level: the level.
    ///   - number: which of the level.
    /// - Returns: 32 bytes a hash; nil if there is none.
    /// - Throws: `StoreError`.
    public func tile(_ log: Int64, level: Int64, number: Int64) throws(StoreError) -> [UInt8]? {
        let whole = try connection.first(
            Statements.LogTile.find,
            [.integer(log), .integer(level), .integer(number)]
        ) { $0.blob(0) }
        guard whole == nil, level == 0 else { return whole }
        let parts = try connection.all(
            Statements.LogTile.parts,
            [.integer(log), .integer(number * Self.parts), .integer((number + 1) * Self.parts)]
        ) { $0.blob(0) }
        return parts.isEmpty ? nil : parts.flatMap { $0 }
    }

    /// How many parts the unfinished tile of the lowest level is kept in: a commit writes the last one only, so one
    /// page.
    private static let parts: Int64 = 16
    private static let partBytes = 16 * 32

    /// Keeps the hashes of a tile.
    /// - Parameters:
    ///   - log: the log.
    ///   - level: the level.
    ///   - number: which of the level.
    ///   - hashes: 32 bytes a hash.
    ///   - known: how many bytes of them are kept already.
    /// - Throws: `StoreError`.
    public func putTile(
        _ log: Int64,
        level: Int64,
        number: Int64,
        _ hashes: [UInt8],
        known: Int
    ) throws(StoreError) {
        let isWhole = hashes.count == Int(Self.parts) * Self.partBytes
        if level > 0 || isWhole {
            try put(log, level, number, hashes)
            guard level == 0 else { return }
            return try connection.run(
                Statements.LogTile.removeParts,
                [.integer(log), .integer(number * Self.parts), .integer((number + 1) * Self.parts)]
            )
        }
        for part in (known / Self.partBytes)...((hashes.count - 1) / Self.partBytes) {
            let bytes = hashes.dropFirst(part * Self.partBytes).prefix(Self.partBytes)
            try put(log, -1, number * Self.parts + Int64(part), Array(bytes))
        }
    }

    private func put(_ log: Int64, _ level: Int64, _ number: Int64, _ hashes: [UInt8]) throws(StoreError) {
        try connection.run(Statements.LogTile.put, [.integer(log), .integer(level), .integer(number), .blob(hashes)])
    }

    /// The newest cosignatures of a log.
    /// - Parameter log: the log.
    /// - Returns: witnesses with the sizes that they cosigned last and their signature lines.
    /// - Throws: `StoreError`.
    public func cosignatures(_ log: Int64) throws(StoreError) -> [(witness: String, size: Int64, line: String)] {
        try connection.all(Statements.Cosignature.all, [.integer(log)]) { ($0.text(0), $0.integer(1), $0.text(2)) }
    }

    /// Keeps what a witness cosigned last.
    /// - Parameters:
    ///   - log: the log.
    ///   - witness: the partner.
    ///   - size: the size of the checkpoint.
    ///   - line: the signature line; empty where only the size is known.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func putCosignature(
        _ log: Int64,
        witness: String,
        size: Int64,
        line: String,
        now: Int64
    ) throws(StoreError) {
        try connection.run(
            Statements.Cosignature.put,
            [.integer(log), .text(witness), .integer(size), .integer(now), .text(line)]
        )
    }
}
