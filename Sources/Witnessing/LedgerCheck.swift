public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
public import Store
internal import Transport

/// Proves log, feeds, holdings and receipts against each other, or names what differs.
public struct LedgerCheck {
    private let node: Node
    private let connection: Connection

    /// A check of a node.
    /// - Parameters:
    ///   - node: the node.
    ///   - connection: its store.
    public init(_ node: Node, _ connection: Connection) { (self.node, self.connection) = (node, connection) }

    /// Checks everything that this node has by itself.
    /// - Returns: what is wrong; nothing if all of it fits.
    /// - Throws: `StoreError` if the store cannot be read.
    public func problems() throws(StoreError) -> [StoreCheck.Problem] {
        var found: [StoreCheck.Problem] = []
        for head in try LogRows(connection).heads() { found += try problems(of: head) }
        if found.isEmpty { found += try feedProblems() }
        return found + (try receiptProblems())
    }

    /// Entries, commitments, tiles, root and signature of one log.
    private func problems(of head: StoredLogHead) throws(StoreError) -> [StoreCheck.Problem] {
        func problem(_ code: String, _ text: String) -> StoreCheck.Problem {
            StoreCheck.Problem(code: code, message: "log \(head.origin): \(text)")
        }
        let rows = LogRows(connection)
        let hasher = Ledger.hasher
        var tree = MerkleTree(hasher)
        var made: Int64 = .min
        var place: Int64 = 0
        while true {
            let entries = try rows.entries(head.log, from: place, limit: 256)
            if entries.isEmpty { break }
            for entry in entries {
                guard entry.place == place else { return [problem("log-gap", "entry \(place) is missing")] }
                guard Commitment.of(entry.body, salt: entry.salt) == entry.commitment else {
                    return [problem("log-entry", "entry \(place) does not say what the log holds")]
                }
                let salt = Commitment.internalSalt(entry.salt, key: node.ledger.signingKey.seed)
                let inside = Encoding.base64(Commitment.of(entry.internalBody, salt: salt))
                guard (try? JSONDocument(parsing: entry.body))?.root["internal"]?.isString(inside) ?? false else {
                    return [problem("log-entry", "the inside of entry \(place) is not what the log holds")]
                }
                guard entry.made >= made else {
                    return [problem("log-order", "entry \(place) is older than the one ahead")]
                }
                made = entry.made
                tree.append(entry.commitment)
                place += 1
            }
        }
        guard place == head.size else {
            return [problem("log-size", "there are \(place) entries, the checkpoint has \(head.size)")]
        }
        guard tree.root.bytes == head.root else {
            return [problem("log-root", "the root of the checkpoint is not that of the entries")]
        }
        do throws(LogFault) {
            let origin = head.origin
            try TileLogCheck(hasher) { path throws(LogFault) in try stored(path, head) }.run(
                Checkpoint(origin: origin, size: tree.size, root: tree.root)
            )
            let key = try NoteKey(origin, .ed25519, node.ledger.keys.key(of: origin).publicKey, hasher)
            let signed = try SignedCheckpoint(head.note)
            try signed.verify(origin: origin, by: [key], Ed25519Verifier())
            guard signed.checkpoint.root == tree.root, signed.checkpoint.size == tree.size else {
                throw LogFault(.mismatch, "the signed checkpoint is not that of the entries")
            }
        } catch {
            return [problem("log-tile", error.description)]
        }
        return []
    }

    private func stored(_ path: String, _ head: StoredLogHead) throws(LogFault) -> [UInt8] {
        do throws(StoreError) {
            guard let tile = TilePath(path) else { throw StoreError(.other, "no tile has the path \(path)") }
            let rows = LogRows(connection)
            switch tile.content {
            case .hashes(let level):
                return try rows.tile(head.log, level: Int64(level), number: Int64(tile.number)) ?? []
            case .entries:
                let start = Int64(tile.number * TilePath.fullWidth)
                return EntryBundle.bytes(try rows.commitments(head.log, start..<(start + Int64(tile.width))))
            }
        } catch {
            throw LogFault(.missing, error.description)
        }
    }

