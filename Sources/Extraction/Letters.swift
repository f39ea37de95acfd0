/// What bytes of UTF-8 are, as far as values in texts are concerned.
extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isLetter: Bool { (97...122).contains(self | 0x20) }
    var isAlphanumeric: Bool { isDigit || isLetter }
    var isHexDigit: Bool { isDigit || (97...102).contains(self | 0x20) }
    var small: UInt8 { (65...90).contains(self) ? self | 0x20 : self }
    /// Whether it goes on a character that began before.
    var isContinuation: Bool { self & 0xc0 == 0x80 }
}

extension [UInt8] {
    /// How long the letter of an alphabet beyond ASCII is that begins at a place; 0 where there is none.
    ///
    /// Of Latin to Georgian and the like, not of scripts that are written without spaces.
    func foreignLetter(at place: Int) -> Int {
        let byte = self[place]
        // U+00C0 to U+07FF, and U+0800 to U+1FFF.
        let length = (0xc3...0xdf).contains(byte) ? 2 : byte == 0xe0 || byte == 0xe1 ? 3 : 0
        guard length > 0, place + length <= count else { return 0 }
        for next in (place + 1)..<(place + length) where !self[next].isContinuation { return 0 }
        // × and ÷.
        if byte == 0xc3, self[place + 1] == 0x97 || self[place + 1] == 0xb7 { return 0 }
        return length
    }

    /// Whether some bytes stand at a place.
    func has(_ expected: [UInt8], at place: Int) -> Bool {
        guard place >= 0, place + expected.count <= count else { return false }
        for offset in expected.indices where self[place + offset] != expected[offset] { return false }
        return true
    }

    /// Whether a word of ASCII in small letters stands at a place, whatever its case there.
    func hasWord(_ expected: [UInt8], at place: Int) -> Bool {
        guard place >= 0, place + expected.count <= count else { return false }
        for offset in expected.indices where self[place + offset].small != expected[offset] { return false }
        return true
    }
}
