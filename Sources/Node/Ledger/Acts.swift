internal import JSON
public import Store

/// Entries for what administrators do.
extension Node {
    /// Logs that an API key was made or revoked, in the transaction that does it.
    /// - Parameters:
    ///   - name: the key's name.
    ///   - isRevoked: whether it was revoked.
    ///   - connection: the transaction's connection.
    /// - Throws: `StoreError`.
    public func logKeyChange(_ name: String, isRevoked: Bool, _ connection: Connection) throws(StoreError) {
        var entry = LedgerEntry(.key)
        entry.internalMembers = [JSONMember("key", .string(name)), JSONMember("revoked", .bool(isRevoked))]
        try ledger.append([entry], connection)
    }

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
