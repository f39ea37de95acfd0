public import Agreements
public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Labels
internal import Ledger
internal import Release
package import Store

/// What applying a set did.
public struct AppliedAgreements: Sendable {
    /// The number of the set.
    public let row: Int64
    /// What changed.
    public let change: AgreementChange
    /// What was withdrawn from feeds; the officer may recall it.
    public let withdrawn: [Withdrawal]
    /// How many newly allowed objects wait for an officer.
    public let queued: Int
    /// What standing instructions let go.
    public let released: Int
}

extension Node {
    /// Shows what another set would change, object by object and as counts; changes nothing.
    /// - Parameters:
    ///   - agreements: the other set.
    ///   - assumed: drafts of it that count as in force.
    ///   - limit: the most objects to list.
    /// - Returns: the change.
    /// - Throws: `NodeError`.
    public func preview(_ agreements: AgreementReading, assumed: [String] = [], limit: Int = 1_000) throws(NodeError)
        -> AgreementChange
    {
        try preview(agreements, assumed: assumed, limit: limit, until: nil) { _, _ in true }
    }

    /// The same until a moment, or to the end where there is none, for the rows of objects that are asked for: others
    /// are neither listed nor counted.
    package func preview(
        _ agreements: AgreementReading,
        assumed: [String],
        limit: Int,
        until end: ContinuousClock.Instant?,
        where isAsked: (Int64, Connection) throws(StoreError) -> Bool
    ) throws(NodeError) -> AgreementChange {
        try preview(agreements.set, assumed: assumed, limit: limit, until: end, where: isAsked)
    }

    /// The same of a set that was put together.
    package func preview(
        _ set: AgreementSet,
        assumed: [String],
        limit: Int,
        until end: ContinuousClock.Instant?,
        where isAsked: (Int64, Connection) throws(StoreError) -> Bool
    ) throws(NodeError) -> AgreementChange {
        try reading { connection throws(StoreError) in
            try change(
                to: set,
                assumed: assumed,
                limit: limit,
                until: end,
                where: isAsked,
                connection
            )
        }
    }

    private func change(
        to set: AgreementSet,
        assumed: [String],
        limit: Int,
        until end: ContinuousClock.Instant? = nil,
        where isAsked: (Int64, Connection) throws(StoreError) -> Bool = { _, _ in true },
        _ connection: Connection
    ) throws(StoreError) -> AgreementChange {
        let now = clock()
        let old = try tables(now: now, connection)
        let new = try tables(of: set, assumed: assumed, now: now, connection)
        var change = AgreementChange()
        for partner in try PartnerRows(connection).linked() {
            var before = try BulkDecision(partner.name, old, .all, self, connection)
            var after = try BulkDecision(partner.name, new, .all, self, connection)
            try VersionRows(connection).visit(givableTo: partner.name) { held throws(StoreError) in
                guard try isAsked(held.row, connection) else { return true }
                if let end, ContinuousClock.now > end {
                    change.isComplete = false
                    return false
                }
                guard let document = try? JSONDocument(parsing: held.bytes) else { return true }
                let (kind, name) = (held.sourceKind, held.sourceName)
                let was = try before.standing(document.root, before.version(held.row, kind, name))
                var will = try after.standing(document.root, after.version(held.row, kind, name))
                // What was given by the article that lets it name what is not here leaves with that article.
                if was.namesAbsent, !will.namesAbsent,
                    let act = try ReleaseRows(connection).question(on: held.row, to: partner.name),
                    FeedJudge.isByAbsentRule(act)
                {
                    will.withoutAbsentRule()
                }
                change.total += 1
                guard let step = Self.step(was, will) else { return true }
                let item = Self.item(partner.name, held.id, held.row, step, was, will)
                change.counts[partner.name, default: [:]][step, default: 0] += 1
                if change.items.count < limit { change.items.append(item) }
                return true
            }
            if !change.isComplete { break }
        }
        return change
    }

    /// What changes for one object between two sets, in words; nil if nothing does.
    private static func step(_ was: ReleaseStanding, _ will: ReleaseStanding) -> String? {
        if was.outcome != will.outcome { return "\(was.outcome.rawValue) -> \(will.outcome.rawValue)" }
        if was.content != will.content { return "rendition-changed" }
        // The strictest answer about the whole is that about what is withheld.
        let (old, new) = (was.decision.outcome, will.decision.outcome)
        return old == new || was.outcome != .rendition ? nil : "withheld: \(old.rawValue) -> \(new.rawValue)"
    }

