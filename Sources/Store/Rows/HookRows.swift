/// A hook as the store knows it: where a tool is told that its key can read something new.
public struct StoredHook: Sendable, Equatable {
    /// What is under way.
    public struct Message: Sendable, Equatable {
        /// Its identifier, the same however often it is sent.
        public var id: String
        /// The count that it tells.
        public var number: Int64
        /// When that was counted, in microseconds since 1970.
        public var grown: Int64
    }

    /// Its short name.
    public var name: String
    /// The identifier of the key whose tool is told.
    public var key: String
    /// The name of that key.
    public var keyName: String
    /// Whether that key was revoked.
    public var isKeyRevoked: Bool
    /// The identifier of the collection.
    public var collection: String
    /// Where it is told.
    public var url: String
    /// The networks that an administrator listed, with spaces between them; empty for those that all can reach.
    public var networks: String
    /// When it was made, in microseconds since 1970.
    public var made: Int64
    /// How far the collection was counted, as `TAXIIPull` writes it.
    public var place: String
    /// How much was counted since it was made.
    public var counter: Int64
    /// The last count that arrived.
    public var told: Int64
    /// What is under way, or nil.
    public var message: Message?
    /// How often what is under way was sent without success.
    public var tries: Int64
    /// When the next is sent at the earliest, in microseconds since 1970.
    public var due: Int64
    /// When something arrived last, in microseconds since 1970.
    public var delivered: Int64?
    /// Why what was sent last did not arrive, or why it ended: a word of the node's own; nil for neither.
    public var problem: String?
    /// When it ended, in microseconds since 1970; then nothing is sent any more.
    public var ended: Int64?

    init(_ row: Row) {
        (name, key, keyName) = (row.text(0), row.text(1), row.text(2))
        isKeyRevoked = !row.isNull(3)
        (collection, url, networks) = (row.text(4), row.text(5), row.text(6))
        (made, place, counter, told) = (row.integer(7), row.text(8), row.integer(9), row.integer(10))
        message = row.optionalText(11).map { Message(id: $0, number: row.integer(12), grown: row.integer(13)) }
        (tries, due) = (row.integer(14), row.integer(15))
        delivered = row.isNull(16) ? nil : row.integer(16)
        problem = row.optionalText(17)
        ended = row.isNull(18) ? nil : row.integer(18)
    }
}

/// What a new hook is made from.
public struct NewStoredHook: Sendable {
    /// Its short name.
    public var name: String
    /// The identifier of the key whose tool is told.
    public var key: String
    /// The identifier of the collection.
    public var collection: String
    /// Where it is told.
    public var url: String
    /// The networks that an administrator listed, with spaces between them.
    public var networks: String
    /// When it is made, in microseconds since 1970.
    public var made: Int64
    /// Behind what is counted.
    public var place: String

    /// A hook that has counted nothing.
    public init(
        name: String,
        key: String,
        collection: String,
        url: String,
        networks: String,
        made: Int64,
        place: String
    ) {
        (self.name, self.key, self.collection, self.url) = (name, key, collection, url)
        (self.networks, self.made, self.place) = (networks, made, place)
    }
}

/// Reading and writing the rows of `hook`.
public struct HookRows {
    private let connection: Connection

