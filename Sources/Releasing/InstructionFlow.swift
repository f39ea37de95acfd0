public import Configuration
internal import Holdings
public import Installation
internal import JSON
internal import Labels
internal import Release
internal import Store

extension Node {
    /// Releases what waits in the queue and a standing instruction covers, in the name of the officer who gave it.
    /// - Returns: how many objects went.
    /// - Throws: `NodeError`.
    @discardableResult
    public func releaseByInstruction() throws(NodeError) -> Int { try releaseByInstruction(to: nil, hints: true) }

    /// Releases what waits in the queue and a standing instruction covers.
    /// - Parameters:
    ///   - party: the party; nil for all.
    ///   - ids: the identifiers of what is looked at; nil for all that waits.
    ///   - hints: whether partners are told that something is there.
    /// - Returns: how many objects went.
    /// - Throws: `NodeError`.
    @discardableResult
    package func releaseByInstruction(to party: String? = nil, of ids: Set<String>? = nil, hints: Bool)
        throws(NodeError) -> Int
    {
        let now = clock()
        let covered = try reading {
            connection throws(StoreError) -> [(id: String, party: String, name: String, officer: String)] in
            let records = try RecordRows(connection).all("instruction")
            let instructions = records.compactMap { record -> (StandingInstruction, String)? in
                guard let document = try? JSONDocument(parsing: record.body),
                    let instruction = StandingInstruction(name: record.name, document.root)
                else { return nil }
                return (instruction, record.officer)
            }
            guard !instructions.isEmpty else { return [] }
            let directory = MarkingDirectory(connection, source: 1)
            let day = DayOfMoment.day(now, zone: nil)
            var covered: [(id: String, party: String, name: String, officer: String)] = []
            for waiting in try QueueRows(connection).all() {
                if let party, party != waiting.party { continue }
                if let ids, !ids.contains(waiting.id) { continue }
                guard let object = try HeldVersions(connection).ordered(waiting.id).first,
                    let document = try? JSONDocument(parsing: object.bytes)
                else { continue }
                let markings = MarkingReading(of: document.root, meaning: directory.meaning)
                let match = instructions.first { instruction, _ in
                    instruction.party == waiting.party && instruction.covers(object.type, markings, on: day)
                }
                // Where two persons are asked for, what somebody wrote waits for another one, instruction or not.
                if let match, self.configuration.asksFourEyes {
                    let accounts = AccountRows(connection)
                    var titles: Set<String> = []
                    for name in try accounts.authors(of: waiting.id) {
                        titles.insert(try accounts.find(name)?.title ?? name)
                    }
                    if titles.contains(match.1) { continue }
                }
                if let match { covered.append((waiting.id, waiting.party, match.0.name, match.1)) }
            }
            return covered
        }
        var count = 0
        for item in covered {
            var order = ReleaseOrder(parties: [item.party], ids: [item.id], named: [], officer: item.officer)
            order.instruction = item.name
            // What an instruction covers and may not go waits for its officer, who gave no answer to it.
            order.isTrial = true
            // Nor does anything go to whom it came from.
            guard
                try release(order).contains(where: {
                    $0.id == item.id && $0.decision.outcome.lets && !$0.isTheirs
                })
            else { continue }
            order.isTrial = false
            let results = try release(order, hints: hints)
            count +=
                results.contains { $0.id == item.id && $0.decision.outcome.lets && $0.firstOfficer == nil } ? 1 : 0
        }
        return count
    }
}

extension Node {
    /// What waits for an officer, the oldest first; what days have allowed since is among it, and nothing that is the
    /// party's own.
    /// - Returns: identifiers, parties, moments in microseconds since 1970, and reasons.
    /// - Throws: `NodeError`.
    public func queue() throws(NodeError) -> [(id: String, party: String, since: Int64, reason: String)] {
        try queueWhatDaysAllow()
        return try reading { connection throws(StoreError) in
            let originators = try Originators(self, connection)
            var waiting: [(id: String, party: String, since: Int64, reason: String)] = []
            for item in try QueueRows(connection).all()
            where try !originators.hasGiven(item.id, item.party, connection) { waiting.append(item) }
            return waiting
        }
    }
}
