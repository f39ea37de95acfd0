import Cryptography
import MerkleLog
import Testing

/// Notes, checkpoints, policies and tile paths by the C2SP texts: what they forbid is refused.
@Suite("Notes and policies")
struct NoteTests {
    static let pair = SigningKey(seed: Array(repeating: 7, count: 32))

    static func key(_ name: String = "log.example", _ algorithm: NoteKey.Algorithm = .ed25519) throws -> NoteKey {
        try NoteKey(name, algorithm, try #require(pair).publicKey, SHA256TreeHasher())
    }

    static func checkpoint() throws -> SignedCheckpoint {
        let pair = try #require(pair)
        let checkpoint = Checkpoint(origin: "log.example", size: 3, root: SHA256TreeHasher().digest([3]))
        return SignedCheckpoint(checkpoint, key: try key(), sign: pair.signature)
    }

    @Test("a key and a note read back are the same")
    func roundTrip() throws {
        let key = try Self.key()
        #expect(try NoteKey(key.description, SHA256TreeHasher()) == key)
        let signed = try Self.checkpoint()
        let read = try SignedCheckpoint(signed.note.bytes)
        #expect(read == signed)
        try read.verify(origin: "log.example", by: [key], Ed25519Verifier())
    }

    @Test(
        "what is no note is refused",
        arguments: [
            "", "\n", "text\n", "text\n\n", "text\n\n— a AAAA\n", "text\n\nname AAAAAAAAAAAA\n",
            "text\n— a AAAAAAAAAAAA\n",
            "text\n\n— a+b AAAAAAAAAAAA\n", "text\n\n— a AAAAAAAAAAAA", "te\txt\n\n— a AAAAAAAAAAAA\n",
            "text\n\n— a\u{A0}b AAAAAAAAAAAA\n", "text\n\n— a AAAAAAAAAAAB=\n",
        ]
    )
    func noNote(text: String) {
        #expect(throws: LogFault.self) { try Note(Array(text.utf8)) }
    }

    @Test("D11: a note has at most 100 signatures, and a checkpoint no empty line")
    func limits() throws {
        let text = try Self.checkpoint().checkpoint.text
        let line = "— log.example AAAAAAAA\n"
        #expect(try Note(Array((text + "\n" + String(repeating: line, count: 100)).utf8)).signatures.count == 100)
        #expect(throws: LogFault.self) { try Note(Array((text + "\n" + String(repeating: line, count: 101)).utf8)) }
        #expect(throws: LogFault.self) { try Checkpoint(text: text + "\n") }
        #expect(throws: LogFault.self) { try Checkpoint(text: text + "a\n\nb\n") }
        #expect(try Checkpoint(text: text + "a\nb\n").extensions == ["a", "b"])
        #expect(throws: LogFault.self) { try Checkpoint(text: text + "a\nb") }
    }

    @Test("unknown keys are passed over; a wrong signature of a known key refuses the note")
    func keys() throws {
        let signed = try Self.checkpoint()
        let (key, other) = (try Self.key(), try Self.key("other.example"))
        #expect(throws: LogFault.self) { try signed.note.verify(by: [other], Ed25519Verifier()) }
        var note = signed.note
        note.signatures.append(Note.Signature(other, Array(repeating: 0, count: 64)))
        try note.verify(by: [key], Ed25519Verifier())
        #expect(throws: LogFault.self) { try note.verify(by: [key, other], Ed25519Verifier()) }
        #expect(throws: LogFault.self) { try signed.verify(origin: "x", by: [key], Ed25519Verifier()) }
    }

    @Test("a cosignature holds for its time only")
    func cosignature() throws {
        let pair = try #require(Self.pair)
        let signed = try Self.checkpoint()
        let witness = try Self.key("w.example", .cosignature)
        var note = signed.note
        note.signatures.append(Cosignature.make(text: note.text, time: 5, key: witness, sign: pair.signature))
        #expect(try note.signers(among: [witness], Ed25519Verifier()).first?.time == 5)
        var bytes = note.signatures[1].bytes
        bytes[7] ^= 1
        note.signatures[1] = Note.Signature(witness, bytes)
        #expect(throws: LogFault.self) { try note.signers(among: [witness], Ed25519Verifier()) }
    }

    @Test(
        "what is no checkpoint is refused",
        arguments: [
            "o\n3\n", "o\n03\nR\n", "o\n-1\nR\n", "\n3\nR\n", "o\n3\nAAAA\n", "o\n3\nR\n\n", "o\n3\nR",
            "o\n9223372036854775808\nR\n",
        ]
    )
    func noCheckpoint(text: String) {
        let text = text.split(separator: "R", omittingEmptySubsequences: false)
            .joined(separator: SHA256TreeHasher().digest([]).base64)
        #expect(throws: LogFault.self) { try Checkpoint(text: text) }
    }

    @Test("paths of tiles have one spelling")
    func paths() throws {
        for text in ["tile/0/000", "tile/0/x001/x234/067", "tile/63/x001/234.p/1", "tile/entries/x999/999.p/255"] {
            #expect(TilePath(text)?.description == text)
        }
        for text in [
            "tile/64/000", "tile/00/000", "tile/0/00", "tile/0/1000", "tile/0/x000/001", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/001/000", "tile/0/x001", "tile/-1/000", "tile/0/", "tile",
            "tile/0/+12", "tile/0/000.p/", "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        ] { #expect(TilePath(text) == nil, "\(text)") }
    }

    @Test("a policy counts witnesses, groups of them, and nothing twice")
    func policy() throws {
        let hasher = SHA256TreeHasher()
        func vkey(_ name: String) throws -> NoteKey {
            let digest = hasher.digest(Array(name.utf8)).bytes
            return try NoteKey(name, .cosignature, digest, hasher)
        }
        let (a, b, c) = (try vkey("a"), try vkey("b"), try vkey("c"))
        let text = """
            # three witnesses
            log \(try Self.key())
            witness a \(a)
            witness\tb \(b) https://b.example/
            witness c \(c)
            group ab any a b
            group all 2 ab c
            quorum all
            """
        let policy = try TrustPolicy(Array(text.utf8), hasher)
        #expect(!policy.isSatisfied(by: []))
        #expect(!policy.isSatisfied(by: [a, b]))
        #expect(policy.isSatisfied(by: [b, c]))
        #expect(try TrustPolicy(Array("quorum none".utf8), hasher).isSatisfied(by: []))
        for wrong in [
            "", "quorum none\nquorum none", "quorum a", "witness a \(a)\nwitness b \(a)\nquorum a",
            "witness a \(a)\ngroup g any a\ngroup h any a\nquorum h", "witness a \(a)\ngroup g 2 a\nquorum g",
            "witness a \(a)\ngroup g 0 a\nquorum g", "witness none \(a)\nquorum none", "trust a\nquorum none",
            "group g any a\nwitness a \(a)\nquorum g", "quorum none\u{7}", "log x\nquorum none",
        ] { #expect(throws: LogFault.self, "\(wrong)") { try TrustPolicy(Array(wrong.utf8), hasher) } }
    }

    @Test("a witness cosigns only what grew out of what it saw")
    func witness() throws {
        let pair = try #require(Self.pair)
        let hasher = SHA256TreeHasher()
        let tree = TreeTests.tree(9)
        let key = try Self.key()
        func request(_ old: Int, _ new: Int, root: Digest? = nil) throws -> WitnessRequest {
            let checkpoint = Checkpoint(
                origin: "log.example",
                size: new,
                root: try root ?? tree.proofs.root(size: new)
            )
            let signed = SignedCheckpoint(checkpoint, key: key, sign: pair.signature)
            let proof = old <= new ? try tree.proofs.consistency(from: old, to: new) : []
            return WitnessRequest(old: old, proof: proof, checkpoint: signed)
        }
        func judge(_ request: WitnessRequest, _ keys: [NoteKey], seen: Int?) throws -> WitnessAnswer {
            let checkpoint = try seen.map { try self.seen($0, tree) }
            return WitnessAnswer.judge(request, keys: keys, seen: checkpoint, hasher, Ed25519Verifier())
        }
        func status(_ answer: WitnessAnswer) -> Int? {
            if case .refuse(let status, _) = answer { return status }
            return nil
        }
        #expect(try WitnessRequest(try request(3, 9).body) == request(3, 9))
        #expect(try judge(request(0, 5), [key], seen: nil) == .cosign)
        #expect(try judge(request(5, 9), [key], seen: 5) == .cosign)
        #expect(try judge(request(5, 5), [key], seen: 5) == .cosign)
        #expect(try judge(request(4, 9), [key], seen: 5) == .conflict(size: 5))
        #expect(try judge(request(5, 5, root: hasher.digest([])), [key], seen: 5) == .conflict(size: 5))
        #expect(status(try judge(request(0, 5), [], seen: nil)) == 404)
        #expect(status(try judge(request(0, 5), [try Self.key("other")], seen: nil)) == 403)
        #expect(status(try judge(request(9, 5), [key], seen: 5)) == 400)
        #expect(status(try judge(request(5, 9, root: hasher.digest([])), [key], seen: 5)) == 422)
    }

    private func seen(_ size: Int, _ tree: MerkleTree<SHA256TreeHasher>) throws -> Checkpoint {
        Checkpoint(origin: "log.example", size: size, root: try tree.proofs.root(size: size))
    }
}
