internal import Calls
package import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
package import Store

/// Personal tokens: a person's own programs use the API with what the person may do, or less.
extension Node {
    package static let tokenStart = "entente_"
    private static let mostTokens = 50
    private static let mostDays = 366

    /// Makes a token for somebody who has signed in.
    /// - Returns: its text, which is kept nowhere.
    package func makeToken(_ name: String, scopes words: [String], days: Int, for person: SignedIn) throws(NodeError)
        -> (text: String, token: StoredPersonalToken)
    {
        var scopes: [TokenScope] = []
        for word in words {
            guard let scope = TokenScope(rawValue: word) else {
                let known = TokenScope.allCases.map(\.rawValue).joined(separator: ", ")
                throw NodeError("there is no scope `\(word)`; the scopes are \(known)")
            }
            scopes.append(scope)
        }
        guard !scopes.isEmpty else { throw NodeError("a token needs a scope") }
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
            scopes: TokenScope.allCases.filter { scopes.contains($0) }.map(\.rawValue),
            created: now,
            expires: now + Int64(days) * 86_400_000_000
        )
        try change { connection throws(StoreError) in
            let rows = PersonalTokenRows(connection)
            guard try rows.all(of: token.account).count < Self.mostTokens else {
                throw StoreError(.other, "an account has at most \(Self.mostTokens) tokens")
            }
            try rows.add(token)
            var entry = Self.entry(person.account, "token-made", by: token.account)
            entry.internalMembers.append(JSONMember("scopes", .strings(token.scopes)))
            try self.ledger.append([entry], connection)
        }
        return (text, token)
    }

    /// Ends a token.
    /// - Returns: whether there was such a token.
    package func endToken(_ digest: [UInt8], of person: SignedIn) throws(NodeError) -> Bool {
        try change { connection throws(StoreError) in
            guard try PersonalTokenRows(connection).remove(digest, of: person.account.name) == 1 else { return false }
            let entry = Self.entry(person.account, "token-ended", by: person.account.name)
            try self.ledger.append([entry], connection)
            return true
        }
    }

    /// Who a personal token belongs to; nil if it does not hold.
    package func owner(ofToken text: String) throws(NodeError) -> SignedIn? {
        let now = clock()
        let digest = Self.digest(text)
        let found = try reading { connection throws(StoreError) -> (StoredPersonalToken, StoredAccount)? in
            guard let token = try PersonalTokenRows(connection).find(digest), !Self.isCalendar(token),
                token.expires > now,
                let account = try AccountRows(connection).find(token.account), account.disabled == nil
            else { return nil }
            return (token, account)
        }
        guard let (token, account) = found else { return nil }
        if now - (token.used ?? 0) > 3_600_000_000 {
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
