public import Configuration
internal import JSON
internal import Ledger
internal import Store

/// Entries for what administrators do.
extension Node {
    /// Logs that objects are written out; called before the first of them leaves.
    /// - Parameter party: the partner whose objects they are, or nil for the party's own.
    /// - Throws: `NodeError`.
    public func logExport(from party: String?) throws(NodeError) {
        try change { connection throws(StoreError) in
            var entry = LedgerEntry(.export)
            entry.internalMembers = [JSONMember("of", .string(party ?? "own"))]
            try self.ledger.append([entry], connection)
        }
    }
}
