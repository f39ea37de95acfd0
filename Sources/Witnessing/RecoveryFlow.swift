public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
public import Store
internal import Transport

/// What a node found when it looked for its way back after a restore.
public struct LogRecovery: Sendable {
    /// The log that the backup had.
    public let origin: String
    /// How many entries the backup has of it.
    public let size: Int
    /// The newest checkpoint of it that partners have seen; nil if none has seen any.
    public let seen: Int?
    /// The partners that did not answer.
    public let silent: [String]
    /// The log that is in use now: the same, or a new one.
    public let current: String
}

/// The way back after a restore (`RULES.md`, 21): a restored log has forgotten what it signed, and would sign another
/// history. So it is closed, until it is known that nothing is missing, or a new log names the gap.
extension Node {
    /// Closes the log of a store that was restored; nothing is signed before `recoverLog`.
    /// - Parameters:
    ///   - connection: the store.
    ///   - now: microseconds since 1970.
    /// - Throws: `StoreError`.
    public static func closeLog(_ connection: Connection, now: Int64) throws(StoreError) {
        guard var head = try LogRows(connection).head() else {
            // A backup from before there was a log: the one that is opened for it begins closed.
            return try SettingRows(connection).put(.restored, Moment.text(now))
        }
        head.closed = head.closed ?? now
        try LogRows(connection).put(head)
    }

    /// Opens the log again: the same one if every partner answers and none has seen more than is there, else a new one
    /// whose first entry names the old checkpoint and the gap.
    /// - Parameters:
    ///   - officer: who decides.
    ///   - isForced: opens a new log even where partners do not answer.
    /// - Returns: what was found and done.
    /// - Throws: `NodeError`; the log then stays closed.
    public func recoverLog(officer: String, isForced: Bool) throws(NodeError) -> LogRecovery {
        let (head, partners) = try reading { connection throws(StoreError) in
            (try LogRows(connection).head(), try PartnerRows(connection).all().filter { $0.confirmed != nil })
        }
        guard let head, head.closed != nil else { throw NodeError("the log is open: there is nothing to recover") }
        var silent: [String] = []
        var newest: SignedCheckpoint?
        for partner in partners {
            do throws(NodeError) {
                guard let seen = try seenCheckpoint(by: partner, head) else { continue }
                if seen.checkpoint.size > newest?.checkpoint.size ?? -1 { newest = seen }
            } catch {
                silent.append(partner.name)
            }
        }
        if !silent.isEmpty, !isForced {
            throw NodeError(
                "no answer from \(silent.joined(separator: ", ")): what they have seen of the log is not known; try again, or use --force to open a new log"
            )
        }
        let isKnown = try covers(newest, head)
        // A backup from before there was a log has links that are to be made anew: nobody can be asked.
        let isWhole = silent.isEmpty && isKnown && head.size > 0
        let origin = isWhole ? head.origin : "\(configuration.name).entente/log/\(head.log + 1)"
        try change { [newest] connection throws(StoreError) in
            var reopened = head
            reopened.closed = nil
            try SettingRows(connection).remove(.restored)
            if isWhole {
                try LogRows(connection).put(reopened)
                var entry = LedgerEntry(.log, officer: officer)
                entry.internalMembers = [JSONMember("recovered", .bool(true))]
                return try self.ledger.append([entry], connection)
            }
            let gap: [JSONMember] = [
                JSONMember("old", .string(head.origin)), JSONMember("old_size", .integer(Int(head.size))),
                JSONMember("old_checkpoint", .string(String(decoding: head.note, as: UTF8.self))),
                JSONMember("officer", .string(officer)),
            ]
            let seen = newest.map { newest in
                [
                    JSONMember("seen_size", .integer(newest.checkpoint.size)),
                    JSONMember("seen_checkpoint", .string(String(decoding: newest.note.bytes, as: UTF8.self))),
                ]
            }
            try self.ledger.open(origin: origin, number: head.log + 1, gap + (seen ?? []), connection)
            // Partners get receipts for what stands in their feeds under the new log.
            try self.ledger.logFeeds(connection)
        }
        return LogRecovery(
            origin: head.origin,
            size: Int(head.size),
            seen: newest?.checkpoint.size,
            silent: silent,
            current: origin
        )
    }

    /// Whether the log is the one that was seen, as far as it was seen.
    private func covers(_ seen: SignedCheckpoint?, _ head: StoredLogHead) throws(NodeError) -> Bool {
        guard let seen else { return true }
        let size = seen.checkpoint.size
        guard size <= Int(head.size) else { return false }
        return try reading { connection throws(StoreError) in
            let root = try? ledger.tiles.proofs(head.log, size: size, connection).root(size: size)
            return root == seen.checkpoint.root
        }
    }

    /// What a partner has seen last of this node's log, or nil if it has seen nothing of it.
    private func seenCheckpoint(by partner: StoredPartner, _ head: StoredLogHead) throws(NodeError)
        -> SignedCheckpoint?
    {
        let client = clients.quickClient(for: partner, folder: folder, seconds: configuration.witnessSeconds)
        let response: HTTPResponse
        do throws(HTTPClient.Failure) {
            response = try client.send("GET", partner.address + "/entente/v1/log/seen")
        } catch {
            throw NodeError(error.description)
        }
        if response.status == 404 { return nil }
        guard response.status == 200 else { throw NodeError("status \(response.status)") }
        do throws(LogFault) {
            let signed = try SignedCheckpoint(response.body.bytes)
            let publicKey = ledger.keys.key(of: head.origin).publicKey
            let key = try NoteKey(head.origin, .ed25519, publicKey, Ledger.hasher)
            try signed.verify(origin: head.origin, by: [key], Ed25519Verifier())
            return signed
        } catch {
            // A checkpoint that this node never signed proves nothing.
            throw NodeError(error.description)
        }
    }
}

/// What a log is and who has seen it.
public struct LogState: Sendable {
    /// The name of the log.
    public let origin: String
    /// The verifier key of the log.
    public let key: String
    /// The verifier key with which this node cosigns.
    public let witnessKey: String
    /// How many entries it has.
    public let size: Int
    /// Since when it is closed, in microseconds since 1970, or nil.
    public let closed: Int64?
    /// The partners that cosigned, with the sizes that they saw.
    public let witnesses: [(name: String, size: Int)]
}

extension Node {
    /// The state of the log in use.
    /// - Returns: the state.
    /// - Throws: `NodeError`.
    public func logState() throws(NodeError) -> LogState {
        try reading { connection throws(StoreError) in
            guard let head = try LogRows(connection).head() else { throw StoreError(.other, "the node has no log") }
            return LogState(
                origin: head.origin,
                key: try ledger.key(head.origin).description,
                witnessKey: ledger.witnessKey?.description ?? "",
                size: Int(head.size),
                closed: head.closed,
                witnesses: try LogRows(connection).cosignatures(head.log).map { ($0.witness, Int($0.size)) }
            )
        }
    }

    /// The paths of all resources of the log in use below its prefix, the checkpoint last.
    /// - Parameter size: the size of the log.
    /// - Returns: the paths.
    public static func logPaths(size: Int) -> [String] {
        var paths = TilePath.all(.entries, size: size).map(\.description)
        for level in 0..<8 { paths += TilePath.all(.hashes(level: level), size: size).map(\.description) }
        return paths + ["checkpoint"]
    }
}
