internal import CSodium

/// An Ed25519 key pair (RFC 8032), over libsodium.
public struct SigningKey: Sendable {
    /// The secret seed, 32 bytes.
    public let seed: [UInt8]
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]
    private let secret: [UInt8]

    /// The key pair of a seed, or nil if the seed has not 32 bytes.
    /// - Parameter seed: 32 random bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == Int(crypto_sign_SEEDBYTES) else { return nil }
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        guard unsafe crypto_sign_seed_keypair(&publicKey, &secret, seed) == 0 else { return nil }
        self.seed = seed
        self.publicKey = publicKey
        self.secret = secret
    }

    /// Signs a message.
    /// - Parameter message: the message.
    /// - Returns: 64 bytes.
    public func signature(of message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        unsafe crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        return signature
    }

    /// Whether a signature is right.
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - message: the message.
    ///   - publicKey: 32 bytes.
    /// - Returns: true if the key signed the message.
    public static func isValid(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard signature.count == Int(crypto_sign_BYTES), publicKey.count == Int(crypto_sign_PUBLICKEYBYTES) else {
            return false
        }
        return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}
