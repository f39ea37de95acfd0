/// The normal forms of values: how they are compared, never how they are stored.
///
/// Everything takes time in proportion to its length, and lengths are bounded.
public struct NormalForms: Sendable {
    /// So many bytes has the name of a file at most.
    private static let longestFileName = 4_096

    let names: any HostNameEncoding

    /// Normal forms.
    /// - Parameter names: how host names are written in ASCII.
    public init(names: any HostNameEncoding) { self.names = names }

    /// The normal form of a value that is known to be of a kind.
    ///
    /// What is given as an address or a network may be either, of either family, and the form says which: STIX has
    /// networks among its addresses.
    /// - Parameters:
    ///   - text: the value as it is written.
    ///   - kind: its kind.
    /// - Returns: the form.
    /// - Throws: what is wrong with it.
    public func form(of text: String, as kind: ValueKind) throws(ValueFault) -> NormalForm {
        switch kind {
        case .ipv4Address, .ipv6Address, .network: return try network(text)
        case .hostName: return try hostName(text)
        case .url: return NormalForm(.url, try url(text).text)
        case .emailAddress: return try email(text)
        case .macAddress: return NormalForm(.macAddress, try IdentifierText.mac(text.utf8.span))
        case .md5, .sha1, .sha224, .sha256, .sha384, .sha512:
            let found = try? hash(text)
            guard let found, found.kind == kind else { throw .other(than: kind) }
            return found
        case .tlsh: return NormalForm(.tlsh, try IdentifierText.tlsh(text.utf8.span))
        case .cve: return NormalForm(.cve, try IdentifierText.cve(text.utf8.span))
        case .autonomousSystem:
            return NormalForm(.autonomousSystem, try IdentifierText.autonomousSystem(text.utf8.span))
        case .registryKey: return NormalForm(.registryKey, try RegistryKeyText.read(text))
        case .fileName:
            guard !text.isEmpty, !text.utf8.contains(0) else { throw .other(than: .fileName) }
            guard text.utf8.count <= Self.longestFileName else { throw .tooLong(.fileName) }
            return NormalForm(.fileName, text)
        }
    }

    /// The normal form of a hash, whose kind its length says.
    /// - Throws: what is wrong with it.
    public func hash(_ text: String) throws(ValueFault) -> NormalForm {
        let count = text.utf8.count
        guard let kind = ValueKind.hashes.first(where: { $0.hexDigits == count }) else { throw .noHash }
        var small: [UInt8] = []
        small.reserveCapacity(count)
        for byte in text.utf8 {
            guard Hex.value(of: byte) != nil else { throw .noHash }
            small.append(byte.small)
        }
        return NormalForm(kind, String(decoding: small, as: UTF8.self))
    }

    /// A URL, and its host.
    /// - Returns: the normal form, and that of its host if it has one: an address or a host name.
    /// - Throws: what is wrong with it.
    public func url(_ text: String) throws(ValueFault) -> (text: String, host: NormalForm?) {
        let read = try URLText(text.utf8.span, names)
        return (String(decoding: read.text, as: UTF8.self), read.host)
    }

    /// The normal form of a value whose kind its spelling says: any but the name of a file, and the bare number of an
    /// autonomous system.
    /// - Returns: the form; nil where the spelling is of no kind.
    public func recognised(_ text: String) -> NormalForm? {
        guard text.utf8.count <= URLText.longest else { return nil }
        if text.contains("://") { return try? form(of: text, as: .url) }
        if text.utf8.contains(UInt8(ascii: "@")) { return try? email(text) }
        if text.utf8.contains(UInt8(ascii: "\\")) { return try? form(of: text, as: .registryKey) }
        for kind in [ValueKind.network, .macAddress, .cve, .tlsh] {
            if let found = try? form(of: text, as: kind) { return found }
        }
        if let found = try? hash(text) { return found }
        if text.utf8.first?.small == UInt8(ascii: "a"), let found = try? form(of: text, as: .autonomousSystem) {
            return found
        }
        guard let name = try? hostName(text), name.text.utf8.contains(UInt8(ascii: ".")) else { return nil }
        return name
    }

    private func network(_ text: String) throws(ValueFault) -> NormalForm {
        let (range, hasHostBits) = try AddressText.read(text.utf8.span)
        return NormalForm(range.kind, range.text, notes: hasHostBits ? [.hostBitsCleared] : [], range: range)
    }

    private func hostName(_ text: String) throws(ValueFault) -> NormalForm {
        let (name, by2003) = try HostNameText.read(text.utf8.span, names)
        return NormalForm(
            .hostName,
            String(decoding: name, as: UTF8.self),
            notes: by2003.map { [.otherByIDNA2003($0)] } ?? []
        )
    }

    /// The part before the last `@` is its owner's and stays as written (RFC 5321, 2.4); the part behind is a name.
    private func email(_ text: String) throws(ValueFault) -> NormalForm {
        guard text.utf8.count <= 64 + 1 + HostNameText.longest else { throw .tooLong(.emailAddress) }
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { throw .other(than: .emailAddress) }
        let owner = text[..<at]
        guard (1...64).contains(owner.utf8.count), !owner.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f }) else {
            throw .other(than: .emailAddress)
        }
        let domain = try hostName(String(text[text.utf8.index(after: at)...]))
        return NormalForm(.emailAddress, "\(owner)@\(domain.text)", notes: domain.notes)
    }
}
