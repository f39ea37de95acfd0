public import JSON
public import NormalForms

/// A value as an index keeps it: bytes in whose order networks hold their addresses together, and domains their names.
///
/// | value | bytes behind the tag |
/// | --- | --- |
/// | address, network | the first address, most significant byte first, and the length in bits |
/// | host name | its labels from the last one on, a zero behind each: what lies under a name begins with its bytes |
/// | hash | as it is |
/// | anything else | its text; of a long one the beginning, and a mark of the whole |
///
/// Two values may have one key only where it is the mark of a long text. Who makes such texts on purpose gains no more
/// than who writes the text that is meant.
public struct ValueKey: Sendable, Hashable {
    /// The bytes.
    public let bytes: [UInt8]

    /// What stands before the bytes of each kind; a change of them is one of `ObjectValues.rules`.
    private enum Tag {
        static let (four, six, fourNetwork, sixNetwork): (UInt8, UInt8, UInt8, UInt8) = (4, 6, 8, 9)
        static let (name, host): (UInt8, UInt8) = (16, 17)

        static func of(_ kind: ValueKind) -> UInt8 {
            switch kind {
            case .ipv4Address, .ipv6Address, .network, .hostName: name
            case .url: 32
            case .emailAddress: 33
            case .macAddress: 34
            case .cve: 35
            case .autonomousSystem: 36
            case .registryKey: 37
            case .fileName: 38
            case .tlsh: 48
            case .md5: 49
            case .sha1: 50
            case .sha224: 51
            case .sha256: 52
            case .sha384: 53
            case .sha512: 54
            }
        }
    }

    /// So many bytes of a text are kept; of a longer one so many, and a mark.
    private static let (longest, beginning) = (48, 24)

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The key of a value.
    public init(_ value: NormalForm) {
        if let range = value.range {
            self.init(Self.bytes(range.isIPv6 ? Tag.six : Tag.four, range, UInt8(range.length)))
        } else if value.kind == .hostName {
            self.init([Tag.name] + Self.labels(value.text))
        } else if value.kind.isHash {
            self.init([Tag.of(value.kind)] + Self.decoded(value.text))
        } else {
            self.init([Tag.of(value.kind)] + Self.shortened(Array(value.text.utf8)))
        }
    }

    /// The key under which URLs are found by their host: an address or a name.
    public init(urlsOf host: NormalForm) { self.init([Tag.host] + ValueKey(host).bytes) }

    /// The key under which a network is found among networks alone.
    init(among range: NetworkRange) {
        self.init(Self.bytes(range.isIPv6 ? Tag.sixNetwork : Tag.fourNetwork, range, UInt8(range.length)))
    }

    /// Whether it can lie within a span: that of an address, a network or a name.
    public var isInOrder: Bool { [Tag.four, Tag.six, Tag.name].contains(bytes[0]) }

