internal import Configuration
package import Cryptography
package import JSON
package import MerkleLog
package import Store

/// The node's log: entries are appended in the transaction of what they record, and sealed at its end with a signed
/// checkpoint, so that nothing becomes visible that is not logged (DESIGN.md, 8).
package struct Ledger: Sendable {
    /// The party's short name.
    package let name: String
    /// The node's signing key: hides the inside of entries, and signs the first log.
    package let signingKey: SigningKey
    /// Sign checkpoints, one key a log.
    package let keys: LogKeys
    /// Cosigns checkpoints of partners; another key than that of the log (C2SP tlog-cosignature).
    package let cosigningKey: SigningKey
    /// Microseconds since 1970.
    package let clock: @Sendable () -> Int64
    package let tiles: TileCache
    /// Where the log stood when it was sealed last.
    private let sealed = Handover<MerkleFrontier>()

    package init?(
        name: String,
        signingKey: SigningKey,
        keys: LogKeys,
        cachedTiles: Int,
        clock: @escaping @Sendable () -> Int64
    ) {
        let seed = HMACSHA256.code(of: Array("entente-witness-1".utf8), key: signingKey.seed)
        guard let cosigningKey = SigningKey(seed: seed) else { return nil }
        (self.name, self.signingKey, self.cosigningKey, self.clock) = (name, signingKey, cosigningKey, clock)
        self.keys = keys
        tiles = TileCache(capacity: cachedTiles)
    }

    /// The verifier key under which this node cosigns.
    package var witnessKey: NoteKey? {
        try? NoteKey("\(name).entente/witness", .cosignature, cosigningKey.publicKey, Self.hasher)
    }

    /// The verifier key of a log of this node.
    package func key(_ origin: String) throws(StoreError) -> NoteKey {
        do throws(LogFault) {
            return try NoteKey(origin, .ed25519, keys.key(of: origin).publicKey, Self.hasher)
        } catch {
            throw StoreError(.other, error.description)
        }
    }

    package static var hasher: SHA256TreeHasher { SHA256TreeHasher() }

    /// Checks that the key at hand is the one that signed the log so far: a key file that is missing must not lead to a checkpoint
    /// that partners take for a forgery.
    package func checkKey(_ connection: Connection) throws(StoreError) {
        guard let head = try LogRows(connection).head() else { return }
        let known = try key(head.origin)
        do throws(LogFault) {
            try SignedCheckpoint(head.note).verify(origin: head.origin, by: [known], Ed25519Verifier())
        } catch {
            let text = "the key of `\(head.origin)` is not the one that signed it: `keys/` is of another time"
            throw StoreError(.other, text)
        }
    }

    /// Opens the first log if there is none; its first entry says so.
    package func open(_ connection: Connection) throws(StoreError) {
        if try LogRows(connection).head() != nil { return }
        try open(origin: "\(name).entente/log", number: 1, [], connection)
    }

    /// Opens a log.
    /// - Parameters:
    ///   - origin: its name.
    ///   - number: its number.
    ///   - members: what its first entry says beside its name; for this node and its auditors only.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package func open(origin: String, number: Int64, _ members: [JSONMember], _ connection: Connection)
        throws(StoreError)
    {
        let restored = try SettingRows(connection).value(.restored) != nil
        let empty = Checkpoint(origin: origin, size: 0, root: Self.hasher.digest([]))
        let signed = SignedCheckpoint(empty, key: try key(origin), sign: keys.key(of: origin).signature)
        try LogRows(connection).put(
            StoredLogHead(
                log: number,
                origin: origin,
                size: 0,
                root: empty.root.bytes,
                note: signed.note.bytes,
                sealed: clock(),
                closed: restored ? clock() : nil
            )
        )
        guard !restored else { return }
        var entry = LedgerEntry(.log)
        entry.internalMembers = members
        try append([entry], connection)
    }

    /// Appends entries; they become part of the checkpoint that is signed at the end of the transaction.
    ///
    /// Their times never run backwards, whatever the clock does.
    package func append(_ entries: [LedgerEntry], _ connection: Connection) throws(StoreError) {
        guard !entries.isEmpty else { return }
        let rows = LogRows(connection)
        guard let head = try rows.head() else { throw StoreError(.other, "the node has no log") }
        guard head.closed == nil else {
            throw StoreError(.other, "a backup was restored: nothing is signed before `entente log recover`")
        }
        var place = try rows.count(head.log)
        let last = place == 0 ? 0 : try rows.entries(head.log, from: place - 1, limit: 1).first?.made ?? 0
        let made = max(clock(), last)
        let salts = Random.bytes(32 * entries.count)
        for (number, entry) in entries.enumerated() {
            let salt = Array(salts[(32 * number)..<(32 * number + 32)])
            let internalBody = Self.canonical(.object(entry.internalMembers + officer(entry)))
            let internalSalt = Commitment.internalSalt(salt, key: signingKey.seed)
            let body = Self.canonical(
                .object(
                    [
                        JSONMember("entry", .string("entente-1")), JSONMember("kind", .string(entry.kind.rawValue)),
                        JSONMember("log", .string(head.origin)), JSONMember("made", .string(Moment.text(made))),
                        JSONMember("from", .string(name)),
                        JSONMember(
                            "internal",
                            .string(Encoding.base64(Commitment.of(internalBody, salt: internalSalt)))
                        ),
                    ] + (entry.party.map { [JSONMember("to", .string($0))] } ?? [])
                        + (entry.subject.map { [JSONMember("id", .string($0))] } ?? []) + entry.members
                )
            )
            try rows.append(
                StoredLogEntry(
                    log: head.log,
                    place: place,
                    kind: entry.kind.rawValue,
                    made: made,
                    party: entry.party,
                    subject: entry.subject,
                    object: entry.object,
                    officer: entry.officer,
                    body: body,
                    internalBody: internalBody,
                    salt: salt,
                    commitment: Commitment.of(body, salt: salt)
                )
            )
            place += 1
        }
    }

    private func officer(_ entry: LedgerEntry) -> [JSONMember] {
        entry.officer.map { [JSONMember("officer", .string($0))] } ?? []
    }

    /// The canonical bytes (RFC 8785) of what the node itself writes: strings, truth values, whole numbers.
    private static func canonical(_ tree: JSONTree) -> [UInt8] { sorted(tree).bytes() }

    private static func sorted(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .object(let members):
            let inside = members.map { JSONMember($0.name, sorted($0.value)) }
            return .object(inside.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) })
        case .array(let elements): return .array(elements.map(sorted))
        default: return tree
        }
    }

    /// Brings tiles up to the entries and signs a checkpoint over them; nothing happens without new entries.
    package func seal(_ connection: Connection) throws(StoreError) {
        let rows = LogRows(connection)
        guard var head = try rows.head(), head.closed == nil else { return }
        let count = try rows.count(head.log)
        guard count > head.size else { return }
        do throws(LogFault) {
            var frontier = try frontier(of: head, connection)
            let leaves = try leaves(head.log, head.size..<count, rows)
            for leaf in leaves { frontier.append(leaf: leaf, Self.hasher) }
            try extend(head, by: leaves, rows)
            sealed.put(frontier)
            (head.size, head.root, head.sealed) = (count, frontier.root(Self.hasher).bytes, clock())
        } catch {
            var fault = StoreError(
                error.code == .unreadable ? .inputOutput : .other,
                "the log cannot be sealed: \(error)"
            )
            // A log that cannot be sealed is a fault of the node, never a refusal of what was asked.
            fault.cause = error.description
            throw fault
        }
        let signed = try checkpoint(of: head)
        head.note = signed.note.bytes
        try rows.put(head)
    }

    /// The frontier at a state: the last one if it is of this very tree, else out of the tiles.
    ///
    /// A transaction that failed, another process or another log leave one behind that has another root.
    private func frontier(of head: StoredLogHead, _ connection: Connection) throws(LogFault) -> MerkleFrontier {
        let size = Int(head.size)
        if let last = sealed.value, last.size == size, last.root(Self.hasher).bytes == head.root { return last }
        // The shared cache holds only what is durable, and this transaction may have written to the tiles.
        let fresh = TileCache(capacity: 16)
        return try MerkleFrontier(size: size, fresh.subtrees(head.log, size: size, connection))
    }

    private func leaves(_ log: Int64, _ places: Range<Int64>, _ rows: LogRows) throws(LogFault) -> [Digest] {
        do throws(StoreError) {
            return try rows.commitments(log, places).map { Self.hasher.leaf($0) }
        } catch {
            throw LogFault(.unreadable, error.description)
        }
    }

    /// The signed checkpoint of a state; Ed25519 gives the same signature each time.
    package func checkpoint(of head: StoredLogHead) throws(StoreError) -> SignedCheckpoint {
        guard let root = Digest(head.root) else { throw StoreError(.corrupt, "the root of the log is damaged") }
        let checkpoint = Checkpoint(origin: head.origin, size: Int(head.size), root: root)
        return SignedCheckpoint(checkpoint, key: try key(head.origin), sign: keys.key(of: head.origin).signature)
    }

    /// Appends the leaf hashes of new entries to the tiles, and what they complete to the tiles above.
    private func extend(_ head: StoredLogHead, by leaves: [Digest], _ rows: LogRows) throws(LogFault) {
        let hasher = Self.hasher
        do throws(StoreError) {
            var fresh = leaves
            var start = Int(head.size)
            var level: Int64 = 0
            while !fresh.isEmpty {
                var above: [Digest] = []
                let firstNumber = start / TilePath.fullWidth
                var number = firstNumber
                var row: [Digest] = []
                if !start.isMultiple(of: TilePath.fullWidth) {
                    let kept = try rows.tile(head.log, level: level, number: Int64(number)) ?? []
                    row = HashTile.row(Array(kept.prefix(start % TilePath.fullWidth * Digest.length)))
                }
                var next = 0
                while next < fresh.count {
                    let known = row.count * Digest.length
                    let taken = min(TilePath.fullWidth - row.count, fresh.count - next)
                    row += fresh[next..<(next + taken)]
                    next += taken
                    try rows.putTile(
                        head.log,
                        level: level,
                        number: Int64(number),
                        HashTile.bytes(row),
                        known: known
                    )
                    guard row.count == TilePath.fullWidth else { break }
                    if let top = HashTile(row, hasher).subtree(height: 8, index: 0) { above.append(top) }
                    row = []
                    number += 1
                }
                (fresh, start, level) = (above, firstNumber, level + 1)
            }
        } catch {
            throw LogFault(.unreadable, error.description)
        }
    }
}
