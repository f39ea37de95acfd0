/// Lists beside Suricata's rules: what has no rule of its own, or too many of them.
struct SuricataLists {
    /// A list, by its name.
    enum List: String, CaseIterable {
        case domains, addresses, md5, sha1, sha256

        /// The list for a value; nil if it has a rule of its own.
        init?(_ value: DetectedValue, isMany: Bool) {
            switch value.kind {
            case .md5: self = .md5
            case .sha1: self = .sha1
            case .sha256: self = .sha256
            case .domain where isMany: self = .domains
            case .address where isMany && value.direction == .any: self = .addresses
            default: return nil
            }
        }

        var file: String { "entente-\(rawValue).lst" }

        /// As a line of the list has a value.
        func line(_ text: String) -> String {
            self == .domains ? SuricataLists.base64(text) : text
        }

        /// Where it is looked for: each with the protocol.
        var uses: [(protocol: String, body: String)] {
            let set = "dataset:isset,entente-\(rawValue)"
            return switch self {
            case .domains:
                [("dns", "dns.query"), ("tls", "tls.sni"), ("http", "http.host")].map {
                    ($0.0, "\($0.1); to_lowercase; \(set),type string,load \(file);")
                }
            case .addresses:
                [("ip", "ip.src"), ("ip", "ip.dst")].map { ($0.0, "\($0.1); \(set),type ip,load \(file);") }
            case .md5, .sha1, .sha256:
                ["http", "smtp", "smb", "ftp-data", "nfs"].map { ($0, "file\(rawValue):\(file);") }
            }
        }
    }

    static let files = List.allCases.map(\.file)

    private var values: [List: [String: [Int]]] = [:]

    mutating func add(_ value: DetectedValue, _ list: List, _ place: Int) {
        if values[list]?[value.text]?.last == place { return }
        values[list, default: [:]][value.text, default: []].append(place)
    }

    /// The lists that have something, each with its uses.
    var used: [List] { List.allCases.filter { values[$0]?.isEmpty == false } }

    func written() -> [DetectionFile] {
        List.allCases.map { list in
            var file = DetectionFile(list.file)
            for (value, places) in (values[list] ?? [:]).sorted(by: { $0.key < $1.key }) {
                file.add(list.line(value), places[0])
                for place in places.dropFirst() { file.note(place) }
            }
            return file
        }
    }

    /// A text in Base64 (RFC 4648, 4).
    static func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(text.utf8)
        var written: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            var bits = part.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
            var four: [UInt8] = []
            for _ in 0..<4 {
                four.append(alphabet[Int(bits & 63)])
                bits >>= 6
            }
            four.reverse()
            for place in 0..<(3 - part.count) { four[3 - place] = UInt8(ascii: "=") }
            written += four
        }
        return String(decoding: written, as: UTF8.self)
    }
}

/// The text of a rule that somebody else wrote, up to where its number goes.
///
/// It may only alert, reads and writes no file, runs no program, and is one line: what it could do more is not let
/// in.
struct SuricataText {
    let text: String

    private static let forbidden: Set<Substring> = [
        "lua", "luajit", "luaxform", "dataset", "datarep", "filestore", "include", "bypass", "replace", "filemd5",
        "filesha1", "filesha256", "iprep", "config", "flowbits", "hostbits", "xbits",
    ]

    init(_ rule: String) throws(Unsaid) {
        let rule = rule.trimmed
        guard !rule.unicodeScalars.contains(where: Detection.breaks) else { throw Unsaid(.unsafe) }
        guard rule.hasPrefix("alert "), rule.hasSuffix(")"), let open = rule.firstIndex(of: "("),
            !rule[..<open].contains("#")
        else { throw Unsaid(.unsafe) }
        let options = try Self.options(rule[rule.index(after: open)...].dropLast())
        guard options.allSatisfy({ !Self.forbidden.contains(Self.name($0)) }) else { throw Unsaid(.unsafe) }
        let kept = options.filter { !["sid", "rev", "gid"].contains(Self.name($0)) }
        guard !kept.isEmpty else { throw Unsaid(.wrong) }
        text = "\(rule[..<open])(\(kept.map { $0.trimmed }.joined(separator: "; "));"
    }

    private static func name(_ option: Substring) -> Substring {
        let part = option.drop { $0.isWhitespace }.prefix { $0 != ":" }
        return Substring(String(part).trimmed.lowercased())
    }

    /// The options between the brackets: semicolons in quotes or behind a backslash separate nothing.
    private static func options(_ body: Substring) throws(Unsaid) -> [Substring] {
        var (options, start, isQuoted, isEscaped) = ([Substring](), body.startIndex, false, false)
        for place in body.indices {
            let character = body[place]
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ";", !isQuoted {
                options.append(body[start..<place])
                start = body.index(after: place)
            }
        }
        guard !isQuoted, !isEscaped, body[start...].allSatisfy(\.isWhitespace) else { throw Unsaid(.wrong) }
        return options.filter { !$0.allSatisfy(\.isWhitespace) }
    }
}

extension StringProtocol {
    /// With lines that end as files of ours have them.
    var unixLines: String {
        guard utf8.contains(UInt8(ascii: "\r")) else { return String(self) }
        return String(self).replacing("\r\n", with: "\n")
    }

    /// Without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