    private static func bytes(_ tag: UInt8, _ range: NetworkRange, _ length: UInt8) -> [UInt8] {
        var bytes = [tag]
        bytes.reserveCapacity(18)
        for shift in stride(from: range.width - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: range.address >> UInt128(shift)))
        }
        bytes.append(length)
        return bytes
    }

    private static func labels(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count + 1)
        for label in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).reversed() {
            bytes.append(contentsOf: label)
            bytes.append(0)
        }
        return bytes
    }

    private static func decoded(_ digits: String) -> [UInt8] {
        var (bytes, high): ([UInt8], UInt8?) = ([], nil)
        for digit in digits.utf8 {
            let value = digit < 58 ? digit &- 48 : digit &- 87
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    /// A text, or its beginning and 16 bytes of FNV-1a.
    private static func shortened(_ text: [UInt8]) -> [UInt8] {
        guard text.count > longest else { return text }
        var mark: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in text { mark = (mark ^ UInt128(byte)) &* 0x0100_0000_0000_0000_0000_013b }
        let last = stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: mark >> UInt128($0)) }
        return text.prefix(beginning) + last
    }

    /// What lies within a value, without the value itself: in a network, or under a name.
    /// - Parameter value: a network or a name.
    /// - Returns: the span; nil for a value in which nothing lies.
    public static func span(within value: NormalForm) -> ValueSpan? {
        if let range = value.range {
            guard !range.isAddress else { return nil }
            let tag = range.isIPv6 ? Tag.six : Tag.four
            let rest = range.width - range.length
            let all = range.isIPv6 ? UInt128.max : UInt128(UInt32.max)
            let host = rest == range.width ? all : (UInt128(1) << UInt128(rest)) - 1
            let last = NetworkRange(range.address | host, length: range.width, isIPv6: range.isIPv6)
            return ValueSpan(after: bytes(tag, range, UInt8(range.length)), before: bytes(tag, last, .max))
        }
        guard value.kind == .hostName else { return nil }
        let key = ValueKey(value).bytes
        // Names are in ASCII.
        return ValueSpan(after: key, before: key + [.max])
    }

    /// The network that a key among networks is of; nil for any other.
    private var network: NetworkRange? {
        guard let tag = bytes.first, tag == Tag.fourNetwork || tag == Tag.sixNetwork, let length = bytes.last else {
            return nil
        }
        let address = bytes.dropFirst().dropLast().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return NetworkRange(address, length: Int(length), isIPv6: tag == Tag.sixNetwork)
    }

    /// The networks in which an address or a network lies, itself among them, the narrowest first.
    ///
    /// Each look finds a network around it, or says that those that are left have fewer bits than what was found has in
    /// common with it; so there are as many looks as bits at most, and few in practice.
    /// - Parameters:
    ///   - range: the address or network.
    ///   - last: the last key that is kept from one on up to another, both among them.
    /// - Returns: the networks.
    /// - Throws: what `last` throws.
    public static func networks<Fault: Error>(
        around range: NetworkRange,
        last: (_ from: [UInt8], _ upTo: [UInt8]) throws(Fault) -> [UInt8]?
    ) throws(Fault) -> [NetworkRange] {
        var (found, length) = ([NetworkRange](), range.length)
        let first = [range.isIPv6 ? Tag.sixNetwork : Tag.fourNetwork]
        while length >= 0, let bytes = try last(first, ValueKey(among: range.widened(to: length)).bytes),
            let network = ValueKey(bytes).network
        {
            if network.contains(range) {
                found.append(network)
                length = network.length - 1
            } else {
                let apart = network.address ^ range.address
                length = min(length - 1, apart.leadingZeroBitCount - (128 - range.width))
            }
        }
        return found
    }
}

/// Keys that follow each other in the order of their bytes.
public struct ValueSpan: Sendable, Hashable {
    /// Only keys behind these bytes.
    public let after: [UInt8]
    /// Only keys before these.
    public let before: [UInt8]

    /// Whether a key lies in it.
    public func contains(_ key: ValueKey) -> Bool {
        after.lexicographicallyPrecedes(key.bytes) && key.bytes.lexicographicallyPrecedes(before)
    }
}

extension ObjectValues {
    /// The number of the rules by which values are found, brought into their normal form and made into keys.
    ///
    /// Every change of them raises it: an index that was made by other rules is made anew.
    public static let rules: Int64 = 1

    /// The keys of the values of an object, each once; none of one that is revoked.
    /// - Parameter object: the object.
    /// - Returns: the keys.
    public func keys(of object: JSONValue) -> [ValueKey] {
        guard !(object["revoked"]?.bool ?? false) else { return [] }
        var (found, said): ([ValueKey], Set<ValueKey>) = ([], [])
        func add(_ key: ValueKey) { if said.insert(key).inserted { found.append(key) } }
        for value in values(of: object) {
            add(ValueKey(value))
            if value.kind == .network, let range = value.range { add(ValueKey(among: range)) }
            if let host = host(of: value) { add(ValueKey(urlsOf: host)) }
        }
        return found
    }
}
