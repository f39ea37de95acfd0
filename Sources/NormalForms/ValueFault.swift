/// Why a text has no normal form.
public enum ValueFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// It isn't written as one of the kind is.
    case other(than: ValueKind)
    /// It isn't written as any of the hashes is.
    case noHash
    /// It is longer than one of the kind is at most.
    case tooLong(ValueKind)
    /// A number of an IPv4 address has zeros in front: some read it to base 8, some to base 10.
    case zerosInFront
    /// An IPv6 address names a zone, which means something on one machine only.
    case zone
    /// The host name isn't allowed by UTS 46, or by DNS.
    case name
    /// The port of a URL isn't one.
    case port

    /// What is wrong.
    public var description: String {
        switch self {
        case .other(let kind): "no \(kind.words)"
        case .noHash: "no hash: it has 32, 40, 56, 64, 96 or 128 hexadecimal digits"
        case .tooLong(let kind): "too long for a \(kind.words)"
        case .zerosInFront: "a number of an IPv4 address has zeros in front, which is read in two ways"
        case .zone: "the zone of an IPv6 address means something on one machine only"
        case .name: "no host name: UTS 46 or DNS does not allow it"
        case .port: "the port of a URL is a number up to 65535"
        }
    }
}
