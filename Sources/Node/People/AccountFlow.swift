internal import Cryptography
internal import JSON
public import Store

/// A one-time link as it was opened.
public struct OpenedLink: Sendable {
    /// The account.
    public let account: StoredAccount
    /// The secret that it offers for one-time codes, in base 32.
    public let secret: String
    /// The same as a URI for authenticator applications.
    public let uri: String
}

/// Accounts: made by an administrator, opened by a one-time link, in which the person chooses the password. No password is
/// ever set by anybody else, and there is no default one.
extension Node {
    /// Makes an account, with the link that opens it.
    /// - Parameters:
    ///   - name: the name that is typed.
    ///   - title: the name for people.
    ///   - roles: the roles, by their words.
    ///   - register: the person on the register whose clearances count; nil for none.
    ///   - maker: who makes it.
    /// - Returns: the token of the link.
    /// - Throws: `NodeError` if the name is taken or a role is none.
    public func addPerson(
        name: String,
        title: String,
        roles: [String],
        register: String?,
        by maker: String
    ) throws(NodeError) -> String {
        guard Self.isAccountName(name) else {
            throw NodeError("`\(name)` is no name to sign in with: 1 to 64 letters, digits, `.`, `-`, `_` or `@`")
        }
        guard !title.isEmpty, title.utf8.count <= 200 else { throw NodeError("a person needs a name for people") }
        let roles = try Role.all(roles)
        let now = clock()
        let account = StoredAccount(
            name: name,
            title: title,
            roles: roles.map(\.rawValue),
            register: register,
            created: now
        )
        let token = Encoding.hex(Random.bytes(24))
        try change { connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard try rows.find(name) == nil else { throw StoreError(.other, "`\(name)` is taken") }
            try rows.put(account)
            try self.ledger.append([Self.entry(account, "made", by: maker)], connection)
            try self.link(account, token, now: now, rows)
        }
        return token
    }

    /// Changes an account.
    /// - Parameters:
    ///   - name: the account.
    ///   - roles: its roles from now on; nil leaves them.
    ///   - isDisabled: whether it may not sign in; nil leaves it.
    ///   - maker: who changes it.
    /// - Throws: `NodeError` if there is no such account, or nobody would be left to administer.
    public func changePerson(
        _ name: String,
        roles: [String]?,
        isDisabled: Bool?,
        by maker: String
    ) throws(NodeError) {
        let now = clock()
        var chosen: [Role]?
        if let roles { chosen = try Role.all(roles) }
        try change { [chosen] connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard var account = try rows.find(name) else { throw StoreError(.other, "there is no account `\(name)`") }
            if let chosen { account.roles = chosen.map(\.rawValue) }
            if let isDisabled { account.disabled = isDisabled ? account.disabled ?? now : nil }
            try rows.put(account)
            let isKept = try rows.all().contains { other in
                other.disabled == nil && other.roles.contains(Role.administrator.rawValue)
            }
            guard isKept else { throw StoreError(.other, "the last administrator stays one") }
            // Rights that were taken away end what was opened with them.
            try rows.endSessions(nil, of: name)
            if account.disabled != nil { try rows.endLinks(of: name) }
            try self.ledger.append([Self.entry(account, "changed", by: maker)], connection)
        }
    }

    /// A new one-time link for an account: password and second factor are chosen anew with it.
    /// - Parameters:
    ///   - name: the account.
    ///   - maker: who asks for it.
    /// - Returns: the token of the link.
    /// - Throws: `NodeError` if there is no such account.
    public func newLink(for name: String, by maker: String) throws(NodeError) -> String {
        let now = clock()
        let token = Encoding.hex(Random.bytes(24))
        try change { connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard let account = try rows.find(name), account.disabled == nil else {
                throw StoreError(.other, "there is no account `\(name)` that may sign in")
            }
            try self.ledger.append([Self.entry(account, "link", by: maker)], connection)
            try self.link(account, token, now: now, rows)
        }
        return token
    }

    private func link(_ account: StoredAccount, _ token: String, now: Int64, _ rows: AccountRows) throws(StoreError) {
        try rows.addLink(
            Self.digest(token),
            for: account.name,
            totp: Random.bytes(20),
            expires: now + Int64(configuration.linkHours) * 3_600_000_000
        )
    }

    /// All accounts, and those whose link was not used yet.
    /// - Returns: accounts by name.
    /// - Throws: `NodeError`.
    public func people() throws(NodeError) -> (accounts: [StoredAccount], linked: Set<String>) {
        let now = clock()
        return try reading { connection throws(StoreError) in
            (try AccountRows(connection).all(), try AccountRows(connection).linked(now: now))
        }
    }

