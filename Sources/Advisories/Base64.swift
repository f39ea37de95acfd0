/// Base 64 (RFC 4648, section 4), as `payload_bin` has it.
package enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bytes as text.
    package static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let piece = bytes[start..<min(start + 3, bytes.count)]
            var bits = piece.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - piece.count))
            bits <<= 8
            for place in 0..<4 {
                text.append(place <= piece.count ? letters[Int(bits >> 26)] : UInt8(ascii: "="))
                bits <<= 6
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil if it is not base 64.
    package static func bytes(_ text: String) -> [UInt8]? {
        var (bytes, bits, count, ended) = ([UInt8](), UInt32(0), 0, 0)
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") {
                ended += 1
                continue
            }
            let value = values[Int(byte)]
            guard ended == 0, value < 64 else { return nil }
            (bits, count) = (bits << 6 | UInt32(value), count + 6)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return text.utf8.count % 4 == 0 && ended <= 2 ? bytes : nil
    }

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (place, letter) in letters.enumerated() { values[Int(letter)] = UInt8(place) }
        return values
    }()
}
