public import Configuration
internal import Cryptography
internal import Dispatch
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
package import Store
internal import Synchronization
internal import Transport

/// Nodes as each other's witnesses (C2SP tlog-witness).
extension Node {
    /// Has partners cosign the newest checkpoint, all at once; one that does not answer in time is left out.
    /// - Returns: how many have cosigned it.
    /// - Throws: `NodeError` if the store cannot be read.
    @discardableResult
    public func seekCosignatures() throws(NodeError) -> Int {
        let (partners, head) = try reading { connection throws(StoreError) in
            let partners = try PartnerRows(connection).all()
            return (partners.filter { $0.confirmed != nil && !$0.witnessKey.isEmpty }, try LogRows(connection).head())
        }
        // All are asked about the same checkpoint, so that their cosignatures stand under one.
        guard let head, head.closed == nil else { return 0 }
        let count = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: partners.count) { place in
            if (try? self.seekCosignature(of: partners[place], head)) ?? false { count.withLock { $0 += 1 } }
        }
        return count.withLock { $0 }
    }

    /// Has one partner cosign a checkpoint.
    /// - Returns: whether it has.
    private func seekCosignature(of partner: StoredPartner, _ head: StoredLogHead) throws(NodeError) -> Bool {
        var known: Int?
        // A witness that cosigned another size last says so once; then the proof starts from there.
        for _ in 0..<2 {
            guard let request = try witnessRequest(for: partner, head, from: known) else { return true }
            let response: HTTPResponse
            let asked = clock()
            do throws(HTTPClient.Failure) {
                let client = clients.quickClient(for: partner, folder: folder, seconds: configuration.witnessSeconds)
                let address = partner.address + "/entente/v1/witness/add-checkpoint"
                response = try client.send("POST", address, body: request.body)
            } catch {
                return false
            }
            switch response.status {
            case 200: return try keepCosignature(response.body.bytes, of: partner, head, asked: asked)
            case 409:
                let text = String(decoding: response.body.bytes, as: UTF8.self).filter { $0 != "\n" }
                guard let size = Int(text), size >= 0, size <= Int(head.size), known == nil else { return false }
                known = size
            default: return false
            }
        }
        return false
    }

    /// What is sent to a witness; nil if it has cosigned so much already.
    private func witnessRequest(
        for partner: StoredPartner,
        _ head: StoredLogHead,
        from known: Int?
    ) throws(NodeError) -> WitnessRequest? {
        try reading { connection throws(StoreError) in
            let last = try LogRows(connection).cosignatures(head.log).first { $0.witness == partner.name }
            if known == nil, let last, last.size >= head.size { return nil }
            let old = known ?? Int(last?.size ?? 0)
            let proof: [Digest]
            do throws(LogFault) {
                proof = try ledger.tiles.proofs(head.log, size: Int(head.size), connection)
                    .consistency(from: old, to: Int(head.size))
            } catch {
                throw StoreError(.other, error.description)
            }
            return WitnessRequest(old: old, proof: proof, checkpoint: try ledger.checkpoint(of: head))
        }
    }

    /// Keeps the line of a witness after checking that it is its own.
    private func keepCosignature(
        _ body: [UInt8],
        of partner: StoredPartner,
        _ head: StoredLogHead,
        asked: Int64
    ) throws(NodeError) -> Bool {
        let signatures = String(decoding: body, as: UTF8.self).split(separator: "\n").compactMap {
            Note.Signature(line: $0)
        }
        guard let text = try? SignedCheckpoint(head.note).note.text,
            let key = try? NoteKey(partner.witnessKey, Ledger.hasher)
        else { return false }
        for signature in signatures {
            let note = Note(text: text, signatures: [signature])
            guard let signed = try? note.verify(by: [key], Ed25519Verifier()) else { continue }
            let now = clock()
            if let time = signed.first?.time { clockWatch.note(partner.name, time: time, asked: asked, now: now) }
            try change { connection throws(StoreError) in
                // Another call may have brought a newer one meanwhile.
                let rows = LogRows(connection)
                let last = try rows.cosignatures(head.log).first { $0.witness == partner.name }
                guard (last?.size ?? 0) <= head.size else { return }
                try rows.putCosignature(
                    head.log,
                    witness: partner.name,
                    size: head.size,
                    line: signature.line,
                    now: now
                )
            }
            return true
        }
        return false
    }

    /// Judges a partner's checkpoint as its witness; what is cosigned is durable before the signature leaves.
    /// - Parameters:
    ///   - body: the request.
    ///   - partner: the partner.
    /// - Returns: status, media type and body (C2SP tlog-witness).
    package func witness(_ body: [UInt8], of partner: StoredPartner) -> (status: Int, type: String, body: [UInt8]) {
        let plain = "text/plain; charset=utf-8"
        func failure(_ status: Int, _ text: String) -> (status: Int, type: String, body: [UInt8]) {
            (status, plain, Array((text + "\n").utf8))
        }
        let request: WitnessRequest
        do throws(LogFault) {
            request = try WitnessRequest(body)
        } catch {
            return failure(400, error.description)
        }
        let checkpoint = request.checkpoint.checkpoint
        guard let key = try? NoteKey(partner.logKey, Ledger.hasher) else { return failure(404, "no log is known") }
        let keys = checkpoint.origin == key.name ? [key] : []
        let now = clock()
        let answer: WitnessAnswer
        do throws(NodeError) {
            answer = try change { connection throws(StoreError) in
                let rows = ReceiptRows(connection)
                let seen = try rows.seen(checkpoint.origin)
                let known = seen.flatMap { try? SignedCheckpoint($0.note).checkpoint }
                let answer = WitnessAnswer.judge(
                    request,
                    keys: keys,
                    seen: known,
                    Ledger.hasher,
                    Ed25519Verifier()
                )
                try self.note(answer, request, seen, partner, now: now, rows)
                return answer
            }
        } catch {
            return failure(503, "the witness cannot do this now")
        }
        switch answer {
        case .cosign:
            guard let witness = ledger.witnessKey else { return failure(503, "the witness has no key") }
            let line = Cosignature.make(
                text: request.checkpoint.note.text,
                time: UInt64(clamping: now / 1_000_000),
                key: witness,
                sign: ledger.cosigningKey.signature
            )
            return (200, plain, Array((line.line + "\n").utf8))
        case .conflict(let size): return (409, "text/x.tlog.size", Array("\(size)\n".utf8))
        case .refuse(let status, let fault): return failure(status, fault.description)
        }
    }

    /// Keeps what was seen of a log, or the evidence that it has two histories.
    private func note(
        _ answer: WitnessAnswer,
        _ request: WitnessRequest,
        _ seen: SeenLog?,
        _ partner: StoredPartner,
        now: Int64,
        _ rows: ReceiptRows
    ) throws(StoreError) {
        let checkpoint = request.checkpoint.checkpoint
        switch answer {
        case .cosign:
            try rows.put(
                SeenLog(
                    origin: checkpoint.origin,
                    partner: partner.name,
                    size: Int64(checkpoint.size),
                    root: checkpoint.root.bytes,
                    note: request.checkpoint.note.bytes,
                    seen: now,
                    cosigned: Int64(checkpoint.size)
                )
            )
        case .conflict(let size) where checkpoint.size == size:
            // An older checkpoint may be late; one of the same size with another root is another history.
            guard let seen, seen.root != checkpoint.root.bytes else { return }
            let message = "two checkpoints of \(size) entries have different roots"
            try rows.addEvidence(
                partner.name,
                code: LogFault.Code.inconsistent.rawValue,
                message: message,
                body: LogEvidence.body(seen: seen.note, received: request.checkpoint.note.bytes),
                now: now
            )
        case .refuse(let status, let fault) where status == 422 && seen != nil:
            try rows.addEvidence(
                partner.name,
                code: fault.code.rawValue,
                message: fault.description,
                body: LogEvidence.body(seen: seen?.note, received: request.body),
                now: now
            )
        default: return
        }
    }
}

/// What is kept when a partner's log does not hold.
package enum LogEvidence {
    /// What was seen before and what came, as JSON.
    package static func body(seen: [UInt8]?, received: [UInt8]) -> [UInt8] {
        JSONTree.members([
            "seen": seen.map { .string(String(decoding: $0, as: UTF8.self)) },
            "received": .string(String(decoding: received, as: UTF8.self)),
        ]).bytes()
    }
}
