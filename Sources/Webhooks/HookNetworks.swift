package import NormalForms

/// To which addresses a hook may go.
///
/// 1. Where an administrator listed networks: to addresses in them, and to no other.
/// 2. Else to addresses that all can reach: no private, shared, loopback, link-local or documentation ones, none of
///    protocols (RFC 6890 and IANA's registries of special-purpose addresses), and of IPv6 those of `2000::/3` alone.
/// 3. An IPv4 address that stands in an IPv6 one (`::ffff:0:0/96`) is judged as that.
/// 4. To nobody in particular (`0.0.0.0/8`, `::`), to many (multicast, broadcast) and to reserved ones never.
///
/// Deliberately not looked at: names. Only the address counts that is connected to.
package struct HookNetworks: Sendable, Equatable {
    /// The networks that were listed.
    package let listed: [NetworkRange]

    /// Networks that one hook may have at most.
    private static let most = 20
    private static let own = ranges("127.0.0.0/8", "::1")
    private static let never = ranges("0.0.0.0/8", "224.0.0.0/3", "::", "ff00::/8")
    private static let global = ranges("2000::/3")
    private static let special = ranges(
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20"
    )

    private static func ranges(_ texts: String...) -> [NetworkRange] { texts.compactMap { NetworkRange($0) } }

    /// Networks as they are written.
    /// - Parameter texts: the networks, or addresses.
    /// - Throws: `HookAddress.Failure` that says which is none.
    package init(_ texts: [String]) throws(HookAddress.Failure) {
        guard texts.count <= Self.most else {
            throw HookAddress.Failure(description: "more than \(Self.most) networks are listed")
        }
        listed = try texts.map { text throws(HookAddress.Failure) in
            guard let range = NetworkRange(text) else {
                throw HookAddress.Failure(description: "`\(text)` is no network")
            }
            return Self.plain(range)
        }
    }

    /// The networks as they are kept.
    package var text: String { listed.map(\.text).joined(separator: " ") }

    /// Whether nothing but this machine itself is listed.
    package var areOwn: Bool {
        !listed.isEmpty && listed.allSatisfy { one in Self.own.contains { $0.contains(one) } }
    }

    /// Whether a hook may go to an address.
    /// - Parameter address: the address.
    /// - Returns: true if it may.
    package func allow(_ address: NetworkRange) -> Bool {
        let address = Self.plain(address)
        guard address.isAddress, !Self.never.contains(where: { $0.contains(address) }) else { return false }
        if !listed.isEmpty { return listed.contains { $0.contains(address) } }
        guard !address.isIPv6 || Self.global.contains(where: { $0.contains(address) }) else { return false }
        return !Self.special.contains { $0.contains(address) }
    }

    /// An address or network with IPv4 as IPv4.
    package static func plain(_ range: NetworkRange) -> NetworkRange {
        guard range.isIPv6, range.length >= 96, range.address >> 32 == 0xffff else { return range }
        return NetworkRange(range.address & 0xffff_ffff, length: range.length - 96, isIPv6: false)
    }
}
