public import Configuration
internal import Cryptography
internal import Dispatch
internal import Holdings
public import Installation
internal import JSON
internal import Labels
internal import Release
internal import STIX
package import Store
internal import Transport
internal import Witnessing

extension Node {
    /// Decides about objects for parties, and lists what may go in their feeds.
    ///
    /// The act and the place in the feed become durable in one transaction, before anybody is told.
    /// - Parameter order: what is released to whom by whom.
    /// - Returns: what became of each object for each party.
    /// - Throws: `NodeError` if a party or an id is not known, or the agreements changed meanwhile.
    public func release(_ order: ReleaseOrder) throws(NodeError) -> [ReleaseResult] {
        try release(order, hints: true)
    }

    /// Decides about objects for parties; partners are told of it where they are to be.
    package func release(_ order: ReleaseOrder, hints: Bool) throws(NodeError) -> [ReleaseResult] {
        guard order.isTrial || !order.officer.isEmpty else {
            throw NodeError("a release needs a named decision maker")
        }
        let rows = try rows(of: order)
        var all: [ReleaseResult] = []
        for party in order.parties { all += try release(rows, to: party, order) }
        if !order.isTrial, hints {
            hint(order.parties.filter { party in all.contains { $0.party == party && $0.isNew } })
        }
        return all
    }

    /// Decides about versions for one party, and carries it out.
    ///
    /// Where what the decision depends on changed before it was durable, what is left is decided again.
    private func release(_ rows: [Int64], to party: String, _ order: ReleaseOrder) throws(NodeError)
        -> [ReleaseResult]
    {
        var done: [ReleaseResult] = []
        var rest = rows
        for _ in 0..<Self.mostAttempts {
            let (results, basis) = try survey(party, rest, order)
            if order.isTrial { return results }
            let carried = try carryOut(results, party, order, basis)
            let left = Set(carried.left.map(\.row))
            done += results.filter { !left.contains($0.row) }.map { result in
                var result = result
                result.firstOfficer = carried.waiting[result.row]
                if carried.known.contains(result.row) || result.firstOfficer != nil { result.isNew = false }
                return result
            }
            guard !left.isEmpty else { return done }
            rest = carried.left.map(\.row)
        }
        throw NodeError("what this depends on changed again and again while it was decided; decide again")
    }

    private static var mostAttempts: Int { 5 }

    /// The rows that an order names: of each object the version that was asked for, else the newest one; what partners got from
    /// us as renditions is never released again.
    private func rows(of order: ReleaseOrder) throws(NodeError) -> [Int64] {
        guard let ids = order.ids else {
            return try reading { connection throws(StoreError) in
                try VersionRows(connection).newestOwn()
            }
        }
        var rows: [Int64] = []
        for id in ids {
            let found = try reading { connection throws(StoreError) in
                try HeldVersions(connection).ordered(id) { order.rows?.contains($0.row) ?? true }
            }
            guard !found.isEmpty else { throw NodeError("no object has the id `\(id)`") }
            guard let chosen = order.versions[id].map({ asked in found.first { $0.version == asked } }) ?? found.first
            else { throw NodeError("there is no version `\(order.versions[id] ?? "")` of `\(id)`") }
            rows.append(chosen.row)
        }
        return rows
    }

    private func survey(
        _ party: String,
        _ rows: [Int64],
        _ order: ReleaseOrder
    ) throws(NodeError) -> (results: [ReleaseResult], basis: ReleaseBasis) {
        let found = try reading { connection throws(StoreError) in
            try surveyed(party, rows, order, connection)
        }
        guard let found else { throw NodeError("there is no partner `\(party)`; invite it first") }
        return found
    }

    /// What is decided about versions for one party; nil if there is no such party.
    package func surveyed(
        _ party: String,
        _ rows: [Int64],
        _ order: ReleaseOrder,
        _ connection: Connection
    ) throws(StoreError) -> (results: [ReleaseResult], basis: ReleaseBasis)? {
        guard let survey = try ReleaseSurvey(party, order, self, connection) else { return nil }
        let given = GivenBefore(party, in: survey.feed.row, or: survey.waiting?.row, connection)
        let needsTwo = try needsTwo(survey, order)
        var results: [ReleaseResult] = []
        var originators: Originators?
        if order.ids != nil { originators = try Originators(self, connection) }
        try survey.run(rows) { result throws(StoreError) in
            var result = result
            result.isTheirs = try originators?.hasGiven(result.id, party, connection) ?? false
            result.isNew = try given.lacks(result) && !result.isTheirs
            result.needsTwo = try needsTwo(result)
            results.append(result)
        }
        return (results, try ReleaseBasis(connection))
    }

