internal import Cryptography
internal import Store

/// Collections for the party's own tools; feeds are made with invitations.
extension Node {
    /// The words for the kinds of collections that are made here.
    private static let kinds: [StoredCollection.Kind] = [.shelf, .inbox]

    /// Makes an inbox or a shelf.
    /// - Parameters:
    ///   - kind: `shelf` or `inbox`.
    ///   - title: a title for people; nil for one of its kind.
    ///   - alias: a name for paths.
    ///   - description: a description for people.
    /// - Returns: its identifier.
    /// - Throws: `NodeError` if the kind is none, or the alias is taken.
    public func addCollection(_ kind: String, title: String?, alias: String?, description: String?) throws(NodeError)
        -> String
    {
        guard let kind = Self.kinds.first(where: { $0.rawValue == kind }) else {
            throw NodeError("a collection is a shelf or an inbox; a feed is made with the invitation of a partner")
        }
        if let alias {
            let isPlain = alias.utf8.allSatisfy { byte in
                byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-")
            }
            guard isPlain, (1...64).contains(alias.utf8.count) else {
                throw NodeError("an alias has 1 to 64 small letters, digits or `-`")
            }
        }
        let id = Random.uuid()
        let new = NewCollection(
            root: Self.toolsRoot,
            id: id,
            alias: alias,
            kind: kind,
            title: title ?? "A \(kind.rawValue)",
            description: description
        )
        try makeToolsRoot()
        try change { connection throws(StoreError) in
            if let alias,
                try CollectionRows(connection).all(root: Self.toolsRoot).contains(where: { $0.alias == alias })
            {
                throw StoreError(.other, "the alias `\(alias)` is taken")
            }
            _ = try CollectionRows(connection).add(new)
        }
        return id
    }

    /// Takes an inbox or a shelf away; its objects stay in the node.
    /// - Parameter id: its identifier.
    /// - Returns: false if there is none.
    /// - Throws: `NodeError`.
    public func removeCollection(_ id: String) throws(NodeError) -> Bool {
        try change { connection throws(StoreError) in
            let rows = CollectionRows(connection)
            guard let found = try rows.all().first(where: { $0.id == id }), Self.kinds.contains(found.kind) else {
                return false
            }
            try rows.remove(found.row)
            return true
        }
    }
}
