/// URLs (RFC 3986, 6.2.2 and 6.2.3; RFC 3987, 3.1).
///
/// 1. Scheme and host are small, the host is in its own normal form.
/// 2. The port that the scheme has anyway is dropped, and an empty one.
/// 3. An empty path behind a host is `/`; dot segments are removed.
/// 4. Triplets with a per cent sign are in capitals; those of letters, digits, `-`, `.`, `_`, `~` are decoded.
/// 5. What may not stand in a URL (letters beyond ASCII, `{`, a lone per cent sign) is such a triplet.
/// 6. The query's order, the fragment, and who asks (`user@`) are kept.
///
/// White space and control characters make it no URL.
struct URLText {
    /// So many bytes has one at most.
    static let longest = 65_536

    /// Ports that schemes have anyway.
    private static let ports: [String: Int] = [
        "http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "ftps": 990, "sftp": 22, "ssh": 22, "telnet": 23,
        "gopher": 70, "ldap": 389, "ldaps": 636, "imap": 143, "imaps": 993, "pop": 110, "smtp": 25, "rtsp": 554,
        "sip": 5060, "sips": 5061, "irc": 6667, "ircs": 6697, "mysql": 3306, "redis": 6379, "rdp": 3389, "vnc": 5900,
    ]

    /// The normal form.
    private(set) var text: [UInt8] = []
    /// The host of it in its normal form; nil where it has none.
    private(set) var host: NormalForm?

    /// Reads a URL.
    init(_ bytes: Span<UInt8>, _ encoding: any HostNameEncoding) throws(ValueFault) {
        guard bytes.count <= Self.longest else { throw .tooLong(.url) }
        var colon = 0
        while colon < bytes.count, bytes[colon] != UInt8(ascii: ":") {
            let byte = bytes[colon]
            let isAllowed = byte.isLetter || (colon > 0 && (byte.isDigit || byte == 43 || byte == 45 || byte == 46))
            guard isAllowed, colon < 32 else { throw .other(than: .url) }
            text.append(byte.small)
            colon += 1
        }
        guard colon > 0, colon + 1 < bytes.count else { throw .other(than: .url) }
        let scheme = String(decoding: text, as: UTF8.self)
        text.append(UInt8(ascii: ":"))
        var place = colon + 1
        let slash = UInt8(ascii: "/")
        let hasAuthority = place + 1 < bytes.count && bytes[place] == slash && bytes[place + 1] == slash
        if hasAuthority {
            text += [slash, slash]
            let begin = place + 2
            place = Self.end(of: bytes, from: begin) { $0 == 47 || $0 == 63 || $0 == 35 }
            try addAuthority(
                bytes.extracting(begin..<place),
                Self.ports[scheme],
                encoding,
                mayBeEmpty: scheme == "file"
            )
        }
        let query = Self.end(of: bytes, from: place) { $0 == 63 || $0 == 35 }
        let path = try Self.escaped(bytes.extracting(place..<query))
        if hasAuthority {
            text += Self.withoutDotSegments(path)
        } else {
            text += path
        }
        text += try Self.escaped(bytes.extracting(query..<bytes.count))
    }

    private static func end(of bytes: Span<UInt8>, from begin: Int, _ isEnd: (UInt8) -> Bool) -> Int {
        var place = begin
        while place < bytes.count, !isEnd(bytes[place]) { place += 1 }
        return place
    }

    /// Who asks, the host and the port.
    private mutating func addAuthority(
        _ bytes: Span<UInt8>,
        _ usual: Int?,
        _ encoding: any HostNameEncoding,
        mayBeEmpty: Bool
    ) throws(ValueFault) {
        if bytes.count == 0 {
            guard mayBeEmpty else { throw .other(than: .url) }
            return
        }
        var begin = 0
        for place in bytes.indices {
            // Browsers end the host there, RFC 3986 doesn't: what is read in two ways is refused.
            guard bytes[place] != UInt8(ascii: "\\") else { throw .other(than: .url) }
            if bytes[place] == UInt8(ascii: "@") { begin = place + 1 }
        }
        if begin > 0 {
            text += try Self.escaped(bytes.extracting(0..<(begin - 1)))
            text.append(UInt8(ascii: "@"))
        }
        var end = bytes.count
        if begin < end, bytes[begin] == UInt8(ascii: "[") {
            end = Self.end(of: bytes, from: begin) { $0 == UInt8(ascii: "]") }
            guard end < bytes.count else { throw .other(than: .ipv6Address) }
            let address = try AddressText.six(bytes.extracting((begin + 1)..<end))
            let range = NetworkRange(address, length: 128, isIPv6: true)
            host = NormalForm(.ipv6Address, range.text, range: range)
            text += Array("[\(range.text)]".utf8)
            end += 1
        } else {
            end = Self.end(of: bytes, from: begin) { $0 == UInt8(ascii: ":") }
            try addName(bytes.extracting(begin..<end), encoding)
        }
        guard end < bytes.count else { return }
        guard bytes[end] == UInt8(ascii: ":") else { throw .port }
        try addPort(bytes.extracting((end + 1)..<bytes.count), usual)
    }