    /// The hooks behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// All of them, those that ended too, by name.
    /// - Returns: the hooks.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredHook] {
        try connection.all(Statements.Hook.all, [], StoredHook.init)
    }

    /// One of them.
    /// - Parameter name: its name.
    /// - Returns: the hook, or nil.
    /// - Throws: `StoreError`.
    public func find(_ name: String) throws(StoreError) -> StoredHook? { try all().first { $0.name == name } }

    /// Adds one.
    /// - Parameter new: the hook.
    /// - Throws: `StoreError`; code `constraint` if the name is taken.
    public func add(_ new: NewStoredHook) throws(StoreError) {
        try connection.run(
            Statements.Hook.add,
            [
                .text(new.name), .text(new.key), .text(new.collection), .text(new.url), .text(new.networks),
                .integer(new.made), .text(new.place),
            ]
        )
    }

    /// Has one told elsewhere; what is under way goes there, and soon.
    /// - Parameters:
    ///   - name: its name.
    ///   - url: where it is told from now on.
    ///   - networks: to which networks it may go, with spaces between them.
    /// - Returns: false if there is none.
    /// - Throws: `StoreError`.
    public func move(_ name: String, to url: String, networks: String) throws(StoreError) -> Bool {
        try connection.run(Statements.Hook.move, [.text(url), .text(networks), .text(name)])
        return connection.changes > 0
    }

    /// Takes one away.
    /// - Parameter name: its name.
    /// - Returns: false if there is none.
    /// - Throws: `StoreError`.
    public func remove(_ name: String) throws(StoreError) -> Bool {
        try connection.run(Statements.Hook.remove, [.text(name)])
        return connection.changes > 0
    }

    /// Notes that so much more was counted; once, whoever else counts.
    /// - Parameters:
    ///   - count: how much.
    ///   - place: up to where.
    ///   - before: from where on.
    ///   - name: the hook.
    /// - Throws: `StoreError`.
    public func count(_ count: Int, upTo place: String, from before: String, _ name: String) throws(StoreError) {
        try connection.run(
            Statements.Hook.count,
            [.text(place), .integer(Int64(count)), .text(name), .text(before)]
        )
    }

    /// Notes that what is counted now is about to be told.
    /// - Parameters:
    ///   - message: an identifier for it.
    ///   - now: microseconds since 1970.
    ///   - name: the hook.
    /// - Throws: `StoreError`.
    public func begin(_ message: String, now: Int64, _ name: String) throws(StoreError) {
        try connection.run(Statements.Hook.begin, [.text(message), .integer(now), .text(name)])
    }

    /// Takes what is under way for one attempt: nobody else sends it until then, in whatever process.
    /// - Parameters:
    ///   - name: the hook.
    ///   - until: when it may be sent again, should nothing more be noted; in microseconds since 1970.
    ///   - due: when it was due as it was read; nil takes it whatever is.
    /// - Returns: false if somebody else has it.
    /// - Throws: `StoreError`.
    public func take(_ name: String, until: Int64, due: Int64?) throws(StoreError) -> Bool {
        try connection.run(
            Statements.Hook.take,
            [.integer(until), .text(name), due.map { .integer($0) } ?? .null]
        )
        return connection.changes > 0
    }

    /// Notes that what was under way has arrived; one that had ended for want of that goes on.
    /// - Parameters:
    ///   - message: its identifier.
    ///   - now: microseconds since 1970.
    ///   - due: when the next is sent at the earliest.
    ///   - name: the hook.
    /// - Throws: `StoreError`.
    public func delivered(_ message: String, now: Int64, due: Int64, _ name: String) throws(StoreError) {
        try connection.run(
            Statements.Hook.delivered,
            [.integer(due), .integer(now), .text(name), .text(message)]
        )
    }

    /// Notes that what is under way has not arrived.
    /// - Parameters:
    ///   - message: its identifier.
    ///   - tries: how often it was sent.
    ///   - due: when it is sent again.
    ///   - problem: why, in a word.
    ///   - name: the hook.
    /// - Throws: `StoreError`.
    public func failed(_ message: String, tries: Int64, due: Int64, problem: String, _ name: String)
        throws(StoreError)
    {
        try connection.run(
            Statements.Hook.failed,
            [.integer(tries), .integer(due), .text(problem), .text(name), .text(message)]
        )
    }

    /// Ends one: nothing is sent any more.
    /// - Parameters:
    ///   - name: the hook.
    ///   - now: microseconds since 1970.
    ///   - problem: why, in a word.
    /// - Returns: false if it had ended.
    /// - Throws: `StoreError`.
    public func end(_ name: String, now: Int64, problem: String) throws(StoreError) -> Bool {
        try connection.run(Statements.Hook.end, [.integer(now), .text(problem), .text(name)])
        return connection.changes > 0
    }
}
