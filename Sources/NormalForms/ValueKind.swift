/// What a value names: STIX's word where it has one.
public enum ValueKind: String, Sendable, Hashable, CaseIterable {
    /// An address of IPv4.
    case ipv4Address = "ipv4-addr"
    /// An address of IPv6.
    case ipv6Address = "ipv6-addr"
    /// A network of either, of more than one address.
    case network
    /// The name of a host, or of a domain.
    case hostName = "domain-name"
    /// A URL.
    case url
    /// An e-mail address.
    case emailAddress = "email-addr"
    /// A MAC address of 48 bits.
    case macAddress = "mac-addr"
    /// A hash of 128 bits.
    case md5
    /// A hash of 160 bits.
    case sha1 = "sha-1"
    /// A hash of 224 bits, SHA3's too.
    case sha224 = "sha-224"
    /// A hash of 256 bits, SHA3's too.
    case sha256 = "sha-256"
    /// A hash of 384 bits, SHA3's too.
    case sha384 = "sha-384"
    /// A hash of 512 bits, SHA3's too.
    case sha512 = "sha-512"
    /// A digest of TLSH with 128 buckets, which tells how near two files are.
    case tlsh
    /// A vulnerability by its number in CVE.
    case cve
    /// The number of an autonomous system.
    case autonomousSystem = "autonomous-system"
    /// A key of the registry of Windows.
    case registryKey = "windows-registry-key"
    /// The name of a file.
    case fileName = "file-name"

    /// The hashes, the shortest first.
    public static let hashes: [ValueKind] = [.md5, .sha1, .sha224, .sha256, .sha384, .sha512]

    /// Whether it is a hash that two files share only if they are equal.
    public var isHash: Bool { hexDigits != nil }

    /// Whether it is an address or a network.
    public var isAddress: Bool { self == .ipv4Address || self == .ipv6Address || self == .network }

    /// How many hexadecimal digits a hash of it has.
    var hexDigits: Int? {
        switch self {
        case .md5: 32
        case .sha1: 40
        case .sha224: 56
        case .sha256: 64
        case .sha384: 96
        case .sha512: 128
        default: nil
        }
    }

    /// What one is called within a sentence.
    var words: String {
        switch self {
        case .ipv4Address: "IPv4 address"
        case .ipv6Address: "IPv6 address"
        case .network: "network"
        case .hostName: "host name"
        case .url: "URL"
        case .emailAddress: "e-mail address"
        case .macAddress: "MAC address"
        case .md5: "MD5 hash"
        case .sha1: "SHA-1 hash"
        case .sha224: "SHA-224 hash"
        case .sha256: "SHA-256 hash"
        case .sha384: "SHA-384 hash"
        case .sha512: "SHA-512 hash"
        case .tlsh: "TLSH digest"
        case .cve: "CVE number"
        case .autonomousSystem: "number of an autonomous system"
        case .registryKey: "registry key"
        case .fileName: "file name"
        }
    }
}
