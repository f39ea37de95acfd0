internal import Calls
package import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
package import Store

/// Why somebody was not let in; says nothing about whether there is such an account.
package enum SignInFault: Error {
    /// Name, password, code or passkey is wrong.
    case wrong
    /// The password is right, a code is needed.
    case needsCode
    /// The password is right, a passkey is needed.
    case needsPasskey
    /// All is right, and the account's roles ask for a second factor that it does not have.
    case lacksFactor
    /// Too many tries; seconds to wait.
    case wait(Int)
    /// The store failed.
    case store(String)
}

/// How somebody proved who they are.
package enum SignInMethod: String {
    case password
    case code
    case recoveryCode = "recovery-code"
    case passkey
    case provider
}

/// Sessions: how they begin, who they belong to, how they end.
extension Node {
    /// An account with the passkeys that it has.
    package func account(_ name: String) throws(SignInFault) -> (account: StoredAccount, passkeys: [StoredPasskey])? {
        do throws(NodeError) {
            return try reading { connection throws(StoreError) in
                guard let account = try AccountRows(connection).find(typed: name) else { return nil }
                return (account, try PasskeyRows(connection).all(of: account.name))
            }
        } catch {
            throw .store(error.description)
        }
    }

    /// Opens a session, in one transaction with what proves the sign-in: `confirm` uses the proof up, or gives false if somebody
    /// else was first.
    package func enter(
        _ account: StoredAccount,
        by method: SignInMethod,
        _ attempt: SignInTry,
        confirm: @escaping @Sendable (Connection, inout StoredAccount) throws(StoreError) -> Bool
    ) throws(SignInFault) -> (token: String, person: SignedIn) {
        let now = clock()
        let token = Encoding.hex(Random.bytes(32))
        let (name, digest, csrf) = (account.name, Self.digest(token), Encoding.hex(Random.bytes(16)))
        let session = StoredSession(account: name, csrf: csrf, created: now, seen: now)
        let isTaken: Bool
        do throws(NodeError) {
            isTaken = try change { connection throws(StoreError) in
                let rows = AccountRows(connection)
                guard var current = try rows.find(name), current.disabled == nil, current.password == account.password
                else { return false }
                guard try confirm(connection, &current) else { return false }
                try rows.put(current)
                try rows.addSession(digest, session)
                let idle = now - Int64(self.configuration.sessionIdleMinutes) * 60_000_000
                let old = now - Int64(self.configuration.sessionHours) * 3_600_000_000
                try rows.forgetSessions(seenBefore: idle, createdBefore: old)
                var entry = LedgerEntry(.session, officer: name)
                entry.internalMembers = [
                    JSONMember("step", .string("in")), JSONMember("by", .string(method.rawValue)),
                ]
                try self.ledger.append([entry], connection)
                return true
            }
        } catch {
            throw .store(error.description)
        }
        guard isTaken else { throw refused(name, isKnown: true, attempt) }
        attempt.limits.noteRight(attempt.own)
        return (token, signedIn(account, session, digest))
    }

    private func signedIn(_ account: StoredAccount, _ session: StoredSession, _ digest: [UInt8]) -> SignedIn {
        SignedIn(
            account: account,
            roles: account.roles.compactMap { Role(rawValue: $0) },
            csrf: session.csrf,
            expires: session.created + Int64(configuration.sessionHours) * 3_600_000_000,
            digest: digest
        )
    }

    /// Counts and logs that somebody was refused.
    ///
    /// Names that are no account are not written down: they may be passwords typed in the wrong place.
    package func refused(_ name: String, isKnown: Bool, _ attempt: SignInTry) -> SignInFault {
        attempt.limits.noteWrong(attempt.keys, now: clock())
        var entry = LedgerEntry(.session, officer: isKnown ? name : nil)
        entry.internalMembers = [JSONMember("step", .string("refused")), JSONMember("known", .bool(isKnown))]
        store.write { [entry] connection throws(StoreError) in
            try self.ledger.append([entry], connection)
        } done: { _ in
        }
        return attempt.closed.map { .wait($0) } ?? .wrong
    }

    /// Who a session's token belongs to; nil if the session is over.
    package func session(_ token: String) throws(NodeError) -> SignedIn? {
        let now = clock()
        let digest = Self.digest(token)
        let found = try reading { connection throws(StoreError) -> (StoredSession, StoredAccount)? in
            let rows = AccountRows(connection)
            guard let session = try rows.session(digest), let account = try rows.find(session.account) else {
                return nil
            }
            return (session, account)
        }
        guard let (session, account) = found, account.disabled == nil,
            now - session.seen < Int64(configuration.sessionIdleMinutes) * 60_000_000,
            now - session.created < Int64(configuration.sessionHours) * 3_600_000_000
        else { return nil }
        // Noted once a minute: a click must not wait for the disk.
        if now - session.seen > 60_000_000 {
            store.write { connection throws(StoreError) in
                try AccountRows(connection).touch(digest, now: now)
            } done: { _ in
            }
        }
        return signedIn(account, session, digest)
    }

    /// The person of a session or token as it is now; nil if it is over; asking does not count as use.
    package func stillSignedIn(_ person: SignedIn) throws(NodeError) -> SignedIn? {
        let now = clock()
        return try reading { connection throws(StoreError) in
            guard now < person.expires, let account = try AccountRows(connection).find(person.account.name),
                account.disabled == nil
            else { return nil }
            let isOpen =
                try person.scopes == nil
                ? AccountRows(connection).session(person.digest).map {
                    now - $0.seen < Int64(configuration.sessionIdleMinutes) * 60_000_000
                } ?? false
                : PersonalTokenRows(connection).find(person.digest) != nil
            guard isOpen else { return nil }
            return SignedIn(
                account: account,
                roles: account.roles.compactMap { Role(rawValue: $0) },
                csrf: person.csrf,
                expires: person.expires,
                digest: person.digest,
                scopes: person.scopes
            )
        }
    }

    /// Ends a session.
    package func signOut(_ person: SignedIn) throws(NodeError) {
        let (name, digest) = (person.account.name, person.digest)
        try change { connection throws(StoreError) in
            try AccountRows(connection).endSessions(digest, of: name)
            var entry = LedgerEntry(.session, officer: name)
            entry.internalMembers = [JSONMember("step", .string("out"))]
            try self.ledger.append([entry], connection)
        }
    }

    /// Ends all sessions of a person but the one that asks.
    package func endSessions(besides person: SignedIn) throws(NodeError) {
        let (name, digest) = (person.account.name, person.digest)
        try change { connection throws(StoreError) in
            try AccountRows(connection).endSessions(of: name, besides: digest)
            var entry = LedgerEntry(.session, officer: name)
            entry.internalMembers = [JSONMember("step", .string("others-out"))]
            try self.ledger.append([entry], connection)
        }
    }
}
