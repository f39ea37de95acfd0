import JSON

/// Extensions (3.2, 3.10, 7.3) and dictionaries (2.3).
extension ObjectCheck {
    private static let extensionType = KnownName("extension_type")

    /// Reads what the extensions declare, before the members are judged.
    mutating func readDeclarations(_ value: Int) {
        guard nodes[value].kind == .object else { return }
        var key = value + 1
        let end = Int(nodes[value].next)
        while key < end {
            if let kind = member(key + 1, Self.extensionType), nodes[kind].kind == .string {
                declares.hasTopLevelProperties =
                    declares.hasTopLevelProperties || isText(kind, "toplevel-property-extension")
                let isObservable = isText(kind, "new-sco")
                declares.isNewObservable = declares.isNewObservable || isObservable
                declares.hasNewObject =
                    declares.hasNewObject || isObservable || isText(kind, "new-sdo") || isText(kind, "new-sro")
                declares.hasPropertyExtension = declares.hasPropertyExtension || isText(kind, "property-extension")
            }
            key = following(key + 1)
        }
    }

    mutating func checkExtensions(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isKind(value, .object, name, schema), !isEmptyDictionary(value, name) else { return }
        var key = value + 1
        let end = Int(nodes[value].next)
        while key < end {
            checkExtension(key, schema)
            key = following(key + 1)
        }
    }

    private mutating func checkExtension(_ key: Int, _ schema: Schema) {
        let value = key + 1
        guard nodes[value].kind == .object else {
            return error(
                .propertyType,
                at: value,
                spec: "3.2",
                "an extension must be an object, not \(kindWords(value))"
            )
        }
        if let part = withText(key, { Schemas.predefined($0, for: type) }) {
            return checkPart(value, part)
        }
        if let addition = withText(key, { types.addition($0, to: type) }) {
            var places = Places(repeating: 0)
            _ = checkMembers(value, addition, &places)
            return
        }
        guard nodes[value].length > 0 else {
            return error(.valueEmpty, at: value, spec: "2.3", "the extension `\(text(key))` is empty")
        }
        let kind = member(value, Self.extensionType)
        if let kind, isKind(kind, .string, kind - 1, schema) {
            checkTerm(kind, .extensionType)
        }
        let isDefinition = withText(key) { text in
            guard let layout = STIXIdentifierLayout(text) else { return false }
            return ObjectType.named(text.extracting(0..<layout.typeLength)) == .extensionDefinition
        }
        if isDefinition {
            if kind == nil {
                error(
                    .extensionContent,
                    at: value,
                    spec: "3.2",
                    "the extension `\(text(key))` needs the property `extension_type`"
                )
            }
        } else {
            checkOtherKey(key, hasType: kind != nil)
        }
        checkExtensionMembers(value)
    }

    /// A key that is neither an extension definition nor predefined for the type.
    private mutating func checkOtherKey(_ key: Int, hasType: Bool) {
        let message = "`\(text(key))` is no extension; use the id of an extension definition or a predefined name"
        switch type {
        case .file: error(.extensionKey, at: key + 1, spec: "6.7", message)
        case .networkTraffic: error(.extensionKey, at: key + 1, spec: "6.12", message)
        case .process: error(.extensionKey, at: key + 1, spec: "6.13", message)
        case .userAccount: error(.extensionKey, at: key + 1, spec: "6.16", message)
        default: warn(.extensionKey, at: key + 1, spec: "3.2", message)
        }
    }

    private mutating func checkExtensionMembers(_ value: Int) {
        var name = value + 1
        let end = Int(nodes[value].next)
        while name < end {
            if !withText(name, { STIXName.isEqual($0, Self.extensionType.bytes) }) {
                checkUnknown(name, name + 1)
            }
            name = following(name + 1)
        }
    }

    /// A dictionary, its keys, and its values by kind.
    mutating func checkDictionary(_ value: Int, _ kind: DictionaryKind, _ name: Int, _ schema: Schema) {
        guard isKind(value, .object, name, schema), !isEmptyDictionary(value, name) else { return }
        var key = value + 1
        let end = Int(nodes[value].next)
        while key < end {
            if !withText(key, { STIXName.isDictionaryKey($0) }) {
                error(
                    .dictionaryKey,
                    at: key + 1,
                    spec: "2.3",
                    "the key `\(text(key))` must be 1 to 250 ascii letters, digits, hyphens and underscores"
                )
            }
            checkEntry(key, kind, schema)
            key = following(key + 1)
        }
    }

    private mutating func checkEntry(_ key: Int, _ kind: DictionaryKind, _ schema: Schema) {
        let value = key + 1
        switch kind {
        case .any: checkContent(value)
        case .texts, .pdfInfo:
            if isKind(value, .string, key, schema), kind == .pdfInfo, !PDFInformation.isKnown(text(key)) {
                warn(
                    .dictionaryKey,
                    at: value,
                    spec: schema.section,
                    "`\(text(key))` is no key of a pdf document information dictionary"
                )
            }
        case .textOrTexts:
            if nodes[value].kind == .string {
                // The examples of 6.6.2 have strings; so this MUST is a warning here.
                warn(
                    .propertyType,
                    at: value,
                    spec: schema.section,
                    "the header field `\(text(key))` should be a list of strings"
                )
            } else {
                eachText(value, key, schema) { _, _ in }
            }
        case .textOrInteger, .exif:
            guard nodes[value].kind != .string else { break }
            check(value, .integer(Int.min...Int.max), name: key, schema: schema)
        case .integers: check(value, .integer(Int.min...Int.max), name: key, schema: schema)
        case .socketOptions:
            check(value, .integer(Int.min...Int.max), name: key, schema: schema)
            if !SocketOption.isGood(text(key)) {
                warn(
                    .dictionaryKey,
                    at: value,
                    spec: schema.section,
                    "`\(text(key))` should be a socket option; it starts with `SO_`, `ICMP_`, `ICMP6_`, `IP_`, `IPV6_`, `MCAST_`, `TCP_` or `IRLMP_`"
                )
            }
        case .textLists: eachText(value, key, schema) { _, _ in }
        case .startupInfo:
            if nodes[value].kind == .array || nodes[value].kind == .object {
                checkContent(value)
            }
        }
    }
}

/// The keys of a PDF document information dictionary (ISO 32000-1, 14.3.3).
enum PDFInformation {
    static func isKnown(_ key: String) -> Bool {
        switch key {
        case "Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Trapped":
            true
        default: false
        }
    }
}

/// The names of socket options (6.12.4).
enum SocketOption {
    static func isGood(_ key: String) -> Bool {
        let parts = key.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count >= 2, let family = parts.first else { return false }
        switch family {
        case "SO", "ICMP", "ICMP6", "IP", "IPV6", "MCAST", "TCP", "IRLMP": break
        default: return false
        }
        return parts.dropFirst().allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
        }
    }
}
