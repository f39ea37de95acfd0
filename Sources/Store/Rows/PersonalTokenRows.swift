/// A personal token as it is kept: its text is known to its owner alone.
public struct StoredPersonalToken: Sendable, Equatable {
    /// SHA-256 of its text.
    public let digest: [UInt8]
    /// The account's name.
    public let account: String
    /// What the person calls it.
    public let name: String
    /// What it may do, by words.
    public let scopes: [String]
    /// When it was made, in microseconds since 1970.
    public let created: Int64
    /// When it ends.
    public let expires: Int64
    /// When it was used last, to the hour, or nil.
    public let used: Int64?

    /// A token.
    /// - Parameters:
    ///   - digest: SHA-256 of its text.
    ///   - account: the account's name.
    ///   - name: what the person calls it.
    ///   - scopes: what it may do.
    ///   - created: when it was made.
    ///   - expires: when it ends.
    ///   - used: when it was used last, or nil.
    public init(
        digest: [UInt8],
        account: String,
        name: String,
        scopes: [String],
        created: Int64,
        expires: Int64,
        used: Int64? = nil
    ) {
        (self.digest, self.account, self.name, self.scopes) = (digest, account, name, scopes)
        (self.created, self.expires, self.used) = (created, expires, used)
    }
}

/// Reading and writing personal tokens.
public struct PersonalTokenRows {
    private let connection: Connection

    /// The tokens behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The tokens of an account, in the order of making.
    /// - Parameter account: the account's name.
    /// - Returns: the tokens, those that have ended too.
    /// - Throws: `StoreError`.
    public func all(of account: String) throws(StoreError) -> [StoredPersonalToken] {
        try connection.all(Statements.PersonalToken.ofAccount, [.text(account)], Self.token)
    }

    /// One token.
    /// - Parameter digest: SHA-256 of its text.
    /// - Returns: the token, or nil.
    /// - Throws: `StoreError`.
    public func find(_ digest: [UInt8]) throws(StoreError) -> StoredPersonalToken? {
        try connection.first(Statements.PersonalToken.find, [.blob(digest)], Self.token)
    }

    private static func token(_ row: Row) -> StoredPersonalToken {
        StoredPersonalToken(
            digest: row.blob(0),
            account: row.text(1),
            name: row.text(2),
            scopes: row.text(3).split(separator: " ").map(String.init),
            created: row.integer(4),
            expires: row.integer(5),
            used: row.isNull(6) ? nil : row.integer(6)
        )
    }

    /// Adds a token.
    /// - Parameter token: the token.
    /// - Throws: `StoreError`.
    public func add(_ token: StoredPersonalToken) throws(StoreError) {
        try connection.run(
            Statements.PersonalToken.add,
            [
                .blob(token.digest), .text(token.account), .text(token.name),
                .text(token.scopes.joined(separator: " ")), .integer(token.created), .integer(token.expires),
            ]
        )
    }

    /// Notes that a token was used.
    /// - Parameters:
    ///   - digest: SHA-256 of its text.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func touch(_ digest: [UInt8], now: Int64) throws(StoreError) {
        try connection.run(Statements.PersonalToken.touch, [.integer(now), .blob(digest)])
    }

    /// Ends tokens.
    /// - Parameters:
    ///   - digest: the one; nil for all of the account.
    ///   - account: the account's name.
    /// - Returns: how many there were.
    /// - Throws: `StoreError`.
    @discardableResult
    public func remove(_ digest: [UInt8]?, of account: String) throws(StoreError) -> Int {
        try connection.run(Statements.PersonalToken.remove, [.text(account), digest.map { .blob($0) } ?? .null])
        return connection.changes
    }
}
