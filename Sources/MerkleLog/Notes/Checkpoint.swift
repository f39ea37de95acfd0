/// What a log says of itself at one moment: its name, size and root (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Hashable {
    /// The name of the log.
    public let origin: String
    /// How many entries it has.
    public let size: Int
    /// The root over them.
    public let root: Digest
    /// Further lines, opaque here.
    public let extensions: [String]

    /// A checkpoint.
    /// - Parameters:
    ///   - origin: the name of the log.
    ///   - size: how many entries it has.
    ///   - root: the root over them.
    ///   - extensions: further lines.
    public init(origin: String, size: Int, root: Digest, extensions: [String] = []) {
        (self.origin, self.size, self.root, self.extensions) = (origin, size, root, extensions)
    }

    /// Reads the text of a note.
    /// - Parameter text: the text; ends with a line feed.
    /// - Throws: `LogFault` that names the line.
    public init(text: String) throws(LogFault) {
        var head = text.utf8.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
        guard text.utf8.last == 0x0A, head.count == 4, let rest = head.popLast() else {
            throw LogFault(.malformed, "a checkpoint has at least three lines")
        }
        let lines = head.map { String(decoding: $0, as: UTF8.self) }
        guard !lines[0].isEmpty else { throw LogFault(.malformed, "line 1 of the checkpoint names no log") }
        guard let size = Int(lines[1]), size >= 0, String(size) == lines[1] else {
            throw LogFault(.malformed, "line 2 of the checkpoint is no size: decimal digits, no zero ahead")
        }
        guard let root = Digest(base64: lines[2]) else {
            throw LogFault(.malformed, "line 3 of the checkpoint is no root: 32 bytes in base 64")
        }
        // Looked for before lines are made: a text of line feeds alone would become as many of them.
        var before: UInt8 = 0x0A
        for byte in rest {
            if byte == 0x0A, before == 0x0A { throw LogFault(.malformed, "the checkpoint has an empty line") }
            before = byte
        }
        let extensions = rest.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        self.init(origin: lines[0], size: size, root: root, extensions: extensions)
    }

    /// The text that is signed.
    public var text: String { ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined() }
}

/// A checkpoint with its signatures.
public struct SignedCheckpoint: Sendable, Equatable {
    /// The checkpoint.
    public let checkpoint: Checkpoint
    /// The note as it was signed.
    public var note: Note

    /// Signs a checkpoint.
    /// - Parameters:
    ///   - checkpoint: the checkpoint.
    ///   - key: the log's key.
    ///   - sign: makes an Ed25519 signature.
    public init(_ checkpoint: Checkpoint, key: NoteKey, sign: ([UInt8]) -> [UInt8]) {
        self.checkpoint = checkpoint
        let signature = Note.Signature(key, sign(Array(checkpoint.text.utf8)))
        note = Note(text: checkpoint.text, signatures: [signature])
    }

    /// Reads a signed checkpoint; nothing is verified yet.
    /// - Parameter bytes: the note.
    /// - Throws: `LogFault` that says what is not of the format.
    public init(_ bytes: [UInt8]) throws(LogFault) {
        note = try Note(bytes)
        checkpoint = try Checkpoint(text: note.text)
    }

    /// Verifies that the log signed it.
    /// - Parameters:
    ///   - origin: the log that it must be of; nil for any.
    ///   - keys: the log's keys.
    ///   - verifier: verifies signatures.
    /// - Throws: `LogFault`.
    public func verify(origin: String?, by keys: [NoteKey], _ verifier: some SignatureVerifier) throws(LogFault) {
        guard origin == nil || origin == checkpoint.origin else {
            throw LogFault(.origin, "the checkpoint is of `\(checkpoint.origin)`, not of `\(origin ?? "")`")
        }
        try note.verify(by: keys, verifier)
    }
}
