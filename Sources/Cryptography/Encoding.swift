internal import CSodium

/// Texts for bytes, hexadecimal and base 64 (RFC 4648), over libsodium.
public enum Encoding {
    /// Lower-case hexadecimal.
    /// - Parameter bytes: the bytes.
    /// - Returns: two digits a byte.
    public static func hex(_ bytes: [UInt8]) -> String {
        unsafe text(capacity: bytes.count * 2 + 1) { output, capacity in
            unsafe sodium_bin2hex(output, capacity, bytes, bytes.count)
        }
    }

    /// Base 64 with padding (RFC 4648, 4).
    /// - Parameter bytes: the bytes.
    /// - Returns: the text.
    public static func base64(_ bytes: [UInt8]) -> String {
        unsafe text(capacity: (bytes.count + 2) / 3 * 4 + 1) { output, capacity in
            unsafe sodium_bin2base64(output, capacity, bytes, bytes.count, sodium_base64_VARIANT_ORIGINAL)
        }
    }

    private static func text(
        capacity: Int,
        _ write: (UnsafeMutablePointer<CChar>, Int) -> UnsafeMutablePointer<CChar>?
    ) -> String {
        var output = [CChar](repeating: 0, count: capacity)
        unsafe output.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { _ = unsafe write(base, capacity) }
        }
        return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Base 64 for addresses, without padding (RFC 4648, 5).
    /// - Parameter bytes: the bytes.
    /// - Returns: the text.
    public static func base64URL(_ bytes: [UInt8]) -> String {
        unsafe text(capacity: (bytes.count + 2) / 3 * 4 + 1) { output, capacity in
            unsafe sodium_bin2base64(output, capacity, bytes, bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        }
    }

    /// The bytes behind base 64 text, or nil if it is not well-formed.
    /// - Parameter text: base 64 with padding.
    /// - Returns: the bytes.
    public static func bytes(base64 text: String) -> [UInt8]? {
        decoded(text, sodium_base64_VARIANT_ORIGINAL)
    }

    /// The bytes behind base 64 text for addresses, or nil if it is not well-formed.
    /// - Parameter text: base 64 without padding (RFC 4648, 5).
    /// - Returns: the bytes.
    public static func bytes(base64URL text: String) -> [UInt8]? {
        decoded(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    }

    private static func decoded(_ text: String, _ variant: Int32) -> [UInt8]? {
        let capacity = text.utf8.count / 4 * 3 + 3
        var output = [UInt8](repeating: 0, count: capacity)
        var count = 0
        let result = unsafe sodium_base642bin(
            &output,
            capacity,
            text,
            text.utf8.count,
            nil,
            &count,
            nil,
            variant
        )
        return result == 0 ? Array(output.prefix(count)) : nil
    }

    /// Whether two secrets are equal, in a time that does not depend on where they differ.
    /// - Parameters:
    ///   - left: one secret.
    ///   - right: the other.
    /// - Returns: true if equal.
    public static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe sodium_memcmp(left, right, left.count) == 0
    }
}
