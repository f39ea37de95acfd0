/// A passkey of an account.
public struct StoredPasskey: Sendable, Equatable {
    /// The authenticator's name for it.
    public let id: [UInt8]
    /// The account's name.
    public let account: String
    /// The COSE number of its signature algorithm.
    public let algorithm: Int
    /// The public key.
    public let key: [UInt8]
    /// How often it had signed.
    public let counter: Int64
    /// The host name that it is for.
    public let host: String
    /// What the person calls it.
    public let name: String
    /// When it was added, in microseconds since 1970.
    public let created: Int64
    /// When it was used last, or nil.
    public let used: Int64?

    /// A passkey.
    /// - Parameters:
    ///   - id: the authenticator's name for it.
    ///   - account: the account's name.
    ///   - algorithm: the COSE number of its signature algorithm.
    ///   - key: the public key.
    ///   - counter: how often it had signed.
    ///   - host: the host name that it is for.
    ///   - name: what the person calls it.
    ///   - created: when it was added.
    ///   - used: when it was used last, or nil.
    public init(
        id: [UInt8],
        account: String,
        algorithm: Int,
        key: [UInt8],
        counter: Int64,
        host: String,
        name: String,
        created: Int64,
        used: Int64? = nil
    ) {
        (self.id, self.account, self.algorithm, self.key) = (id, account, algorithm, key)
        (self.counter, self.host, self.name, self.created, self.used) = (counter, host, name, created, used)
    }
}

/// Reading and writing passkeys.
public struct PasskeyRows {
    private let connection: Connection

    /// The passkeys behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The passkeys of an account, in the order of adding.
    /// - Parameter account: the account's name.
    /// - Returns: the passkeys.
    /// - Throws: `StoreError`.
    public func all(of account: String) throws(StoreError) -> [StoredPasskey] {
        try connection.all(Statements.Passkey.ofAccount, [.text(account)], Self.passkey)
    }

    /// The accounts that have a passkey.
    /// - Returns: the names.
    /// - Throws: `StoreError`.
    public func accounts() throws(StoreError) -> Set<String> {
        Set(try connection.all(Statements.Passkey.accounts) { $0.text(0) })
    }

    /// One passkey.
    /// - Parameter id: the authenticator's name for it.
    /// - Returns: the passkey, or nil.
    /// - Throws: `StoreError`.
    public func find(_ id: [UInt8]) throws(StoreError) -> StoredPasskey? {
        try connection.first(Statements.Passkey.find, [.blob(id)], Self.passkey)
    }

    private static func passkey(_ row: Row) -> StoredPasskey {
        StoredPasskey(
            id: row.blob(0),
            account: row.text(1),
            algorithm: Int(row.integer(2)),
            key: row.blob(3),
            counter: row.integer(4),
            host: row.text(5),
            name: row.text(6),
            created: row.integer(7),
            used: row.isNull(8) ? nil : row.integer(8)
        )
    }

    /// Adds a passkey.
    /// - Parameter passkey: the passkey.
    /// - Throws: `StoreError` if there is one of that id.
    public func add(_ passkey: StoredPasskey) throws(StoreError) {
        try connection.run(
            Statements.Passkey.add,
            [
                .blob(passkey.id), .text(passkey.account), .integer(Int64(passkey.algorithm)), .blob(passkey.key),
                .integer(passkey.counter), .text(passkey.host), .text(passkey.name), .integer(passkey.created),
            ]
        )
    }

    /// Notes that a passkey was used.
    /// - Parameters:
    ///   - id: the authenticator's name for it.
    ///   - counter: how often it has signed by now.
    ///   - before: how often it had signed when that was verified.
    ///   - now: microseconds since 1970.
    /// - Returns: whether it still had signed that often, so that no signature counts twice.
    /// - Throws: `StoreError`.
    public func use(_ id: [UInt8], counter: Int64, before: Int64, now: Int64) throws(StoreError) -> Bool {
        try connection.run(Statements.Passkey.use, [.blob(id), .integer(counter), .integer(before), .integer(now)])
        return connection.changes == 1
    }

    /// Takes passkeys away.
    /// - Parameters:
    ///   - id: the one; nil for all of the account.
    ///   - account: the account's name.
    /// - Returns: how many there were.
    /// - Throws: `StoreError`.
    @discardableResult
    public func remove(_ id: [UInt8]?, of account: String) throws(StoreError) -> Int {
        try connection.run(Statements.Passkey.remove, [.text(account), id.map { .blob($0) } ?? .null])
        return connection.changes
    }
}