    /// Looks at a one-time link; nothing is used up.
    /// - Parameter token: the link's token.
    /// - Returns: what it opens, or nil if it does not hold.
    /// - Throws: `NodeError`.
    public func open(link token: String) throws(NodeError) -> OpenedLink? {
        let now = clock()
        return try reading { connection throws(StoreError) -> OpenedLink? in
            let rows = AccountRows(connection)
            guard let link = try rows.link(Self.digest(token), now: now), let account = try rows.find(link.account),
                account.disabled == nil
            else { return nil }
            let secret = OneTimeCode.base32(link.totp)
            let uri =
                "otpauth://totp/Entente%20\(configuration.name):\(account.name)?secret=\(secret)&issuer=Entente%20\(configuration.name)"
            return OpenedLink(account: account, secret: secret, uri: uri)
        }
    }

    /// Why a link was not used.
    public enum LinkFault: Error, Sendable {
        /// It does not hold (any more).
        case unknown
        /// The password is too short, or too easily guessed.
        case weakPassword
        /// The one-time code does not fit the secret.
        case wrongCode
        /// The store failed.
        case store(String)
    }

    /// Uses a one-time link: sets the password, and a second factor if a code is given; ends all sessions of the account.
    /// - Parameters:
    ///   - token: the link's token.
    ///   - password: the password that the person chose.
    ///   - code: a code of the secret that the link offers; nil for no second factor.
    /// - Returns: recovery codes, each for one sign-in without the second factor; empty without one.
    /// - Throws: `LinkFault`.
    public func use(link token: String, password: String, code: String?) throws(LinkFault) -> [String] {
        let now = clock()
        guard Self.isStrong(password) else { throw .weakPassword }
        guard let hash = PasswordHash.of(password) else { throw .store("no memory for the hash") }
        let digest = Self.digest(token)
        let link: (account: String, totp: [UInt8])?
        do throws(NodeError) {
            link = try reading { connection throws(StoreError) in try AccountRows(connection).link(digest, now: now) }
        } catch {
            throw .store(error.description)
        }
        guard let link else { throw .unknown }
        var step: Int64 = 0
        if let code {
            guard let found = OneTimeCode.step(of: code, link.totp, seconds: now / 1_000_000, after: 0) else {
                throw .wrongCode
            }
            step = found
        }
        let codes = code == nil ? [] : (0..<8).map { _ in Self.recoveryCode() }
        do throws(NodeError) {
            try change { [step] connection throws(StoreError) in
                let rows = AccountRows(connection)
                // Used once, whoever is first.
                guard try rows.link(digest, now: now) != nil, var account = try rows.find(link.account),
                    account.disabled == nil
                else { throw StoreError(.other, "the link was used") }
                account.password = hash
                account.totp = code == nil ? nil : link.totp
                account.totpStep = step
                try rows.put(account)
                try rows.endLinks(of: account.name)
                try rows.endSessions(nil, of: account.name)
                try rows.putRecovery(codes.map { Self.digest($0) }, of: account.name)
                try self.ledger.append([Self.entry(account, "opened", by: account.name)], connection)
            }
        } catch {
            throw .unknown
        }
        return codes
    }

    /// A code such as `k7qm-2f9x-w3ht`.
    private static func recoveryCode() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        let text = Random.bytes(12).map { letters[Int($0) % letters.count] }
        return [text[0..<4], text[4..<8], text[8..<12]].map { String($0) }.joined(separator: "-")
    }

    /// Length counts, not kinds of letters (NIST SP 800-63B, 5.1.1.2); what everybody tries first is refused.
    private static func isStrong(_ password: String) -> Bool {
        let plain = password.lowercased()
        let isCommon = ["password", "entente", "12345678", "qwertyui", "letmein"].contains { plain.hasPrefix($0) }
        return password.count >= 12 && password.utf8.count <= 1_024 && Set(plain).count >= 5 && !isCommon
    }

    private static func isAccountName(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { byte in
            byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "A") < 26 || byte &- UInt8(ascii: "0") < 10
                || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@")].contains(byte)
        }
        return isPlain && (1...64).contains(name.utf8.count)
    }

    static func digest(_ token: String) -> [UInt8] { SHA256.digest(of: Array(token.utf8)) }

    static func entry(_ account: StoredAccount, _ step: String, by maker: String) -> LedgerEntry {
        var entry = LedgerEntry(.person, officer: maker)
        entry.internalMembers = [
            JSONMember("account", .string(account.name)), JSONMember("step", .string(step)),
            JSONMember("roles", .strings(account.roles)), JSONMember("second_factor", .bool(account.totp != nil)),
            JSONMember("disabled", .bool(account.disabled != nil)),
        ]
        if let register = account.register { entry.internalMembers.append(JSONMember("register", .string(register))) }
        return entry
    }
}
