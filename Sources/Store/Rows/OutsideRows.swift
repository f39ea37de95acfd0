/// A collection of an ordinary TAXII server, as the store knows it.
public struct StoredOutsideSource: Sendable, Equatable {
    /// How the node shows itself there.
    public enum Way: String, Sendable, CaseIterable {
        /// As nobody.
        case open
        /// By name and password (HTTP Basic).
        case user
        /// By a token (Bearer).
        case bearer
        /// By a certificate.
        case certificate
    }

    /// Its short name, which no other one has or had.
    public var name: String
    /// The row of the source under which its objects are kept.
    public var source: Int64
    /// The base URL of its API root, with a slash at its end.
    public var root: String
    /// The identifier of the collection.
    public var collection: String
    /// What the server calls the collection.
    public var title: String
    /// How the node shows itself there.
    public var way: Way
    /// The name for HTTP Basic, or nil.
    public var account: String?
    /// The marking definition that counts for everything that comes from there; nil for quarantine.
    public var marking: String?
    /// The party that it stands for when something is posted there, or nil if nothing may be.
    public var party: String?
    /// When it was added, in microseconds since 1970.
    public var made: Int64
    /// How far it was read.
    public var cursor: String?
    /// When the last fetch ended well, in microseconds since 1970.
    public var fetched: Int64?
    /// Why the last fetch failed: a word of the node's own; nil if it did not.
    public var problem: String?
    /// When it was cut off, in microseconds since 1970; it is then asked only when somebody says so.
    public var stopped: Int64?
    /// When it was removed; what came from there stays under what was said of it.
    public var removed: Int64?

    /// A collection of another's server.
    public init(name: String, source: Int64, root: String, collection: String, title: String, way: Way, made: Int64) {
        (self.name, self.source, self.root, self.collection) = (name, source, root, collection)
        (self.title, self.way, self.made) = (title, way, made)
    }

    init(_ row: Row) {
        self.init(
            name: row.text(0),
            source: row.integer(1),
            root: row.text(2),
            collection: row.text(3),
            title: row.text(4),
            way: Way(rawValue: row.text(5)) ?? .open,
            made: row.integer(9)
        )
        (account, marking, party) = (row.optionalText(6), row.optionalText(7), row.optionalText(8))
        (cursor, problem) = (row.optionalText(10), row.optionalText(12))
        fetched = row.isNull(11) ? nil : row.integer(11)
        stopped = row.isNull(13) ? nil : row.integer(13)
        removed = row.isNull(14) ? nil : row.integer(14)
    }
}

/// One envelope that was posted to another's server.
public struct OutsidePost: Sendable, Equatable {
    /// What became of it.
    public enum State: String, Sendable {
        /// It is not known whether it arrived: it is posted again.
        case sending
        /// The server took it, and works on it.
        case pending
        /// The server has taken all of it.
        case done
        /// The server has not taken some of it.
        case refused
        /// The server took none of it.
        case failed
    }

    /// Its number.
    public let row: Int64
    /// When it was posted, in microseconds since 1970.
    public let made: Int64
    /// Who had it posted.
    public let officer: String
    /// The status resource of the server, or nil.
    public let status: String?
    /// What became of it.
    public let state: State
    /// How many objects were in it.
    public let objects: Int64
    /// How many of them the server did not take.
    public let failures: Int64

    init(_ row: Row) {
        (self.row, made, officer) = (row.integer(0), row.integer(1), row.text(2))
        (status, state) = (row.optionalText(3), State(rawValue: row.text(4)) ?? .sending)
        (objects, failures) = (row.integer(5), row.integer(6))
    }
}

/// Reading and writing the rows of servers of others.
public struct OutsideRows {
    /// The kind of their sources.
    public static let kind = "taxii"
    /// Why what comes from a server without a marking is in quarantine.
    public static let reason = "source-unmarked"

    private let connection: Connection

