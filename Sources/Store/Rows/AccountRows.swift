/// Somebody who may sign in.
public struct StoredAccount: Sendable, Equatable {
    /// The name that is typed.
    public var name: String
    /// The name for people.
    public var title: String
    /// The roles, by their words.
    public var roles: [String]
    /// The name of the person on the register, whose clearances count; nil for none.
    public var register: String?
    /// The hash of the password; nil until a link was used.
    public var password: String?
    /// The secret of one-time codes, or nil.
    public var totp: [UInt8]?
    /// The step of the last code that was used.
    public var totpStep: Int64 = 0
    /// When it was made, in microseconds since 1970.
    public var created: Int64
    /// Since when it cannot sign in, or nil.
    public var disabled: Int64?
    /// The person's name at an OpenID provider, or nil.
    public var subject: String?

    /// An account that has no password yet.
    public init(name: String, title: String, roles: [String], register: String?, created: Int64) {
        (self.name, self.title, self.roles, self.register) = (name, title, roles, register)
        self.created = created
    }
}

/// A session as it is kept.
public struct StoredSession: Sendable, Equatable {
    /// The account's name.
    public let account: String
    /// What every change has to be sent with.
    public let csrf: String
    /// When it began, in microseconds since 1970.
    public let created: Int64
    /// When it was used last.
    public let seen: Int64

    /// A session.
    /// - Parameters:
    ///   - account: the account's name.
    ///   - csrf: what every change has to be sent with.
    ///   - created: when it began.
    ///   - seen: when it was used last.
    public init(account: String, csrf: String, created: Int64, seen: Int64) {
        (self.account, self.csrf, self.created, self.seen) = (account, csrf, created, seen)
    }
}

/// Reading and writing accounts, links, recovery codes and sessions.
public struct AccountRows {
    private let connection: Connection

