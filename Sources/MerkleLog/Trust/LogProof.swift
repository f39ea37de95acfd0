/// A receipt: the proof that an entry stands in a log, complete in one file (C2SP tlog-proof).
public struct LogProof: Sendable, Equatable {
    private static let header = "c2sp.org/tlog-proof@v1"

    /// Bytes for the application, or nil.
    public let extra: [UInt8]?
    /// The place of the entry.
    public let index: Int
    /// Hashes from the leaf to the root.
    public let path: [Digest]
    /// The checkpoint.
    public let checkpoint: SignedCheckpoint

    /// A proof.
    /// - Parameters:
    ///   - index: the place of the entry.
    ///   - path: hashes from the leaf to the root.
    ///   - checkpoint: the checkpoint.
    ///   - extra: bytes for the application.
    public init(index: Int, path: [Digest], checkpoint: SignedCheckpoint, extra: [UInt8]? = nil) {
        (self.index, self.path, self.checkpoint, self.extra) = (index, path, checkpoint, extra)
    }

    /// Reads a file; nothing is verified yet.
    /// - Parameter file: the file.
    /// - Throws: `LogFault` that names the line.
    public init(_ file: [UInt8]) throws(LogFault) {
        var rest = file[...]
        var number = 0
        func line() throws(LogFault) -> String {
            number += 1
            guard let end = rest.firstIndex(of: 0x0A), let text = String(validating: rest[..<end], as: UTF8.self)
            else {
                throw LogFault(.malformed, "the proof ends in line \(number)")
            }
            rest = rest[(end + 1)...]
            return text
        }
        guard try line() == Self.header else {
            throw LogFault(.malformed, "line 1 of the proof is not `\(Self.header)`")
        }
        var text = try line()
        var extra: [UInt8]?
        if text.hasPrefix("extra ") {
            guard let bytes = Base64.bytes(text.dropFirst(6)) else {
                throw LogFault(.malformed, "line 2 of the proof has no base 64 behind `extra`")
            }
            extra = bytes
            text = try line()
        }
        guard text.hasPrefix("index "), let index = Int(text.dropFirst(6)), index >= 0,
            String(index) == text.dropFirst(6)
        else { throw LogFault(.malformed, "line \(number) of the proof is not `index` and a number") }
        var path: [Digest] = []
        while true {
            let text = try line()
            if text.isEmpty { break }
            guard path.count < 63, let digest = Digest(base64: text) else {
                throw LogFault(.malformed, "line \(number) of the proof is no hash")
            }
            path.append(digest)
        }
        let checkpoint = try SignedCheckpoint(Array(rest))
        self.init(index: index, path: path, checkpoint: checkpoint, extra: extra)
    }

    /// The file.
    public var bytes: [UInt8] {
        var text = Self.header + "\n"
        if let extra { text += "extra \(Base64.text(extra))\n" }
        text += "index \(index)\n" + path.map { $0.base64 + "\n" }.joined() + "\n"
        return Array(text.utf8) + checkpoint.note.bytes
    }

    /// Verifies the proof for an entry under a policy.
    /// - Parameters:
    ///   - leaf: the leaf hash of the entry.
    ///   - policy: the logs and witnesses that are trusted.
    ///   - hasher: the hash functions.
    ///   - verifier: verifies signatures.
    /// - Returns: the witnesses that cosigned, with the seconds since 1970 at which they did.
    /// - Throws: `LogFault` that says what does not hold.
    public func verify(
        leaf: Digest,
        _ policy: TrustPolicy,
        _ hasher: some TreeHasher,
        _ verifier: some SignatureVerifier
    ) throws(LogFault) -> [(key: NoteKey, time: UInt64?)] {
        try checkpoint.note.verify(by: policy.logs.map(\.key), verifier)
        let names = policy.logs.map(\.name)
        guard names.contains(checkpoint.checkpoint.origin) else {
            throw LogFault(.origin, "the policy does not name the log `\(checkpoint.checkpoint.origin)`")
        }
        let witnesses = try checkpoint.note.signers(among: policy.witnesses.map(\.key), verifier)
        guard policy.isSatisfied(by: witnesses.map(\.key)) else {
            throw LogFault(.quorum, "the witnesses that cosigned do not make the policy's quorum")
        }
        let tree = checkpoint.checkpoint
        try ProofCheck(hasher).inclusion(of: leaf, at: index, size: tree.size, path: path, root: tree.root)
        return witnesses
    }
}
