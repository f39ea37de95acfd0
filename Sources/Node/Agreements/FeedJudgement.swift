internal import Agreements
internal import JSON
internal import Labels
internal import Release
internal import Store
internal import Synchronization

/// Until when what stands in feeds was judged: the next midnight of any zone of the agreements (RULES.md, 11 and 13).
final class FeedClock: Sendable {
    private struct State {
        var until: [Int64: Int64] = [:]
        var signature: [Int64: String] = [:]
    }

    private let state = Mutex(State())

    /// Whether a feed is to be judged again before it is read.
    func isDue(_ feed: Int64, now: Int64) -> Bool { state.withLock { now >= $0.until[feed] ?? .min } }

    /// Notes a judgement; nil for the signature keeps the one before.
    func note(_ feed: Int64, until: Int64, signature: String) {
        state.withLock {
            $0.until[feed] = until
            $0.signature[feed] = signature
        }
    }

    /// What the last judgement depended on.
    func signature(_ feed: Int64) -> String? { state.withLock { $0.signature[feed] } }

    /// Has every feed judged again before its next reading.
    func forget() { state.withLock { $0 = State() } }
}

/// One object that was withdrawn from a feed.
public struct Withdrawal: Sendable {
    /// The party.
    public let party: String
    /// The object's identifier.
    public let id: String
    /// The code of the ground that keeps it now.
    public let code: String
}

extension Node {
    /// Judges a feed again if a midnight has passed since, so that nothing is read that may not go any more, and that
    /// what may go newly waits for an officer or goes by a standing instruction.
    /// - Parameter feed: the feed.
    /// - Returns: whether rows were withdrawn or added.
    /// - Throws: `NodeError`.
    func judgeIfDue(_ feed: StoredCollection) throws(NodeError) -> Bool {
        let now = clock()
        guard feed.kind == .feed, let party = feed.party, feedClock.isDue(feed.row, now: now) else { return false }
        let (withdrawn, queued) = try change { connection throws(StoreError) in
            let tables = try self.tables(now: now, connection)
            let signature = try Self.signature(tables, now: now, connection)
            var withdrawn = 0
            if self.feedClock.signature(feed.row) != signature {
                withdrawn = try self.withdraw(party, feed, tables, officer: "date", now: now, connection).count
            }
            let queued = try self.queueWhatDaysAllow(party, feed, now: now, connection)
            self.feedClock.note(feed.row, until: Self.nextMidnight(tables.set, now: now), signature: signature)
            return (withdrawn, queued)
        }
        var released = 0
        // The party is reading: it needs no hint that something is there.
        if queued > 0 { released = try releaseByInstruction(to: party, hints: false) }
        return withdrawn > 0 || released > 0
    }

    /// Takes off a feed what may not go under these tables any more, with an act for each.
    func withdraw(
        _ party: String,
        _ feed: StoredCollection,
        _ tables: AgreementTables,
        officer: String,
        now: Int64,
        only items: Set<String>? = nil,
        _ connection: Connection
    ) throws(StoreError) -> [Withdrawal] {
        var bulk = try BulkDecision(party, tables, self, connection)
        let set = try AgreementRows(connection).current()
        var gone: [(row: Int64, id: String, decision: Decision)] = []
        var listed = try items == nil ? Self.listed(in: feed, party, nil, connection) : []
        for id in items ?? [] { listed += try Self.listed(in: feed, party, id, connection) }
        for (row, kind, name, id, bytes, question) in listed {
            guard let document = try? JSONDocument(parsing: bytes) else { continue }
            var terms = BulkDecision.Terms(question)
            // The list says by which way it goes, whatever the last act was about.
            terms.channel = feed.kind == .courier ? .courier : .electronic
            let shared = BulkDecision.ObjectClass(document.root, source: (kind, name), terms)
            let decision = try bulk.decide(document.root, shared)
            if !Self.stays(decision) { gone.append((row, id, decision)) }
        }
        var withdrawals: [Withdrawal] = []
        for (row, id, decision) in gone {
            let explanation = Explanation(decision, tables, from: bulk.from, to: bulk.to)
            try ReleaseRows(connection).add(
                ReleaseAct(
                    object: row,
                    party: party,
                    officer: officer,
                    made: now,
                    outcome: "withdraw",
                    grounds: explanation.json.bytes(),
                    agreements: set
                )
            )
            try MemberRows(connection).remove(objects: [row], from: feed.row)
            try ledger.append([try withdrawal(of: row, from: party, officer: officer, connection)], connection)
            let code = decision.grounds.first { $0.verdict != .permits }?.code.rawValue ?? "withheld"
            withdrawals.append(Withdrawal(party: party, id: id, code: code))
        }
        return withdrawals
            + (try withdrawRenditions(party, feed, officer: officer, now: now, only: items, connection))
    }

    private typealias Listed = (row: Int64, kind: String, name: String, id: String, bytes: [UInt8], question: [UInt8])

