/// The forms of text, judged over bytes.
enum TextForms {
    static func isGood(_ text: Span<UInt8>, _ form: TextForm) -> Bool {
        switch form {
        case .ipv4: AddressForms.isIPv4(text)
        case .ipv6: AddressForms.isIPv6(text)
        case .mac: AddressForms.isMAC(text)
        case .domainName: AddressForms.isDomainName(text)
        case .emailAddress: AddressForms.isEmailAddress(text)
        case .mediaType: isMediaType(text)
        case .characterSet: CharacterSets.contains(text)
        case .cpe: CPEName.isGood(text)
        case .relationshipType: isRelationshipType(text)
        case .country: text.count == 2 && LetterPairs.countries.contains(text[0], text[1])
        case .product: isAll(text) { STIXName.isLower($0) || STIXName.isDigit($0) || $0 == UInt8(ascii: "-") }
        case .priority: hasSuffix(text, Array("_CLASS".utf8)) && text.count > 6
        case .protocolName:
            text.count <= 15
                && isAll(text) { STIXName.isLetter($0) || STIXName.isDigit($0) || $0 == UInt8(ascii: "-") }
        case .version: true
        case .something: text.count > 0
        case .duration: DateForms.isDuration(text)
        case .partialDate: DateForms.isPartialDate(text)
        case .currency: text.count == 3 && isAll(text) { $0 &- UInt8(ascii: "A") < 26 }
        }
    }

    /// Whether there is something, and all of it passes a test.
    static func isAll(_ text: Span<UInt8>, _ test: (UInt8) -> Bool) -> Bool {
        guard text.count > 0 else { return false }
        for index in text.indices where !test(text[index]) {
            return false
        }
        return true
    }

    static func hasSuffix(_ text: Span<UInt8>, _ suffix: [UInt8]) -> Bool {
        guard text.count >= suffix.count else { return false }
        return STIXName.isEqual(text.extracting(text.count - suffix.count..<text.count), suffix)
    }

    private static func isRelationshipType(_ text: Span<UInt8>) -> Bool {
        isAll(text) { STIXName.isLower($0) || STIXName.isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// `type/subtype`, with a registered top-level type (RFC 6838, 4.2).
    static func isMediaType(_ text: Span<UInt8>) -> Bool {
        guard let slash = (0..<text.count).first(where: { text[$0] == UInt8(ascii: "/") }) else { return false }
        let top = String(decoding: (0..<slash).map { text[$0] }, as: UTF8.self)
        switch top {
        case "application", "audio", "font", "image", "message", "model", "multipart", "text", "video": break
        default: return false
        }
        return isAll(text.extracting(slash + 1..<text.count)) {
            STIXName.isLetter($0) || STIXName.isDigit($0) || ".+_-!#$&^".utf8.contains($0)
        }
    }

    /// RFC 4648, section 4: groups of four, with padding.
    static func isBase64(_ text: Span<UInt8>) -> Bool {
        guard text.count % 4 == 0, text.count > 0 else { return false }
        for index in text.indices {
            let byte = text[index]
            let isDigit =
                STIXName.isLetter(byte) || STIXName.isDigit(byte) || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "/")
            guard isDigit || (byte == UInt8(ascii: "=") && index >= text.count - 2) else { return false }
            if !isDigit, index == text.count - 2, text[text.count - 1] != UInt8(ascii: "=") { return false }
        }
        return true
    }

    /// RFC 3986, section 3: a scheme, and only characters that may stand in a URI.
    static func isURI(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, STIXName.isLetter(text[0]) else { return false }
        var index = 1
        while index < text.count, text[index] != UInt8(ascii: ":") {
            let byte = text[index]
            guard STIXName.isLetter(byte) || STIXName.isDigit(byte) || "+-.".utf8.contains(byte) else { return false }
            index += 1
        }
        guard index < text.count else { return false }
        index += 1
        var hasFragment = false
        var mayBracket =
            index + 1 < text.count && text[index] == UInt8(ascii: "/") && text[index + 1] == UInt8(ascii: "/")
        if mayBracket {
            index += 2
        }
        while index < text.count {
            let byte = text[index]
            if STIXName.isLetter(byte) || STIXName.isDigit(byte) {
                index += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "%"):
                guard index + 2 < text.count, STIXName.isHexDigit(text[index + 1]),
                    STIXName.isHexDigit(text[index + 2])
                else { return false }
                index += 2
            case UInt8(ascii: "["), UInt8(ascii: "]"):
                guard mayBracket else { return false }
            case UInt8(ascii: "#"):
                guard !hasFragment else { return false }
                hasFragment = true
                mayBracket = false
            case UInt8(ascii: "/"), UInt8(ascii: "?"): mayBracket = false
            case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&")...UInt8(ascii: "."), UInt8(ascii: ":"),
                UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                break
            default: return false
            }
            index += 1
        }
        return true
    }

    /// Whether a hash has the length and characters of its algorithm (10.7).
    static func isHash(_ text: Span<UInt8>, named name: Span<UInt8>) -> Bool {
        let isHex = isAll(text) { STIXName.isHexDigit($0) }
        switch (name.count, name[name.count - 1]) {
        case (3, _): return isHex && text.count == 32
        case (4, _):
            // TLSH has 70 digits, and since its version 4 a `T1` before them.
            let isDigits = isAll(text) { STIXName.isLetter($0) || STIXName.isDigit($0) }
            return isDigits && (text.count == 70 || (text.count == 72 && text[0] == UInt8(ascii: "T")))
        case (5, _): return isHex && text.count == 40
        case (6, _):
            return text.count <= 148
                && isAll(text) { STIXName.isLetter($0) || STIXName.isDigit($0) || "/+:".utf8.contains($0) }
        case (_, UInt8(ascii: "6")): return isHex && text.count == 64
        default: return isHex && text.count == 128
        }
    }
}