    /// One object whose standing differs between two sets.
    private static func item(
        _ party: String,
        _ id: String,
        _ row: Int64,
        _ step: String,
        _ was: ReleaseStanding,
        _ will: ReleaseStanding
    ) -> AgreementChange.Item {
        // Portions are listed where a rendition can be compared with one, or with the whole.
        let areCompared = was.outcome.lets && will.outcome.lets
        let opened = areCompared ? was.selectors.subtracting(will.selectors).sorted() : []
        let closed = areCompared ? will.selectors.subtracting(was.selectors).sorted() : []
        let decided =
            (will.withheld.filter { closed.contains($0.selector) }
            + was.withheld.filter { opened.contains($0.selector) }).compactMap(\.decision).first
        let whole = will.decision.outcome.lets ? was.decision : will.decision
        let grounds = (areCompared ? decided : nil)?.grounds ?? whole.grounds
        return AgreementChange.Item(
            party: party,
            id: id,
            old: was.outcome.rawValue,
            new: will.outcome.rawValue,
            code: grounds.first { $0.verdict != .permits }?.code.rawValue ?? "",
            opened: opened,
            closed: closed,
            step: step,
            row: row
        )
    }

    /// Whether an object waits for an officer: its newest version goes in full now, or at all, and is not the party's own.
    private func isNewlyAllowed(
        _ item: AgreementChange.Item,
        _ originators: Originators,
        _ connection: Connection
    ) throws(StoreError) -> Bool {
        let isMore =
            item.new == "release"
            ? item.old != "release" : item.new == "rendition" && !["release", "rendition"].contains(item.old)
        guard isMore else { return false }
        guard try ObjectRows(connection).newestRow(like: item.row) == item.row else { return false }
        return try !originators.hasGiven(item.id, item.party, connection)
    }

    /// Puts a set into use: what may not go any more is withdrawn from the feeds in the same transaction; what may go
    /// newly waits for an officer, unless a standing instruction covers it (R02, `RULES.md` 19).
    /// - Parameters:
    ///   - reading: the set; it must have no errors.
    ///   - officer: who applies it.
    ///   - base: the set that it was made from, 0 for none; nil takes the place of any.
    ///   - second: who signed beside the officer.
    /// - Returns: what changed.
    /// - Throws: `NodeError` if the set has errors, another one came between, or the store fails.
    public func apply(
        _ reading: AgreementReading,
        officer: String,
        base: Int64? = nil,
        countersigned second: String? = nil
    ) throws(NodeError) -> AppliedAgreements {
        guard reading.isUsable else {
            throw NodeError("the agreements have errors; `entente agreements check` lists them")
        }
        guard !officer.isEmpty else { throw NodeError("agreements are applied by a named officer") }
        let now = clock()
        let files = AgreementFiles.bytes(reading)
        let done = try change { connection throws(StoreError) in
            let used = try AgreementRows(connection).current() ?? 0
            guard base ?? used == used else {
                throw StoreError(.other, "set \(used) was applied meanwhile; look at the difference to it")
            }
            // What days have allowed under the set in use until now is no change of the new one.
            for feed in try CollectionRows(connection).all() where feed.kind == .feed {
                guard let party = feed.party else { continue }
                _ = try self.queueWhatDaysAllow(party, feed, now: now, connection)
            }
            let change = try self.change(to: reading.set, assumed: [], limit: .max, connection)
            let row = try AgreementRows(connection).add(files: files, officer: officer, now: now)
            var entry = LedgerEntry(.agreements, officer: officer)
            let sha256 = Encoding.hex(SHA256.digest(of: files))
            entry.internalMembers = [JSONMember("set", .integer(Int(row))), JSONMember("sha256", .string(sha256))]
            if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
            try self.ledger.append([entry], connection)
            try self.takeUp(now: now, connection)
            let tables = try self.tables(now: now, connection)
            var withdrawn: [Withdrawal] = []
            for feed in try CollectionRows(connection).all() where feed.kind.isReleased {
                guard let party = feed.party else { continue }
                withdrawn += try self.withdraw(party, feed, tables, officer: officer, now: now, connection)
            }
            var queued = 0
            let originators = try Originators(self, connection)
            for item in change.items where try self.isNewlyAllowed(item, originators, connection) {
                try QueueRows(connection).add(
                    object: item.row,
                    party: item.party,
                    reason: "agreement \(row)",
                    now: now
                )
                queued += 1
            }
            return (row: row, change: change, withdrawn: withdrawn, queued: queued)
        }
        feedClock.forget()
        let released = try releaseByInstruction()
        return AppliedAgreements(
            row: done.row,
            change: done.change,
            withdrawn: done.withdrawn,
            queued: done.queued - released,
            released: released
        )
    }
}
