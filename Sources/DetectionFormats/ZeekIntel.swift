internal import NormalForms

/// A file of Zeek's intelligence framework: tabs between columns, one value a line.
///
/// 1. A network is a `SUBNET`, a URL has no scheme, a name stands for itself alone, a program's name is what it
///    sends.
/// 2. Private space and networks of all addresses are left out: a file goes to several places (idaholab/Malcolm#528).
/// 3. Nothing is quoted; what has a tab is left out.
enum ZeekIntel {
    private static let columns = [
        "indicator", "indicator_type", "meta.source", "meta.desc", "meta.url", "meta.do_notice",
    ]

    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        var file = DetectionFile("intel.dat")
        let reader = source.reader
        file.add("#fields\t" + columns.joined(separator: "\t"))
        source.eachValue { place, one, value, _ throws(Unsaid) in
            let (kind, text) = try entry(value, reader)
            let party = Detection.plain(one.party)
            file.add("\(text)\tIntel::\(kind)\t\(party.isEmpty ? "-" : party)\t\(one.trace)\t-\tF", place)
        }
        return DetectionAnswer(files: [file], remarks: source.remarks)
    }

    private static func entry(_ value: DetectedValue, _ reader: PatternValues) throws(Unsaid) -> (
        kind: String, text: String
    ) {
        guard value.direction == .any else { throw Unsaid(.direction) }
        guard !value.isBelow else { throw Unsaid(.operation) }
        switch value.kind {
        case .address:
            try ValueRules.check(address: value)
            return ("ADDR", value.text)
        case .network:
            try ValueRules.check(address: value)
            return ("SUBNET", value.text)
        case .domain:
            try ValueRules.check(name: value)
            return ("DOMAIN", value.text)
        case .url:
            let parts = try WebAddress(value.text, reader)
            let port = parts.port == parts.usualPort ? "" : ":\(parts.port)"
            return ("URL", parts.host + port + parts.path)
        case .email: return ("EMAIL", value.text)
        case .md5, .sha1, .sha256, .sha512: return ("FILE_HASH", value.text)
        case .fileName: return ("FILE_NAME", value.text)
        case .certificate:
            // Zeek knows certificates by SHA-1.
            guard value.text.utf8.count == 40 else { throw Unsaid(.property) }
            return ("CERT_HASH", value.text)
        case .userAgent: return ("SOFTWARE", value.text)
        case .other: throw Unsaid(.property)
        }
    }
}

extension ValueRules {
    /// A network of all addresses, and private ones, stand in no file that goes to several places.
    static func check(address: DetectedValue) throws(Unsaid) {
        guard let range = NetworkRange(address.text) else { throw Unsaid(.malformed) }
        if let objection = range.objection { throw Unsaid(objection) }
    }
}

/// An address of the web in its parts (RFC 3986, 3).
struct WebAddress {
    let isEncrypted: Bool
    /// In small letters; an IPv6 address in its brackets.
    let host: String
    let port: Int
    /// From the first slash on, with its query.
    let path: String
    var usualPort: Int { isEncrypted ? 443 : 80 }

    init(_ text: String, _ reader: PatternValues) throws(Unsaid) {
        guard let colon = text.firstRange(of: "://") else { throw Unsaid(.malformed) }
        switch text[..<colon.lowerBound].lowercased() {
        case "http": isEncrypted = false
        case "https": isEncrypted = true
        default: throw Unsaid(.property)
        }
        let rest = text[colon.upperBound...]
        guard !rest.contains("#") else { throw Unsaid(.fragment) }
        let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        // A name and a password before the host are not part of what is seen.
        guard !authority.contains("@"), rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw Unsaid(.characters)
        }
        path = (end == rest.endIndex || rest[end] == "?" ? "/" : "") + rest[end...]
        var (name, number) = (authority, isEncrypted ? 443 : 80)
        if let last = authority.lastIndex(of: ":"), authority.last != "]" {
            name = authority[..<last]
            let digits = authority[authority.index(after: last)...]
            if !digits.isEmpty {
                guard let given = Int(digits), (1...65_535).contains(given) else { throw Unsaid(.malformed) }
                number = given
            }
        }
        port = number
        if name.hasPrefix("["), name.hasSuffix("]"), let range = NetworkRange(String(name.dropFirst().dropLast())) {
            host = "[\(range.text)]"
        } else if let range = NetworkRange(String(name)), range.isAddress, !range.isIPv6 {
            host = range.text
        } else {
            host = try reader.name(String(name)).text
        }
    }
}
