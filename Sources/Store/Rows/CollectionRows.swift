/// A TAXII collection as the store knows it.
public struct StoredCollection: Sendable, Equatable {
    /// What a collection is for.
    public enum Kind: String, Sendable {
        /// What was released to one party; its readers cannot write.
        case feed
        /// What was released to one party and may go by courier only; no network reads it.
        case courier
        /// What was released to one party and stands in its feed when the witnesses have seen it; nobody reads it.
        case waiting
        /// What sensors or partners hand in; its writers cannot read.
        case inbox
        /// The party's own tools; they read, write and delete.
        case shelf

        /// Whether it lists what was released to a party.
        public var isReleased: Bool { self == .feed || self == .courier || self == .waiting }
    }

    /// The row.
    public let row: Int64
    /// The API root's path segment.
    public let root: String
    /// The TAXII identifier.
    public let id: String
    /// A name that may stand for the identifier in paths.
    public let alias: String?
    /// What it is for.
    public let kind: Kind
    /// The party whose feed or inbox it is, or nil.
    public let party: String?
    /// A title for people.
    public let title: String
    /// A description for people.
    public let description: String?
    /// Whether anyone may read it.
    public let isReadable: Bool
    /// Whether anyone may write to it.
    public let isWritable: Bool
    /// Grows with each change; what was read under an older epoch may be out of date.
    public let epoch: Int64
    /// The place behind its last member.
    private let end: Int64
    /// The date of its last member that has one, in microseconds since 1970; 0 for none.
    public let lastAdded: Int64
    /// Whether another process has listed members that have no date yet, and that nobody sees.
    public let hasUndated: Bool
    /// Which member states occur, one bit for each value of `MemberState`.
    let states: Int64

    /// The place of its last member, if none is added later than at a moment.
    /// - Parameter time: the moment, in microseconds since 1970.
    /// - Returns: the place; nil if the date of some member is to come.
    public func end(at time: Int64) -> Int64? { lastAdded <= time ? end - 1 : nil }

    /// Whether it holds objects of STIX 2.0.
    public var hasSpecification20: Bool {
        MemberState.all.contains { $0.contains(.specification20) && states & 1 << $0.rawValue != 0 }
    }

    init(_ row: Row) {
        self.row = row.integer(0)
        root = row.text(1)
        id = row.text(2)
        alias = row.optionalText(3)
        kind = Kind(rawValue: row.text(4)) ?? .inbox
        party = row.optionalText(5)
        title = row.text(6)
        description = row.optionalText(7)
        isReadable = row.integer(8) != 0
        isWritable = row.integer(9) != 0
        epoch = row.integer(10)
        states = row.integer(11)
        end = row.integer(12)
        lastAdded = row.integer(13)
        hasUndated = row.integer(14) < end
    }
}

/// What a new collection is made from.
public struct NewCollection: Sendable {
    /// The API root's path segment.
    public var root: String
    /// The TAXII identifier, a UUID.
    public var id: String
    /// A name that may stand for the identifier in paths.
    public var alias: String?
    /// What it is for.
    public var kind: StoredCollection.Kind
    /// The party whose feed or inbox it is.
    public var party: String?
    /// A title for people.
    public var title: String
    /// A description for people.
    public var description: String?
    /// Whether anyone may read it.
    public var isReadable: Bool
    /// Whether anyone may write to it.
    public var isWritable: Bool

    /// A collection whose rights follow from its kind.
    public init(
        root: String,
        id: String,
        alias: String? = nil,
        kind: StoredCollection.Kind,
        party: String? = nil,
        title: String,
        description: String? = nil
    ) {
        self.root = root
        self.id = id
        self.alias = alias
        self.kind = kind
        self.party = party
        self.title = title
        self.description = description
        isReadable = kind == .feed || kind == .shelf
        isWritable = !kind.isReleased
    }
}

/// Reading and writing the rows of `collection`.
public struct CollectionRows {
    private let connection: Connection

