package import Agreements
package import Configuration
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Release
package import Store

/// What days alone change: labels that step down, agreements that enter into force, consents that begin or end.
extension Node {
    /// Queues for every party what days have allowed since; standing instructions let go what they cover.
    /// - Throws: `NodeError`.
    package func queueWhatDaysAllow() throws(NodeError) {
        let now = clock()
        let isDue = try reading { connection throws(StoreError) in
            for feed in try CollectionRows(connection).all() where feed.kind == .feed {
                if try daysPassed(feed, now: now, connection) != nil { return true }
            }
            return false
        }
        guard isDue else { return }
        let queued = try change { connection throws(StoreError) in
            var count = 0
            for feed in try CollectionRows(connection).all() where feed.kind == .feed {
                guard let party = feed.party else { continue }
                count += try self.queueWhatDaysAllow(party, feed, now: now, connection)
            }
            return count
        }
        if queued > 0 { try releaseByInstruction() }
    }

    /// The tables at the last judgement and now, if the days between have changed what decisions depend on.
    private func daysPassed(_ feed: StoredCollection, now: Int64, _ connection: Connection) throws(StoreError) -> (
        old: AgreementTables, new: AgreementTables
    )? {
        let judged = try CollectionRows(connection).judged(feed.row)
        // What a set changes is judged when it is applied.
        let applied = try AgreementRows(connection).all().last?.applied
        guard let since = [judged, applied].compactMap({ $0 }).max(), since < now else { return nil }
        let (old, new) = (try tables(now: since, connection), try tables(now: now, connection))
        let was = try Self.signature(old, now: since, connection)
        return was == (try Self.signature(new, now: now, connection)) ? nil : (old, new)
    }

    /// Puts into the queue what may go newly because days have passed since the feed was judged last: a label that steps
    /// down, an agreement that enters into force, a consent that begins (`RULES.md` 19).
    /// - Returns: how many objects.
    package func queueWhatDaysAllow(_ party: String, _ feed: StoredCollection, now: Int64, _ connection: Connection)
        throws(StoreError) -> Int
    {
        guard let (old, new) = try daysPassed(feed, now: now, connection) else { return 0 }
        try CollectionRows(connection).noteJudged(feed.row, now: now)
        var before = try BulkDecision(party, old, .all, self, connection)
        var after = try BulkDecision(party, new, .all, self, connection)
        let held = try VersionRows(connection).ungiven(to: party)
        var queued = 0
        let originators = try Originators(self, connection)
        for version in held {
            let (row, kind, name) = (version.row, version.sourceKind, version.sourceName)
            guard let object = try ObjectRows(connection).object(row: row),
                let document = try? JSONDocument(parsing: object.bytes)
            else { continue }
            let will = try after.standing(document.root, after.version(row, kind, name)).outcome
            let was = try before.standing(document.root, before.version(row, kind, name)).outcome
            guard will == .release && was != .release || will == .rendition && !was.lets,
                try ObjectRows(connection).newestRow(like: row) == row,
                try !originators.hasGiven(object.id, party, connection)
            else { continue }
            try QueueRows(connection).add(object: row, party: party, reason: "day \(new.day)", now: now)
            queued += 1
        }
        return queued
    }

    /// What decisions depend on that a day can change: states, dated rows, consents, labels that step down.
    package static func signature(_ tables: AgreementTables, now: Int64, _ connection: Connection) throws(StoreError)
        -> String
    {
        let set = try AgreementRows(connection).current()
        var text = "\(set.map(String.init) ?? "-")"
        for agreement in tables.set.agreements {
            let day = DayOfMoment.day(now, zone: agreement.zone)
            text += ";\(agreement.state(on: day).state.rawValue)"
            for rule in agreement.rules {
                guard case .levels(let table) = rule.content else { continue }
                for row in table.rows where row.from != .first || row.until != .last {
                    text += row.from <= day && day <= row.until ? "1" : "0"
                }
            }
        }
        // Which zone counts for a consent depends on the agreement that grants: every zone's day is looked at.
        let days = Set(zones(of: tables.set).map { DayOfMoment.day(now, zone: $0) }).sorted()
        for consent in try ReleaseRecords(connection, tables).consents() {
            // Which one it is counts: one that is closed and one that begins would else cancel each other out.
            text += ";\(consent) "
            text += days.map { consent.from <= $0 && $0 <= consent.until ? "+" : "-" }.joined()
        }
        for (id, label) in try MarkingDirectory.held(connection) where !label.succession.isEmpty {
            let current = PreparedMarking.current(label, on: tables.day)
            text += ";\(id) \(current.policy) \(current.classification) \(current.succession.count)"
        }
        return text
    }

    /// UTC and every zone that an agreement or a party declares.
    private static func zones(of set: AgreementSet) -> Set<String?> {
        Set(set.agreements.map(\.zone) + set.parties.map(\.zone) + [nil])
    }

    /// The next midnight of UTC and of every zone of the set.
    package static func nextMidnight(_ set: AgreementSet, now: Int64) -> Int64 {
        zones(of: set).map { DayOfMoment.nextMidnight(after: now, zone: $0) }.min() ?? now
    }
}
