/// The rules for names (STIX 2.1, 3.1), over bytes.
enum STIXName {
    @inline(__always)
    static func isHexDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
    }

    @inline(__always)
    static func isLowerHexDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || byte &- UInt8(ascii: "a") < 6
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    static func isLower(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Whether a part of a text is hexadecimal digits.
    @inline(__always)
    static func isHex(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !isHexDigit(text[index]) {
            return false
        }
        return true
    }

    /// A letter, then lowercase letters, digits and single hyphens inside.
    static func isTypeName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 3, range.count <= 250, isLower(text[range.lowerBound]) else { return false }
        var previous: UInt8 = 0
        for index in range {
            let byte = text[index]
            if byte == UInt8(ascii: "-") {
                guard previous != UInt8(ascii: "-") else { return false }
            } else if !isLower(byte), !isDigit(byte) {
                return false
            }
            previous = byte
        }
        return previous != UInt8(ascii: "-")
    }

    /// A letter, then lowercase letters, digits and underscores; 3 to 250 bytes, or `id`.
    static func isPropertyName(_ text: Span<UInt8>) -> Bool {
        if text.count == 2 { return text[0] == UInt8(ascii: "i") && text[1] == UInt8(ascii: "d") }
        guard text.count >= 3, text.count <= 250, isLower(text[0]) else { return false }
        for index in text.indices where !isLower(text[index]) && !isDigit(text[index]) {
            guard text[index] == UInt8(ascii: "_") else { return false }
        }
        return true
    }

    /// ASCII letters, digits, hyphens and underscores (2.3).
    static func isDictionaryKey(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 1, text.count <= 250 else { return false }
        for index in text.indices where !isLetter(text[index]) && !isDigit(text[index]) {
            guard text[index] == UInt8(ascii: "_") || text[index] == UInt8(ascii: "-") else { return false }
        }
        return true
    }

    /// Whether a text equals a literal.
    static func isEqual(_ text: Span<UInt8>, _ literal: [UInt8]) -> Bool { isEqual(text, literal.span) }

    /// Whether two texts are equal.
    static func isEqual(_ text: Span<UInt8>, _ literal: Span<UInt8>) -> Bool {
        guard text.count == literal.count else { return false }
        for index in text.indices where text[index] != literal[index] {
            return false
        }
        return true
    }

    /// Whether a text is all lowercase, with hyphens between words (2.14).
    static func isTerm(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ") || byte &- UInt8(ascii: "A") < 26 {
                return false
            }
        }
        return true
    }
}
