import JSON

/// Text in a form of its own: addresses, tags, digits, hashes.
extension ObjectCheck {
    mutating func check(_ value: Int, _ form: TextForm, _ schema: Schema) {
        let isGood = withText(value) { TextForms.isGood($0, form) }
        guard !isGood else { return }
        let shown = text(value)
        switch form {
        case .ipv4:
            bad(
                value,
                schema,
                "`\(shown)` is no ipv4 address; write four numbers, with a cidr length if it is a network"
            )
        case .ipv6:
            bad(
                value,
                schema,
                "`\(shown)` is no ipv6 address; write eight groups or `::`, with a cidr length if it is a network"
            )
        case .mac:
            bad(
                value,
                schema,
                "`\(shown)` is no mac address; write six pairs of lowercase hexadecimal digits with colons"
            )
        case .domainName: bad(value, schema, "`\(shown)` is no domain name (rfc 1034, rfc 5890)")
        case .emailAddress:
            bad(
                value,
                schema,
                "`\(shown)` is no email address (rfc 5322); write `local@domain` without a display name"
            )
        case .characterSet:
            bad(
                value,
                schema,
                "`\(shown)` is no name of the iana character set registry; write for example `windows-1252`"
            )
        case .cpe: bad(value, schema, "`\(shown)` is no cpe 2.3 name; write `cpe:2.3:` and eleven parts")
        case .relationshipType:
            bad(value, schema, "the relationship type `\(shown)` must be lowercase letters, digits and hyphens")
        case .mediaType:
            poor(value, schema, .valueFormat, "`\(shown)` should be a media type such as `application/pdf`")
        case .country: poor(value, schema, .valueFormat, "`\(shown)` should be an iso 3166-1 alpha-2 code")
        case .product:
            poor(value, schema, .valueSpelling, "`\(shown)` should be lowercase, with hyphens between words")
        case .priority: poor(value, schema, .valueSpelling, "`\(shown)` should end with `_CLASS`")
        case .protocolName:
            poor(value, schema, .valueFormat, "`\(shown)` should be a service name of the iana registry")
        case .version: break
        case .something: bad(value, schema, "the text is empty; leave the property out")
        case .duration: bad(value, schema, "`\(shown)` is no iso 8601 duration; write for example `P1Y`")
        case .partialDate:
            bad(value, schema, "`\(shown)` is no date; write a year, a month or a day such as `2022-12-09`")
        case .currency: bad(value, schema, "`\(shown)` is no iso 4217 code; write for example `EUR`")
        }
    }

    private mutating func bad(_ value: Int, _ schema: Schema, _ message: String) {
        error(.valueFormat, at: value, spec: schema.section, message)
    }

    private mutating func poor(_ value: Int, _ schema: Schema, _ code: FindingCode, _ message: String) {
        warn(code, at: value, spec: schema.section, message)
    }

    mutating func checkHex(_ value: Int) {
        let isGood =
            nodes[value].kind == .string
            && withText(value) { text in
                guard text.count > 0, text.count % 2 == 0 else { return false }
                for index in text.indices where !STIXName.isLowerHexDigit(text[index]) {
                    return false
                }
                return true
            }
        guard !isGood else { return }
        error(
            .valueFormat,
            at: value,
            spec: "2.8",
            "`\(text(value))` is not hexadecimal; write an even number of digits 0 to 9 and a to f"
        )
    }

    mutating func checkBinary(_ value: Int) {
        let isGood = nodes[value].kind == .string && withText(value) { TextForms.isBase64($0) }
        guard !isGood else { return }
        error(
            .valueFormat,
            at: value,
            spec: "2.1",
            "`\(text(value))` is not base64 (rfc 4648, section 4, with padding)"
        )
    }

    mutating func checkLanguage(_ value: Int, spec: String) {
        if withText(value, { LanguageTag.isGood($0) }) { return }
        error(
            .languageTag,
            at: value,
            spec: spec,
            "`\(text(value))` is no language tag of rfc 5646; write for example `en` or `pt-BR`"
        )
    }

    mutating func checkURL(_ value: Int, _ schema: Schema) {
        if withText(value, { TextForms.isURI($0) }) { return }
        error(
            .valueFormat,
            at: value,
            spec: schema.section,
            "`\(text(value))` is no url (rfc 3986); it needs a scheme, and other characters percent-encoded"
        )
    }

    /// Hashes by algorithm (2.7).
    mutating func checkHashes(_ value: Int, _ isClosed: Bool, _ name: Int, _ schema: Schema) {
        guard isKind(value, .object, name, schema), !isEmptyDictionary(value, name) else { return }
        var key = value + 1
        let end = Int(nodes[value].next)
        while key < end {
            checkHash(key, isClosed, schema)
            key = following(key + 1)
        }
    }

    private mutating func checkHash(_ key: Int, _ isClosed: Bool, _ schema: Schema) {
        let isKey = withText(key) { $0.count >= 3 && STIXName.isDictionaryKey($0) }
        if !isKey {
            error(
                .hashName,
                at: key + 1,
                spec: "2.7",
                "the hash name `\(text(key))` must be 3 to 250 ascii letters, digits, hyphens and underscores"
            )
        }
        guard nodes[key + 1].kind == .string else {
            return error(
                .propertyType,
                at: key + 1,
                spec: "2.7",
                "a hash must be a string, not \(kindWords(key + 1))"
            )
        }
        guard isTerm(key, .hashAlgorithm) else {
            let message = "the hash name `\(text(key))` is not in hash-algorithm-ov"
            let isCustom = withText(key) { $0.count > 2 && $0[0] == UInt8(ascii: "x") && $0[1] == UInt8(ascii: "_") }
            // Section 10.7 leaves other names to the producer; a name of one's own is told by its prefix.
            if isClosed, !isCustom {
                error(.hashName, at: key + 1, spec: schema.section, message)
            } else if !isCustom {
                warn(.hashName, at: key + 1, spec: "2.7", message)
            }
            return
        }
        let isGood = withText(key) { name in withText(key + 1) { TextForms.isHash($0, named: name) } }
        if !isGood {
            error(
                .hashValue,
                at: key + 1,
                spec: "10.7",
                "`\(text(key + 1))` is no \(text(key)) hash: wrong length or characters"
            )
        }
    }

    /// Whether a dictionary is empty; reports it if so (2.3).
    mutating func isEmptyDictionary(_ value: Int, _ name: Int) -> Bool {
        guard nodes[value].length == 0 else { return false }
        error(.valueEmpty, at: value, spec: "2.3", "the dictionary `\(text(name))` is empty; leave the property out")
        return true
    }
}
