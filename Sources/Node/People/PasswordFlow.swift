internal import Cryptography
internal import Store

/// Signing in with a password, and the second factor where the account has one.
extension Node {
    /// Signs somebody in.
    /// - Returns: the session's token, and who it is.
    func signIn(
        name: String,
        password: String,
        code: String?,
        passkey: PasskeyAnswer?,
        _ door: Door
    ) throws(SignInFault) -> (token: String, person: SignedIn) {
        let now = clock()
        let limits = door.limits
        if let seconds = limits.wait(name, now: now) { throw .wait(seconds) }
        let found = try account(name)
        let kept = found?.account.password ?? PasswordHash.nobody
        let isRight = PasswordHash.isValid(password, for: kept)
        guard let (account, passkeys) = found, account.password != nil, account.disabled == nil, isRight else {
            throw refused(name, isKnown: found != nil, limits)
        }
        if let passkey { return try signIn(passkey, as: name, door) }
        if account.totp == nil && passkeys.isEmpty {
            guard !configuration.asksSecondFactor(of: account.roles) else { throw .lacksFactor }
            return try enter(account, by: .password, limits) { _, _ in true }
        }
        guard let code, !code.isEmpty else { throw account.totp == nil ? .needsPasskey : .needsCode }
        let used = account.totp.flatMap { secret in
            OneTimeCode.step(of: code, secret, seconds: now / 1_000_000, after: account.totpStep)
        }
        guard let used else {
            let typed = Self.digest(code.lowercased().filter { !$0.isWhitespace })
            return try enter(account, by: .recoveryCode, limits) { connection, _ throws(StoreError) in
                try AccountRows(connection).useRecovery(typed, of: name)
            }
        }
        return try enter(account, by: .code, limits) { _, current in
            // A code is taken once, also by two who try at once.
            guard used > current.totpStep else { return false }
            current.totpStep = used
            return true
        }
    }
}
