internal import COpenSSL

/// Time-based one-time codes (RFC 6238): SHA-1, six digits, thirty seconds, as authenticator applications take them.
public enum OneTimeCode {
    /// Seconds for which a code stands.
    public static let step: Int64 = 30

    /// The code of a moment.
    /// - Parameters:
    ///   - secret: the shared secret.
    ///   - counter: the number of the step since 1970.
    /// - Returns: six digits.
    public static func code(_ secret: [UInt8], counter: Int64) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * Int64($0))) }
        var digest = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        let result = unsafe HMAC(
            EVP_sha1(),
            secret,
            Int32(clamping: secret.count),
            message,
            message.count,
            &digest,
            &length
        )
        guard unsafe result != nil, let last = digest.last else { return "" }
        let start = Int(last & 15)
        let value = digest[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(value % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code was given: the current one, or the one before or behind it for clocks that differ.
    /// - Parameters:
    ///   - given: the code as typed.
    ///   - secret: the shared secret.
    ///   - seconds: seconds since 1970.
    ///   - last: the step of the last code that was used; codes up to it are not taken again (RFC 6238, 5.2).
    /// - Returns: the step, or nil if the code does not fit.
    public static func step(of given: String, _ secret: [UInt8], seconds: Int64, after last: Int64) -> Int64? {
        let typed = Array(given.utf8.filter { $0 != UInt8(ascii: " ") })
        var found: Int64?
        for counter in (seconds / step - 1)...(seconds / step + 1)
        where Encoding.isEqual(Array(code(secret, counter: counter).utf8), typed) && counter > last {
            found = counter
        }
        return found
    }

    /// The secret in base 32 (RFC 4648, 6), as it is typed into an application.
    /// - Parameter secret: the secret.
    /// - Returns: the text without padding.
    public static func base32(_ secret: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (buffer, bits) = (UInt32(0), 0)
        for byte in secret {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return text
    }
}
