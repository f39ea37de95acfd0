/// An API key as the store knows it; the key itself is never kept, only its digest.
public struct StoredKey: Sendable, Equatable {
    /// The identifier.
    public var id: String
    /// The name that its owner gives with HTTP Basic.
    public var name: String
    /// SHA-256 of the key, which is random with 256 bits.
    public var digest: [UInt8]
    /// The API root it opens.
    public var root: String
    /// What it may do: words `read:ID`, `write:ID` with a collection id or `*`.
    public var scopes: String
    /// When it was made, in microseconds since 1970.
    public var created: Int64
    /// When it was revoked, or nil.
    public var revoked: Int64?

    /// An API key.
    public init(
        id: String,
        name: String,
        digest: [UInt8],
        root: String,
        scopes: String,
        created: Int64,
        revoked: Int64?
    ) {
        self.id = id
        self.name = name
        self.digest = digest
        self.root = root
        self.scopes = scopes
        self.created = created
        self.revoked = revoked
    }
}

/// Reading and writing the rows of `api_key`.
public struct KeyRows {
    private let connection: Connection

    /// The keys behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Adds a key.
    /// - Parameter key: the key.
    /// - Throws: `StoreError`; code `constraint` if the name is taken.
    public func add(_ key: StoredKey) throws(StoreError) {
        try connection.run(
            Statements.Key.add,
            [
                .text(key.id), .text(key.name), .blob(key.digest), .text(key.root), .text(key.scopes),
                .integer(key.created),
            ]
        )
    }

    /// Makes a key useless from now on.
    /// - Parameters:
    ///   - name: the key's name.
    ///   - now: microseconds since 1970.
    /// - Returns: false if no valid key has the name.
    /// - Throws: `StoreError`.
    public func revoke(name: String, now: Int64) throws(StoreError) -> Bool {
        try connection.run(Statements.Key.revoke, [.integer(now), .text(name)])
        return connection.changes > 0
    }

    /// The key with a digest that was not revoked.
    /// - Parameter digest: SHA-256 of the key.
    /// - Returns: the key, or nil.
    /// - Throws: `StoreError`.
    public func find(_ digest: [UInt8]) throws(StoreError) -> StoredKey? {
        try connection.first(Statements.Key.find, [.blob(digest)], Self.key)
    }

    /// All keys, oldest first.
    /// - Returns: the keys.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredKey] {
        try connection.all(Statements.Key.all, [], Self.key)
    }

    private static func key(_ row: Row) -> StoredKey {
        StoredKey(
            id: row.text(0),
            name: row.text(1),
            digest: row.blob(2),
            root: row.text(3),
            scopes: row.text(4),
            created: row.integer(5),
            revoked: row.isNull(6) ? nil : row.integer(6)
        )
    }
}
