internal import Cryptography
internal import JSON
internal import Store
internal import Synchronization

/// A person who has signed in.
struct SignedIn: Sendable {
    let account: StoredAccount
    let roles: [Role]
    /// What every change has to be sent with.
    let csrf: String
    /// When the session ends at the latest, in microseconds since 1970.
    let expires: Int64
    /// SHA-256 of the session's token.
    let digest: [UInt8]

    func has(_ role: Role) -> Bool { roles.contains(role) }
    var seesContent: Bool { roles.contains { $0.seesContent } }
}

/// Why somebody was not let in; says nothing about whether there is such an account.
enum SignInFault: Error {
    /// Name, password or code is wrong.
    case wrong
    /// The password is right, a code is needed.
    case needsCode
    /// Too many tries; seconds to wait.
    case wait(Int)
    /// The store failed.
    case store(String)
}

/// How often an account was tried with a wrong password or code; by name, whether there is such an account or not.
final class SignInLimits: Sendable {
    private static let window: Int64 = 900_000_000
    private static let names = 10_000
    private let tries = Mutex<[String: [Int64]]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Seconds to wait; nil if one may try.
    func wait(_ name: String, now: Int64) -> Int? {
        tries.withLock { tries in
            let recent = (tries[name] ?? []).filter { now - $0 < Self.window }
            guard recent.count >= limit, let first = recent.first else { return nil }
            return Int((first + Self.window - now) / 1_000_000) + 1
        }
    }

    func noteWrong(_ name: String, now: Int64) {
        tries.withLock { tries in
            // Names are the caller's: the table must not grow without bound.
            if tries.count >= Self.names { tries = tries.filter { now - ($0.value.last ?? 0) < Self.window } }
            if tries.count >= Self.names { tries.removeAll() }
            tries[name, default: []] = ((tries[name] ?? []).filter { now - $0 < Self.window } + [now]).suffix(limit)
        }
    }

    func noteRight(_ name: String) { tries.withLock { _ = $0.removeValue(forKey: name) } }
}

extension Node {
    /// Signs somebody in.
    /// - Returns: the session's token, and who it is.
    func signIn(
        name: String,
        password: String,
        code: String?,
        _ limits: SignInLimits
    ) throws(SignInFault) -> (token: String, person: SignedIn) {
        let now = clock()
        if let seconds = limits.wait(name, now: now) { throw .wait(seconds) }
        let account: StoredAccount?
        do throws(NodeError) {
            account = try reading { connection throws(StoreError) in try AccountRows(connection).find(name) }
        } catch {
            throw .store(error.description)
        }
        let kept = account?.password ?? PasswordHash.nobody
        let isRight = PasswordHash.isValid(password, for: kept)
        guard let account, account.password != nil, account.disabled == nil, isRight else {
            limits.noteWrong(name, now: now)
            logSession(name, "refused", account != nil)
            throw .wrong
        }
        var used: Int64?
        var isRecovery = false
        if let secret = account.totp {
            guard let code, !code.isEmpty else { throw .needsCode }
            used = OneTimeCode.step(of: code, secret, seconds: now / 1_000_000, after: account.totpStep)
            isRecovery = used == nil
        }
        let token = Encoding.hex(Random.bytes(32))
        let (digest, csrf) = (Self.digest(token), Encoding.hex(Random.bytes(16)))
        let session = StoredSession(account: name, csrf: csrf, created: now, seen: now)
        let isTaken = Mutex(false)
        do throws(NodeError) {
            try change { [used, isRecovery] connection throws(StoreError) in
                let rows = AccountRows(connection)
                guard var current = try rows.find(name), current.disabled == nil, current.password == account.password
                else { return }
                if isRecovery {
                    let typed = (code ?? "").lowercased().filter { !$0.isWhitespace }
                    guard try rows.useRecovery(Self.digest(typed), of: name) else { return }
                }
                if let used {
                    // A code is taken once, also by two who try at once.
                    guard used > current.totpStep else { return }
                    current.totpStep = used
                    try rows.put(current)
                }
                try rows.addSession(digest, session)
                let idle = now - Int64(self.configuration.sessionIdleMinutes) * 60_000_000
                let old = now - Int64(self.configuration.sessionHours) * 3_600_000_000
                try rows.forgetSessions(seenBefore: idle, createdBefore: old)
                var entry = LedgerEntry(.session, officer: name)
                entry.internalMembers = [
                    JSONMember("step", .string("in")), JSONMember("recovery_code", .bool(isRecovery)),
                ]
                try self.ledger.append([entry], connection)
                isTaken.withLock { $0 = true }
            }
        } catch {
            throw .store(error.description)
        }
        guard isTaken.withLock({ $0 }) else {
            limits.noteWrong(name, now: now)
            logSession(name, "refused", true)
            throw .wrong
        }
        limits.noteRight(name)
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

    /// Logs that somebody was refused; names that are no account are not written down: they may be passwords typed in the
    /// wrong place.
    private func logSession(_ name: String, _ step: String, _ isKnown: Bool) {
        var entry = LedgerEntry(.session, officer: isKnown ? name : nil)
        entry.internalMembers = [JSONMember("step", .string(step)), JSONMember("known", .bool(isKnown))]
        store.write { [entry] connection throws(StoreError) in
            try self.ledger.append([entry], connection)
        } done: { _ in
        }
    }

    /// Who a session's token belongs to; nil if the session is over.
    func session(_ token: String) throws(NodeError) -> SignedIn? {
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

    /// Ends a session.
    func signOut(_ person: SignedIn) throws(NodeError) {
        let (name, digest) = (person.account.name, person.digest)
        try change { connection throws(StoreError) in
            try AccountRows(connection).endSessions(digest, of: name)
            var entry = LedgerEntry(.session, officer: name)
            entry.internalMembers = [JSONMember("step", .string("out"))]
            try self.ledger.append([entry], connection)
        }
    }
}
