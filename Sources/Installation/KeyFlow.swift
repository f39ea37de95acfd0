public import Configuration
internal import Cryptography
internal import JSON
internal import Ledger
internal import Store

/// API keys of the party's own tools: shown once, kept as digests.
extension Node {
    /// Makes a key.
    /// - Parameters:
    ///   - name: its name, which no other key has or had.
    ///   - scopes: what it may do: `read:ID`, `write:ID` with a collection's identifier or `*`, or `metrics:*`.
    ///   - officer: who makes it, if that is known.
    ///   - second: who signed beside them.
    /// - Returns: the key.
    /// - Throws: `NodeError` if the name is taken, or a scope is none.
    public func addKey(
        _ name: String,
        scopes: [String],
        by officer: String? = nil,
        countersigned second: String? = nil
    ) throws(NodeError) -> String {
        guard !scopes.isEmpty, scopes.count <= 100, scopes.allSatisfy(Self.isScope) else {
            throw NodeError("a scope is read:ID, write:ID or metrics:*, and a key has at least one")
        }
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != ":" }
        guard isPlain, (1...200).contains(name.utf8.count) else {
            throw NodeError("a key has a name of at most 200 bytes without a colon")
        }
        let secret = "ent_" + Encoding.hex(Random.bytes(32))
        let key = StoredKey(
            id: Random.uuid(),
            name: name,
            digest: SHA256.digest(of: Array(secret.utf8)),
            root: NodeConfiguration.toolsRoot,
            // Identifiers are the same in capitals (RFC 4122, 3).
            scopes: scopes.map { $0.lowercased() }.joined(separator: " "),
            created: clock(),
            revoked: nil
        )
        try change { connection throws(StoreError) in
            let rows = KeyRows(connection)
            guard try !rows.all().contains(where: { $0.name == name }) else {
                throw StoreError(.other, "a key has the name `\(name)` already")
            }
            try rows.add(key)
            try self.logKeyChange(key, by: officer, countersigned: second, connection)
        }
        return secret
    }

    private static func isScope(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let what = parts.last, !what.isEmpty, text.utf8.count <= 100 else { return false }
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else { return false }
        return text == "metrics:*" || ["read", "write"].contains(parts[0])
    }

    /// Makes a key useless from now on.
    /// - Parameters:
    ///   - name: its name.
    ///   - officer: who revokes it, if that is known.
    /// - Returns: false if no valid key has the name.
    /// - Throws: `NodeError`.
    public func revokeKey(_ name: String, by officer: String? = nil) throws(NodeError) -> Bool {
        let now = clock()
        return try change { connection throws(StoreError) in
            let rows = KeyRows(connection)
            guard try rows.revoke(name: name, now: now), let key = try rows.all().first(where: { $0.name == name })
            else { return false }
            try self.logKeyChange(key, by: officer, countersigned: nil, connection)
            return true
        }
    }

    private func logKeyChange(
        _ key: StoredKey,
        by officer: String?,
        countersigned second: String?,
        _ connection: Connection
    ) throws(StoreError) {
        var entry = LedgerEntry(.key, officer: officer)
        entry.internalMembers = [
            JSONMember("key", .string(key.name)), JSONMember("revoked", .bool(key.revoked != nil)),
            JSONMember("scopes", .string(key.scopes)),
        ]
        if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
        try ledger.append([entry], connection)
    }
}
