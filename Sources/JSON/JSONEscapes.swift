/// The value of a hexadecimal digit, or nil.
/// - Parameter byte: an ASCII character.
/// - Returns: 0 to 15, or nil if it is no hexadecimal digit.
@inline(__always)
func hexDigitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// The escapes of JSON strings: resolved on the way in, written as RFC 8785 (3.2.2.2) asks on the way out.
public enum JSONEscapes {
    /// The content of a string with its escapes resolved.
    /// - Parameter raw: bytes between the quotes that the scanner has accepted.
    /// - Returns: UTF-8.
    static func resolved(_ raw: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < raw.count else {
                result.append(byte)
                continue
            }
            let escape = raw[index]
            index += 1
            switch escape {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = unit(raw, &index)
                if scalar >= 0xD800, scalar < 0xDC00 {
                    index += 2
                    // Text that the scanner has not seen may have no low surrogate here; then nothing adds up.
                    scalar = 0x10000 &+ (scalar &- 0xD800) << 10 &+ (unit(raw, &index) &- 0xDC00)
                }
                let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
                result.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
            default: result.append(escape)
            }
        }
        return result
    }

    private static func unit(_ raw: Span<UInt8>, _ index: inout Int) -> UInt32 {
        var result: UInt32 = 0
        for _ in 0..<4 where index < raw.count {
            result = result << 4 | UInt32(hexDigitValue(raw[index]) ?? 0)
            index += 1
        }
        return result
    }

    /// Appends a string in quotes, with the fewest escapes.
    /// - Parameters:
    ///   - content: the string; most need no escape and are copied in one go.
    ///   - output: where it goes.
    public static func write(_ content: String, to output: inout [UInt8]) {
        guard isPlain(content.utf8Span.span) else { return write(content.utf8Span.span, to: &output) }
        output.append(UInt8(ascii: "\""))
        output.append(contentsOf: content.utf8)
        output.append(UInt8(ascii: "\""))
    }

    /// Whether nothing needs an escape.
    private static func isPlain(_ content: Span<UInt8>) -> Bool {
        for index in content.indices {
            let byte = content[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
        }
        return true
    }

    /// Appends a string in quotes, with the fewest escapes (RFC 8785, 3.2.2.2).
    /// - Parameters:
    ///   - content: UTF-8.
    ///   - output: where it goes.
    static func write(_ content: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for index in content.indices {
            let byte = content[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case 0x20...: output.append(byte)
            case 0x08: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "b")])
            case 0x09: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
            case 0x0A: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case 0x0C: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "f")])
            case 0x0D: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
            default:
                let hex = Array("0123456789abcdef".utf8)
                output.append(contentsOf: "\\u00".utf8)
                output.append(hex[Int(byte >> 4)])
                output.append(hex[Int(byte & 15)])
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
