internal import Calls
internal import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
internal import Store

/// What tokens of one kind are for, and what holds for them: the API's own, and those of calendars.
///
/// All are kept alike, by their digests, and end alike: when they are revoked, when their time is over, and when
/// anything is changed about the account.
struct TokenKind: Sendable {
    /// What the log calls it: `token-made`, `token-ended`.
    let word: String
    /// How many an account has at most.
    let most: Int
    /// What is said where one more is asked for.
    let full: String
    /// How often at most it is written down that one is in use, in microseconds.
    let noted: Int64
    /// Whether a token is of this kind.
    let holds: @Sendable (StoredPersonalToken) -> Bool
    /// Whether a token counts towards `most`.
    let counts: @Sendable (StoredPersonalToken) -> Bool
}

extension Node {
    package static let tokenStart = "entente_"
    private static let mostDays = 366

    /// Makes a token.
    /// - Parameters:
    ///   - kind: of which kind.
    ///   - name: what the person calls it.
    ///   - scopes: what it lets in to.
    ///   - days: how long it holds.
    ///   - person: whose it is.
    ///   - told: what the log says of it beside.
    /// - Returns: its text, which is kept nowhere, and what is kept.
    /// - Throws: `NodeError`.
    func make(
        _ kind: TokenKind,
        _ name: String,
        scopes: [String],
        days: Int,
        for person: SignedIn,
        telling told: [JSONMember] = []
    ) throws(NodeError) -> (text: String, token: StoredPersonalToken) {
        guard (1...Self.mostDays).contains(days) else {
            throw NodeError("a token holds for 1 to \(Self.mostDays) days")
        }
        guard !name.isEmpty, name.utf8.count <= 200 else { throw NodeError("a token needs a name") }
        let text = Self.tokenStart + Encoding.hex(Random.bytes(32))
        let now = clock()
        let token = StoredPersonalToken(
            digest: Self.digest(text),
            account: person.account.name,
            name: name,
            scopes: scopes,
            created: now,
            expires: now + Int64(days) * 86_400_000_000
        )
        try change { connection throws(StoreError) in
            let rows = PersonalTokenRows(connection)
            guard try rows.all(of: token.account).filter(kind.counts).count < kind.most else {
                throw StoreError(.other, kind.full)
            }
            try rows.add(token)
            var entry = Self.entry(person.account, "\(kind.word)-made", by: token.account)
            entry.internalMembers += told
            try self.ledger.append([entry], connection)
        }
        return (text, token)
    }

    /// Ends a token.
    /// - Parameters:
    ///   - kind: of which kind.
    ///   - digest: which one.
    ///   - person: whose.
    /// - Returns: whether there was one.
    /// - Throws: `NodeError`.
    func end(_ kind: TokenKind, _ digest: [UInt8], of person: SignedIn) throws(NodeError) -> Bool {
        try change { connection throws(StoreError) in
            let rows = PersonalTokenRows(connection)
            guard try rows.find(digest).map(kind.holds) ?? false,
                try rows.remove(digest, of: person.account.name) == 1
            else { return false }
            let entry = Self.entry(person.account, "\(kind.word)-ended", by: person.account.name)
            try self.ledger.append([entry], connection)
            return true
        }
    }

    /// Who a token belongs to; nil if it does not hold.
    /// - Parameters:
    ///   - kind: of which kind it has to be.
    ///   - text: the token.
    ///   - name: the name that was given with it; nil where none is.
    /// - Returns: the person, with the token's scopes of the API.
    /// - Throws: `NodeError`.
    func owner(of kind: TokenKind, _ text: String, named name: String? = nil) throws(NodeError) -> SignedIn? {
        let now = clock()
        let digest = Self.digest(text)
        let found = try reading { connection throws(StoreError) -> (StoredPersonalToken, StoredAccount)? in
            guard let token = try PersonalTokenRows(connection).find(digest), kind.holds(token), token.expires > now,
                name.map({ token.account == AccountName.folded($0) }) ?? true,
                let account = try AccountRows(connection).find(token.account), account.disabled == nil
            else { return nil }
            return (token, account)
        }
        guard let (token, account) = found else { return nil }
        if now - (token.used ?? 0) > kind.noted {
            store.write { connection throws(StoreError) in
                try PersonalTokenRows(connection).touch(digest, now: now)
            } done: { _ in
            }
        }
        return SignedIn(
            account: account,
            roles: account.roles.compactMap { Role(rawValue: $0) },
            csrf: "",
            expires: token.expires,
            digest: digest,
            scopes: Set(token.scopes.compactMap { TokenScope(rawValue: $0) })
        )
    }
}
