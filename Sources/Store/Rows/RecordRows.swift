/// A record of a register, of a consent or of a standing instruction: what it is about, and its content as JSON.
public struct StoredRecord: Sendable, Equatable {
    /// The row; 0 before it is kept.
    public var row: Int64
    /// What kind of record it is, such as `consent`, `instruction`, `person`, `facility`.
    public var kind: String
    /// What it is about.
    public var name: String
    /// The content as JSON.
    public var body: [UInt8]
    /// When it was recorded, in microseconds since 1970.
    public var recorded: Int64
    /// Who recorded it.
    public var officer: String
    /// When it was closed, in microseconds since 1970, or nil.
    public var closed: Int64?

    /// A record.
    public init(
        row: Int64 = 0,
        kind: String,
        name: String,
        body: [UInt8],
        recorded: Int64,
        officer: String,
        closed: Int64? = nil
    ) {
        (self.row, self.kind, self.name, self.body) = (row, kind, name, body)
        (self.recorded, self.officer, self.closed) = (recorded, officer, closed)
    }
}

/// Reading and writing the rows of `register`.
public struct RecordRows {
    private let connection: Connection

    /// The registers behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Keeps a record.
    /// - Parameter record: the record.
    /// - Returns: its row.
    /// - Throws: `StoreError`.
    @discardableResult
    public func add(_ record: StoredRecord) throws(StoreError) -> Int64 {
        // It may say what a marking means; few records do, and few are made.
        try MarkingRows(connection).noteChange()
        try connection.run(
            Statements.Register.add,
            [
                .text(record.kind), .text(record.name), .blob(record.body), .integer(record.recorded),
                .text(record.officer),
            ]
        )
        return connection.lastRow
    }

    /// The records of a kind, oldest first.
    /// - Parameters:
    ///   - kind: the kind, or nil for all.
    ///   - name: only those about this, or nil for all.
    ///   - closed: whether closed ones are shown as well.
    /// - Returns: the records.
    /// - Throws: `StoreError`.
    public func all(_ kind: String?, name: String? = nil, closed: Bool = false) throws(StoreError) -> [StoredRecord] {
        try connection.all(Statements.Register.all, [.optional(kind), .optional(name), .bool(closed)]) {
            StoredRecord(
                row: $0.integer(0),
                kind: $0.text(1),
                name: $0.text(2),
                body: $0.blob(3),
                recorded: $0.integer(4),
                officer: $0.text(5),
                closed: $0.isNull(6) ? nil : $0.integer(6)
            )
        }
    }

    /// Closes a record; it stays to be seen.
    /// - Parameters:
    ///   - row: the record's row.
    ///   - now: microseconds since 1970.
    /// - Returns: whether there was an open record.
    /// - Throws: `StoreError`.
    public func close(_ row: Int64, now: Int64) throws(StoreError) -> Bool {
        try connection.run(Statements.Register.close, [.integer(now), .integer(row)])
        guard connection.changes == 1 else { return false }
        try MarkingRows(connection).noteChange()
        return true
    }

    /// How far the records go on which decisions rest; two of them are the same while nothing was added or closed.
    public struct Mark: Sendable, Equatable {
        /// The last record, or 0.
        public let last: Int64
        /// How many are closed.
        public let closed: Int64
    }

    /// How far consents, recalls, assurances, readers and open exercises go now.
    /// - Returns: the mark.
    /// - Throws: `StoreError`.
    public func mark() throws(StoreError) -> Mark {
        try connection.first(
            Statements.Register.mark
        ) { Mark(last: $0.isNull(0) ? 0 : $0.integer(0), closed: $0.integer(1)) } ?? Mark(last: 0, closed: 0)
    }
}

/// Reading and writing the rows of `queue`: what waits for an officer.
public struct QueueRows {
    private let connection: Connection

    /// The queue behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Puts an object into the queue for a party; nothing happens if it waits already.
    /// - Parameters:
    ///   - object: the object's row.
    ///   - party: the party.
    ///   - reason: why it waits.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func add(object: Int64, party: String, reason: String, now: Int64) throws(StoreError) {
        try connection.run(Statements.Queue.add, [.integer(object), .text(party), .integer(now), .text(reason)])
    }

    /// Takes an object out of the queue of a party, whichever version waits.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - party: the party.
    /// - Throws: `StoreError`.
    public func remove(_ id: String, party: String) throws(StoreError) {
        try connection.run(Statements.Queue.removeObject, [.text(id), .text(party)])
    }

    /// Takes an object out of the queue of a party if it waits there for a reason.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - party: the party.
    ///   - reason: why it waits.
    /// - Throws: `StoreError`.
    public func remove(_ id: String, party: String, because reason: String) throws(StoreError) {
        try connection.run(
            Statements.Queue.removeBecause,
            [.text(id), .text(party), .text(reason)]
        )
    }

    /// What waits, the oldest first.
    /// - Returns: identifiers, parties, moments in microseconds since 1970, and reasons.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [(id: String, party: String, since: Int64, reason: String)] {
        try connection.all(Statements.Queue.all) { ($0.text(0), $0.text(1), $0.integer(2), $0.text(3)) }
    }

    /// A version that waits.
    public struct Waiting: Sendable {
        /// The version's row.
        public let row: Int64
        /// The version as sent.
        public let version: String
    }

    /// The versions of an object that wait for a party.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - party: the party.
    /// - Returns: the versions.
    /// - Throws: `StoreError`.
    public func waiting(_ id: String, party: String) throws(StoreError) -> [Waiting] {
        try connection.all(
            Statements.Queue.waiting,
            [.text(id), .text(party)]
        ) { Waiting(row: $0.integer(0), version: $0.text(1)) }
    }

    /// Takes everything out of the queue of a party.
    /// - Parameter party: the party.
    /// - Throws: `StoreError`.
    public func removeAll(party: String) throws(StoreError) {
        try connection.run(Statements.Queue.removeParty, [.text(party)])
    }
}
