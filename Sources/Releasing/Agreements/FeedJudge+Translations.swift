package import Release
package import Store

/// Translations in a list: each stays as long as what it translates is with the party (`RULES.md`, 4).
extension FeedJudge {
    /// What stands in the list and translates something.
    package struct Translation {
        package let row: Int64
        package let id: String
        /// The object that it translates.
        package let original: String
        package let decision: Decision
        package let newest: Int64
    }

    /// The translations of what the party does not have any more; call when the rest has left the list.
    /// - Returns: the versions that leave.
    /// - Throws: `StoreError`.
    package func orphans() throws(StoreError) -> [Verdict] {
        var lost: [Verdict] = []
        var isThere: [String: Bool] = [:]
        for one in translations {
            if isThere[one.original] == nil { isThere[one.original] = try isWithParty(one.original) }
            guard isThere[one.original] == false else { continue }
            var decision = one.decision
            decision.withhold(for: .translation)
            lost.append(
                Verdict(row: one.row, id: one.id, state: .withdrawn, decision: decision, newest: one.newest)
            )
        }
        return lost
    }

    /// Whether the party has an object as it is: it stands in a list of its, came from there, or is a card that everybody knows.
    ///
    /// What was never here was let go by its name.
    private func isWithParty(_ id: String) throws(StoreError) -> Bool {
        if known.contains(id) { return true }
        return try GivenRows(connection).isWhole(id, with: party, or: feed.row) ?? true
    }
}
