package import Configuration
package import Holdings
internal import Installation
internal import JSON
package import Ledger
internal import MerkleLog
package import Store
package import TAXII
internal import Witnessing

extension Node {
    /// What was last seen of a partner's log, or nil.
    package func seen(of partner: StoredPartner) throws(NodeError) -> SeenLog? {
        let origin = (try? NoteKey(partner.logKey, Ledger.hasher))?.name ?? ""
        return try reading { connection throws(StoreError) in try ReceiptRows(connection).seen(origin) }
    }

    /// Ends an exchange that goes on another time.
    /// - Returns: why, for the operator.
    package func ended(by fault: PullFault, with partner: StoredPartner) throws(NodeError) -> NodeError {
        switch fault {
        case .ended(let serial):
            guard try noteEnd(by: partner.name, serial: serial) else {
                return NodeError(
                    "`\(partner.name)` has ended the link and has not confirmed the new invitation of this node yet",
                    reason: "ended"
                )
            }
        case .moved(let key):
            // An invitation of a release that names no rotations is known by it.
            try change { connection throws(StoreError) in
                try InvitationRows(connection).note(successor: key, of: partner.logKey)
            }
        default: break
        }
        return fault.error(of: partner.name)
    }

    /// Keeps the evidence that a partner's log does not hold, after which the exchange with it stands still.
    /// - Returns: what does not hold, for the operator.
    package func stopped(by doubt: PullMachine.Doubt, of partner: StoredPartner) throws(NodeError) -> NodeError {
        let now = clock()
        try change { connection throws(StoreError) in
            try ReceiptRows(connection).addEvidence(
                partner.name,
                code: doubt.code,
                message: doubt.message,
                body: LogEvidence.body(seen: doubt.seen, received: doubt.received),
                now: now
            )
            try self.ledger.append([Self.linkEntry(partner.name, "evidence", doubt.message)], connection)
        }
        return NodeError("the receipts of `\(partner.name)` do not hold: \(doubt.message)", reason: "receipts")
    }

    /// Keeps verified receipts and what was seen of the log, and logs that they were taken.
    package func keep(
        _ verified: ReceiptCheck.Verified,
        for objects: [IncomingObject],
        from partner: StoredPartner,
        byCourier: Bool,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        let rows = ReceiptRows(connection)
        let checkpoint = verified.signed.checkpoint
        let size = Int64(checkpoint.size)
        var tree = MerkleTree(Ledger.hasher)
        for object in objects {
            guard var receipt = verified.receipts[object.given.version] else { continue }
            receipt.isByCourier = byCourier
            try rows.put(receipt)
            tree.append(Commitment.of(receipt.body, salt: receipt.salt))
        }
        if tree.size > 0 {
            try rows.putCheckpoint(checkpoint.origin, size: size, note: verified.signed.note.bytes)
            var entry = LedgerEntry(.receipt, party: partner.name)
            entry.members = [
                JSONMember("of", .string(checkpoint.origin)), JSONMember("size", .integer(checkpoint.size)),
                JSONMember("receipts", .integer(tree.size)), JSONMember("root", .string(tree.root.base64)),
            ]
            try ledger.append([entry], connection)
        }
        let known = try rows.seen(checkpoint.origin)
        guard (known?.size ?? -1) < size else { return }
        try rows.put(
            SeenLog(
                origin: checkpoint.origin,
                partner: partner.name,
                size: size,
                root: checkpoint.root.bytes,
                note: verified.signed.note.bytes,
                seen: now,
                cosigned: known?.cosigned ?? 0
            )
        )
    }
}
