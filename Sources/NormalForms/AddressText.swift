/// Addresses and networks as they are written.
enum AddressText {
    /// An address, or a network with the length behind a slash.
    /// - Returns: the network, and whether bits of the host were set.
    static func read(_ bytes: Span<UInt8>) throws(ValueFault) -> (range: NetworkRange, hasHostBits: Bool) {
        // The longest one is IPv6 with IPv4 at its end, and a length.
        guard bytes.count <= 49 else { throw .tooLong(.network) }
        var (end, isIPv6) = (bytes.count, false)
        for place in bytes.indices {
            if bytes[place] == UInt8(ascii: "/") {
                end = place
                break
            }
            if bytes[place] == UInt8(ascii: ":") { isIPv6 = true }
        }
        let address =
            isIPv6 ? try six(bytes.extracting(0..<end)) : UInt128(try four(bytes.extracting(0..<end)))
        var length = isIPv6 ? 128 : 32
        if end < bytes.count {
            length = try number(bytes.extracting((end + 1)..<bytes.count), most: length, of: .network)
        }
        let range = NetworkRange(address, length: length, isIPv6: isIPv6)
        return (range, range.address != address)
    }

    /// A decimal number without zeros in front.
    private static func number(_ bytes: Span<UInt8>, most: Int, of kind: ValueKind) throws(ValueFault) -> Int {
        guard (1...3).contains(bytes.count) else { throw .other(than: kind) }
        var value = 0
        for place in bytes.indices {
            guard (48...57).contains(bytes[place]) else { throw .other(than: kind) }
            value = value * 10 + Int(bytes[place] - 48)
        }
        guard bytes[0] != 48 || bytes.count == 1 else {
            throw kind == .ipv4Address ? .zerosInFront : .other(than: kind)
        }
        guard value <= most else { throw .other(than: kind) }
        return value
    }

    /// Four numbers with dots between them.
    static func four(_ bytes: Span<UInt8>) throws(ValueFault) -> UInt32 {
        var (address, parts, begin): (UInt32, Int, Int) = (0, 0, 0)
        for place in 0...bytes.count where place == bytes.count || bytes[place] == UInt8(ascii: ".") {
            parts += 1
            guard parts <= 4 else { throw .other(than: .ipv4Address) }
            address =
                address << 8
                | UInt32(try number(bytes.extracting(begin..<place), most: 255, of: .ipv4Address))
            begin = place + 1
        }
        guard parts == 4 else { throw .other(than: .ipv4Address) }
        return address
    }

    /// Eight groups with colons between them; one run of zeros may be left out, and IPv4 may stand at the end.
    static func six(_ bytes: Span<UInt8>) throws(ValueFault) -> UInt128 {
        var (address, groups): (UInt128, Int) = (0, 0)
        // Where groups were left out.
        var gap: Int?
        var place = 0
        let colon = UInt8(ascii: ":")
        if bytes.count >= 2, bytes[0] == colon {
            guard bytes[1] == colon else { throw .other(than: .ipv6Address) }
            (gap, place) = (0, 2)
        }
        while place < bytes.count {
            var (end, hasDot) = (place, false)
            while end < bytes.count, bytes[end] != colon {
                if bytes[end] == UInt8(ascii: "%") { throw .zone }
                if bytes[end] == UInt8(ascii: ".") { hasDot = true }
                end += 1
            }
            if hasDot, end == bytes.count {
                address = address << 32 | UInt128(try four(bytes.extracting(place..<end)))
                groups += 2
            } else {
                address = address << 16 | UInt128(try group(bytes.extracting(place..<end)))
                groups += 1
            }
            guard groups <= 8 else { throw .other(than: .ipv6Address) }
            place = end
            guard place < bytes.count else { break }
            place += 1
            // A colon at the end stands there only with another one.
            guard place < bytes.count else { throw .other(than: .ipv6Address) }
            if bytes[place] == colon {
                guard gap == nil else { throw .other(than: .ipv6Address) }
                gap = groups
                place += 1
            }
        }
        guard let gap else {
            guard groups == 8 else { throw .other(than: .ipv6Address) }
            return address
        }
        guard groups <= 7 else { throw .other(than: .ipv6Address) }
        return spread(address, groups: groups, gap: gap)
    }

    /// The groups behind the gap stay at the end, those before it go to the front.
    private static func spread(_ address: UInt128, groups: Int, gap: Int) -> UInt128 {
        let behind = UInt128((groups - gap) * 16)
        let front = gap == 0 ? 0 : (address >> behind) << UInt128(128 - gap * 16)
        return front | (address & ((1 << behind) - 1))
    }

    private static func group(_ bytes: Span<UInt8>) throws(ValueFault) -> UInt16 {
        guard (1...4).contains(bytes.count) else { throw .other(than: .ipv6Address) }
        var value: UInt16 = 0
        for place in bytes.indices {
            guard let digit = Hex.value(of: bytes[place]) else { throw .other(than: .ipv6Address) }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