    /// The accounts behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// All accounts by name.
    /// - Returns: the accounts.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [StoredAccount] {
        try connection.all(Statements.Account.all, [], Self.account)
    }

    /// One account.
    /// - Parameter name: its name.
    /// - Returns: the account, or nil.
    /// - Throws: `StoreError`.
    public func find(_ name: String) throws(StoreError) -> StoredAccount? {
        try connection.first(Statements.Account.named, [.text(name)], Self.account)
    }

    /// One account, by its name as somebody types it: in capitals or small letters (ASCII).
    ///
    /// Files of earlier releases may hold two names that differ in that alone; then each is found as it is written.
    /// - Parameter typed: the name as typed.
    /// - Returns: the account, or nil.
    /// - Throws: `StoreError`.
    public func find(typed: String) throws(StoreError) -> StoredAccount? {
        if let account = try find(typed) { return account }
        let alike = try connection.all(Statements.Account.namesAlike, [.text(typed)]) { $0.text(0) }
        guard let name = alike.first, alike.count == 1 else { return nil }
        return try find(name)
    }

    /// The account of a person of an OpenID provider.
    /// - Parameter subject: the person's name there.
    /// - Returns: the account, or nil.
    /// - Throws: `StoreError`.
    public func find(subject: String) throws(StoreError) -> StoredAccount? {
        try connection.first(Statements.Account.ofSubject, [.text(subject)], Self.account)
    }

    private static func account(_ row: Row) -> StoredAccount {
        var account = StoredAccount(
            name: row.text(0),
            title: row.text(1),
            roles: row.text(2).split(separator: " ").map(String.init),
            register: row.optionalText(3),
            created: row.integer(7)
        )
        account.password = row.optionalText(4)
        account.totp = row.isNull(5) ? nil : row.blob(5)
        account.totpStep = row.integer(6)
        account.disabled = row.isNull(8) ? nil : row.integer(8)
        account.subject = row.optionalText(9)
        return account
    }

    /// Keeps an account; one of the same name is replaced.
    /// - Parameter account: the account.
    /// - Throws: `StoreError`.
    public func put(_ account: StoredAccount) throws(StoreError) {
        try connection.run(
            Statements.Account.put,
            [
                .text(account.name), .text(account.title), .text(account.roles.joined(separator: " ")),
                .optional(account.register), .optional(account.password), account.totp.map { .blob($0) } ?? .null,
                .integer(account.totpStep), .integer(account.created), .optional(account.disabled),
                .optional(account.subject),
            ]
        )
    }

    /// Keeps a one-time link; earlier ones of the account end.
    /// - Parameters:
    ///   - digest: SHA-256 of the link's token.
    ///   - account: the account.
    ///   - totp: the secret that it offers for one-time codes.
    ///   - expires: when it ends, in microseconds since 1970.
    /// - Throws: `StoreError`.
    public func addLink(_ digest: [UInt8], for account: String, totp: [UInt8], expires: Int64) throws(StoreError) {
        try endLinks(of: account)
        try connection.run(
            Statements.AccountLink.add,
            [.blob(digest), .text(account), .blob(totp), .integer(expires)]
        )
    }

    /// Ends the links of an account.
    /// - Parameter account: the account.
    /// - Throws: `StoreError`.
    public func endLinks(of account: String) throws(StoreError) {
        try connection.run(Statements.AccountLink.endAll, [.text(account)])
    }

    /// The account behind a link that holds.
    /// - Parameters:
    ///   - digest: SHA-256 of the link's token.
    ///   - now: microseconds since 1970.
    /// - Returns: the account's name and the secret that the link offers, or nil.
    /// - Throws: `StoreError`.
    public func link(_ digest: [UInt8], now: Int64) throws(StoreError) -> (account: String, totp: [UInt8])? {
        try connection.first(
            Statements.AccountLink.valid,
            [.blob(digest), .integer(now)]
        ) { ($0.text(0), $0.blob(1)) }
    }

    /// The accounts that have a link that holds.
    /// - Parameter now: microseconds since 1970.
    /// - Returns: the names.
    /// - Throws: `StoreError`.
    public func linked(now: Int64) throws(StoreError) -> Set<String> {
        Set(
            try connection.all(Statements.AccountLink.accounts, [.integer(now)]) { $0.text(0) }
        )
    }

    /// Keeps recovery codes in place of earlier ones.
    /// - Parameters:
    ///   - digests: their digests.
    ///   - account: the account.
    /// - Throws: `StoreError`.
    public func putRecovery(_ digests: [[UInt8]], of account: String) throws(StoreError) {
        try connection.run(Statements.Recovery.removeAll, [.text(account)])
        for digest in digests {
            try connection.run(Statements.Recovery.add, [.blob(digest), .text(account)])
        }
    }

    /// Uses a recovery code up.
    /// - Parameters:
    ///   - digest: its digest.
    ///   - account: the account.
    /// - Returns: whether there was such a code.
    /// - Throws: `StoreError`.
    public func useRecovery(_ digest: [UInt8], of account: String) throws(StoreError) -> Bool {
        try connection.run(Statements.Recovery.use, [.blob(digest), .text(account)])
        return connection.changes == 1
    }

    /// Keeps a session.
    /// - Parameters:
    ///   - digest: SHA-256 of its token.
    ///   - session: the session.
    /// - Throws: `StoreError`.
    public func addSession(_ digest: [UInt8], _ session: StoredSession) throws(StoreError) {
        try connection.run(
            Statements.Session.add,
            [
                .blob(digest), .text(session.account), .text(session.csrf), .integer(session.created),
                .integer(session.seen),
            ]
        )
    }

    /// A session by its token's digest.
    /// - Parameter digest: SHA-256 of the token.
    /// - Returns: the session, or nil.
    /// - Throws: `StoreError`.
    public func session(_ digest: [UInt8]) throws(StoreError) -> StoredSession? {
        try connection.first(Statements.Session.find, [.blob(digest)]) {
            StoredSession(account: $0.text(0), csrf: $0.text(1), created: $0.integer(2), seen: $0.integer(3))
        }
    }

    /// Notes that a session was used.
    /// - Parameters:
    ///   - digest: SHA-256 of its token.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public func touch(_ digest: [UInt8], now: Int64) throws(StoreError) {
        try connection.run(Statements.Session.touch, [.integer(now), .blob(digest)])
    }

    /// Ends sessions.
    /// - Parameters:
    ///   - digest: the one that ends; nil for all of the account.
    ///   - account: the account.
    /// - Throws: `StoreError`.
    public func endSessions(_ digest: [UInt8]?, of account: String) throws(StoreError) {
        try connection.run(Statements.Session.end, [.text(account), digest.map { .blob($0) } ?? .null])
    }

    /// Ends the sessions of an account but one.
    /// - Parameters:
    ///   - account: the account.
    ///   - digest: the one that goes on.
    /// - Throws: `StoreError`.
    public func endSessions(of account: String, besides digest: [UInt8]) throws(StoreError) {
        try connection.run(Statements.Session.endOthers, [.text(account), .blob(digest)])
    }

    /// The sessions of an account, the newest first.
    /// - Parameter account: the account.
    /// - Returns: the sessions, those too that are over and not forgotten yet.
    /// - Throws: `StoreError`.
    public func sessions(of account: String) throws(StoreError) -> [StoredSession] {
        try connection.all(Statements.Session.ofAccount, [.text(account)]) {
            StoredSession(account: $0.text(0), csrf: $0.text(1), created: $0.integer(2), seen: $0.integer(3))
        }
    }

    /// Forgets sessions that are over.
    /// - Parameters:
    ///   - seen: those not used since, in microseconds since 1970.
    ///   - created: those begun before.
    /// - Throws: `StoreError`.
    public func forgetSessions(seenBefore seen: Int64, createdBefore created: Int64) throws(StoreError) {
        try connection.run(Statements.Session.forget, [.integer(seen), .integer(created)])
    }

    /// Notes who wrote an object; who sends the same again is not its author.
    /// - Parameters:
    ///   - account: the account.
    ///   - object: the object's row.
    /// - Throws: `StoreError`.
    public func note(author account: String, of object: Int64) throws(StoreError) {
        try connection.run(Statements.Author.note, [.integer(object), .text(account)])
    }

    /// The name for people of who wrote a version; the account's name where it is gone, nil where nobody is noted.
    /// - Parameter object: the version's row.
    /// - Returns: the name.
    /// - Throws: `StoreError`.
    public func writer(of object: Int64) throws(StoreError) -> String? {
        try account(of: object)?.title
    }

    /// The account that wrote a version, with its name for people; nil where nobody is noted.
    /// - Parameter object: the version's row.
    /// - Returns: the account's name and title.
    /// - Throws: `StoreError`.
    public func account(of object: Int64) throws(StoreError) -> (name: String, title: String)? {
        try connection.first(
            Statements.Author.ofVersion,
            [.integer(object)]
        ) { (name: $0.text(0), title: $0.text(1)) }
    }

    /// Who wrote versions of an object.
    /// - Parameter id: the STIX identifier.
    /// - Returns: the accounts.
    /// - Throws: `StoreError`.
    public func authors(of id: String) throws(StoreError) -> Set<String> {
        Set(
            try connection.all(Statements.Author.ofObject, [.text(id)]) { $0.text(0) }
        )
    }
}
