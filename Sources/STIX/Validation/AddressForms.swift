/// Addresses of networks and mail, judged over bytes.
enum AddressForms {
    /// Four numbers, and a CIDR length of 0 to 32 if there is one (6.8).
    static func isIPv4(_ text: Span<UInt8>) -> Bool {
        guard let end = addressEnd(text, longest: 32) else { return false }
        return isDottedQuad(text.extracting(0..<end))
    }

    /// RFC 5952 and older spellings, and a CIDR length of 0 to 128 if there is one (6.9).
    static func isIPv6(_ text: Span<UInt8>) -> Bool {
        guard let end = addressEnd(text, longest: 128) else { return false }
        var groups = 0
        var hasGap = false
        var index = 0
        if end >= 2, text[0] == UInt8(ascii: ":"), text[1] == UInt8(ascii: ":") {
            hasGap = true
            index = 2
        }
        while index < end {
            var digits = 0
            while index + digits < end, STIXName.isHexDigit(text[index + digits]) {
                digits += 1
            }
            if index + digits < end, text[index + digits] == UInt8(ascii: ".") {
                groups += 2
                guard isDottedQuad(text.extracting(index..<end)) else { return false }
                index = end
                break
            }
            guard digits >= 1, digits <= 4 else { return false }
            groups += 1
            index += digits
            guard index < end else { break }
            guard text[index] == UInt8(ascii: ":"), index + 1 < end else { return false }
            index += 1
            if text[index] == UInt8(ascii: ":") {
                guard !hasGap else { return false }
                hasGap = true
                index += 1
            }
        }
        return hasGap ? groups <= 7 : groups == 8
    }

    /// Six pairs of lowercase hexadecimal digits with colons (6.10).
    static func isMAC(_ text: Span<UInt8>) -> Bool {
        guard text.count == 17 else { return false }
        for index in text.indices {
            let isGood = index % 3 == 2 ? text[index] == UInt8(ascii: ":") : STIXName.isLowerHexDigit(text[index])
            guard isGood else { return false }
        }
        return true
    }

    /// RFC 1034 with the letters of RFC 5890: labels of 1 to 63 bytes that do not start or end with a hyphen.
    static func isDomainName(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, text.count <= 1024 else { return false }
        var labelLength = 0
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                guard labelLength > 0, text[index - 1] != UInt8(ascii: "-") else { return false }
                labelLength = 0
                continue
            }
            guard
                byte >= 0x80 || STIXName.isLetter(byte) || STIXName.isDigit(byte) || byte == UInt8(ascii: "_")
                    || (byte == UInt8(ascii: "-") && labelLength > 0)
            else { return false }
            labelLength += 1
            guard labelLength <= 63 || byte >= 0x80 else { return false }
        }
        return text[text.count - 1] != UInt8(ascii: "-")
    }

    /// RFC 5322, addr-spec, as far as it can be told without its obsolete forms: something, `@`, something.
    static func isEmailAddress(_ text: Span<UInt8>) -> Bool {
        guard let sign = (0..<text.count).last(where: { text[$0] == UInt8(ascii: "@") }) else { return false }
        guard sign > 0, sign < text.count - 1 else { return false }
        let isQuoted = text[0] == UInt8(ascii: "\"") && text[sign - 1] == UInt8(ascii: "\"") && sign >= 2
        for index in 0..<sign {
            let byte = text[index]
            if isQuoted ? byte < 0x20 : (byte <= 0x20 || "()<>,;:\\\"[]@".utf8.contains(byte)) { return false }
        }
        if text[sign + 1] == UInt8(ascii: "[") { return text[text.count - 1] == UInt8(ascii: "]") }
        return isDomainName(text.extracting(sign + 1..<text.count))
    }

    /// Where the address ends: at the slash of a CIDR length, which must be a number without leading zeros.
    private static func addressEnd(_ text: Span<UInt8>, longest: Int) -> Int? {
        guard let slash = (0..<text.count).first(where: { text[$0] == UInt8(ascii: "/") }) else { return text.count }
        guard let length = number(text, slash + 1..<text.count), length <= longest else { return nil }
        return slash
    }

    private static func isDottedQuad(_ text: Span<UInt8>) -> Bool {
        var parts = 0
        var start = 0
        for index in 0...text.count where index == text.count || text[index] == UInt8(ascii: ".") {
            guard let part = number(text, start..<index), part <= 255 else { return false }
            parts += 1
            start = index + 1
        }
        return parts == 4
    }

    private static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count >= 1, range.count <= 3 else { return nil }
        guard range.count == 1 || text[range.lowerBound] != UInt8(ascii: "0") else { return nil }
        var number = 0
        for index in range {
            guard STIXName.isDigit(text[index]) else { return nil }
            number = number * 10 + Int(text[index] - UInt8(ascii: "0"))
        }
        return number
    }
}
