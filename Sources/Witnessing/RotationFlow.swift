public import Configuration
internal import Cryptography
public import Installation
package import JSON
internal import Ledger
package import MerkleLog
package import Store

/// A new key for the log: another log is opened that the new key signs, and the old one ends with an entry that says so.
///
/// Whoever holds the old key cannot bring partners to follow: they follow when their officer has compared the fingerprint of the
/// new invitation. The statement that the old key signs only keeps the change from being taken for a forged log.
extension Node {
    /// Rotates the key of the log.
    /// - Parameters:
    ///   - officer: who decides.
    ///   - reason: why.
    /// - Returns: the name and the verifier key of the new log.
    /// - Throws: `NodeError`, for instance if the log is closed.
    public func rotateLogKey(officer: String, reason: String) throws(NodeError) -> (origin: String, key: String) {
        guard !officer.isEmpty else { throw NodeError("a rotation needs the officer who decides") }
        let head = try reading { connection throws(StoreError) in try LogRows(connection).head() }
        guard let head else { throw NodeError("the node has no log") }
        guard head.closed == nil else { throw NodeError("the log is closed: `entente log recover` first") }
        let number = head.log + 1
        let origin = "\(configuration.name).entente/log/\(number)"
        do throws(NodeFolder.Failure) {
            try folder.makeLogKey(number)
        } catch {
            throw NodeError(error.description)
        }
        let key = try reading { connection throws(StoreError) in try ledger.key(origin).description }
        let members = [
            JSONMember("next", .string(origin)), JSONMember("next_key", .string(key)),
            JSONMember("reason", .string(reason)),
        ]
        try change { connection throws(StoreError) in
            var entry = LedgerEntry(.log, officer: officer)
            entry.internalMembers = members
            try self.ledger.append([entry], connection)
        }
        try change { connection throws(StoreError) in
            guard let last = try LogRows(connection).head(), last.log == head.log else {
                throw StoreError(.other, "another log was opened meanwhile")
            }
            let inside: [JSONMember] = [
                JSONMember("old", .string(last.origin)), JSONMember("old_size", .integer(Int(last.size))),
                JSONMember("old_checkpoint", .string(String(decoding: last.note, as: UTF8.self))),
                JSONMember("officer", .string(officer)), JSONMember("reason", .string(reason)),
            ]
            try self.ledger.open(origin: origin, number: number, inside, connection)
            // Partners get receipts for what stands in their feeds under the new log.
            try self.ledger.logFeeds(connection)
        }
        return (origin, key)
    }

    /// What the keys of earlier logs say about those that follow them, for partners that know only an earlier one.
    package func rotations(_ connection: Connection) throws(StoreError) -> JSONTree? {
        let heads = try LogRows(connection).heads()
        var statements: [JSONTree] = []
        for (old, new) in zip(heads, heads.dropFirst()) {
            let statement = RotationStatement(old: try ledger.key(old.origin), new: try ledger.key(new.origin))
            let key = ledger.keys.key(of: old.origin)
            statements.append(statement.signed { key.signature(of: $0) })
        }
        return statements.isEmpty ? nil : .array(statements)
    }
}

/// That a log goes on under another name or key, said by the old key.
package struct RotationStatement {
    package let old: NoteKey
    package let new: NoteKey

    /// What is signed.
    private var text: [UInt8] { Array("entente-rotation-1\n\(old)\n\(new)\n".utf8) }

    /// The statement with its signature.
    package func signed(_ sign: ([UInt8]) -> [UInt8]) -> JSONTree {
        .members([
            "old": .string(old.description), "new": .string(new.description),
            "signature": .string(Encoding.base64(sign(text))),
        ])
    }

    package init(old: NoteKey, new: NoteKey) { (self.old, self.new) = (old, new) }

    /// Whether the checkpoint of an answer is that of the log that goes on, signed by its key; one that the old key signed is
    /// judged as ever, whatever is said beside it.
    package func isSigned(_ answer: [UInt8]) -> Bool {
        guard let note = (try? JSONDocument(parsing: answer).root)?["checkpoint"]?.string,
            let signed = try? SignedCheckpoint(Array(note.utf8))
        else { return false }
        return (try? signed.verify(origin: new.name, by: [new], Ed25519Verifier())) != nil
    }

    /// The statement of a known key in an answer, if there is one that it has signed.
    package init?(in answer: [UInt8], by known: String) {
        guard let list = (try? JSONDocument(parsing: answer).root)?["rotations"] else { return nil }
        for value in list.elements where value["old"]?.isString(known) ?? false {
            guard let old = try? NoteKey(known, Ledger.hasher),
                let new = value["new"]?.string.flatMap({ try? NoteKey($0, Ledger.hasher) }),
                let signature = value["signature"]?.string.flatMap({ Encoding.bytes(base64: $0) })
            else { continue }
            self.init(old: old, new: new)
            if SigningKey.isValid(signature, of: text, by: old.publicKey) { return }
        }
        return nil
    }
}