    /// What stands in a list, apart from renditions; all of it, or what has one identifier.
    private static func listed(
        in feed: StoredCollection,
        _ party: String,
        _ id: String?,
        _ connection: Connection
    ) throws(StoreError) -> [Listed] {
        func read(_ row: Statement) -> Listed {
            (row.integer(0), row.text(1), row.text(2), row.text(3), row.blob(4), row.blob(5))
        }
        guard let id else {
            return try connection.all(
                """
                SELECT o.row, s.kind, s.name, o.id, o.bytes,
                    (SELECT a.question FROM release_act a WHERE a.object=o.row AND a.party=?2 AND a.outcome='release'
                     ORDER BY a.row DESC LIMIT 1)
                FROM member m JOIN object o ON o.row=m.object JOIN source s ON s.row=o.source
                WHERE m.collection=?1 AND s.kind<>'rendition'
                """,
                [.integer(feed.row), .text(party)],
                read
            )
        }
        return try connection.all(
            """
            SELECT o.row, s.kind, s.name, o.id, o.bytes,
                (SELECT a.question FROM release_act a WHERE a.object=o.row AND a.party=?2 AND a.outcome='release'
                 ORDER BY a.row DESC LIMIT 1)
            FROM object o CROSS JOIN member m ON m.object=o.row AND m.collection=?1 JOIN source s ON s.row=o.source
            WHERE o.id=?3 AND s.kind<>'rendition'
            """,
            [.integer(feed.row), .text(party), .text(id)],
            read
        )
    }

    /// The entry for what was taken off a feed.
    func withdrawal(
        of row: Int64,
        from party: String,
        officer: String,
        _ connection: Connection
    ) throws(StoreError) -> LedgerEntry {
        let known = try connection.first("SELECT id, version, digest FROM object WHERE row=?", [.integer(row)]) {
            ($0.text(0), $0.text(1), $0.blob(2))
        }
        guard let (id, version, digest) = known else { throw StoreError(.other, "no object has the row \(row)") }
        var entry = LedgerEntry(.withdrawal, party: party, subject: id, object: row, officer: officer)
        entry.members = Ledger.given(version: version, digest: digest)
        return entry
    }

    /// A date of review that has passed asks the originator to look; it does not take back what was given.
    private static func stays(_ decision: Decision) -> Bool {
        decision.grounds.allSatisfy { $0.verdict == .permits || $0.code.rule == "R12" || $0.code == .purposeMissing }
    }

    /// Takes off a feed the renditions whose source may not go in this form any more.
    private func withdrawRenditions(
        _ party: String,
        _ feed: StoredCollection,
        officer: String,
        now: Int64,
        only items: Set<String>?,
        _ connection: Connection
    ) throws(StoreError) -> [Withdrawal] {
        let listed = Set(
            try connection.all(
                """
                SELECT o.id FROM member m JOIN object o ON o.row=m.object JOIN source s ON s.row=o.source
                WHERE m.collection=? AND s.kind='rendition'
                """,
                [.integer(feed.row)]
            ) { $0.text(0) }
        )
        let renditions = try RenditionRows(connection).all(of: party).values.filter {
            listed.contains($0.id) && (items?.contains($0.source) ?? true)
        }
        guard !renditions.isEmpty else { return [] }
        var order = ReleaseOrder(parties: [party], ids: nil, named: [party], officer: officer, isTrial: true)
        if feed.kind == .courier { order.channel = .courier }
        order.isAlone = items != nil
        guard let survey = try ReleaseSurvey(party, order, self, connection) else { return [] }
        var kept: Set<String> = []
        try survey.run(renditions.map(\.object)) { result throws(StoreError) in
            if result.decision.outcome == .release { kept.insert(result.id) }
            guard let rendition = result.rendition else { return }
            let content = RenditionContent.digest(rendition.bytes)
            if renditions.contains(where: { $0.source == result.id && $0.content == content }) {
                kept.insert(result.id)
            }
        }
        var withdrawals: [Withdrawal] = []
        for rendition in renditions where !kept.contains(rendition.source) {
            let rows = try ObjectRows(connection).versions(of: rendition.id).filter { $0.sourceName == party }.map(
                \.row
            )
            try MemberRows(connection).remove(objects: rows, from: feed.row)
            if let newest = rows.last {
                try ledger.append([try withdrawal(of: newest, from: party, officer: officer, connection)], connection)
            }
            try ReleaseRows(connection).add(
                ReleaseAct(
                    object: rendition.object,
                    party: party,
                    officer: officer,
                    made: now,
                    outcome: "withdraw",
                    grounds: Array("{}".utf8)
                )
            )
            try QueueRows(connection).add(
                object: rendition.object,
                party: party,
                reason: "rendition-changed",
                now: now
            )
            try connection.run(
                "UPDATE rendition SET revoked=? WHERE party=? AND source=?",
                [.integer(now), .text(party), .text(rendition.source)]
            )
            withdrawals.append(Withdrawal(party: party, id: rendition.source, code: "rendition-changed"))
        }
        return withdrawals
    }
}
