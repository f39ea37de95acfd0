internal import Cryptography
internal import JSON
package import MerkleLog
package import Store
package import TAXII

/// Receipts that a partner sent with a page, verified before anything of the page is kept.
package struct ReceiptCheck {
    /// What was verified.
    package struct Verified: Sendable {
        /// The checkpoint that all receipts lead to.
        package let signed: SignedCheckpoint
        /// The receipts by identifier and version.
        package let receipts: [ObjectVersion: StoredReceipt]
        /// The digests that the entries name, by identifier and version.
        package let digests: [ObjectVersion: String]
    }

    /// The partner that gave.
    package let partner: StoredPartner
    /// The short name of the party that takes.
    package let recipient: String
    /// What was last seen of the partner's log, or nil.
    package let seen: SeenLog?

    package init(partner: StoredPartner, recipient: String, seen: SeenLog?) {
        (self.partner, self.recipient, self.seen) = (partner, recipient, seen)
    }

    /// Verifies an answer.
    /// - Parameters:
    ///   - bytes: the answer.
    ///   - now: microseconds since 1970.
    /// - Returns: what was verified.
    /// - Throws: `LogFault` that says what does not hold.
    package func verify(_ bytes: [UInt8], now: Int64) throws(LogFault) -> Verified {
        let hasher = Ledger.hasher
        let answer: JSONValue
        do throws(JSONError) {
            answer = try JSONDocument(parsing: bytes).root
        } catch {
            throw LogFault(.malformed, "the receipts are no JSON: \(error)")
        }
        guard let note = answer["checkpoint"]?.string else {
            throw LogFault(.malformed, "the receipts have no `checkpoint`")
        }
        let key = try NoteKey(partner.logKey, hasher)
        let signed = try SignedCheckpoint(Array(note.utf8))
        try signed.verify(origin: key.name, by: [key], Ed25519Verifier())
        let checkpoint = signed.checkpoint
        try checkGrowth(to: checkpoint, try Self.digests(answer["consistency"]), hasher)
        var receipts: [ObjectVersion: StoredReceipt] = [:]
        var digests: [ObjectVersion: String] = [:]
        for value in answer["receipts"].map({ Array($0.elements) }) ?? [] {
            guard let index = value["index"]?.integer, let text = value["entry"]?.string,
                let salt = value["salt"]?.string.flatMap({ Digest(base64: $0) })?.bytes
            else { throw LogFault(.malformed, "a receipt needs `index`, `path`, `entry` and `salt`") }
            let path = try Self.digests(value["path"])
            let body = Array(text.utf8)
            let (object, digest) = try read(body, origin: key.name)
            let leaf = hasher.leaf(Commitment.of(body, salt: salt))
            try ProofCheck(hasher).inclusion(
                of: leaf,
                at: index,
                size: checkpoint.size,
                path: path,
                root: checkpoint.root
            )
            receipts[object] = StoredReceipt(
                partner: partner.name,
                id: object.id,
                version: object.version,
                taken: now,
                origin: key.name,
                place: Int64(index),
                size: Int64(checkpoint.size),
                body: body,
                salt: salt,
                path: path.flatMap(\.bytes)
            )
            digests[object] = digest
        }
        return Verified(signed: signed, receipts: receipts, digests: digests)
    }

    /// Checks that the log grew out of what was seen of it.
    private func checkGrowth(
        to checkpoint: Checkpoint,
        _ proof: [Digest],
        _ hasher: SHA256TreeHasher
    ) throws(LogFault) {
        guard let seen, let root = Digest(seen.root) else { return }
        guard checkpoint.size >= Int(seen.size) else {
            let text = "the log has \(checkpoint.size) entries, \(seen.size) were seen before: it was rolled back"
            throw LogFault(.inconsistent, text)
        }
        try ProofCheck(hasher).consistency(
            from: Int(seen.size),
            to: checkpoint.size,
            path: proof,
            oldRoot: root,
            newRoot: checkpoint.root
        )
    }

    /// What an entry says was given, if it was given to us.
    private func read(_ body: [UInt8], origin: String) throws(LogFault) -> (ObjectVersion, digest: String) {
        guard let entry = try? JSONDocument(parsing: body).root, entry["entry"]?.isString("entente-1") ?? false,
            let kind = entry["kind"]?.string, let id = entry["id"]?.string,
            let version = entry["version"]?.string, let digest = entry["sha256"]?.string
        else { throw LogFault(.malformed, "the entry of a receipt cannot be read") }
        guard kind == "release" || kind == "rendition", entry["log"]?.isString(origin) ?? false,
            entry["to"]?.isString(recipient) ?? false
        else { throw LogFault(.mismatch, "the entry of a receipt is not about a release to this party") }
        return (ObjectVersion(id: id, version: version), digest)
    }

    private static func digests(_ list: JSONValue?) throws(LogFault) -> [Digest] {
        var digests: [Digest] = []
        for element in list.map({ Array($0.elements) }) ?? [] {
            guard let digest = element.string.flatMap({ Digest(base64: $0) }) else {
                throw LogFault(.malformed, "a proof has what is no hash")
            }
            digests.append(digest)
        }
        return digests
    }
}
