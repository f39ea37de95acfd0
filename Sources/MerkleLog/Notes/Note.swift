/// A text with signatures (C2SP signed-note).
public struct Note: Sendable, Equatable {
    /// One signature line.
    public struct Signature: Sendable, Equatable {
        /// The name of the key.
        public let name: String
        /// The identifier of the key, four bytes.
        public let identifier: [UInt8]
        /// What the key made.
        public let bytes: [UInt8]

        /// A signature.
        /// - Parameters:
        ///   - key: the key.
        ///   - bytes: what it made.
        public init(_ key: NoteKey, _ bytes: [UInt8]) {
            (name, identifier, self.bytes) = (key.name, key.identifier, bytes)
        }

        init(name: String, identifier: [UInt8], bytes: [UInt8]) {
            (self.name, self.identifier, self.bytes) = (name, identifier, bytes)
        }

        /// Reads a line: an em dash, the name, and the identifier with the signature in base 64.
        /// - Parameter line: the line without its line feed; nil if it is none.
        public init?(line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", NoteKey.isName(parts[1]),
                let bytes = Base64.bytes(parts[2]), bytes.count > 4
            else { return nil }
            self.init(name: String(parts[1]), identifier: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
        }

        /// The line, without its line feed.
        public var line: String { "\u{2014} \(name) \(Base64.text(identifier + bytes))" }

        /// Whether it claims to be of a key.
        func isOf(_ key: NoteKey) -> Bool { name == key.name && identifier == key.identifier }
    }

    /// The signed text; ends with a line feed.
    public let text: String
    /// The signatures in order.
    public var signatures: [Signature]

    /// The most signature lines that are read.
    static let maximumSignatures = 100

    /// A note of our own.
    /// - Parameters:
    ///   - text: the text; ends with a line feed.
    ///   - signatures: the signatures.
    public init(text: String, signatures: [Signature]) { (self.text, self.signatures) = (text, signatures) }

    /// Reads a note; nothing is verified yet.
    /// - Parameter bytes: the note.
    /// - Throws: `LogFault` that says what is not of the format.
    public init(_ bytes: [UInt8]) throws(LogFault) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw LogFault(.malformed, "the note is not UTF-8")
        }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw LogFault(.malformed, "the note has a control character")
        }
        guard let end = Self.lastEmptyLine(bytes), bytes.last == 0x0A else {
            throw LogFault(.malformed, "the note has no empty line ahead of its signatures")
        }
        text = String(decoding: bytes[..<end], as: UTF8.self)
        var signatures: [Signature] = []
        let lines = String(decoding: bytes[(end + 1)...], as: UTF8.self).utf8.dropLast().split(
            separator: 0x0A,
            omittingEmptySubsequences: false
        )
        guard lines.count <= Self.maximumSignatures else {
            throw LogFault(.malformed, "the note has more than \(Self.maximumSignatures) signatures")
        }
        for (place, line) in lines.enumerated() {
            guard let signature = Signature(line: String(decoding: line, as: UTF8.self)) else {
                throw LogFault(.malformed, "line \(place + 1) behind the text of the note is no signature")
            }
            signatures.append(signature)
        }
        guard !signatures.isEmpty else { throw LogFault(.malformed, "the note has no signature") }
        self.signatures = signatures
    }

    /// The place of the second line feed of the last empty line.
    private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
        var place = bytes.count - 2
        while place > 0 {
            if bytes[place] == 0x0A, bytes[place - 1] == 0x0A { return place }
            place -= 1
        }
        return nil
    }

    /// The note as a file.
    public var bytes: [UInt8] {
        Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
    }

    /// The keys whose signatures stand under the text; signatures of unknown keys are passed over.
    /// - Parameters:
    ///   - keys: the keys that are known.
    ///   - verifier: verifies signatures.
    /// - Returns: the keys that signed, with the time of a cosignature in seconds since 1970.
    /// - Throws: `LogFault` if a signature of a known key is wrong.
    public func signers(
        among keys: [NoteKey],
        _ verifier: some SignatureVerifier
    ) throws(LogFault) -> [(key: NoteKey, time: UInt64?)] {
        var found: [(key: NoteKey, time: UInt64?)] = []
        for signature in signatures {
            for key in keys where signature.isOf(key) && key.algorithm != .mldsa44 {
                if found.contains(where: { $0.key == key }) { continue }
                var (message, made, time) = (Array(text.utf8), signature.bytes, UInt64?.none)
                if key.algorithm == .cosignature {
                    guard let cosignature = Cosignature(signature.bytes) else {
                        throw LogFault(.untrusted, "the cosignature of `\(key.name)` has the wrong length")
                    }
                    message = Cosignature.message(text: text, time: cosignature.time)
                    (made, time) = (cosignature.signature, cosignature.time)
                }
                guard verifier.isValid(made, of: message, by: key.publicKey) else {
                    throw LogFault(.untrusted, "the signature of `\(key.name)` does not fit the text")
                }
                found.append((key, time))
            }
        }
        return found
    }

    /// Verifies that a known key signed.
    /// - Parameters:
    ///   - keys: the keys that are known.
    ///   - verifier: verifies signatures.
    /// - Returns: the keys that signed, with the time of a cosignature in seconds since 1970.
    /// - Throws: `LogFault` if none did, or a signature of a known key is wrong.
    @discardableResult
    public func verify(
        by keys: [NoteKey],
        _ verifier: some SignatureVerifier
    ) throws(LogFault) -> [(key: NoteKey, time: UInt64?)] {
        let found = try signers(among: keys, verifier)
        guard !found.isEmpty else {
            let names = signatures.map { "`\($0.name)`" }.joined(separator: ", ")
            throw LogFault(.untrusted, "no known key signed the note; its signatures are of \(names)")
        }
        return found
    }
}
