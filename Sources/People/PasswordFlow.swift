internal import Configuration
internal import Cryptography
package import Installation
internal import Store

/// Signing in with a password, and the second factor where the account has one.
extension Node {
    /// Signs somebody in.
    ///
    /// Where a name was tried too often from everywhere, browsers in which it has not signed in before have to wait, but for who
    /// gives the second factor together with the password: that is not guessed, so nobody keeps anybody with a second factor
    /// out. The answers tell nothing of it.
    /// - Returns: the session's token, and who it is.
    package func signIn(
        name typed: String,
        password: String,
        code: String?,
        passkey: PasskeyAnswer?,
        from source: SignInSource,
        _ door: Door
    ) throws(SignInFault) -> (token: String, person: SignedIn) {
        let now = clock()
        let found = try account(typed)
        let name = found?.account.name ?? AccountName.folded(typed)
        var attempt = SignInTry(name, from: source, door.limits, seed: signingKey.seed)
        if let seconds = door.limits.wait(attempt.own, now: now) { throw .wait(seconds) }
        if !attempt.isKnownBrowser { attempt.closed = door.limits.wait(.name(name), now: now) }
        let code = code.flatMap { $0.isEmpty ? nil : $0 }
        if let seconds = attempt.closed, code == nil, passkey == nil { throw .wait(seconds) }
        let kept = found?.account.password ?? PasswordHash.nobody
        let isRight = PasswordHash.isValid(password, for: kept)
        guard let (account, passkeys) = found, account.password != nil, account.disabled == nil, isRight else {
            throw refused(name, isKnown: found != nil, attempt)
        }
        if let passkey { return try signIn(passkey, as: name, from: source, closed: attempt.closed, door) }
        if account.totp == nil && passkeys.isEmpty {
            if let seconds = attempt.closed { throw .wait(seconds) }
            guard !configuration.asksSecondFactor(of: account.roles) else { throw .lacksFactor }
            return try enter(account, by: .password, attempt) { _, _ in true }
        }
        guard let code else { throw account.totp == nil ? .needsPasskey : .needsCode }
        return try signIn(account, code, attempt, now: now)
    }

    /// The second step: a one-time code, or one of the recovery codes, which cannot be guessed and are looked at always.
    private func signIn(_ account: StoredAccount, _ code: String, _ attempt: SignInTry, now: Int64)
        throws(SignInFault)
        -> (token: String, person: SignedIn)
    {
        var attempt = attempt
        let name = account.name
        if !attempt.isKnownBrowser {
            attempt.closed = attempt.limits.wait(.codes(name: name), now: now) ?? attempt.closed
            attempt.keys.append(.codes(name: name))
        }
        let isOpen = attempt.limits.wait(.codes(name: name), now: now) == nil || attempt.isKnownBrowser
        let used = account.totp.flatMap { secret in
            isOpen ? OneTimeCode.step(of: code, secret, seconds: now / 1_000_000, after: account.totpStep) : nil
        }
        guard let used else {
            let typed = Self.digest(code.lowercased().filter { !$0.isWhitespace })
            return try enter(account, by: .recoveryCode, attempt) { connection, _ throws(StoreError) in
                try AccountRows(connection).useRecovery(typed, of: name)
            }
        }
        return try enter(account, by: .code, attempt) { _, current in
            // A code is taken once, also by two who try at once.
            guard used > current.totpStep else { return false }
            current.totpStep = used
            return true
        }
    }
}
