/// A network of IPv4 or IPv6, or one address as the smallest of them (RFC 4632; RFC 4291, 2.2 and 2.3).
public struct NetworkRange: Hashable, Sendable {
    /// Whether it is of IPv6.
    public let isIPv6: Bool
    /// The address, bits of the host cleared.
    public let address: UInt128
    /// How many bits are of the network.
    public let length: Int

    /// A network of given bits; those of the host are cleared.
    /// - Parameters:
    ///   - address: the address, an IPv4 one in the lower 32 bits.
    ///   - length: how many bits are of the network: 32 or 128 at most.
    ///   - isIPv6: whether it is of IPv6.
    public init(_ address: UInt128, length: Int, isIPv6: Bool) {
        let rest = (isIPv6 ? 128 : 32) - length
        self.isIPv6 = isIPv6
        self.length = length
        self.address = length == 0 ? 0 : (address >> UInt128(rest)) << UInt128(rest)
    }

    /// A network as it is written; nil for what is none.
    ///
    /// Numbers of IPv4 have no zeros in front: what they mean is read in two ways.
    public init?(_ text: String) {
        guard let read = try? AddressText.read(text.utf8.span) else { return nil }
        self = read.range
    }

    /// How many bits an address of its family has.
    public var width: Int { isIPv6 ? 128 : 32 }

    /// Whether it is one address.
    public var isAddress: Bool { length == width }

    /// Whether another one lies within it, or is the same.
    public func contains(_ other: NetworkRange) -> Bool {
        guard isIPv6 == other.isIPv6, length <= other.length else { return false }
        return length == 0 || other.address >> UInt128(width - length) == address >> UInt128(width - length)
    }

    /// The network of fewer bits that it lies in.
    public func widened(to length: Int) -> NetworkRange {
        NetworkRange(address, length: min(length, self.length), isIPv6: isIPv6)
    }

    /// What it names.
    public var kind: ValueKind { isAddress ? (isIPv6 ? .ipv6Address : .ipv4Address) : .network }

    /// The network in its normal form: IPv6 as in RFC 5952, 4 and 5; the length if it is not one address.
    public var text: String {
        let address = isIPv6 ? sixText : fourText(UInt32(truncatingIfNeeded: address))
        return isAddress ? address : "\(address)/\(length)"
    }

    private func fourText(_ address: UInt32) -> String {
        "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }

    private var sixText: String {
        // An IPv4 address that was mapped is written as one (5).
        if address >> 32 == 0xffff { return "::ffff:" + fourText(UInt32(truncatingIfNeeded: address)) }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)) }
        // The longest run of zeros is left out, the first one of several (4.2.3); one group alone is not (4.2.2).
        var (left, count) = (0, 0)
        var place = 0
        while place < 8 {
            let end = groups[place...].firstIndex { $0 != 0 } ?? 8
            if end - place > count { (left, count) = (place, end - place) }
            place = end + 1
        }
        let words = groups.map { String($0, radix: 16) }
        guard count > 1 else { return words.joined(separator: ":") }
        return words[..<left].joined(separator: ":") + "::" + words[(left + count)...].joined(separator: ":")
    }
}
