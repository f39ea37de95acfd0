internal import JSON
internal import STIX
internal import STIXPatterns

/// The value of an attribute as STIX has it: a pattern, and observable objects.
struct AttributeValue {
    /// The pattern.
    let pattern: String
    /// The language of the pattern.
    let language: String
    /// What was observed, where that can be said: objects without their identifiers.
    let observables: [JSONTree]

    /// The value of an attribute; nil where STIX can't say it so.
    /// - Parameters:
    ///   - type: the type of the attribute.
    ///   - value: its value.
    init?(type: String, value: String) {
        if let form = AttributeForm.single[type] {
            guard let test = Self.test(form, value) else { return nil }
            pattern = "[\(test)]"
            observables = Self.observable(type, form, value).map { [$0] } ?? []
            language = "stix"
        } else if let pair = AttributeForm.pairs[type] {
            guard let (left, right) = Self.halves(value, pair.isCutLast), let one = Self.test(pair.first, left),
                let two = Self.test(pair.second, right)
            else { return nil }
            pattern = "[\(one) AND \(two)]"
            observables = Self.observables(type, pair, left, right)
            language = "stix"
        } else if let word = AttributeForm.rules[type] {
            guard !value.isEmpty, word != "stix" || (try? STIXPattern.tree(of: value)) != nil else { return nil }
            (pattern, language, observables) = (value, word, [])
        } else {
            return nil
        }
    }

    static func halves(_ value: String, _ isCutLast: Bool) -> (String, String)? {
        let bar = isCutLast ? value.lastIndex(of: "|") : value.firstIndex(of: "|")
        guard let bar else { return nil }
        let (left, right) = (String(value[..<bar]), String(value[value.index(after: bar)...]))
        return left.isEmpty || right.isEmpty ? nil : (left, right)
    }

    /// A comparison.
    private static func test(_ form: AttributeForm, _ value: String) -> String? {
        guard !value.isEmpty else { return nil }
        let fixed = form.fixed.map { "\(form.object):account_type = '\($0)' AND " } ?? ""
        let object = form.object == "ip" ? (Address.isSixth(value) ? "ipv6-addr" : "ipv4-addr") : form.object
        let path = "\(object):\(form.path)"
        switch form.spelling {
        case .text: return "\(fixed)\(path) = \(quoted(value))"
        case .hash(let length): return isHash(value, length, form.path) ? "\(path) = \(quoted(value))" : nil
        case .address:
            guard let address = Address(value) else { return nil }
            return "\(path) \(address.isNetwork ? "ISSUBSET" : "=") \(quoted(value))"
        case .number: return number(value).map { "\(path) = \($0)" }
        case .hardware: return hardware(value).map { "\(path) = \(quoted($0))" }
        case .key: return "\(path) = \(quoted(MISPSpellings.keyInFull(value)))"
        }
    }

    static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "'") }) else {
            return "'\(text)'"
        }
        return "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    private static func isHash(_ value: String, _ length: Int?, _ path: String) -> Bool {
        if let length {
            return value.utf8.count == length
                && value.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0 | 0x20) }
        }
        return value.utf8.count <= 148
            && value.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0 | 0x20) || "/+:.".utf8.contains($0)
            }
    }

    /// A number, with `AS` before it left out.
    static func number(_ value: String) -> Int? {
        let digits = value.utf8.prefix(2).map { $0 | 0x20 } == [0x61, 0x73] ? value.dropFirst(2) : value[...]
        guard !digits.isEmpty, digits.utf8.count < 16, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }

    /// A MAC address as STIX writes it (6.9): in small letters, with colons.
    static func hardware(_ value: String) -> String? {
        let digits = value.lowercased().utf8.filter { $0 != 0x2D && $0 != 0x3A && $0 != 0x2E }
        guard digits.count == 12, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return nil
        }
        var text: [UInt8] = []
        for (place, digit) in digits.enumerated() {
            if place > 0, place % 2 == 0 { text.append(UInt8(ascii: ":")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// What a value is as observable objects.
extension AttributeValue {
    private static func observable(_ type: String, _ form: AttributeForm, _ value: String) -> JSONTree? {
        if type == "email-src" || type == "email-dst" {
            return .members(["type": .string("email-addr"), "value": .string(value)])
        }
        guard let property = form.property else { return nil }
        let object = form.object == "ip" ? (Address.isSixth(value) ? "ipv6-addr" : "ipv4-addr") : form.object
        if property.hasPrefix("hashes.") {
            let hashes = JSONTree.object([JSONMember(String(property.dropFirst(7)), .string(value))])
            return .members(["type": .string(object), "hashes": hashes])
        }
        var tree = JSONTree.members(["type": .string(object)])
        if let fixed = form.fixed { tree["account_type"] = .string(fixed) }
        switch form.spelling {
        case .number: tree[property] = number(value).map { .integer($0) }
        case .hardware: tree[property] = hardware(value).map { .string($0) }
        case .key: tree[property] = .string(MISPSpellings.keyInFull(value))
        default: tree[property] = .string(value)
        }
        return tree
    }

    private static func observables(
        _ type: String,
        _ pair: AttributeForm.Pair,
        _ left: String,
        _ right: String
    ) -> [JSONTree] {
        switch type {
        case "domain|ip":
            return [AttributeForm.single["domain"].flatMap { observable("domain", $0, left) }, address(right)]
                .compactMap(\.self)
        case "ip-dst|port", "ip-src|port": return [address(left)].compactMap(\.self)
        case "hostname|port":
            return [.members(["type": .string("domain-name"), "value": .string(left)])]
        case "regkey|value":
            return [
                .members([
                    "type": .string("windows-registry-key"), "key": .string(MISPSpellings.keyInFull(left)),
                    "values": .array([.members(["data": .string(right)])]),
                ])
            ]
        default:
            guard let property = pair.second.property, property.hasPrefix("hashes.") else { return [] }
            let hashes = JSONTree.object([JSONMember(String(property.dropFirst(7)), .string(right))])
            return [.members(["type": .string("file"), "hashes": hashes, "name": .string(left)])]
        }
    }

    private static func address(_ value: String) -> JSONTree? {
        AttributeForm.single["ip-dst"].flatMap { observable("ip-dst", $0, value) }
    }
}

/// An address or a network of either family, as it is written.
struct Address {
    /// Whether it is a network.
    let isNetwork: Bool

    static func isSixth(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: ":")) }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first else { return nil }
        let isSixth = Self.isSixth(text)
        guard isSixth ? Self.isIPv6(address) : Self.isIPv4(address) else { return nil }
        if parts.count == 2 {
            guard let bits = UInt8(parts[1]), parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
                bits <= (isSixth ? 128 : 32)
            else { return nil }
        }
        isNetwork = parts.count == 2
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy { (48...57).contains($0) }
                    && (part.count == 1 || part.first != 48) && UInt8(String(Substring(part))) != nil
            }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (place, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (number, part) in parts.enumerated() {
                let isLast = place == halves.count - 1 && number == parts.count - 1
                if isLast, part.utf8.contains(UInt8(ascii: ".")) {
                    guard isIPv4(part) else { return false }
                    groups += 2
                    continue
                }
                guard (1...4).contains(part.utf8.count),
                    part.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0 | 0x20) })
                else { return false }
                groups += 1
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }
}
