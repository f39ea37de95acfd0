/// A key that signs notes, with its name (C2SP signed-note, "Signatures").
public struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    /// What a key signs and how.
    public enum Algorithm: UInt8, Sendable {
        /// Ed25519 over the text of the note.
        case ed25519 = 0x01
        /// Ed25519 over the text with a time: a witness's cosignature (C2SP tlog-cosignature).
        case cosignature = 0x04
        /// ML-DSA-44 over a statement about a subtree (C2SP tlog-cosignature); read, not verified.
        case mldsa44 = 0x06

        /// The length of a public key in bytes.
        public var keyLength: Int { self == .mldsa44 ? 1_312 : 32 }
    }

    /// The name that signature lines bear.
    public let name: String
    /// The algorithm.
    public let algorithm: Algorithm
    /// The public key.
    public let publicKey: [UInt8]
    /// The first four bytes of SHA-256 over name, algorithm and key.
    public let identifier: [UInt8]

    /// A key.
    /// - Parameters:
    ///   - name: the name that signature lines bear.
    ///   - algorithm: the algorithm.
    ///   - publicKey: the public key.
    ///   - hasher: the hash functions.
    /// - Throws: `LogFault` if the name or the length of the key cannot be.
    public init(
        _ name: String,
        _ algorithm: Algorithm,
        _ publicKey: [UInt8],
        _ hasher: some TreeHasher
    ) throws(LogFault) {
        guard Self.isName(name) else {
            throw LogFault(.malformed, "`\(name)` cannot name a key: it is empty, or has a space, a control or a `+`")
        }
        guard publicKey.count == algorithm.keyLength else {
            throw LogFault(
                .malformed,
                "the key of `\(name)` has \(publicKey.count) bytes, not \(algorithm.keyLength)"
            )
        }
        (self.name, self.algorithm, self.publicKey) = (name, algorithm, publicKey)
        let digest = hasher.digest(Array(name.utf8) + [0x0A, algorithm.rawValue] + publicKey)
        identifier = Array(digest.bytes.prefix(4))
    }

    /// Reads a verifier key: `name+id+base64`.
    /// - Parameters:
    ///   - text: the key.
    ///   - hasher: the hash functions.
    /// - Throws: `LogFault` if it is none, or its identifier belongs to another key.
    public init(_ text: String, _ hasher: some TreeHasher) throws(LogFault) {
        // Base 64 may have `+` too: only the first two divide.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].utf8.count == 8, let identifier = Hexadecimal.bytes(parts[1]),
            let bytes = Base64.bytes(parts[2]), let first = bytes.first
        else { throw LogFault(.malformed, "`\(text.prefix(80))` is no verifier key: name+id+key is expected") }
        guard let algorithm = Algorithm(rawValue: first) else {
            throw LogFault(.malformed, "the key of `\(parts[0])` has the unknown algorithm \(first)")
        }
        try self.init(String(parts[0]), algorithm, Array(bytes.dropFirst()), hasher)
        guard identifier == self.identifier else {
            throw LogFault(.malformed, "the identifier of `\(parts[0])` belongs to another name or key")
        }
    }

    /// The verifier key: `name+id+base64`.
    public var description: String {
        "\(name)+\(Hexadecimal.text(identifier))+\(Base64.text([algorithm.rawValue] + publicKey))"
    }

    /// Whether a text may name a key: not empty, no space of Unicode, no control, no `+`.
    /// - Parameter text: the text.
    /// - Returns: true if it may.
    public static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                !scalar.properties.isWhitespace && scalar != "+" && scalar.value >= 0x20 && scalar.value != 0x7F
            }
    }
}

/// Verifies signatures; passed in so that this room needs no library.
public protocol SignatureVerifier {
    /// Whether an Ed25519 signature is right (RFC 8032).
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - message: the message.
    ///   - publicKey: 32 bytes.
    /// - Returns: true if the key signed the message.
    func isValid(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool
}