    /// What became of the batches of one party.
    private struct Carried {
        /// What was to be given and is there already, since another officer was first.
        var known: Set<Int64> = []
        /// Who said the first yes to what waits for another officer.
        var waiting: [Int64: String] = [:]
        /// What was not done, as the decision rests on what has changed meanwhile.
        var left: [ReleaseResult] = []
    }

    /// Makes the results of one party durable, some at a time; each act and its place in the feed go together.
    private func carryOut(
        _ results: [ReleaseResult],
        _ party: String,
        _ order: ReleaseOrder,
        _ basis: ReleaseBasis
    ) throws(NodeError) -> Carried {
        let changes = results.filter { $0.isNew || !$0.decision.outcome.lets }
        let now = clock()
        let waits: Bool = order.channel == .electronic ? try quorumOfOwnLog() != nil : false
        var carried = Carried()
        var start = 0
        while start < changes.count {
            let isFirst = start == 0
            let batch = Array(changes[start..<min(start + configuration.batchObjects, changes.count)])
            let step = try change { connection throws(StoreError) in
                try self.carry(batch, party, order, basis, waits: waits, isFirst: isFirst, now: now, connection)
            }
            guard let step else {
                carried.left = Array(changes[start...])
                return carried
            }
            carried.known.formUnion(step.known)
            carried.waiting.merge(step.waiting) { $1 }
            start += batch.count
        }
        return carried
    }

    /// Writes the results of one party within a transaction.
    /// - Returns: what was there already, and what waits for another officer; nil if what the decisions rest on has changed.
    package func carry(
        _ batch: [ReleaseResult],
        _ party: String,
        _ order: ReleaseOrder,
        _ basis: ReleaseBasis,
        waits: Bool,
        isFirst: Bool,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) -> (known: Set<Int64>, waiting: [Int64: String])? {
        guard try basis.holds(for: batch, connection) else { return nil }
        let lists = CollectionRows(connection)
        let list =
            try order.channel == .courier ? Self.list(.courier, of: party, connection) : lists.feed(of: party)
        guard let list else { return ([], [:]) }
        let waiting = try order.channel == .courier ? nil : lists.list(.waiting, of: party)
        let given = GivenBefore(party, in: list.row, or: waiting?.row, connection)
        var open: [ReleaseResult] = []
        for result in batch {
            let isOpen = if result.decision.outcome.lets { try given.lacks(result) } else { true }
            if isOpen { open.append(result) }
        }
        let known = Set(batch.map(\.row)).subtracting(open.map(\.row))
        let sorted = try SecondOfficers(connection, ledger, order, party: party, now: now).sorted(open)
        open = sorted.open
        guard !open.isEmpty else { return (known, sorted.waiting) }
        if isFirst, open.contains(where: { $0.decision.outcome.lets }) { try order.along?(connection) }
        try ReleaseWriter(
            connection,
            ledger,
            party: party,
            feed: list.row,
            waiting: waits ? Self.list(.waiting, of: party, connection)?.row : nil,
            order: order,
            set: basis.set,
            firsts: sorted.firsts,
            now: now
        ).write(open)
        return (known, sorted.waiting)
    }

    /// Has witnesses cosign what was logged, and tells partners that something is there, so that they pull at once; a
    /// partner that is away pulls later.
    package func hint(_ parties: [String]) {
        guard !parties.isEmpty else { return }
        _ = try? seekCosignatures()
        _ = try? listWitnessed()
        tell(parties)
    }

    /// Tells partners that something is there.
    package func tell(_ parties: [String]) {
        guard !parties.isEmpty else { return }
        let partners = (try? reading { connection throws(StoreError) in try PartnerRows(connection).all() }) ?? []
        let told = partners.filter { $0.confirmed != nil && parties.contains($0.name) }
        DispatchQueue.concurrentPerform(iterations: told.count) { place in
            let partner = told[place]
            let client = clients.quickClient(for: partner, folder: folder, seconds: configuration.witnessSeconds)
            _ = try? client.send("POST", partner.address + "/entente/v1/hint/", body: [])
        }
    }
}
