internal import CCJose
internal import Glibc

/// A signed token in compact form (RFC 7515, 7.1), over libcjose.
public enum SignedToken {
    /// Signatures by a key pair only: with the others, who can check a token can make one (RFC 8725, 3.1).
    private static let algorithms: Set = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ]

    /// The most bytes of a token: the library's table of the names in a head grows slow before it grows large.
    public static let byteLimit = 256 << 10

    /// What a token says, if one of some keys has signed it.
    /// - Parameters:
    ///   - token: the token.
    ///   - keys: public keys, each a JSON Web Key (RFC 7517).
    /// - Returns: the payload; nil if it is not well-formed, longer than the limit, or none of the keys has signed it.
    public static func payload(_ token: String, keys: [String]) -> [UInt8]? {
        guard token.utf8.count <= byteLimit, let jws = unsafe cjose_jws_import(token, token.utf8.count, nil) else {
            return nil
        }
        defer { unsafe cjose_jws_release(jws) }
        guard let head = unsafe cjose_jws_get_protected(jws),
            let name = unsafe cjose_header_get(head, "alg", nil),
            unsafe algorithms.contains(String(cString: name)),
            keys.contains(where: { key in unsafe isSigned(jws, key) })
        else { return nil }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard unsafe cjose_jws_get_plaintext(jws, &bytes, &count, nil), let bytes = unsafe bytes else { return nil }
        return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    }

    private static func isSigned(_ jws: OpaquePointer, _ key: String) -> Bool {
        guard let jwk = unsafe cjose_jwk_import(key, key.utf8.count, nil) else { return false }
        defer { _ = unsafe cjose_jwk_release(jwk) }
        return unsafe cjose_jws_verify(jws, jwk, nil)
    }
}