    /// The rows behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Every one, those that were removed too, by name.
    /// - Returns: the sources.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredOutsideSource] {
        try connection.all(Statements.Outside.all, [], StoredOutsideSource.init)
    }

    /// One that was not removed.
    /// - Parameter name: its name.
    /// - Returns: the source, or nil.
    /// - Throws: `StoreError`.
    public func find(_ name: String) throws(StoreError) -> StoredOutsideSource? {
        try all().first { $0.name == name && $0.removed == nil }
    }

    /// Adds one.
    /// - Parameter new: the source.
    /// - Throws: `StoreError`; code `constraint` if the name is or was taken.
    public func add(_ new: StoredOutsideSource) throws(StoreError) {
        try connection.run(
            Statements.Outside.add,
            [
                .text(new.name), .integer(new.source), .text(new.root), .text(new.collection), .text(new.title),
                .text(new.way.rawValue), .optional(new.account), .optional(new.marking), .optional(new.party),
                .integer(new.made),
            ]
        )
    }

    /// Says how the node shows itself there from now on.
    /// - Parameters:
    ///   - name: its name.
    ///   - way: how.
    ///   - account: the name for HTTP Basic, or nil.
    /// - Returns: false if there is none.
    /// - Throws: `StoreError`.
    public func show(_ name: String, by way: StoredOutsideSource.Way, account: String?) throws(StoreError) -> Bool {
        try connection.run(Statements.Outside.access, [.text(way.rawValue), .optional(account), .text(name)])
        return connection.changes > 0
    }

    /// Takes one away; its objects stay under what was said of it.
    /// - Parameters:
    ///   - name: its name.
    ///   - now: microseconds since 1970.
    /// - Returns: false if there is none.
    /// - Throws: `StoreError`.
    public func remove(_ name: String, now: Int64) throws(StoreError) -> Bool {
        try connection.run(Statements.Outside.remove, [.integer(now), .text(name)])
        return connection.changes > 0
    }

    /// Says under which marking everything stands that came and comes from one; the index follows at once.
    ///
    /// - Parameters:
    ///   - marking: the marking definition; nil for quarantine.
    ///   - source: the source.
    ///   - quarantine: why a version is in quarantine by its own markings, by its canonical bytes; nil if it is not.
    /// - Throws: `StoreError`.
    public func mark(
        _ marking: String?,
        _ source: StoredOutsideSource,
        quarantine: ([UInt8]) -> String?
    ) throws(StoreError) {
        try connection.run(Statements.Outside.mark, [.optional(marking), .text(source.name)])
        let quarantined = QuarantineRows(connection)
        var last: Int64 = 0
        while true {
            let some = try connection.all(
                Statements.Outside.kept,
                [.integer(source.source), .integer(last), .integer(500)]
            ) { (row: $0.integer(0), bytes: $0.blob(1)) }
            guard let end = some.last else { return }
            for one in some {
                try quarantined.put(one.row, reason: marking == nil ? Self.reason : quarantine(one.bytes))
            }
            last = end.row
        }
    }

    /// Notes how a fetch went on or ended.
    /// - Parameters:
    ///   - name: the source.
    ///   - cursor: how far it was read; nil leaves that as it is.
    ///   - fetched: when it ended well, in microseconds since 1970; nil leaves that as it is.
    ///   - problem: why it failed, or nil.
    ///   - stopped: when it was cut off, in microseconds since 1970, or nil.
    /// - Throws: `StoreError`.
    public func note(
        _ name: String,
        cursor: String?,
        fetched: Int64? = nil,
        problem: String? = nil,
        stopped: Int64? = nil
    ) throws(StoreError) {
        try connection.run(
            Statements.Outside.note,
            [
                .optional(cursor), fetched.map { .integer($0) } ?? .null, .optional(problem),
                stopped.map { .integer($0) } ?? .null, .text(name),
            ]
        )
    }
}

extension OutsideRows {
    /// What stands in a feed and was not posted yet.
    /// - Parameters:
    ///   - name: the server's name.
    ///   - feed: the row of the feed.
    ///   - limit: how many at most.
    /// - Returns: rows of objects, in the order of the feed.
    /// - Throws: `StoreError`.
    public func unposted(_ name: String, feed: Int64, limit: Int) throws(StoreError) -> [Int64] {
        try connection.all(
            Statements.Outside.unposted,
            [.integer(feed), .text(name), .integer(Int64(limit))]
        ) { $0.integer(0) }
    }

    /// Notes that an envelope is about to be posted.
    /// - Parameters:
    ///   - objects: the rows of its objects.
    ///   - name: the server's name.
    ///   - officer: who has it posted.
    ///   - now: microseconds since 1970.
    /// - Returns: its number.
    /// - Throws: `StoreError`.
    public func beginPost(_ objects: [Int64], to name: String, by officer: String, now: Int64) throws(StoreError)
        -> Int64
    {
        try connection.run(
            Statements.Outside.addPost,
            [.text(name), .integer(now), .text(officer), .integer(Int64(objects.count))]
        )
        let row = connection.lastRow
        for object in objects {
            try connection.run(Statements.Outside.addPosted, [.text(name), .integer(object), .integer(row)])
        }
        return row
    }

    /// Notes what became of an envelope.
    /// - Parameters:
    ///   - row: its number.
    ///   - status: the server's status resource, once it is known.
    ///   - state: what became of it.
    ///   - failures: how many objects the server did not take.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func note(post row: Int64, status: String?, _ state: OutsidePost.State, failures: Int, now: Int64)
        throws(StoreError)
    {
        try connection.run(
            Statements.Outside.notePost,
            [
                .optional(status), .text(state.rawValue), .integer(Int64(failures)), .integer(now), .integer(row),
            ]
        )
    }

    /// The envelopes on which the server still works.
    /// - Parameter name: the server's name.
    /// - Returns: the envelopes, oldest first.
    /// - Throws: `StoreError`.
    public func openPosts(_ name: String) throws(StoreError) -> [OutsidePost] {
        try connection.all(Statements.Outside.openPosts, [.text(name)], OutsidePost.init)
    }
}
