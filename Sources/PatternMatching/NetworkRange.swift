/// A network of IPv4 or IPv6, or one address as the smallest of them (RFC 4632; RFC 4291, 2.2 and 2.3).
public struct NetworkRange: Hashable, Sendable {
    /// Whether it is of IPv6.
    public let isIPv6: Bool
    /// The address, bits of the host cleared.
    public let address: UInt128
    /// How many bits are of the network.
    public let length: Int

    /// A network as it is written; nil for what is none.
    ///
    /// Numbers of IPv4 have no zeros in front: what they mean is read in two ways.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first else { return nil }
        let isIPv6 = first.utf8.contains(UInt8(ascii: ":"))
        guard let address = isIPv6 ? Self.six(first) : Self.four(first).map({ UInt128($0) }) else { return nil }
        let whole = isIPv6 ? 128 : 32
        var length = whole
        if parts.count == 2 {
            guard let given = Self.number(parts[1], most: whole) else { return nil }
            length = given
        }
        self.isIPv6 = isIPv6
        self.length = length
        self.address = length == 0 ? 0 : (address >> UInt128(whole - length)) << UInt128(whole - length)
    }

    /// Whether another one lies within it, or is the same.
    public func contains(_ other: NetworkRange) -> Bool {
        guard isIPv6 == other.isIPv6, length <= other.length else { return false }
        let shift = UInt128((isIPv6 ? 128 : 32) - length)
        return length == 0 || other.address >> shift == address >> shift
    }

    private static func number(_ text: Substring, most: Int) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }),
            text.utf8.first != 48 || text.utf8.count == 1,
            text.utf8.count <= 3, let number = Int(text), number <= most
        else { return nil }
        return number
    }

    private static func four(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard let number = number(part, most: 255) else { return nil }
            address = address << 8 | UInt32(number)
        }
        return address
    }

    private static func six(_ text: Substring) -> UInt128? {
        // One run of zeros may be left out.
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = groups(halves[0], isLast: halves.count == 1) else { return nil }
        let tail: [UInt16]
        if halves.count == 2 {
            guard let found = groups(halves[1], isLast: true), head.count + found.count <= 7 else { return nil }
            tail = found
        } else {
            guard head.count == 8 else { return nil }
            tail = []
        }
        let all = head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func groups(_ text: Substring, isLast: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (place, part) in parts.enumerated() {
            if isLast, place == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let four = four(part) else { return nil }
                groups += [UInt16(four >> 16), UInt16(four & 0xffff)]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte | 0x20)
    }
}
