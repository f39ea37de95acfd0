internal import CSodium

/// HMAC-SHA-256 (RFC 2104, FIPS 180-4).
public enum HMACSHA256 {
    /// The authentication code of a message.
    /// - Parameters:
    ///   - message: the message.
    ///   - key: a key of any length; one that is not 32 bytes long is hashed first.
    /// - Returns: 32 bytes.
    public static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        let key = key.count == Int(crypto_auth_hmacsha256_KEYBYTES) ? key : SHA256.digest(of: key)
        var code = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        _ = unsafe crypto_auth_hmacsha256(&code, message, UInt64(message.count), key)
        return code
    }
}
