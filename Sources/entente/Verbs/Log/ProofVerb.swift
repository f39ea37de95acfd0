import Cryptography
import JSON
import MerkleLog

/// `entente proof`: checks proofs of any log of RFC 6962 or RFC 9162.
enum ProofVerb {
    static let verb = Verb(
        name: "proof",
        summary: "check an inclusion, consistency or subtree proof of any merkle log",
        synopsis:
            "inclusion|consistency|subtree FILE [--json]\n       entente proof inclusion|consistency|subtree --batch",
        description: """
            Checks a proof over SHA-256 as RFC 6962 (2.1) and RFC 9162 (2.1.3, 2.1.4) define it. FILE is a json object;
            hashes are in base 64 or hexadecimal. Inclusion: `tree_size`, `index`, `hashes`, `root`, and `leaf` (the
            leaf hash) or `entry` (the entry in base 64). Consistency: `old_size`, `new_size`, `hashes`, `old_root`,
            `new_root`. Subtree, as the draft of Merkle tree certificates defines it: `start`, `end` (the first leaf, and
            the one behind the last), `tree_size`, `hashes`, `subtree` and `root`. The names of RFC 6962 answers and of
            Rekor are understood too; two names of one thing that say different things are an error.

            Exit status: 0 the proof holds, 1 it does not, 2 the file cannot be read.
            """,
        options: [LogTools.batch, LogTools.json],
        examples: ["entente proof inclusion proof.json", "entente proof subtree proof.json"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let kind = arguments.operands.first, ["inclusion", "consistency", "subtree"].contains(kind)
        else {
            throw CommandFailure("`inclusion FILE`, `consistency FILE` or `subtree FILE` is needed")
        }
        if arguments.has("batch") {
            return try LogTools.batch { value throws(LogFault) in
                _ = try judge(kind, ProofFile(value: value))
                return []
            }
        }
        guard arguments.operands.count == 2, let path = arguments.operands.last else {
            throw CommandFailure("exactly one file is needed")
        }
        let value: JSONValue
        let bytes = try Input(path: path).all(limit: 64 << 20)
        do throws(JSONError) {
            value = try JSONDocument(parsing: bytes).root
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
        do throws(LogFault) {
            return LogTools.holds(try judge(kind, ProofFile(value: value)), [], arguments)
        } catch {
            if error.code == .malformed { throw CommandFailure("\(path): \(error)") }
            return LogTools.fails(error, path, arguments)
        }
    }

    /// Checks one proof.
    /// - Returns: what it proves, in words.
    private static func judge(_ kind: String, _ proof: ProofFile) throws(LogFault) -> String {
        switch kind {
        case "inclusion": try inclusion(proof)
        case "consistency": try consistency(proof)
        default: try subtree(proof)
        }
    }

    private static func subtree(_ proof: ProofFile) throws(LogFault) -> String {
        let start = try proof.number(["start", "subtree_start"])
        let end = try proof.number(["end", "subtree_end"])
        let size = try proof.number(["tree_size", "size", "treeSize"])
        guard start <= end else { throw LogFault(.malformed, "`end` is before `start`") }
        try ProofCheck(SHA256TreeHasher()).subtree(
            start..<end,
            size: size,
            path: try proof.hashes(),
            subtree: try proof.digest(["subtree", "subtree_hash"]),
            root: try proof.digest(["root", "root_hash", "rootHash", "sha256_root_hash"])
        )
        return "entries \(start) to \(end - 1) are a subtree of the tree of \(size) entries\n"
    }

    private static func inclusion(_ proof: ProofFile) throws(LogFault) -> String {
        let hasher = SHA256TreeHasher()
        let size = try proof.number(["tree_size", "size", "treeSize"])
        let index = try proof.number(["index", "leaf_index", "logIndex", "leafIndex"])
        let root = try proof.digest(["root", "root_hash", "rootHash", "sha256_root_hash"])
        let leaf: Digest
        if let entry = try proof.text(["entry", "leaf_input"]) {
            guard let bytes = Encoding.bytes(base64: entry) else {
                throw LogFault(.malformed, "`entry` is not base 64")
            }
            leaf = hasher.leaf(bytes)
        } else {
            leaf = try proof.digest(["leaf", "leaf_hash", "leafHash", "hash"])
        }
        try ProofCheck(hasher).inclusion(of: leaf, at: index, size: size, path: try proof.hashes(), root: root)
        return "entry \(index) is in the tree of \(size) entries\n"
    }

    private static func consistency(_ proof: ProofFile) throws(LogFault) -> String {
        let old = try proof.number(["old_size", "first", "size1", "tree_size_1", "old_tree_size"])
        let new = try proof.number(["new_size", "second", "size2", "tree_size_2", "new_tree_size", "tree_size"])
        try ProofCheck(SHA256TreeHasher()).consistency(
            from: old,
            to: new,
            path: try proof.hashes(),
            oldRoot: try proof.digest(["old_root", "root1", "first_root", "oldRoot"]),
            newRoot: try proof.digest(["new_root", "root2", "second_root", "newRoot"])
        )
        return "the tree of \(new) entries grew out of the one of \(old)\n"
    }
}

/// The members of a proof's file, under any of the names in use.
private struct ProofFile {
    let value: JSONValue

    /// What stands under one of the names; under two it must be the same.
    private func member(_ names: [String]) throws(LogFault) -> JSONValue? {
        let found = names.compactMap { name in value[name].map { (name, $0) } }
        for (name, other) in found.dropFirst() where other.canonicalBytes() != found[0].1.canonicalBytes() {
            throw LogFault(.malformed, "`\(found[0].0)` and `\(name)` are names of one thing and differ")
        }
        return found.first?.1
    }

    func text(_ names: [String]) throws(LogFault) -> String? { try member(names)?.string }

    func number(_ names: [String]) throws(LogFault) -> Int {
        let found = try member(names)
        guard let number = found?.integer ?? found?.string.flatMap(Int.init) else {
            throw LogFault(.malformed, "`\(names[0])` is missing or no whole number")
        }
        return number
    }

    func digest(_ names: [String]) throws(LogFault) -> Digest {
        guard let digest = try text(names).flatMap({ Digest(text: $0) }) else {
            throw LogFault(.malformed, "`\(names[0])` is missing or no hash of 32 bytes in base 64 or hexadecimal")
        }
        return digest
    }

    func hashes() throws(LogFault) -> [Digest] {
        let list = try member(["hashes", "proof", "audit_path", "path", "consistency", "inclusion"])
        guard let list, list.kind == .array else { throw LogFault(.malformed, "`hashes` is missing or no list") }
        var digests: [Digest] = []
        for (place, element) in list.elements.enumerated() {
            guard let digest = element.string.flatMap({ Digest(text: $0) }) else {
                throw LogFault(.malformed, "hash \(place) is not 32 bytes in base 64 or hexadecimal")
            }
            digests.append(digest)
        }
        return digests
    }
}
