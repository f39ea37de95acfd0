internal import Calls
public import Configuration
internal import Cryptography
public import Installation
internal import JSON
package import Ledger
public import Store

/// Accounts: made by an administrator, opened by a one-time link, in which the person chooses the password. No password is
/// ever set by anybody else, and there is no default one.
extension Node {
    /// Makes an account, with the link that opens it.
    /// - Parameters:
    ///   - typed: the name that is typed; kept in small letters.
    ///   - title: the name for people.
    ///   - roles: the roles, by their words.
    ///   - register: the person on the register whose clearances count; nil for none.
    ///   - subject: the person's name at the installation's OpenID provider; nil for none.
    ///   - maker: who makes it.
    ///   - second: who signed beside the maker; nil where nobody had to.
    /// - Returns: the token of the link.
    /// - Throws: `NodeError` if the name is taken or a role is none.
    public func addPerson(
        name typed: String,
        title: String,
        roles: [String],
        register: String?,
        subject: String? = nil,
        by maker: String,
        countersigned second: String? = nil
    ) throws(NodeError) -> String {
        let name = AccountName.folded(typed)
        guard AccountName.isValid(name) else {
            throw NodeError(
                "`\(typed)` is no name to sign in with: letters from a to z, digits, `.`, `-`, `_` or `@`, 64 at most, a letter or digit at both ends"
            )
        }
        guard !title.isEmpty, title.utf8.count <= 200 else { throw NodeError("a person needs a name for people") }
        guard !Actor.isReserved(title) else {
            throw NodeError("what root does is called so; the person needs another name")
        }
        let roles = try Role.all(roles)
        let now = clock()
        if let subject { try Self.checkSubject(subject) }
        var account = StoredAccount(
            name: name,
            title: title,
            roles: roles.map(\.rawValue),
            register: register,
            created: now
        )
        account.subject = subject
        let token = Encoding.hex(Random.bytes(24))
        try change { [account] connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard try rows.find(typed: name) == nil else { throw StoreError(.other, "`\(name)` is taken") }
            try Self.checkFree(subject, for: name, rows)
            try rows.put(account)
            try self.ledger.append([Self.entry(account, "made", by: maker, countersigned: second)], connection)
            try self.link(account, token, now: now, rows)
        }
        return token
    }

    /// Changes an account.
    /// - Parameters:
    ///   - typed: the account.
    ///   - roles: its roles from now on; nil leaves them.
    ///   - isDisabled: whether it may not sign in; nil leaves it.
    ///   - subject: the person's name at the installation's OpenID provider; empty for none, nil leaves it.
    ///   - maker: who changes it.
    ///   - second: who signed beside the maker; nil where nobody had to.
    /// - Throws: `NodeError` if there is no such account, or nobody would be left to administer.
    public func changePerson(
        _ typed: String,
        roles: [String]?,
        isDisabled: Bool?,
        subject: String? = nil,
        by maker: String,
        countersigned second: String? = nil
    ) throws(NodeError) {
        let now = clock()
        if let subject, !subject.isEmpty { try Self.checkSubject(subject) }
        var chosen: [Role]?
        if let roles { chosen = try Role.all(roles) }
        try change { [chosen] connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard var account = try rows.find(typed: typed) else {
                throw StoreError(.other, "there is no account `\(typed)`")
            }
            let name = account.name
            if let chosen { account.roles = chosen.map(\.rawValue) }
            if let subject {
                account.subject = subject.isEmpty ? nil : subject
                try Self.checkFree(account.subject, for: name, rows)
            }
            if let isDisabled { account.disabled = isDisabled ? account.disabled ?? now : nil }
            try rows.put(account)
            let isKept = try rows.all().contains { other in
                other.disabled == nil && other.roles.contains(Role.administrator.rawValue)
            }
            guard isKept else { throw StoreError(.other, "the last administrator stays one") }
            // Rights that were taken away end what was opened with them.
            try rows.endSessions(nil, of: name)
            try PersonalTokenRows(connection).remove(nil, of: name)
            if account.disabled != nil { try rows.endLinks(of: name) }
            try self.ledger.append([Self.entry(account, "changed", by: maker, countersigned: second)], connection)
        }
    }

    private static func checkSubject(_ subject: String) throws(NodeError) {
        guard (1...255).contains(subject.utf8.count) else {
            throw NodeError("a name at the provider has 1 to 255 bytes")
        }
    }

    private static func checkFree(_ subject: String?, for name: String, _ rows: AccountRows) throws(StoreError) {
        guard let subject, let other = try rows.find(subject: subject), other.name != name else { return }
        throw StoreError(.other, "another account has this name at the provider")
    }

    /// A new one-time link for an account: password and second factor are chosen anew with it.
    /// - Parameters:
    ///   - typed: the account.
    ///   - maker: who asks for it.
    ///   - second: who signed beside the maker; nil where nobody had to.
    /// - Returns: the token of the link.
    /// - Throws: `NodeError` if there is no such account.
    public func newLink(
        for typed: String,
        by maker: String,
        countersigned second: String? = nil
    ) throws(NodeError) -> String {
        let now = clock()
        let token = Encoding.hex(Random.bytes(24))
        try change { connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard let account = try rows.find(typed: typed), account.disabled == nil else {
                throw StoreError(.other, "there is no account `\(typed)` that may sign in")
            }
            try self.ledger.append([Self.entry(account, "link", by: maker, countersigned: second)], connection)
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

    /// All accounts by name, those whose link was not used yet, and those that have a passkey.
    /// - Returns: the accounts, and names.
    /// - Throws: `NodeError`.
    public func people() throws(NodeError) -> (accounts: [StoredAccount], linked: Set<String>, keyed: Set<String>) {
        let now = clock()
        return try reading { connection throws(StoreError) in
            let rows = AccountRows(connection)
            return (try rows.all(), try rows.linked(now: now), try PasskeyRows(connection).accounts())
        }
    }

    package static func digest(_ token: String) -> [UInt8] { SHA256.digest(of: Array(token.utf8)) }

    package static func entry(
        _ account: StoredAccount,
        _ step: String,
        by maker: String,
        countersigned second: String? = nil
    ) -> LedgerEntry {
        var entry = LedgerEntry(.person, officer: maker)
        entry.internalMembers = [
            JSONMember("account", .string(account.name)), JSONMember("step", .string(step)),
            JSONMember("roles", .strings(account.roles)), JSONMember("second_factor", .bool(account.totp != nil)),
            JSONMember("disabled", .bool(account.disabled != nil)),
        ]
        if account.subject != nil { entry.internalMembers.append(JSONMember("provider", .bool(true))) }
        if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
        if let register = account.register { entry.internalMembers.append(JSONMember("register", .string(register))) }
        return entry
    }
}
