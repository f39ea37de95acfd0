package import Agreements
package import Configuration
internal import Installation
internal import JSON
internal import Labels
package import Ledger
internal import Release
package import Store
internal import Synchronization

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
    package func judgeIfDue(_ feed: StoredCollection) throws(NodeError) -> Bool {
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
    package func withdraw(
        _ party: String,
        _ feed: StoredCollection,
        _ tables: AgreementTables,
        officer: String,
        now: Int64,
        only items: Set<String>? = nil,
        _ connection: Connection
    ) throws(StoreError) -> [Withdrawal] {
        var judge = try FeedJudge(party, feed, tables, items == nil ? .all : .some, self, connection)
        var withdrawals: [Withdrawal] = []
        for verdict in try judge.verdicts(only: items) {
            if let question = verdict.state.question {
                try QueueRows(connection).add(object: verdict.newest, party: party, reason: question, now: now)
            }
            guard verdict.state.leaves else { continue }
            // It may go as a rendition, which an officer has not seen yet.
            if verdict.decision.grounds.contains(where: { $0.code == .portionsIgnored }) {
                try QueueRows(connection).add(
                    object: verdict.row,
                    party: party,
                    reason: "rendition-changed",
                    now: now
                )
            }
            withdrawals.append(try take(verdict, off: feed, judge, tables, officer: officer, now: now, connection))
        }
        for verdict in try judge.orphans() {
            withdrawals.append(try take(verdict, off: feed, judge, tables, officer: officer, now: now, connection))
        }
        return withdrawals
            + (try withdrawRenditions(party, feed, officer: officer, now: now, only: items, &judge, connection))
    }

    /// Takes one version off a feed, with its act and entry.
    private func take(
        _ verdict: FeedJudge.Verdict,
        off feed: StoredCollection,
        _ judge: FeedJudge,
        _ tables: AgreementTables,
        officer: String,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> Withdrawal {
        var decision = verdict.decision
        if verdict.state != .withdrawn {
            decision.grounds.append(Ground(code: .versionNarrowed, verdict: .refers))
            decision.outcome = .refer
        }
        let explanation = Explanation(decision, tables, from: judge.from, to: judge.to)
        try ReleaseRows(connection).add(
            ReleaseAct(
                object: verdict.row,
                party: judge.party,
                officer: officer,
                made: now,
                outcome: "withdraw",
                grounds: explanation.json.bytes(),
                agreements: try AgreementRows(connection).current()
            )
        )
        try MemberRows(connection).remove(objects: [verdict.row], from: feed.row)
        try ledger.append(
            [try withdrawal(of: verdict.row, from: judge.party, officer: officer, connection)],
            connection
        )
        let code = decision.grounds.first { $0.verdict != .permits }?.code.rawValue ?? "withheld"
        return Withdrawal(party: judge.party, id: verdict.id, code: code)
    }

    /// The entry for what was taken off a feed.
    package func withdrawal(
        of row: Int64,
        from party: String,
        officer: String,
        _ connection: Connection
    ) throws(StoreError) -> LedgerEntry {
        let name = try VersionRows(connection).name(of: row)
        var entry = LedgerEntry(.withdrawal, party: party, subject: name.id, object: row, officer: officer)
        entry.members = Ledger.given(name)
        return entry
    }

    /// Takes off a feed the renditions whose source may not go in this form any more.
    private func withdrawRenditions(
        _ party: String,
        _ feed: StoredCollection,
        officer: String,
        now: Int64,
        only items: Set<String>?,
        _ judge: inout FeedJudge,
        _ connection: Connection
    ) throws(StoreError) -> [Withdrawal] {
        let listed = try ListRows(feed.row, connection).renditions()
        let renditions = try RenditionRows(connection).all(of: party).values.filter {
            listed.contains($0.id) && (items?.contains($0.source) ?? true)
        }
        guard !renditions.isEmpty else { return [] }
        var order = ReleaseOrder(parties: [party], ids: nil, named: [], officer: officer, isTrial: true)
        order.isAgain = true
        if feed.kind == .courier { order.channel = .courier }
        order.isAlone = items != nil
        guard let survey = try ReleaseSurvey(party, order, self, connection) else { return [] }
        var kept: Set<String> = []
        var states: [String: ReleasedVersion] = [:]
        try survey.run(renditions.map(\.object)) { result throws(StoreError) in
            let content = result.rendition.map { RenditionContent.digest($0.bytes) }
            let isStill = renditions.contains { $0.source == result.id && $0.content == content }
            let own = ReleaseStanding(
                outcome: result.decision.outcome,
                decision: result.decision,
                withheld: result.rendition?.withheld ?? []
            )
            // A rendition says less than the whole, unless the texts of a translation stand in it.
            let translated = try judge.givesTranslation(result.row)
            let saysLess = own.outcome == .release && !translated
            let state = try judge.state(of: result.row, own, isStill: isStill || saysLess)
            states[result.id] = state
            if !state.leaves { kept.insert(result.id) }
            if let question = state.question, let newest = try ObjectRows(connection).newestRow(like: result.row) {
                try QueueRows(connection).add(object: newest, party: party, reason: question, now: now)
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
            if states[rendition.source]?.question == nil {
                try QueueRows(connection).add(
                    object: rendition.object,
                    party: party,
                    reason: "rendition-changed",
                    now: now
                )
            }
            try RenditionRows(connection).revoke(rendition.source, for: party, now: now)
            let code = states[rendition.source]?.question ?? "rendition-changed"
            withdrawals.append(Withdrawal(party: party, id: rendition.source, code: code))
        }
        return withdrawals
    }
}
