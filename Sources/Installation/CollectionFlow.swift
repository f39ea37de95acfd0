public import Configuration
internal import Cryptography
internal import Store

/// Collections for the party's own tools; feeds are made with invitations.
extension Node {
    /// Bytes of an alias at most.
    private static let aliasBytes = 255
    /// The words for the kinds of collections that are made here.
    private static let kinds: [StoredCollection.Kind] = [.shelf, .inbox]

    /// Makes an inbox or a shelf.
    /// - Parameters:
    ///   - kind: `shelf` or `inbox`.
    ///   - title: a title for people; nil for one of its kind.
    ///   - alias: a name for paths.
    ///   - description: a description for people.
    /// - Returns: its identifier.
    /// - Throws: `NodeError` if the kind is none, the title has a dot, or the alias is taken.
    public func addCollection(_ kind: String, title: String?, alias: String?, description: String?) throws(NodeError)
        -> String
    {
        guard let kind = Self.kinds.first(where: { $0.rawValue == kind }) else {
            throw NodeError("a collection is a shelf or an inbox; a feed is made with the invitation of a partner")
        }
        // OpenCTI's connector takes `root.title` for the name of a collection, and cuts it at the dots.
        guard !(title ?? "").contains(".") else {
            throw NodeError("the title of a collection has no dot: clients name it as ROOT.TITLE")
        }
        // Any text may be one (TAXII 2.1, 5.1.1); what no page can show is none that a person means.
        if let alias {
            let isPlain = alias.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            guard isPlain, (1...Self.aliasBytes).contains(alias.utf8.count) else {
                throw NodeError("an alias has 1 to \(Self.aliasBytes) bytes without control characters")
            }
        }
        let id = Random.uuid()
        let new = NewCollection(
            root: NodeConfiguration.toolsRoot,
            id: id,
            alias: alias,
            kind: kind,
            title: title ?? "A \(kind.rawValue)",
            description: description
        )
        try change { connection throws(StoreError) in
            try self.makeToolsRoot(connection)
            if let alias,
                try CollectionRows(connection).all(root: NodeConfiguration.toolsRoot).contains(where: {
                    $0.alias == alias
                })
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
            guard let found = try rows.all().first(where: { $0.id == id.lowercased() }),
                Self.kinds.contains(found.kind)
            else {
                return false
            }
            try rows.remove(found.row)
            return true
        }
    }
}
