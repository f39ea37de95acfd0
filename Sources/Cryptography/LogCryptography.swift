internal import COpenSSL
public import MerkleLog

/// The hash functions of a log over OpenSSL; belongs to one thread, because it keeps its context between calls.
@safe
public final class SHA256TreeHasher: TreeHasher {
    private let context: OpaquePointer?
    private static let algorithm = FetchedAlgorithm()

    /// OpenSSL's SHA-256, looked up once.
    ///
    /// `@unchecked`: fetched algorithms are immutable and may be used by any thread (EVP_MD_fetch(3)).
    @safe
    private final class FetchedAlgorithm: @unchecked Sendable {
        let handle: OpaquePointer?
        init() { unsafe handle = EVP_MD_fetch(nil, "SHA256", nil) }
    }

    /// A hasher.
    public init() { unsafe context = EVP_MD_CTX_new() }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// SHA-256 of some bytes.
    public func digest(_ bytes: [UInt8]) -> Digest {
        unsafe bytes.withUnsafeBytes { unsafe hash(prefix: nil, $0) }
    }

    /// SHA-256 of 0x00 and an entry (RFC 6962, 2.1).
    public func leaf(_ entry: [UInt8]) -> Digest {
        unsafe entry.withUnsafeBytes { unsafe hash(prefix: 0, $0) }
    }

    /// SHA-256 of 0x01 and two hashes (RFC 6962, 2.1).
    public func node(_ left: Digest, _ right: Digest) -> Digest {
        let (one, two) = (left.words, right.words)
        return unsafe withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            unsafe buffer.storeBytes(of: 1, toByteOffset: 0, as: UInt8.self)
            unsafe buffer.storeBytes(of: one.0.bigEndian, toByteOffset: 1, as: UInt64.self)
            unsafe buffer.storeBytes(of: one.1.bigEndian, toByteOffset: 9, as: UInt64.self)
            unsafe buffer.storeBytes(of: one.2.bigEndian, toByteOffset: 17, as: UInt64.self)
            unsafe buffer.storeBytes(of: one.3.bigEndian, toByteOffset: 25, as: UInt64.self)
            unsafe buffer.storeBytes(of: two.0.bigEndian, toByteOffset: 33, as: UInt64.self)
            unsafe buffer.storeBytes(of: two.1.bigEndian, toByteOffset: 41, as: UInt64.self)
            unsafe buffer.storeBytes(of: two.2.bigEndian, toByteOffset: 49, as: UInt64.self)
            unsafe buffer.storeBytes(of: two.3.bigEndian, toByteOffset: 57, as: UInt64.self)
            return unsafe hash(prefix: nil, UnsafeRawBufferPointer(buffer))
        }
    }

    private func hash(prefix: UInt8?, _ input: UnsafeRawBufferPointer) -> Digest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var isDone = unsafe EVP_DigestInit_ex2(context, Self.algorithm.handle, nil) == 1
        if var prefix { isDone = unsafe EVP_DigestUpdate(context, &prefix, 1) == 1 && isDone }
        isDone = unsafe EVP_DigestUpdate(context, input.baseAddress, input.count) == 1 && isDone
        unsafe withUnsafeMutableBytes(of: &words) { output in
            let start = unsafe output.bindMemory(to: UInt8.self).baseAddress
            isDone = unsafe EVP_DigestFinal_ex(context, start, nil) == 1 && isDone
        }
        // Digesting memory fails only if the library cannot allocate; a zero digest would then be a lie.
        precondition(isDone, "OpenSSL could not compute a digest")
        return Digest(words: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian))
    }
}

/// Verifies Ed25519 signatures of notes over libsodium.
public struct Ed25519Verifier: SignatureVerifier {
    /// A verifier.
    public init() {}

    /// Whether a signature is right.
    public func isValid(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        SigningKey.isValid(signature, of: message, by: publicKey)
    }
}
