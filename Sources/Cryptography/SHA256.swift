internal import COpenSSL

/// SHA-256 (FIPS 180-4) over OpenSSL.
public enum SHA256 {
    /// The digest of some bytes.
    /// - Parameter bytes: the bytes.
    /// - Returns: 32 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] { algorithm.digest(bytes) }

    private static let algorithm = DigestAlgorithm("SHA256", length: 32)
}

/// SHA-1 (FIPS 180-4) over OpenSSL; only for name-based UUIDs (RFC 4122, 4.3), never for security.
public enum SHA1 {
    /// The digest of some bytes.
    /// - Parameter bytes: the bytes.
    /// - Returns: 20 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] { algorithm.digest(bytes) }

    private static let algorithm = DigestAlgorithm("SHA1", length: 20)
}

/// MD5 (RFC 1321) over OpenSSL; only for the index of feeds that others look values up in, never for security.
public enum MD5 {
    /// The digest of some bytes.
    /// - Parameter bytes: the bytes.
    /// - Returns: 16 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] { algorithm.digest(bytes) }

    private static let algorithm = DigestAlgorithm("MD5", length: 16)
}

/// A digest algorithm that was looked up once, because looking it up costs more than digesting an object.
///
/// `@unchecked`: OpenSSL's fetched algorithms are immutable and may be used by any thread (EVP_MD_fetch(3)).
@safe
private final class DigestAlgorithm: @unchecked Sendable {
    private let handle: OpaquePointer?
    private let length: Int

    init(_ name: String, length: Int) {
        unsafe handle = EVP_MD_fetch(nil, name, nil)
        self.length = length
    }

    func digest(_ bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: length) { output, count in
            var written: UInt32 = 0
            let result = unsafe bytes.withUnsafeBytes { input in
                unsafe EVP_Digest(input.baseAddress, input.count, output.baseAddress, &written, handle, nil)
            }
            // Digesting memory fails only if the library cannot allocate; a zero digest would then be a lie.
            precondition(result == 1, "OpenSSL could not compute a digest")
            count = Int(written)
        }
    }
}
