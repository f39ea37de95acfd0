internal import CSodium

/// Passwords as they are kept: Argon2id (RFC 9106) over libsodium, with a salt of its own in each text.
public enum PasswordHash {
    /// The text that is kept for a password; takes about 25 ms and 19 MiB.
    /// - Parameter password: the password.
    /// - Returns: the text, or nil if there is no memory for it.
    public static func of(_ password: String) -> String? {
        // OWASP: Argon2id with 19 MiB and two passes.
        of(password, passes: 2, bytes: 19 << 20)
    }

    /// The text that is kept for a password, with as much work as is said; what is kept of it says how much that was.
    /// - Parameters:
    ///   - password: the password.
    ///   - passes: how many passes, at least one.
    ///   - size: bytes of memory, at least 8,192.
    /// - Returns: the text, or nil if there is no memory for it.
    package static func of(_ password: String, passes: UInt64, bytes size: Int) -> String? {
        var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let bytes = password.utf8.map { CChar(bitPattern: $0) }
        let result = unsafe crypto_pwhash_str(&output, bytes, UInt64(bytes.count), passes, size)
        guard result == 0 else { return nil }
        return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether a password is the one behind a kept text.
    /// - Parameters:
    ///   - password: the password.
    ///   - kept: the text.
    /// - Returns: true if it is; takes as long for another one.
    public static func isValid(_ password: String, for kept: String) -> Bool {
        let bytes = password.utf8.map { CChar(bitPattern: $0) }
        return unsafe crypto_pwhash_str_verify(kept, bytes, UInt64(bytes.count)) == 0
    }

    /// A kept text of a password that nobody knows: who is not known costs as much time as who is.
    public static let nobody = of(Encoding.hex(Random.bytes(16))) ?? ""
}
