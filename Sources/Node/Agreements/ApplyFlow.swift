public import Agreements
public import JSON
internal import Labels
internal import Release
internal import Store

/// What another set of agreements changes for what a node holds.
public struct AgreementChange: Sendable {
    /// One object for one party.
    public struct Item: Sendable {
        /// The party.
        public let party: String
        /// The object's identifier.
        public let id: String
        /// The outcome under the set in use.
        public let old: String
        /// The outcome under the other set.
        public let new: String
        /// The code of the ground that decides now.
        public let code: String
        let row: Int64
    }

    /// How many objects were looked at, for all parties together.
    public internal(set) var total = 0
    /// What changes, object by object; at most as many as were asked for.
    public internal(set) var items: [Item] = []
    /// How many change, by party, old and new outcome.
    public internal(set) var counts: [String: [String: Int]] = [:]

    /// The change as JSON.
    public var json: JSONTree {
        .members([
            "total": .integer(total),
            "counts": .object(
                counts.sorted { $0.key < $1.key }.map { party, changes in
                    JSONMember(
                        party,
                        .object(changes.sorted { $0.key < $1.key }.map { JSONMember($0, .integer($1)) })
                    )
                }
            ),
            "items": .array(
                items.map { item in
                    .members([
                        "party": .string(item.party), "id": .string(item.id), "old": .string(item.old),
                        "new": .string(item.new), "code": .string(item.code),
                    ])
                }
            ),
        ])
    }
}

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
    public func preview(
        _ agreements: AgreementReading,
        assumed: [String] = [],
        limit: Int = 1_000
    ) throws(NodeError) -> AgreementChange {
        try reading { connection throws(StoreError) in
            try change(to: agreements.set, assumed: assumed, limit: limit, connection)
        }
    }

    private func change(
        to set: AgreementSet,
        assumed: [String],
        limit: Int,
        _ connection: Connection
    ) throws(StoreError) -> AgreementChange {
        let now = clock()
        let old = try tables(now: now, connection)
        let new = try tables(of: set, assumed: assumed, now: now, connection)
        var change = AgreementChange()
        for partner in try PartnerRows(connection).all() {
            var before = try BulkDecision(partner.name, old, self, connection)
            var after = try BulkDecision(partner.name, new, self, connection)
            var failure: StoreError?
            try connection.rows(
                """
                SELECT o.row, s.kind, s.name, o.id, o.bytes FROM object o JOIN source s ON s.row=o.source
                WHERE s.kind<>'rendition' AND NOT (s.kind='partner' AND s.name=?)
                """,
                [.text(partner.name)]
            ) { row in
                let (kind, name) = (row.text(1), row.text(2))
                guard let document = try? JSONDocument(parsing: row.blob(4)) else { return true }
                do throws(StoreError) {
                    let shared = BulkDecision.ObjectClass(document.root, source: (kind, name))
                    let was = try before.decide(document.root, shared)
                    let will = try after.decide(document.root, shared)
                    change.total += 1
                    guard was.outcome != will.outcome else { return true }
                    let step = "\(was.outcome.rawValue) -> \(will.outcome.rawValue)"
                    change.counts[partner.name, default: [:]][step, default: 0] += 1
                    if change.items.count < limit {
                        let deciding = will.outcome.lets ? was : will
                        let code = deciding.grounds.first { $0.verdict != .permits }?.code.rawValue ?? ""
                        change.items.append(
                            AgreementChange.Item(
                                party: partner.name,
                                id: row.text(3),
                                old: was.outcome.rawValue,
                                new: will.outcome.rawValue,
                                code: code,
                                row: row.integer(0)
                            )
                        )
                    }
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
        }
        return change
    }

    /// Puts a set into use: what may not go any more is withdrawn from the feeds in the same transaction; what may go
    /// newly waits for an officer, unless a standing instruction covers it (R02, `RULES.md` 19).
    /// - Parameters:
    ///   - reading: the set; it must have no errors.
    ///   - officer: who applies it.
    /// - Returns: what changed.
    /// - Throws: `NodeError` if the set has errors or the store fails.
    public func apply(_ reading: AgreementReading, officer: String) throws(NodeError) -> AppliedAgreements {
        guard reading.isUsable else {
            throw NodeError("the agreements have errors; `entente agreements check` lists them")
        }
        guard !officer.isEmpty else { throw NodeError("agreements are applied by a named officer") }
        let shared = SharedApplication()
        let now = clock()
        let files = AgreementFiles.bytes(reading)
        try change { connection throws(StoreError) in
            // What days have allowed under the set in use until now is no change of the new one.
            for feed in try CollectionRows(connection).all() where feed.kind == .feed {
                guard let party = feed.party else { continue }
                _ = try self.queueWhatDaysAllow(party, feed, now: now, connection)
            }
            let change = try self.change(to: reading.set, assumed: [], limit: .max, connection)
            let row = try AgreementRows(connection).add(files: files, officer: officer, now: now)
            let tables = try self.tables(now: now, connection)
            var withdrawn: [Withdrawal] = []
            for feed in try CollectionRows(connection).all() where feed.kind == .feed {
                guard let party = feed.party else { continue }
                withdrawn += try self.withdraw(party, feed, tables, officer: officer, now: now, connection)
            }
            var queued = 0
            for item in change.items where item.new == "release" && item.old != "release" {
                try QueueRows(connection).add(
                    object: item.row,
                    party: item.party,
                    reason: "agreement \(row)",
                    now: now
                )
                queued += 1
            }
            shared.put((row, change, withdrawn, queued))
        }
        feedClock.forget()
        guard let done = shared.value else { throw NodeError("the agreements were not applied") }
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
