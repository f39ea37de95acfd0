public import Configuration
package import Cryptography
public import Installation
package import JSON
internal import Ledger
package import MerkleLog
package import Store

/// Receipts for what stands in a partner's feed: openings of entries with proofs to one checkpoint.
extension Node {
    /// The receipts for a part of a feed.
    /// - Parameters:
    ///   - partner: whose feed.
    ///   - added: the dates of adding, in microseconds since 1970, both ends included.
    ///   - old: the size of this log that the partner has seen last.
    /// - Returns: the checkpoint, a consistency proof from what was seen, and receipts.
    /// - Throws: `NodeError`.
    package func receipts(for partner: String, added: ClosedRange<Int64>, old: Int) throws(NodeError) -> JSONTree {
        try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in
                let rows = LogRows(connection)
                guard let head = try rows.head(), let feed = try CollectionRows(connection).feed(of: partner) else {
                    throw StoreError(.other, "there is no log or no feed")
                }
                let objects = try MemberPages(connection).objects(
                    of: feed.row,
                    added: added,
                    limit: configuration.maximumPageObjects
                )
                var entries: [StoredLogEntry] = []
                for object in objects {
                    if let entry = try rows.release(of: object, to: partner), entry.log == head.log {
                        entries.append(entry)
                    }
                }
                let needed = max(old, Int(entries.map(\.place).max() ?? -1) + 1)
                let checkpoint = try bestCheckpoint(head, atLeast: needed, for: partner, connection)
                return try answer(entries, checkpoint, head, old: old, connection)
            }
        }
    }

    private func answer(
        _ entries: [StoredLogEntry],
        _ signed: SignedCheckpoint,
        _ head: StoredLogHead,
        old: Int,
        _ connection: Connection
    ) throws(StoreError) -> JSONTree {
        let size = signed.checkpoint.size
        let proofs = ledger.tiles.proofs(head.log, size: size, connection)
        let rotations = try rotations(connection)
        do throws(LogFault) {
            // A partner that has seen more than there is gets what there is, and will know what to think of it.
            let consistency = old <= size ? try proofs.consistency(from: old, to: size) : []
            let receipts = try entries.map { entry throws(LogFault) in try Self.receipt(entry, proofs, size: size) }
            return .members([
                "checkpoint": .string(String(decoding: signed.note.bytes, as: UTF8.self)),
                "consistency": .strings(consistency.map(\.base64)),
                "receipts": .array(receipts),
                "rotations": rotations,
            ])
        } catch {
            throw StoreError(.other, error.description)
        }
    }

    /// The opening of an entry with its path to a checkpoint.
    package static func receipt(
        _ entry: StoredLogEntry,
        _ proofs: TreeProofs<TiledSubtrees, SHA256TreeHasher>,
        size: Int
    ) throws(LogFault) -> JSONTree {
        .members([
            "index": .integer(Int(entry.place)),
            "path": .strings(try proofs.inclusion(of: Int(entry.place), size: size).map(\.base64)),
            "entry": .string(String(decoding: entry.body, as: UTF8.self)),
            "salt": Digest(entry.salt).map { .string($0.base64) },
        ])
    }

    /// The newest checkpoint that witnesses have cosigned, if it reaches far enough, else the newest.
    ///
    /// A partner is shown its own cosignature and those of witnesses that agreed to be known (`RULES.md`, 22).
    package func bestCheckpoint(
        _ head: StoredLogHead,
        atLeast size: Int,
        for partner: String?,
        _ connection: Connection
    ) throws(StoreError) -> SignedCheckpoint {
        let open = try PartnerRows(connection).all().filter { $0.name == partner || $0.isOpenWitness }.map(\.name)
        let lines = try LogRows(connection).cosignatures(head.log).filter { line in
            !line.line.isEmpty && line.size >= size && line.size <= head.size && open.contains(line.witness)
        }
        var chosen = head
        // The one that most have cosigned, and of several the newest.
        let counts = Dictionary(grouping: lines, by: \.size).mapValues(\.count)
        let best = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        if let newest = best, newest < head.size {
            chosen.size = newest
            do throws(LogFault) {
                chosen.root = try ledger.tiles.proofs(head.log, size: Int(newest), connection)
                    .root(size: Int(newest)).bytes
            } catch {
                throw StoreError(.other, error.description)
            }
        }
        var signed = try ledger.checkpoint(of: chosen)
        signed.note.signatures += lines.filter { $0.size == chosen.size }.compactMap { Note.Signature(line: $0.line) }
        return signed
    }

    /// A resource of the log as C2SP tlog-tiles has them: the checkpoint, a tile, or a bundle of entries.
    /// - Parameters:
    ///   - path: the path below the log's prefix.
    ///   - partner: who asks.
    /// - Returns: the bytes, or nil if there is nothing at this path.
    /// - Throws: `NodeError`.
    public func logResource(_ path: String, for partner: String?) throws(NodeError) -> [UInt8]? {
        try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) -> [UInt8]? in
                let rows = LogRows(connection)
                guard let head = try rows.head() else { return nil }
                if path == "checkpoint" {
                    let note = try bestCheckpoint(head, atLeast: Int(head.size), for: partner, connection).note
                    guard partner != nil, let key = ledger.witnessKey else { return note.bytes }
                    // A checkpoint has no time; with its own cosignature the node says what its clock shows.
                    let own = Cosignature.make(
                        text: note.text,
                        time: UInt64(clamping: clock() / 1_000_000),
                        key: key,
                        sign: ledger.cosigningKey.signature
                    )
                    return Note(text: note.text, signatures: note.signatures + [own]).bytes
                }
                guard let path = TilePath(path), Self.isThere(path, size: Int(head.size)) else { return nil }
                switch path.content {
                case .hashes(let level):
                    let tile = try rows.tile(head.log, level: Int64(level), number: Int64(path.number))
                    return tile.map { Array($0.prefix(path.width * Digest.length)) }
                case .entries:
                    let start = Int64(path.number * TilePath.fullWidth)
                    return EntryBundle.bytes(try rows.commitments(head.log, start..<(start + Int64(path.width))))
                }
            }
        }
    }

    /// Whether a tree of this size has so many hashes in a tile.
    private static func isThere(_ path: TilePath, size: Int) -> Bool {
        var level = 0
        if case .hashes(let given) = path.content { level = given }
        guard level < 8, path.number <= size / TilePath.fullWidth else { return false }
        return path.number * TilePath.fullWidth + path.width <= size >> (level * 8)
    }
}
