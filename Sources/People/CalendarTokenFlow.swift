internal import Calls
package import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
package import Store

/// Tokens with which a person's programs fetch the person's calendar, and nothing else: each is of one device.
///
/// They are kept as personal tokens are, by their digests, and end as those do: when they are revoked, when their time
/// is over, and when anything is changed about the account. Their scope is none of the API's, so no call lets one in.
extension Node {
    private static let calendarScope = "calendar"
    private static let mostCalendars = 20
    private static let mostCalendarDays = 366
    /// How often at most it is written down that a token is in use.
    private static let noted: Int64 = 60_000_000

    /// Makes a token.
    /// - Parameters:
    ///   - name: what the person calls the device.
    ///   - days: how long it holds.
    ///   - person: whose calendar it is.
    /// - Returns: its text, which is kept nowhere, and what is kept.
    /// - Throws: `NodeError`.
    package func makeCalendarToken(
        _ name: String,
        days: Int,
        for person: SignedIn
    ) throws(NodeError) -> (text: String, token: StoredPersonalToken) {
        guard (1...Self.mostCalendarDays).contains(days) else {
            throw NodeError("a token holds for 1 to \(Self.mostCalendarDays) days")
        }
        guard !name.isEmpty, name.utf8.count <= 200 else { throw NodeError("a token needs a name") }
        let text = Self.tokenStart + Encoding.hex(Random.bytes(32))
        let now = clock()
        let token = StoredPersonalToken(
            digest: Self.digest(text),
            account: person.account.name,
            name: name,
            scopes: [Self.calendarScope],
            created: now,
            expires: now + Int64(days) * 86_400_000_000
        )
        try change { connection throws(StoreError) in
            let rows = PersonalTokenRows(connection)
            guard try rows.all(of: token.account).filter(Self.isCalendar).count < Self.mostCalendars else {
                throw StoreError(.other, "an account has at most \(Self.mostCalendars) calendar feeds")
            }
            try rows.add(token)
            try self.ledger.append([Self.entry(person.account, "calendar-made", by: token.account)], connection)
        }
        return (text, token)
    }

    /// Whether a token is of a calendar.
    package static func isCalendar(_ token: StoredPersonalToken) -> Bool { token.scopes == [calendarScope] }

    /// Ends a token of a calendar.
    /// - Parameters:
    ///   - digest: which one.
    ///   - person: whose.
    /// - Returns: whether there was one.
    /// - Throws: `NodeError`.
    package func endCalendarToken(_ digest: [UInt8], of person: SignedIn) throws(NodeError) -> Bool {
        try change { connection throws(StoreError) in
            let rows = PersonalTokenRows(connection)
            guard try rows.find(digest).map(Self.isCalendar) ?? false,
                try rows.remove(digest, of: person.account.name) == 1
            else { return false }
            let entry = Self.entry(person.account, "calendar-ended", by: person.account.name)
            try self.ledger.append([entry], connection)
            return true
        }
    }

    /// Whose calendar is asked for; nil if the token does not hold, or is somebody else's than the name says.
    /// - Parameters:
    ///   - text: the token.
    ///   - name: the name that was given with it.
    /// - Returns: the person.
    /// - Throws: `NodeError`.
    package func owner(ofCalendarToken text: String, named name: String) throws(NodeError) -> SignedIn? {
        let now = clock()
        let digest = Self.digest(text)
        let found = try reading { connection throws(StoreError) -> (StoredPersonalToken, StoredAccount)? in
            guard let token = try PersonalTokenRows(connection).find(digest), Self.isCalendar(token),
                token.expires > now, token.account == AccountName.folded(name),
                let account = try AccountRows(connection).find(token.account), account.disabled == nil
            else { return nil }
            return (token, account)
        }
        guard let (token, account) = found else { return nil }
        if now - (token.used ?? 0) > Self.noted {
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
            scopes: []
        )
    }
}
