package import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
package import Store

/// Passkeys: a key of the person's authenticator, unlocked by the person, which is a second factor beside a password or does
/// for both (NIST SP 800-63B, 5.1.9).
extension Node {
    /// Signs somebody in with a passkey: the account `name`, if a password was right for it before.
    package func signIn(
        _ answer: PasskeyAnswer,
        as name: String? = nil,
        for purpose: Challenges.Purpose = .signIn,
        from source: SignInSource,
        closed: Int? = nil,
        _ door: Door
    ) throws(SignInFault) -> (token: String, person: SignedIn) {
        let now = clock()
        var attempt = SignInTry(passkey: answer.id, from: source, door.limits)
        attempt.closed = closed
        if let seconds = door.limits.wait(attempt.own, now: now) { throw .wait(seconds) }
        let found: (StoredPasskey, StoredAccount)?
        do throws(NodeError) {
            found = try reading { connection throws(StoreError) in
                guard let passkey = try PasskeyRows(connection).find(answer.id),
                    let account = try AccountRows(connection).find(passkey.account)
                else { return nil }
                return (passkey, account)
            }
        } catch {
            throw .store(error.description)
        }
        guard let (passkey, account) = found, account.disabled == nil, name == nil || name == account.name else {
            throw refused(name ?? "", isKnown: name != nil, attempt)
        }
        let kept = Passkey(
            id: passkey.id,
            algorithm: passkey.algorithm,
            key: passkey.key,
            counter: UInt32(clamping: passkey.counter)
        )
        guard passkey.host == answer.host, let challenge = answer.challenge(of: "webauthn.get"),
            door.challenges.take(challenge, purpose, now: now),
            let counter = kept.counter(
                of: answer.data,
                signature: answer.signature,
                clientHash: SHA256.digest(of: answer.clientData),
                host: answer.host
            )
        else { throw refused(account.name, isKnown: true, attempt) }
        return try enter(account, by: .passkey, attempt) { connection, _ throws(StoreError) in
            try PasskeyRows(connection)
                .use(passkey.id, counter: Int64(counter), before: passkey.counter, now: now)
        }
    }

    /// The passkey that an authenticator made for an account; nil if it does not hold.
    package func passkey(_ answer: PasskeyAnswer, for account: String, name: String, _ door: Door) -> StoredPasskey? {
        let now = clock()
        guard let challenge = answer.challenge(of: "webauthn.create"),
            door.challenges.take(challenge, .passkey(account: account), now: now),
            let made = Passkey.made(answer.data, algorithm: answer.algorithm, host: answer.host), made.id == answer.id
        else { return nil }
        return StoredPasskey(
            id: made.id,
            account: account,
            algorithm: made.algorithm,
            key: made.key,
            counter: Int64(made.counter),
            host: answer.host,
            name: name,
            created: now
        )
    }

    /// Passkeys that an account may have.
    private static let mostPasskeys = 20

    /// Adds a passkey to the account of somebody who has signed in.
    package func add(_ passkey: StoredPasskey) throws(NodeError) {
        try change { connection throws(StoreError) in
            let rows = PasskeyRows(connection)
            guard try rows.all(of: passkey.account).count < Self.mostPasskeys else {
                throw StoreError(.other, "an account has at most \(Self.mostPasskeys) passkeys")
            }
            guard try rows.find(passkey.id) == nil, let account = try AccountRows(connection).find(passkey.account)
            else { throw StoreError(.other, "the passkey is known already") }
            try rows.add(passkey)
            try self.ledger.append([Self.entry(account, "passkey-added", by: account.name)], connection)
        }
    }

    /// Takes a passkey away; the last way to sign in stays.
    /// - Returns: whether there was such a passkey.
    package func removePasskey(_ id: [UInt8], of name: String) throws(NodeError) -> Bool {
        try change { connection throws(StoreError) in
            let rows = PasskeyRows(connection)
            let held = try rows.all(of: name)
            guard held.contains(where: { $0.id == id }), let account = try AccountRows(connection).find(name) else {
                return false
            }
            let isLast = held.count == 1
            guard !(isLast && account.password == nil) else {
                throw StoreError(.other, "this passkey is the account's only way to sign in")
            }
            guard !(isLast && account.totp == nil && self.configuration.asksSecondFactor(of: account.roles)) else {
                throw StoreError(.other, "the account's roles ask for a second factor, and this passkey is it")
            }
            try rows.remove(id, of: name)
            try self.ledger.append([Self.entry(account, "passkey-removed", by: name)], connection)
            return true
        }
    }
}
