/// Host names (RFC 1035, 2.3.4; RFC 2181, 11; UTS 46).
///
/// 1. Letters are small, one dot at the end is dropped.
/// 2. A name is in A-labels by UTS 46, not transitional: `straße.de` is `xn--strae-oqa.de`.
/// 3. Where IDNA 2003 asks for another name, that is said: `strasse.de`.
/// 4. Underscores are allowed, and hyphens everywhere: names of services and of networks for content have them.
/// 5. A last label that is a number makes an address that is written wrongly, not a name.
///
/// Not looked at: whether an A-label that came as one decodes to anything. DNS answers for it either way.
enum HostNameText {
    /// So many bytes of UTF-8 has a name at most: 253 characters of four.
    static let longest = 1_012

    /// The normal form of a name, and what IDNA 2003 makes of it if that is another one.
    static func read(
        _ bytes: Span<UInt8>,
        _ encoding: any HostNameEncoding
    ) throws(ValueFault) -> (name: [UInt8], by2003: String?) {
        guard bytes.count <= longest else { throw .tooLong(.hostName) }
        var small: [UInt8] = []
        small.reserveCapacity(bytes.count)
        var isASCII = true
        for place in bytes.indices {
            small.append(bytes[place].small)
            if bytes[place] >= 0x80 { isASCII = false }
        }
        if isASCII { return (try checked(small), nil) }
        guard let written = String(validating: small, as: UTF8.self),
            let encoded = encoding.labels(of: written, transitional: false)
        else { throw .name }
        let name = try checked(Array(encoded.utf8))
        let other = encoding.labels(of: written, transitional: true).flatMap { try? checked(Array($0.utf8)) }
        return (name, other == name ? nil : other.map { String(decoding: $0, as: UTF8.self) })
    }

    /// A name of ASCII, without the dot at its end.
    private static func checked(_ given: [UInt8]) throws(ValueFault) -> [UInt8] {
        var name = given
        if name.last == UInt8(ascii: ".") { name.removeLast() }
        guard (1...253).contains(name.count) else { throw name.isEmpty ? .name : .tooLong(.hostName) }
        var begin = 0
        for place in 0...name.count where place == name.count || name[place] == UInt8(ascii: ".") {
            guard (1...63).contains(place - begin) else { throw .name }
            begin = place + 1
        }
        for byte in name {
            guard byte.isLetter || byte.isDigit || byte == 45 || byte == 46 || byte == 95 else { throw .name }
        }
        guard !isNumber(name[((name.lastIndex(of: 46) ?? -1) + 1)...]) else { throw .name }
        return name
    }

    /// Whether a label is a number, to base 10, 8 or 16 (URL Standard, "ends in a number").
    private static func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
        if label.allSatisfy(\.isDigit) { return true }
        guard label.count >= 2, label.starts(with: [48, 120]) else { return false }
        return label.dropFirst(2).allSatisfy { Hex.value(of: $0) != nil }
    }
}
