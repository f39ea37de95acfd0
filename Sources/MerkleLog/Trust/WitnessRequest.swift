/// What a log sends to a witness: the size that it cosigned last, a consistency proof, and a checkpoint
/// (C2SP tlog-witness, "add-checkpoint").
public struct WitnessRequest: Sendable, Equatable {
    /// The size that the witness cosigned last.
    public let old: Int
    /// The proof from that size to the checkpoint's.
    public let proof: [Digest]
    /// The checkpoint.
    public let checkpoint: SignedCheckpoint

    /// A request.
    /// - Parameters:
    ///   - old: the size that the witness cosigned last.
    ///   - proof: the proof from that size to the checkpoint's.
    ///   - checkpoint: the checkpoint.
    public init(old: Int, proof: [Digest], checkpoint: SignedCheckpoint) {
        (self.old, self.proof, self.checkpoint) = (old, proof, checkpoint)
    }

    /// Reads the body of a request.
    /// - Parameter body: the body.
    /// - Throws: `LogFault` that names the line.
    public init(_ body: [UInt8]) throws(LogFault) {
        var rest = body[...]
        func line() -> String? {
            guard let end = rest.firstIndex(of: 0x0A) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(validating: rest[..<end], as: UTF8.self)
        }
        guard let first = line(), first.hasPrefix("old "), let old = Int(first.dropFirst(4)), old >= 0,
            String(old) == first.dropFirst(4)
        else { throw LogFault(.malformed, "line 1 is not `old` and a size") }
        var proof: [Digest] = []
        while true {
            guard let text = line() else { throw LogFault(.malformed, "there is no empty line behind the proof") }
            if text.isEmpty { break }
            guard proof.count < 63, let digest = Digest(base64: text) else {
                throw LogFault(.malformed, "line \(proof.count + 2) is no hash of a proof of at most 63")
            }
            proof.append(digest)
        }
        self.init(old: old, proof: proof, checkpoint: try SignedCheckpoint(Array(rest)))
    }

    /// The body of the request.
    public var body: [UInt8] {
        Array("old \(old)\n\(proof.map { $0.base64 + "\n" }.joined())\n".utf8) + checkpoint.note.bytes
    }
}

/// What a witness answers.
public enum WitnessAnswer: Sendable, Equatable {
    /// It saw the log grow: it keeps the checkpoint, then signs it.
    case cosign
    /// Another size was cosigned last (status 409): the log starts again from there.
    case conflict(size: Int)
    /// The checkpoint is refused, with the HTTP status of the text.
    case refuse(status: Int, LogFault)

    /// Judges a request (C2SP tlog-witness): only a log that grew out of what was seen is cosigned.
    /// - Parameters:
    ///   - request: the request.
    ///   - keys: the keys of the log that it names; none if the log is not known.
    ///   - seen: the checkpoint that was cosigned last, or nil.
    ///   - hasher: the hash functions.
    ///   - verifier: verifies signatures.
    /// - Returns: the answer.
    public static func judge(
        _ request: WitnessRequest,
        keys: [NoteKey],
        seen: Checkpoint?,
        _ hasher: some TreeHasher,
        _ verifier: some SignatureVerifier
    ) -> WitnessAnswer {
        let new = request.checkpoint.checkpoint
        guard !keys.isEmpty else {
            return .refuse(status: 404, LogFault(.origin, "the log `\(new.origin)` is not known here"))
        }
        do throws(LogFault) {
            try request.checkpoint.note.verify(by: keys, verifier)
        } catch {
            return .refuse(status: 403, error)
        }
        guard request.old <= new.size else {
            let text = "the old size \(request.old) is above the checkpoint's \(new.size)"
            return .refuse(status: 400, LogFault(.malformed, text))
        }
        let size = seen?.size ?? 0
        guard request.old == size else { return .conflict(size: size) }
        if let seen, seen.size == new.size, seen.root != new.root { return .conflict(size: size) }
        do throws(LogFault) {
            try ProofCheck(hasher).consistency(
                from: size,
                to: new.size,
                path: request.proof,
                oldRoot: seen?.root ?? hasher.digest([]),
                newRoot: new.root
            )
        } catch {
            return .refuse(status: 422, error)
        }
        return .cosign
    }
}