    /// Whatever stands in a feed was logged as released, in the form in which it stands there, and not withdrawn since.
    private func feedProblems() throws(StoreError) -> [StoreCheck.Problem] {
        var found: [StoreCheck.Problem] = []
        for feed in try CollectionRows(connection).all() where feed.kind.isReleased {
            guard let party = feed.party else { continue }
            for listed in try ListRows(feed.row, connection).logged(for: party) {
                let entry = try listed.entry.flatMap { entry throws(StoreError) in
                    try LogRows(connection).entries(entry.log, from: entry.place, limit: 1).first
                }
                let digest = Encoding.hex(listed.digest)
                guard let entry, entry.kind == "release" || entry.kind == "rendition",
                    (try? JSONDocument(parsing: entry.body))?.root["sha256"]?.isString(digest) ?? false
                else {
                    let message = "\(listed.id) stands in the feed of \(party), but the log has no release of it"
                    found.append(StoreCheck.Problem(code: "feed-unlogged", message: message))
                    continue
                }
            }
        }
        return found
    }

    /// Receipts hold, and what they are for is here as it came.
    private func receiptProblems() throws(StoreError) -> [StoreCheck.Problem] {
        var found: [StoreCheck.Problem] = []
        let rows = ReceiptRows(connection)
        try rows.visit { receipt throws(StoreError) in
            func problem(_ text: String) -> StoreCheck.Problem {
                StoreCheck.Problem(
                    code: "receipt",
                    message: "receipt of \(receipt.partner) for \(receipt.id): \(text)"
                )
            }
            do {
                let file = try node.file(receipt, rows, connection)
                _ = try file.verify(nil)
                let held = try VersionRows(connection).digest(
                    of: receipt.id,
                    version: receipt.version,
                    from: receipt.partner
                )
                if let held, file.content["sha256"]?.string != Encoding.hex(held) {
                    found.append(problem("what is held is not what it is for"))
                }
            } catch {
                found.append(problem("\(error)"))
            }
            return true
        }
        return found
    }

    /// Checks a partner's published log: all of it, that it grew out of what was seen, and that every receipt stands in it.
    /// - Parameters:
    ///   - name: the partner.
    ///   - node: the node.
    /// - Returns: what is wrong; nothing if all of it fits.
    /// - Throws: `NodeError` if the partner is not known or cannot be reached.
    public static func problems(ofPartner name: String, _ node: Node) throws(NodeError) -> [StoreCheck.Problem] {
        let (partner, receipts) = try node.reading { connection throws(StoreError) in
            var receipts: [StoredReceipt] = []
            try ReceiptRows(connection).visit { receipt in
                if receipt.partner == name { receipts.append(receipt) }
                return true
            }
            return (try PartnerRows(connection).find(name), receipts)
        }
        guard let partner else { throw NodeError("there is no partner `\(name)`") }
        let client = node.clients.client(for: partner, folder: node.folder)
        let fetch: (String) throws(LogFault) -> [UInt8] = { path throws(LogFault) in
            let response: HTTPResponse
            do throws(HTTPClient.Failure) {
                response = try client.send("GET", "\(partner.address)/entente/v1/log/\(path)")
            } catch {
                throw LogFault(.missing, "the node of `\(name)` cannot be reached: \(error.description)")
            }
            guard response.status == 200 else { throw LogFault(.missing, "\(path): status \(response.status)") }
            return response.body.bytes
        }
        do throws(LogFault) {
            let hasher = Ledger.hasher
            let key = try NoteKey(partner.logKey, hasher)
            let signed = try SignedCheckpoint(try fetch("checkpoint"))
            try signed.verify(origin: key.name, by: [key], Ed25519Verifier())
            let checkpoint = signed.checkpoint
            try TileLogCheck(hasher, fetch: fetch).run(checkpoint)
            let source = TiledSubtrees(size: checkpoint.size) { path throws(LogFault) in
                try HashTile(try fetch(path.description), path, hasher)
            }
            if let seen = try? node.reading({ connection throws(StoreError) in
                try ReceiptRows(connection).seen(key.name)
            }) {
                guard Int(seen.size) <= checkpoint.size else {
                    throw LogFault(
                        .inconsistent,
                        "the log has \(checkpoint.size) entries, \(seen.size) were seen before"
                    )
                }
                let root = try TreeProofs(source, hasher).root(size: Int(seen.size))
                guard root.bytes == seen.root else {
                    throw LogFault(.inconsistent, "the log is not the one that was seen with \(seen.size) entries")
                }
            }
            for receipt in receipts where receipt.origin == key.name {
                let leaf = hasher.leaf(Commitment.of(receipt.body, salt: receipt.salt))
                guard try source.subtree(level: 0, index: Int(receipt.place)) == leaf else {
                    throw LogFault(.mismatch, "entry \(receipt.place) is not the receipt for \(receipt.id)")
                }
            }
            return []
        } catch {
            if error.code == .missing { throw NodeError(error.description) }
            return [StoreCheck.Problem(code: "partner-log", message: "log of \(name): \(error.description)")]
        }
    }
}
