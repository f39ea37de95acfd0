public import Configuration
public import Installation
internal import JSON
internal import Ledger
internal import Store

extension Node {
    /// An officer's no to what waits in the queue: it leaves the queue, the act is kept and logged.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - party: the party that does not get it.
    ///   - officer: who decides.
    ///   - reason: why.
    ///   - absentee: who is away, where the officer decides as the deputy.
    /// - Returns: whether it was waiting.
    /// - Throws: `NodeError`.
    public func refuse(_ id: String, to party: String, officer: String, reason: String, absentee: String? = nil)
        throws(NodeError) -> Bool
    {
        guard !officer.isEmpty else { throw NodeError("a refusal needs the officer who decides") }
        let now = clock()
        return try change { connection throws(StoreError) in
            let waiting = try QueueRows(connection).waiting(id, party: party)
            for item in waiting {
                try QueueRows(connection).remove(id, party: party)
                try ProposalRows(connection).remove(id, party: party)
                let grounds = JSONTree.members(["outcome": .string("refuse"), "reason": .string(reason)]).bytes()
                try ReleaseRows(connection).add(
                    ReleaseAct(
                        object: item.row,
                        party: party,
                        officer: officer,
                        made: now,
                        outcome: "refuse",
                        grounds: grounds
                    )
                )
                var entry = LedgerEntry(.refusal, subject: id, object: item.row, officer: officer)
                entry.internalMembers = [
                    JSONMember("party", .string(party)), JSONMember("reason", .string(reason)),
                    JSONMember("version", .string(item.version)),
                ]
                if let absentee { entry.internalMembers.append(JSONMember("for", .string(absentee))) }
                try self.ledger.append([entry], connection)
            }
            return !waiting.isEmpty
        }
    }
}
