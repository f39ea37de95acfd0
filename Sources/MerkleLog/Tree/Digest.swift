/// A SHA-256 value: 32 bytes, kept as four big-endian words so that it needs no memory of its own.
public struct Digest: Hashable, Sendable {
    /// The length in bytes.
    public static let length = 32

    /// The four words, the first bytes first.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// A digest of its words.
    /// - Parameter words: the four words, the first bytes first.
    public init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// A digest of its bytes.
    /// - Parameter bytes: 32 bytes; nil for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        var rest = bytes.makeIterator()
        func word() -> UInt64 {
            var word: UInt64 = 0
            for _ in 0..<8 { word = word << 8 | UInt64(rest.next() ?? 0) }
            return word
        }
        words = (word(), word(), word(), word())
    }

    /// The bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.length)
        append(to: &bytes)
        return bytes
    }

    /// Appends the bytes.
    /// - Parameter output: where they go.
    public func append(to output: inout [UInt8]) {
        func append(_ word: UInt64) {
            for place: UInt64 in 0..<8 { output.append(UInt8(truncatingIfNeeded: word >> (56 - 8 * place))) }
        }
        append(words.0)
        append(words.1)
        append(words.2)
        append(words.3)
    }

    /// The bytes in base 64.
    public var base64: String { Base64.text(bytes) }

    /// A digest written in base 64.
    /// - Parameter text: the text; nil if it is not 32 bytes.
    public init?(base64 text: some StringProtocol) {
        guard let bytes = Base64.bytes(text), let digest = Digest(bytes) else { return nil }
        self = digest
    }

    /// A digest written in base 64 or in hexadecimal digits.
    /// - Parameter text: the text; nil if it is neither.
    public init?(text: String) {
        if let digest = Digest(base64: text) {
            self = digest
        } else if let bytes = Hexadecimal.bytes(text), let digest = Digest(bytes) {
            self = digest
        } else {
            return nil
        }
    }

    /// Whether two digests are the same.
    public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    /// Feeds a hasher.
    /// - Parameter hasher: the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
