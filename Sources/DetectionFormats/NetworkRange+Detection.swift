internal import NormalForms

extension NetworkRange {
    /// The four numbers of IPv4.
    var octets: [Int] { (0..<4).map { Int(truncatingIfNeeded: address >> UInt128(24 - 8 * $0)) & 0xff } }

    /// The eight groups of IPv6.
    var groups: [Int] { (0..<8).map { Int(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)) & 0xffff } }

    /// The longest run of two or more groups of zero, the first of equal ones; nil if there is none.
    static func zeros(_ groups: [Int]) -> Range<Int>? {
        var (best, start) = (Range<Int>?.none, 0)
        for place in 0...groups.count {
            if place < groups.count, groups[place] == 0 { continue }
            if place - start > max(1, best?.count ?? 0) { best = start..<place }
            start = place + 1
        }
        return best
    }

    /// Why it stands in no file that programs act on; nil if nothing speaks against it.
    var objection: DetectionReason? {
        if length == 0 { return .everything }
        let ranges = isIPv6 ? Self.localSix : Self.localFour
        return ranges.contains { $0.contains(self) || contains($0) } ? .local : nil
    }

    /// This network, private, shared, loopback, link-local, multicast and reserved addresses (RFC 6890).
    private static let localFour = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { NetworkRange($0) }

    private static let localSix = ["::/127", "::ffff:0:0/96", "fc00::/7", "fe80::/10", "ff00::/8"]
        .compactMap { NetworkRange($0) }
}