    /// The collections behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Makes a collection.
    /// - Parameter new: what it is made from.
    /// - Returns: its row.
    /// - Throws: `StoreError`; code `constraint` if the id or alias is taken in its root.
    public func add(_ new: NewCollection) throws(StoreError) -> Int64 {
        try connection.run(
            Statements.Collection.add,
            [
                .text(new.root), .text(new.id), .optional(new.alias), .text(new.kind.rawValue), .optional(new.party),
                .text(new.title), .optional(new.description), .bool(new.isReadable), .bool(new.isWritable),
            ]
        )
        return connection.lastRow
    }

    /// Removes an empty or no longer wanted collection with its list; the objects stay.
    /// - Parameter row: the collection's row.
    /// - Throws: `StoreError`.
    public func remove(_ row: Int64) throws(StoreError) {
        try connection.run(Statements.Member.removeAll, [.integer(row)])
        try connection.run(Statements.Collection.remove, [.integer(row)])
    }

    /// The collections of an API root in a stable order, or all.
    /// - Parameter root: the root's path segment, or nil for all.
    /// - Returns: the collections.
    /// - Throws: `StoreError`.
    public func all(root: String? = nil) throws(StoreError) -> [StoredCollection] {
        try connection.all(Statements.Collection.all, [.optional(root)], StoredCollection.init)
    }

    /// One collection by its id, in capitals or small letters (RFC 4122, 3), or its alias, letter by letter.
    /// - Parameters:
    ///   - root: the API root's path segment.
    ///   - key: the id or alias.
    /// - Returns: the collection, or nil.
    /// - Throws: `StoreError`.
    public func find(root: String, key: String) throws(StoreError) -> StoredCollection? {
        try connection.first(Statements.Collection.find, [.text(root), .text(key)], StoredCollection.init)
    }

    /// What a collection is for.
    /// - Parameter row: its row.
    /// - Returns: the kind, or nil if there is no such collection.
    /// - Throws: `StoreError`.
    public func kind(of row: Int64) throws(StoreError) -> StoredCollection.Kind? {
        try connection.first(Statements.Collection.kind, [.integer(row)]) { $0.text(0) }
            .flatMap { StoredCollection.Kind(rawValue: $0) }
    }

    /// The feed of one party, or nil.
    /// - Parameter party: the party.
    /// - Returns: the collection, or nil.
    /// - Throws: `StoreError`.
    public func feed(of party: String) throws(StoreError) -> StoredCollection? {
        try connection.first(Statements.Collection.feed, [.text(party)], StoredCollection.init)
    }

    /// A list of what was released to one party that no path leads to.
    /// - Parameters:
    ///   - kind: `courier` or `waiting`.
    ///   - party: the party.
    /// - Returns: the collection, or nil before the first such release.
    /// - Throws: `StoreError`.
    public func list(_ kind: StoredCollection.Kind, of party: String) throws(StoreError) -> StoredCollection? {
        try all(root: "").first { $0.kind == kind && $0.party == party }
    }

    /// How many objects a collection lists.
    /// - Parameter row: the collection's row.
    /// - Returns: the count.
    /// - Throws: `StoreError`.
    public func size(_ row: Int64) throws(StoreError) -> Int64 {
        try connection.first(Statements.Member.count, [.integer(row)]) { $0.integer(0) } ?? 0
    }

    /// The newest date that was given to a member of any list.
    /// - Returns: microseconds since 1970; 0 if none was given.
    /// - Throws: `StoreError`.
    public func newestDate() throws(StoreError) -> Int64 {
        try connection.first(Statements.Collection.newestDate) { $0.integer(0) } ?? 0
    }

    /// When a feed was judged last because days had passed.
    /// - Parameter row: the collection's row.
    /// - Returns: microseconds since 1970, or nil if it never was.
    /// - Throws: `StoreError`.
    public func judged(_ row: Int64) throws(StoreError) -> Int64? {
        try connection.first(Statements.Collection.judged, [.integer(row)]) {
            $0.isNull(0) ? nil : $0.integer(0)
        } ?? nil
    }

    /// Notes that a feed was judged because days had passed.
    /// - Parameters:
    ///   - row: the collection's row.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func noteJudged(_ row: Int64, now: Int64) throws(StoreError) {
        try connection.run(Statements.Collection.noteJudged, [.integer(now), .integer(row)])
    }
}
