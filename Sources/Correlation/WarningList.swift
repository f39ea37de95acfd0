public import JSON
internal import NormalForms

/// A warning list as MISP has them: values that are often met and rarely bad.
public struct WarningList: Sendable {
    /// How its entries are held against a value.
    public enum Matching: String, Sendable {
        /// They are equal.
        case string
        /// The value has it as a part.
        case substring
        /// The host of the value is it, or lies under it.
        case hostname
        /// The address lies within it.
        case cidr
        /// The expression is met.
        case regex
    }

    /// What is wrong with a list.
    public struct Fault: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    /// So many entries has a list at most.
    public static let most = 5_000_000

    /// What it is called.
    public let name: String
    /// Its version, a day or a number.
    public let version: Int
    /// What it is about.
    public let about: String
    /// How it matches.
    public let matching: Matching
    /// Which attributes of MISP it is about; nil for any.
    public let attributes: Set<String>?
    /// Its entries.
    let entries: JSONValue

    /// A list.
    /// - Parameter document: the list in JSON.
    /// - Throws: what is wrong with it.
    public init(_ document: JSONDocument) throws(Fault) {
        let root = document.root
        guard let name = root["name"]?.string, !name.isEmpty, name.utf8.count <= 500 else {
            throw Fault(description: "a warning list has a `name` of at most 500 bytes")
        }
        guard let matching = root["type"]?.string.flatMap(Matching.init) else {
            throw Fault(description: "its `type` is string, substring, hostname, cidr or regex")
        }
        guard let version = root["version"]?.integer ?? root["version"]?.string.flatMap({ Int($0) }) else {
            throw Fault(description: "its `version` is a whole number")
        }
        guard let entries = root["list"], entries.kind == .array else {
            throw Fault(description: "its `list` is a list of texts")
        }
        guard entries.count <= Self.most else { throw Fault(description: "it has more than \(Self.most) entries") }
        for entry in entries.elements where entry.kind != .string {
            throw Fault(description: "its `list` is a list of texts")
        }
        let attributes = root["matching_attributes"].map { $0.elements.compactMap(\.string) } ?? []
        (self.name, self.version, self.matching, self.entries) = (name, version, matching, entries)
        about = root["description"]?.string ?? ""
        self.attributes = attributes.isEmpty ? nil : Set(attributes)
    }

    /// How many entries it has.
    public var count: Int { entries.count }

    /// Whether it is about values of a kind.
    func isAbout(_ kind: ValueKind) -> Bool {
        guard let attributes else { return true }
        return Self.names(of: kind).contains { attributes.contains($0) }
    }

    /// The attributes of MISP that have values of a kind.
    private static func names(of kind: ValueKind) -> [String] {
        switch kind {
        case .ipv4Address, .ipv6Address, .network:
            ["ip-src", "ip-dst", "ip-src|port", "ip-dst|port", "domain|ip", "ip"]
        case .hostName: ["domain", "hostname", "hostname|port", "domain|ip"]
        case .url: ["url", "uri", "link"]
        case .emailAddress:
            ["email", "email-src", "email-dst", "target-email", "whois-registrant-email", "dns-soa-email"]
        case .macAddress: ["mac-address", "mac-eui-64"]
        case .md5: hashes("md5")
        case .sha1: hashes("sha1")
        case .sha224: hashes("sha224")
        case .sha256: hashes("sha256")
        case .sha384: hashes("sha384")
        case .sha512: hashes("sha512")
        case .tlsh: ["tlsh", "filename|tlsh"]
        case .cve: ["vulnerability"]
        case .autonomousSystem: ["AS"]
        case .registryKey: ["regkey", "regkey|value"]
        case .fileName: ["filename"]
        }
    }

    private static func hashes(_ name: String) -> [String] { [name, "filename|\(name)", "x509-fingerprint-\(name)"] }
}
