public import Configuration
internal import Cryptography
public import Installation
public import JSON
internal import Ledger
public import MerkleLog
package import Store

/// A receipt as a file that stands for itself: a tlog-proof whose `extra` holds the entry, its salt and the log's key.
public struct ReceiptFile: Sendable {
    /// The proof.
    public let proof: LogProof
    /// The entry as canonical JSON.
    public let entry: [UInt8]
    /// The salt of its commitment.
    public let salt: [UInt8]
    /// The log's key as the file names it; a policy or a key of one's own is better.
    public let key: NoteKey

    package init(proof: LogProof, entry: [UInt8], salt: [UInt8], key: NoteKey) {
        let extra = JSONTree.members([
            "entry": .string(String(decoding: entry, as: UTF8.self)), "key": .string(key.description),
            "salt": .string(Encoding.base64(salt)),
        ])
        self.proof = LogProof(
            index: proof.index,
            path: proof.path,
            checkpoint: proof.checkpoint,
            extra: extra.bytes()
        )
        (self.entry, self.salt, self.key) = (entry, salt, key)
    }

    /// Reads a file; nothing is verified yet.
    /// - Parameter file: the file.
    /// - Throws: `LogFault` that says what is not of the format.
    public init(_ file: [UInt8]) throws(LogFault) {
        proof = try LogProof(file)
        guard let extra = proof.extra, let value = try? JSONDocument(parsing: extra).root,
            let entry = value["entry"]?.string,
            let salt = value["salt"]?.string.flatMap({ Encoding.bytes(base64: $0) }),
            let key = value["key"]?.string, salt.count == 32
        else { throw LogFault(.malformed, "line 2 of the receipt does not hold `entry`, `salt` and `key`") }
        self.entry = Array(entry.utf8)
        self.salt = salt
        self.key = try NoteKey(key, Ledger.hasher)
    }

    /// The file.
    public var bytes: [UInt8] { proof.bytes }

    /// The entry.
    public var content: JSONTree {
        (try? JSONDocument(parsing: entry)).map { JSONTree($0.root) } ?? .null
    }

    /// Verifies the receipt.
    /// - Parameters:
    ///   - policy: the logs and witnesses that are trusted; nil takes the key in the file.
    ///   - object: the object that it should be for, or nil.
    /// - Returns: the witnesses that cosigned, with the seconds since 1970 at which they did.
    /// - Throws: `LogFault` that says what does not hold.
    public func verify(
        _ policy: TrustPolicy?,
        object: [UInt8]? = nil
    ) throws(LogFault) -> [(key: NoteKey, time: UInt64?)] {
        let hasher = Ledger.hasher
        let trusted: TrustPolicy
        if let policy {
            trusted = policy
        } else {
            trusted = try TrustPolicy(Array("log \(key)\nquorum none\n".utf8), hasher)
        }
        let leaf = hasher.leaf(Commitment.of(entry, salt: salt))
        let witnesses = try proof.verify(leaf: leaf, trusted, hasher, Ed25519Verifier())
        guard content["log"]?.string == proof.checkpoint.checkpoint.origin else {
            throw LogFault(.origin, "the entry names another log than the checkpoint")
        }
        guard let object else { return witnesses }
        guard let document = try? JSONDocument(parsing: object) else {
            throw LogFault(.malformed, "the object is no JSON")
        }
        guard content["sha256"]?.string == Encoding.hex(SHA256.digest(of: document.root.canonicalBytes())) else {
            throw LogFault(.mismatch, "the receipt is for another object, or for another version or form of it")
        }
        return witnesses
    }
}

extension Node {
    /// The receipts that this node was given for an object.
    /// - Parameter id: the object's identifier.
    /// - Returns: partners, versions and files.
    /// - Throws: `NodeError`.
    public func receipts(for id: String) throws(NodeError) -> [(partner: String, version: String, file: ReceiptFile)]
    {
        try reading { connection throws(StoreError) in
            let rows = ReceiptRows(connection)
            var found: [(partner: String, version: String, file: ReceiptFile)] = []
            for receipt in try rows.all(of: id) {
                found.append((receipt.partner, receipt.version, try file(receipt, rows, connection)))
            }
            return found
        }
    }

    /// A kept receipt as a file.
    package func file(
        _ receipt: StoredReceipt,
        _ rows: ReceiptRows,
        _ connection: Connection
    ) throws(StoreError) -> ReceiptFile {
        guard let note = try rows.checkpoint(of: receipt),
            let partner = try PartnerRows(connection).find(receipt.partner)
        else { throw StoreError(.other, "the checkpoint of the receipt for \(receipt.id) is gone") }
        // The log may go on under another name or key since.
        let kept = try PartnerRows(connection).logKey(of: receipt.origin) ?? partner.logKey
        do throws(LogFault) {
            let signed = try SignedCheckpoint(note)
            let key = try NoteKey(kept, Ledger.hasher)
            let proof = LogProof(index: Int(receipt.place), path: HashTile.row(receipt.path), checkpoint: signed)
            return ReceiptFile(proof: proof, entry: receipt.body, salt: receipt.salt, key: key)
        } catch {
            throw StoreError(.other, "the receipt for \(receipt.id) is damaged: \(error)")
        }
    }

    /// The receipt for an entry of this node's own log, as the party that it concerns can verify it.
    package func file(_ entry: StoredLogEntry, _ head: StoredLogHead, _ connection: Connection) throws(StoreError)
        -> ReceiptFile
    {
        let signed = try bestCheckpoint(head, atLeast: Int(entry.place) + 1, for: entry.party, connection)
        let size = signed.checkpoint.size
        let key = try ledger.key(head.origin)
        do throws(LogFault) {
            let path = try ledger.tiles.proofs(head.log, size: size, connection).inclusion(
                of: Int(entry.place),
                size: size
            )
            let proof = LogProof(index: Int(entry.place), path: path, checkpoint: signed)
            return ReceiptFile(proof: proof, entry: entry.body, salt: entry.salt, key: key)
        } catch {
            throw StoreError(.other, error.description)
        }
    }
}
