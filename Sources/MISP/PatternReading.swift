internal import JSON
internal import STIXPatterns

/// Others' patterns as attributes of MISP.
enum PatternReading {
    /// An attribute.
    struct Attribute {
        let type: String
        let value: String
        /// Whether it may be looked for.
        var isLookedFor = true
    }

    /// The attribute that says the same as a pattern, or nil where MISP has none.
    ///
    /// Equality of one value, one network, and the pairs that MISP has; never a choice, a wildcard, a negation or a
    /// time.
    static func attribute(_ pattern: String, language: String) -> Attribute? {
        guard language == "stix" else {
            if let type = rules[language] {
                return Attribute(type: type, value: WrappedRule.text(of: pattern, in: language) ?? pattern)
            }
            return Attribute(type: "other", value: pattern, isLookedFor: false)
        }
        guard let tree = try? STIXPattern.tree(of: pattern), case .test(let number) = tree.observation,
            tree.tests.indices.contains(number)
        else { return nil }
        switch tree.tests[number] {
        case .test(let test): return single(test)
        case .all(let tests):
            let plain = tests.compactMap { comparison -> PatternTest? in
                if case .test(let test) = comparison { test } else { nil }
            }
            return plain.count == 2 && tests.count == 2 ? pair(plain) : nil
        case .any: return nil
        }
    }

    private static let rules = [
        "yara": "yara", "sigma": "sigma", "snort": "snort", "suricata": "suricata", "zeek": "zeek",
        "kusto": "kusto-query", "gene": "gene",
    ]

    private static func single(_ test: PatternTest) -> Attribute? {
        guard !test.isNegated else { return nil }
        let path = test.path.text
        switch test.operation {
        case .equal(let constant):
            guard let type = types[path], let value = text(constant, type) else { return nil }
            return Attribute(type: type, value: value)
        case .isSubset(let network):
            guard path == "ipv4-addr:value" || path == "ipv6-addr:value", Address(network) != nil else { return nil }
            return Attribute(type: "ip-dst", value: network)
        default: return nil
        }
    }

    /// The text of a constant; a number only where the type is one.
    private static func text(_ constant: PatternConstant, _ type: String) -> String? {
        switch constant {
        case .text(let text): return numbers.contains(type) ? nil : text
        case .integer(let number): return numbers.contains(type) ? (type == "AS" ? "AS\(number)" : "\(number)") : nil
        default: return nil
        }
    }

    private static let numbers: Set<String> = ["AS", "port", "size-in-bytes"]

    /// Types by the paths of their values.
    private static let types: [String: String] = {
        var table: [String: String] = [:]
        for (type, form) in AttributeForm.single where form.fixed == nil && form.object != "ip" {
            table["\(form.object):\(form.path)"] = type
        }
        for name in ["ipv4-addr:value", "ipv6-addr:value"] { table[name] = "ip-dst" }
        for (path, type) in [("domain-name:value", "domain"), ("url:value", "url")] { table[path] = type }
        return table
    }()

    /// Both values of a pair, in MISP's order.
    private static func pair(_ tests: [PatternTest]) -> Attribute? {
        var values: [String: PatternConstant] = [:]
        for test in tests {
            guard !test.isNegated, case .equal(let constant) = test.operation else { return nil }
            values[test.path.text] = constant
        }
        guard values.count == 2 else { return nil }
        for (type, pair) in AttributeForm.pairs.sorted(by: { $0.key < $1.key }) where type != "malware-sample" {
            let (one, two) = ("\(pair.first.object):\(pair.first.path)", "\(pair.second.object):\(pair.second.path)")
            guard case .text(let left)? = values[one], let right = values[two] else { continue }
            let isHost = type == "hostname|port"
            if type.hasPrefix("ip-") || isHost, (Address(left) == nil) != isHost { continue }
            let second: String
            switch (right, pair.second.spelling) {
            case (.integer(let number), .number): second = "\(number)"
            case (.text(let text), .text), (.text(let text), .hash), (.text(let text), .address): second = text
            default: return nil
            }
            return Attribute(type: type, value: "\(left)|\(second)")
        }
        return nil
    }
}

/// Observable objects as attributes of MISP.
enum ObservableReading {
    /// An attribute, and the properties that it says.
    struct Attribute {
        let type: String
        let value: String
        let properties: Set<String>
    }

    private static let types = [
        "ipv4-addr": ("ip-dst", "value"), "ipv6-addr": ("ip-dst", "value"), "domain-name": ("domain", "value"),
        "url": ("url", "value"), "email-addr": ("email", "value"), "mutex": ("mutex", "name"),
        "mac-addr": ("mac-address", "value"),
    ]

    /// The attribute that says the same, or nil.
    static func attribute(_ value: JSONValue) -> Attribute? {
        let type = value["type"]?.string ?? ""
        if let (name, property) = types[type], let text = value[property]?.string {
            return Attribute(type: name, value: text, properties: [property])
        }
        switch type {
        case "autonomous-system":
            return value["number"]?.integer.map { Attribute(type: "AS", value: "AS\($0)", properties: ["number"]) }
        case "windows-registry-key":
            return value["key"]?.string.map { Attribute(type: "regkey", value: $0, properties: ["key"]) }
        case "file": return file(value)
        default: return nil
        }
    }

    /// A name, a hash, or both; further hashes are not said.
    private static func file(_ value: JSONValue) -> Attribute? {
        let name = value["name"]?.string
        var found: (type: String, value: String)?
        for type in ["sha256", "sha1", "md5", "sha512"] where found == nil {
            guard let property = AttributeForm.hashes[type]?.property?.dropFirst(7),
                let hash = value["hashes"]?[String(property)]?.string
            else { continue }
            found = (type, hash)
        }
        let isWhole = value["hashes"].map { $0.count == 1 } ?? true
        switch (name, found) {
        case (let name?, let hash?):
            let properties: Set<String> = isWhole ? ["name", "hashes"] : ["name"]
            return Attribute(type: "filename|\(hash.type)", value: "\(name)|\(hash.value)", properties: properties)
        case (let name?, nil): return Attribute(type: "filename", value: name, properties: ["name"])
        case (nil, let hash?):
            return Attribute(type: hash.type, value: hash.value, properties: isWhole ? ["hashes"] : [])
        case (nil, nil): return nil
        }
    }
}

/// In which category an attribute of ours stands.
enum MISPCategory {
    /// The default category of a type.
    static func of(_ type: String) -> String {
        switch type {
        case "ip-dst", "ip-src", "domain", "hostname", "url", "AS", "ip-dst|port", "ip-src|port", "hostname|port",
            "domain|ip", "mac-address", "snort", "suricata", "zeek", "user-agent", "http-method", "port", "email-dst",
            "uri", "x509-fingerprint-sha1", "x509-fingerprint-md5", "x509-fingerprint-sha256":
            "Network activity"
        case "regkey", "regkey|value": "Persistence mechanism"
        case "mutex", "mime-type", "kusto-query", "gene", "windows-service-name", "windows-service-displayname":
            "Artifacts dropped"
        case "yara", "sigma", "stix2-pattern": "Payload installation"
        case "vulnerability": "External analysis"
        case "threat-actor", "campaign-name": "Attribution"
        case "email", "github-username", "twitter-id": "Social network"
        case "text", "other", "comment", "size-in-bytes": "Other"
        default: "Payload delivery"
        }
    }
}
