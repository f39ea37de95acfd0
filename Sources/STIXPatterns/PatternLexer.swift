/// Cuts a pattern into tokens; each is the longest that fits.
struct PatternLexer {
    let text: [UInt8]
    private(set) var index = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// The next token.
    mutating func next() throws(PatternProblem) -> PatternToken {
        skipSpace()
        guard index < text.count else { return PatternToken(kind: .end, range: index..<index) }
        let start = index
        let kind = try kind()
        return PatternToken(kind: kind, range: start..<index)
    }

    private func byte(_ offset: Int) -> UInt8 { offset < text.count ? text[offset] : 0 }

    private mutating func kind() throws(PatternProblem) -> PatternToken.Kind {
        let first = text[index]
        switch first {
        case UInt8(ascii: "'"):
            try quoted()
            return .text
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
            return try number()
        case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            return try comparison()
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"),
            UInt8(ascii: ","), UInt8(ascii: "*"):
            index += 1
            return .mark(first)
        default:
            guard PatternLexer.isNameStart(first) else { throw unexpectedCharacter() }
            if byte(index + 1) == UInt8(ascii: "'") {
                switch first {
                case UInt8(ascii: "h"): return try hex()
                case UInt8(ascii: "b"): return try binary()
                case UInt8(ascii: "t"): return try timestamp()
                default: break
                }
            }
            return name()
        }
    }

    private func unexpectedCharacter() -> PatternProblem {
        let first = text[index]
        let shown = first > 0x20 && first < 0x7F ? "`\(Character(Unicode.Scalar(first)))`" : "byte \(first)"
        return PatternProblem(offset: index, message: "\(shown) cannot stand here")
    }

    /// ASCII space and the space characters of Unicode that the grammar lists.
    private mutating func skipSpace() {
        while index < text.count {
            switch text[index] {
            case 0x09...0x0D, 0x20: index += 1
            case 0xC2 where byte(index + 1) == 0x85 || byte(index + 1) == 0xA0: index += 2
            case 0xE1 where byte(index + 1) == 0x9A && byte(index + 2) == 0x80: index += 3
            case 0xE2 where isGeneralSpace(): index += 3
            case 0xE3 where byte(index + 1) == 0x80 && byte(index + 2) == 0x80: index += 3
            default: return
            }
        }
    }

    /// U+2000 to U+200A, U+2028, U+2029, U+202F and U+205F.
    private func isGeneralSpace() -> Bool {
        switch (byte(index + 1), byte(index + 2)) {
        case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): true
        default: false
        }
    }

    static func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }

    private mutating func name() -> PatternToken.Kind {
        let start = index
        var hasHyphen = false
        while index < text.count {
            let current = text[index]
            if current == UInt8(ascii: "-") {
                hasHyphen = true
            } else if !PatternLexer.isNameStart(current), !PatternLexer.isDigit(current) {
                break
            }
            index += 1
        }
        if hasHyphen { return .hyphenName }
        let length = index - start
        if length == 4 || length == 5, text[start] == UInt8(ascii: "t") || text[start] == UInt8(ascii: "f") {
            let word = String(decoding: text[start..<index], as: UTF8.self)
            if word == "true" || word == "false" { return .boolean }
        }
        guard length <= 10, text[start] &- UInt8(ascii: "A") < 26 else { return .name }
        return PatternKeyword(rawValue: String(decoding: text[start..<index], as: UTF8.self)).map { .keyword($0) }
            ?? .name
    }

    /// A string: `\'` and `\\` are the only escapes.
    private mutating func quoted() throws(PatternProblem) {
        let start = index
        index += 1
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "'"):
                index += 1
                return
            case UInt8(ascii: "\\"):
                guard byte(index + 1) == UInt8(ascii: "'") || byte(index + 1) == UInt8(ascii: "\\") else {
                    throw PatternProblem(
                        offset: index,
                        message: "a backslash must be written `\\\\`, an apostrophe `\\'`"
                    )
                }
                index += 2
            default: index += 1
            }
        }
        throw PatternProblem(offset: start, message: "the string that starts here does not end")
    }

    private mutating func number() throws(PatternProblem) -> PatternToken.Kind {
        let start = index
        let isNegative = text[index] == UInt8(ascii: "-")
        if isNegative || text[index] == UInt8(ascii: "+") {
            index += 1
        }
        let digits = index
        while PatternLexer.isDigit(byte(index)) {
            index += 1
        }
        if byte(index) == UInt8(ascii: "."), PatternLexer.isDigit(byte(index + 1)) {
            index += 1
            while PatternLexer.isDigit(byte(index)) {
                index += 1
            }
            return .float(isNegative: isNegative)
        }
        if index == digits {
            guard text[start] == UInt8(ascii: "."), start == digits else {
                index = start
                throw unexpectedCharacter()
            }
            index += 1
            return .mark(UInt8(ascii: "."))
        }
        if index - digits > 1, text[digits] == UInt8(ascii: "0") {
            throw PatternProblem(offset: digits, message: "a whole number may not start with 0")
        }
        return .integer(isNegative: isNegative)
    }

    private mutating func comparison() throws(PatternProblem) -> PatternToken.Kind {
        let (first, second) = (text[index], byte(index + 1))
        switch (first, second) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")), (UInt8(ascii: "!"), UInt8(ascii: "=")),
            (UInt8(ascii: "<"), UInt8(ascii: ">")):
            index += 2
            return .equality
        case (UInt8(ascii: "="), _):
            index += 1
            return .equality
        case (UInt8(ascii: "<"), UInt8(ascii: "=")), (UInt8(ascii: ">"), UInt8(ascii: "=")):
            index += 2
            return .order
        case (UInt8(ascii: "<"), _), (UInt8(ascii: ">"), _):
            index += 1
            return .order
        default: throw unexpectedCharacter()
        }
    }

    private mutating func hex() throws(PatternProblem) -> PatternToken.Kind {
        let start = index
        index += 2
        while PatternLexer.isHexDigit(byte(index)) {
            index += 1
        }
        guard byte(index) == UInt8(ascii: "'"), (index - start) % 2 == 0 else {
            throw PatternProblem(offset: start, message: "`h'…'` needs pairs of hexadecimal digits")
        }
        index += 1
        return .hex
    }

    private mutating func binary() throws(PatternProblem) -> PatternToken.Kind {
        let start = index
        index += 2
        while PatternLexer.isDigit(byte(index)) || (byte(index) | 0x20) &- UInt8(ascii: "a") < 26
            || byte(index) == UInt8(ascii: "+") || byte(index) == UInt8(ascii: "/")
        {
            index += 1
        }
        let digits = index - start - 2
        while byte(index) == UInt8(ascii: "="), index - start - 2 - digits < 2 {
            index += 1
        }
        guard byte(index) == UInt8(ascii: "'"), (index - start - 2) % 4 == 0 else {
            throw PatternProblem(offset: start, message: "`b'…'` needs base64 with padding")
        }
        index += 1
        return .binary
    }

    private mutating func timestamp() throws(PatternProblem) -> PatternToken.Kind {
        let start = index
        index += 2
        while index < text.count, text[index] != UInt8(ascii: "'") {
            index += 1
        }
        guard byte(index) == UInt8(ascii: "'"), PatternTimestamp(text[(start + 2)..<index]) != nil else {
            throw PatternProblem(
                offset: start,
                message: "`t'…'` needs an existing date and time such as `2016-01-20T12:31:12.1Z`"
            )
        }
        index += 1
        return .timestamp
    }
}