    private mutating func addName(_ bytes: Span<UInt8>, _ encoding: any HostNameEncoding) throws(ValueFault) {
        // A name may be hidden behind triplets.
        let plain = Self.decoded(bytes)
        if let last = plain.last, last.isDigit, plain.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) {
            let range = NetworkRange(UInt128(try AddressText.four(plain.span)), length: 32, isIPv6: false)
            host = NormalForm(.ipv4Address, range.text, range: range)
            text += Array(range.text.utf8)
        } else {
            let (name, by2003) = try HostNameText.read(plain.span, encoding)
            let notes = by2003.map { [NormalForm.Note.otherByIDNA2003($0)] } ?? []
            host = NormalForm(.hostName, String(decoding: name, as: UTF8.self), notes: notes)
            text += name
        }
    }

    private mutating func addPort(_ bytes: Span<UInt8>, _ usual: Int?) throws(ValueFault) {
        guard bytes.count > 0 else { return }
        guard bytes.count <= 5 else { throw .port }
        var port = 0
        for place in bytes.indices {
            guard bytes[place].isDigit else { throw .port }
            port = port * 10 + Int(bytes[place] - 48)
        }
        guard port <= 65_535 else { throw .port }
        if port != usual { text += Array(":\(port)".utf8) }
    }

    /// A part with its triplets in their normal form.
    private static func escaped(_ bytes: Span<UInt8>) throws(ValueFault) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            guard byte > 0x20, byte != 0x7f else { throw .other(than: .url) }
            if byte == UInt8(ascii: "%"), let value = triplet(bytes, at: place) {
                if isUnreserved(value) {
                    out.append(value)
                } else {
                    add(value, to: &out)
                }
                place += 3
                continue
            }
            if isAllowed(byte) {
                out.append(byte)
            } else {
                add(byte, to: &out)
            }
            place += 1
        }
        return out
    }

    private static func add(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "%"))
        out.append(Hex.digit(byte >> 4))
        out.append(Hex.digit(byte & 15))
    }

    private static func decoded(_ bytes: Span<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), let value = triplet(bytes, at: place) {
                out.append(value)
                place += 3
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }

    private static func triplet(_ bytes: Span<UInt8>, at place: Int) -> UInt8? {
        guard place + 2 < bytes.count, let high = Hex.value(of: bytes[place + 1]),
            let low = Hex.value(of: bytes[place + 2])
        else { return nil }
        return high << 4 | low
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == 45 || byte == 46 || byte == 95 || byte == 126
    }

    /// Whether a byte stands in a URL by itself, brackets outside of a host not counted (RFC 3986, 2 and 3.3).
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        // " % < > [ \ ] ^ ` { | }
        case 34, 37, 60, 62, 91...94, 96, 123...125: false
        default: byte > 0x20 && byte < 0x7f
        }
    }

    /// RFC 3986, 5.2.4.
    private static func withoutDotSegments(_ path: [UInt8]) -> [UInt8] {
        guard !path.isEmpty else { return [47] }
        var kept: [ArraySlice<UInt8>] = []
        // The path begins with a slash: what stands before it is empty.
        let segments = path.dropFirst().split(separator: 47, omittingEmptySubsequences: false)
        for (number, segment) in segments.enumerated() {
            let isLast = number == segments.count - 1
            if segment.elementsEqual([46]) || segment.elementsEqual([46, 46]) {
                if segment.count == 2, !kept.isEmpty { kept.removeLast() }
                if isLast { kept.append([]) }
            } else {
                kept.append(segment)
            }
        }
        return [47] + Array(kept.joined(separator: [47]))
    }
}
