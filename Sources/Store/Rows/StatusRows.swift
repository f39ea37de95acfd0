/// How far a request to add objects has come (TAXII 2.1, 4.3).
public struct StoredStatus: Sendable, Equatable {
    /// The identifier, a UUID.
    public var id: String
    /// The API root's path segment.
    public var root: String
    /// Who asked; nobody else may see it.
    public var caller: String
    /// When it was asked, in microseconds since 1970.
    public var requested: Int64
    /// When it was done, in microseconds since 1970, or nil while it is pending.
    public var completed: Int64?
    /// Objects in the envelope.
    public var total: Int64
    /// Objects that were taken or were there already.
    public var success: Int64
    /// Objects that were not taken.
    public var failure: Int64
    /// The lists `successes`, `failures` and `pendings` as JSON.
    public var details: [UInt8]

    /// A status.
    public init(
        id: String,
        root: String,
        caller: String,
        requested: Int64,
        completed: Int64?,
        total: Int64,
        success: Int64,
        failure: Int64,
        details: [UInt8]
    ) {
        self.id = id
        self.root = root
        self.caller = caller
        self.requested = requested
        self.completed = completed
        self.total = total
        self.success = success
        self.failure = failure
        self.details = details
    }
}

/// An envelope that is durable but not worked off yet.
public struct SpooledEnvelope: Sendable {
    /// The row.
    public let row: Int64
    /// Its status.
    public let status: String
    /// The collection it goes to.
    public let collection: Int64
    /// The source that handed it in.
    public let source: Int64
    /// The envelope as it came.
    public let bytes: [UInt8]
}

/// Reading and writing the rows of `status` and `spool`.
public struct StatusRows {
    private let connection: Connection

    /// The statuses behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Notes a status, new or changed.
    /// - Parameter status: the status.
    /// - Throws: `StoreError`.
    public func put(_ status: StoredStatus) throws(StoreError) {
        try connection.run(
            Statements.Status.put,
            [
                .text(status.id), .text(status.root), .text(status.caller), .integer(status.requested),
                .optional(status.completed), .integer(status.total), .integer(status.success),
                .integer(status.failure), .blob(status.details),
            ]
        )
    }

    /// One status.
    /// - Parameter id: its identifier.
    /// - Returns: the status, or nil.
    /// - Throws: `StoreError`.
    public func find(_ id: String) throws(StoreError) -> StoredStatus? {
        try connection.first(Statements.Status.find, [.text(id)]) {
            StoredStatus(
                id: $0.text(0),
                root: $0.text(1),
                caller: $0.text(2),
                requested: $0.integer(3),
                completed: $0.isNull(4) ? nil : $0.integer(4),
                total: $0.integer(5),
                success: $0.integer(6),
                failure: $0.integer(7),
                details: $0.blob(8)
            )
        }
    }

    /// Forgets statuses that were completed before a time.
    /// - Parameter time: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func forget(completedBefore time: Int64) throws(StoreError) {
        try connection.run(Statements.Status.forget, [.integer(time)])
    }

    /// Keeps an envelope until it is worked off.
    /// - Parameters:
    ///   - bytes: the envelope.
    ///   - status: its status.
    ///   - collection: the collection it goes to.
    ///   - source: the source that handed it in.
    /// - Throws: `StoreError`.
    public func spool(_ bytes: [UInt8], status: String, collection: Int64, source: Int64) throws(StoreError) {
        try connection.run(
            Statements.Spool.add,
            [.text(status), .integer(collection), .integer(source), .blob(bytes)]
        )
    }

    /// The oldest envelope that is not worked off, or nil.
    /// - Returns: the envelope.
    /// - Throws: `StoreError`.
    public func nextSpooled() throws(StoreError) -> SpooledEnvelope? {
        try connection.first(Statements.Spool.next) {
            SpooledEnvelope(
                row: $0.integer(0),
                status: $0.text(1),
                collection: $0.integer(2),
                source: $0.integer(3),
                bytes: $0.blob(4)
            )
        }
    }

    /// Lets go of an envelope that is worked off.
    /// - Parameter row: its row.
    /// - Throws: `StoreError`.
    public func unspool(_ row: Int64) throws(StoreError) {
        try connection.run(Statements.Spool.remove, [.integer(row)])
    }

    /// How many envelopes are not worked off.
    /// - Returns: the number.
    /// - Throws: `StoreError`.
    public func spooled() throws(StoreError) -> Int64 {
        try connection.first(Statements.Spool.count) { $0.integer(0) } ?? 0
    }

    /// What was refused in one API root.
    public struct Refused: Sendable {
        /// The root's path segment.
        public let root: String
        /// How many requests had objects that were not taken.
        public let requests: Int64
        /// How many objects these were.
        public let objects: Int64
    }

    /// What was refused, as far as statuses are still kept.
    /// - Returns: the numbers of each API root that has any, by root.
    /// - Throws: `StoreError`.
    public func refused() throws(StoreError) -> [Refused] {
        try connection.all(
            Statements.Status.refused
        ) { Refused(root: $0.text(0), requests: $0.integer(1), objects: $0.integer(2)) }
    }
}
