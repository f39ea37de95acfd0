internal import CSodium

/// Random values from the system, over libsodium.
public enum Random {
    /// Random bytes fit for keys.
    /// - Parameter count: how many.
    /// - Returns: the bytes.
    public static func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { unsafe randombytes_buf(base, count) }
            initialized = count
        }
    }

    /// A random UUID (RFC 4122, version 4) in lower case.
    /// - Returns: the UUID.
    public static func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Encoding.hex(bytes)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            String(decoding: Array(hex.utf8)[range], as: UTF8.self)
        }
        return parts.joined(separator: "-")
    }
}
