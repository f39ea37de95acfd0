internal import Cryptography
internal import JSON
internal import MerkleLog
internal import STIX
internal import Store
internal import Transport

extension Node {
    /// Fetches and verifies the receipts for a page.
    /// - Parameters:
    ///   - partner: whose page it is.
    ///   - client: the connection to it.
    ///   - first: when the first object of the page was added, as it said.
    ///   - last: when the last one was.
    /// - Returns: what was verified.
    /// - Throws: `NodeError`; a log that does not hold leaves evidence, and the exchange stands still.
    func fetchReceipts(
        from partner: StoredPartner,
        _ client: HTTPClient,
        first: String?,
        last: String?
    ) throws(NodeError) -> ReceiptCheck.Verified {
        guard let from = first.flatMap({ STIXTimestamp($0) })?.microsecondsSinceEpoch,
            let to = last.flatMap({ STIXTimestamp($0) })?.microsecondsSinceEpoch
        else { throw NodeError("the node of `\(partner.name)` does not say when the objects were added") }
        let origin = (try? NoteKey(partner.logKey, Ledger.hasher))?.name ?? ""
        // As a witness this node may see the log grow between asking and checking; then it asks again.
        for _ in 0..<4 {
            let seen = try reading { connection throws(StoreError) in try ReceiptRows(connection).seen(origin) }
            let response: HTTPResponse
            do throws(HTTPClient.Failure) {
                let query = "?from=\(from)&to=\(to)&old=\(seen?.size ?? 0)"
                response = try client.send("GET", "\(partner.address)/entente/v1/receipts/\(query)")
            } catch {
                var failure = NodeError("the node of `\(partner.name)` gave no receipts: \(error.description)")
                failure.isBroken = error.isBroken
                throw failure
            }
            guard response.status == 200 else {
                throw NodeError("the node of `\(partner.name)` gave no receipts: status \(response.status)")
            }
            let check = ReceiptCheck(partner: partner, recipient: configuration.name, seen: seen)
            let verified: ReceiptCheck.Verified
            do throws(LogFault) {
                verified = try check.verify(response.body.bytes, now: clock())
            } catch {
                try stop(partner, error, seen: seen?.note, received: response.body.bytes)
            }
            try checkQuorum(verified.signed, of: partner)
            let newest = try reading { connection throws(StoreError) in try ReceiptRows(connection).seen(origin) }
            if (newest?.size ?? 0) <= Int64(verified.signed.checkpoint.size) { return verified }
        }
        throw NodeError("the log of `\(partner.name)` grows faster than receipts can be fetched; try again")
    }

    /// Keeps the evidence that a partner's log does not hold, after which the exchange with it stands still.
    func stop(
        _ partner: StoredPartner,
        _ fault: LogFault,
        seen: [UInt8]?,
        received: [UInt8]
    ) throws(NodeError) -> Never {
        let now = clock()
        if let moved = RotationStatement(in: received, by: partner.logKey), moved.isSigned(received) {
            // An invitation of a release that names no rotations is known by it.
            try change { connection throws(StoreError) in
                try InvitationRows(connection).note(
                    successor: moved.new.description,
                    of: moved.old.description
                )
            }
            throw NodeError(
                "the log of `\(partner.name)` goes on as `\(moved.new.name)` with another key: accept and confirm its new invitation",
                reason: "new-key"
            )
        }
        if fault.code != .malformed {
            try change { connection throws(StoreError) in
                try ReceiptRows(connection).addEvidence(
                    partner.name,
                    code: fault.code.rawValue,
                    message: fault.description,
                    body: LogEvidence.body(seen: seen, received: received),
                    now: now
                )
                try self.ledger.append([Self.linkEntry(partner.name, "evidence", fault.description)], connection)
            }
        }
        throw NodeError("the receipts of `\(partner.name)` do not hold: \(fault.description)", reason: "receipts")
    }

    /// Keeps verified receipts and what was seen of the log, and logs that they were taken.
    func keep(
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
            let key = ReceiptCheck.Key(id: object.kept.id, version: object.kept.version)
            guard var receipt = verified.receipts[key] else { continue }
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
