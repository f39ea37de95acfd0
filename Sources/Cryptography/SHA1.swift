internal import COpenSSL

/// SHA-1 (FIPS 180-4), for name-based UUIDs only; it protects nothing.
public enum SHA1 {
    /// The digest of a text.
    /// - Parameter bytes: the text.
    /// - Returns: 20 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        unsafe oneShotDigest(of: bytes, EVP_sha1(), length: 20)
    }
}

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The digest of a text.
    /// - Parameter bytes: the text.
    /// - Returns: 32 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        unsafe oneShotDigest(of: bytes, EVP_sha256(), length: 32)
    }
}

/// One call of the library; the buffers live for the call alone, and the output has the algorithm's fixed length.
private func oneShotDigest(of bytes: [UInt8], _ algorithm: OpaquePointer?, length: Int) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: length)
    var written: UInt32 = 0
    let status = unsafe EVP_Digest(bytes, bytes.count, &output, &written, algorithm, nil)
    // The library fails here only when it has no memory or lacks the algorithm: nothing can go on then.
    precondition(status == 1 && Int(written) == length, "the cryptographic library has no digest")
    return output
}
