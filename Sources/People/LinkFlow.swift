public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
public import Store

/// A one-time link as it was opened.
public struct OpenedLink: Sendable {
    /// The account.
    public let account: StoredAccount
    /// The secret that it offers for one-time codes, in base 32.
    public let secret: String
    /// The same as a URI for authenticator applications.
    public let uri: String
    /// Whether the account's roles ask for a second factor.
    public let needsSecondFactor: Bool
}

/// One-time links: the person chooses how to sign in.
extension Node {
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
            return OpenedLink(
                account: account,
                secret: secret,
                uri: uri,
                needsSecondFactor: configuration.asksSecondFactor(of: account.roles)
            )
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
        /// The passkey was not made for this link, or does not hold.
        case wrongPasskey
        /// The account's roles ask for a second factor.
        case needsFactor
        /// The store failed.
        case store(String)
    }

    /// What a person chose when opening a link.
    package struct Choice {
        /// The password; nil if a passkey does for it.
        package let password: String?
        /// A code of the secret that the link offers; nil for no one-time codes.
        package let code: String?
        /// What the browser gave for a new passkey; nil for none.
        package let passkey: PasskeyAnswer?

        package init(password: String?, code: String?, passkey: PasskeyAnswer?) {
            (self.password, self.code, self.passkey) = (password, code, passkey)
        }
    }

    /// Uses a one-time link: sets the password and the second factor anew, and ends all that the account had opened.
    /// - Parameters:
    ///   - token: the link's token.
    ///   - choice: what the person chose.
    ///   - door: what knows the challenge that the passkey answers.
    /// - Returns: recovery codes, each for one sign-in without the second factor; empty without one.
    /// - Throws: `LinkFault`.
    package func use(link token: String, _ choice: Choice, _ door: Door) throws(LinkFault) -> [String] {
        let now = clock()
        let digest = Self.digest(token)
        let found: (link: (account: String, totp: [UInt8]), account: StoredAccount)?
        do throws(NodeError) {
            found = try reading { connection throws(StoreError) in
                let rows = AccountRows(connection)
                guard let link = try rows.link(digest, now: now), let account = try rows.find(link.account) else {
                    return nil
                }
                return (link, account)
            }
        } catch {
            throw .store(error.description)
        }
        guard let (link, account) = found else { throw .unknown }
        var hash: String?
        if let password = choice.password {
            guard Self.isStrong(password) else { throw .weakPassword }
            guard let made = PasswordHash.of(password) else { throw .store("no memory for the hash") }
            hash = made
        } else if choice.passkey == nil {
            throw .weakPassword
        }
        guard choice.code != nil || choice.passkey != nil || !configuration.asksSecondFactor(of: account.roles) else {
            throw .needsFactor
        }
        var step: Int64 = 0
        if let code = choice.code {
            guard let found = OneTimeCode.step(of: code, link.totp, seconds: now / 1_000_000, after: 0) else {
                throw .wrongCode
            }
            step = found
        }
        var passkey: StoredPasskey?
        if let answer = choice.passkey {
            passkey = self.passkey(answer, for: account.name, name: account.title, door)
            guard passkey != nil else { throw .wrongPasskey }
        }
        // Recovery codes stand in for the second factor of a password; without a password there is nothing to stand in for.
        let hasSecond = hash != nil && (choice.code != nil || passkey != nil)
        let codes = hasSecond ? (0..<8).map { _ in Self.recoveryCode() } : []
        do throws(NodeError) {
            try change { [step, hash, passkey] connection throws(StoreError) in
                let rows = AccountRows(connection)
                // Used once, whoever is first.
                guard try rows.link(digest, now: now) != nil, var account = try rows.find(link.account),
                    account.disabled == nil
                else { throw StoreError(.other, "the link was used") }
                account.password = hash
                account.totp = choice.code == nil ? nil : link.totp
                account.totpStep = step
                try rows.put(account)
                try rows.endLinks(of: account.name)
                try rows.endSessions(nil, of: account.name)
                try PersonalTokenRows(connection).remove(nil, of: account.name)
                try PasskeyRows(connection).remove(nil, of: account.name)
                if let passkey { try PasskeyRows(connection).add(passkey) }
                try rows.putRecovery(codes.map { Self.digest($0) }, of: account.name)
                var entry = Self.entry(account, "opened", by: account.name)
                if passkey != nil { entry.internalMembers.append(JSONMember("passkey", .bool(true))) }
                try self.ledger.append([entry], connection)
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
}
