/// The characters of strings that are not plain: escapes, and those of several bytes.
extension JSONScanner {
    /// - Returns: whether RFC 8785 (3.2.2.2) spells it so; `\u` counts as another spelling, whatever it stands for.
    mutating func escape() throws(Fault) -> Bool {
        let start = index
        index += 1
        guard index < count else {
            throw fault(.truncated, "the text ends inside an escape", at: start)
        }
        switch byte(index) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 1
            return true
        case UInt8(ascii: "/"):
            index += 1
            return false
        case UInt8(ascii: "u"):
            index += 1
            let unit = try hexUnit(escapeAt: start)
            if unit >= 0xDC00, unit < 0xE000 {
                throw fault(.surrogate, "a low surrogate stands alone", at: start)
            }
            if unit >= 0xD800, unit < 0xDC00 {
                guard index + 1 < count, byte(index) == UInt8(ascii: "\\"), byte(index + 1) == UInt8(ascii: "u")
                else {
                    throw fault(.surrogate, "a high surrogate stands alone", at: start)
                }
                index += 2
                let low = try hexUnit(escapeAt: start)
                guard low >= 0xDC00, low < 0xE000 else {
                    throw fault(.surrogate, "a high surrogate is not followed by a low one", at: start)
                }
            }
            return false
        default: throw fault(.syntax, "unknown escape", at: start)
        }
    }

    private mutating func hexUnit(escapeAt start: Int) throws(Fault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard index < count else {
                throw fault(.truncated, "the text ends inside an escape", at: start)
            }
            guard let digit = hexDigitValue(byte(index)) else {
                throw fault(.syntax, "`\\u` needs four hexadecimal digits", at: start)
            }
            unit = unit << 4 | UInt32(digit)
            index += 1
        }
        return unit
    }

    /// RFC 3629: well-formed UTF-8 only (no overlong forms, surrogates or values past U+10FFFF).
    mutating func multibyte() throws(Fault) {
        let lead = byte(index)
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, high) = (4, 0x8F)
        default: throw fault(.encoding, "byte \(lead) cannot start a UTF-8 character")
        }
        guard index + length <= count else {
            throw fault(.encoding, "the text ends inside a UTF-8 character")
        }
        for offset in 1..<length {
            let next = byte(index + offset)
            let isFirst = offset == 1
            guard next >= (isFirst ? low : 0x80), next <= (isFirst ? high : 0xBF) else {
                throw fault(.encoding, "byte \(next) cannot continue a UTF-8 character", at: index + offset)
            }
        }
        index += length
    }
}
