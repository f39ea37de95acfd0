package import Configuration
internal import Installation
internal import Store
internal import Witnessing

extension Node {
    /// Lists in feeds what waited and that the quorum has seen by now.
    ///
    /// What may not go any more by then never goes.
    /// - Returns: the parties that get something.
    /// - Throws: `NodeError`.
    @discardableResult
    package func listWitnessed() throws(NodeError) -> [String] {
        guard try waitingForWitnesses() > 0 else { return [] }
        let policy = try quorumOfOwnLog()
        let now = clock()
        return try change { connection throws(StoreError) in
            guard let head = try LogRows(connection).head(), head.closed == nil else { return [] }
            let seen = try policy.map { policy throws(StoreError) in try Self.witnessed(head, policy, connection) }
            let lists = CollectionRows(connection)
            var parties: [String] = []
            for waiting in try lists.all(root: "") where waiting.kind == .waiting {
                guard let party = waiting.party, let feed = try lists.feed(of: party) else { continue }
                let tables = try self.tables(now: now, connection)
                _ = try self.withdraw(party, waiting, tables, officer: "date", now: now, connection)
                let list = ListRows(waiting.row, connection)
                let rows = try list.given(to: party, in: head.log, before: seen ?? head.size)
                guard !rows.isEmpty else { continue }
                try MemberRows(connection).remove(objects: rows, from: waiting.row)
                try MemberRows(connection).add(objects: rows, to: feed.row)
                parties.append(party)
            }
            return parties
        }
    }
}
