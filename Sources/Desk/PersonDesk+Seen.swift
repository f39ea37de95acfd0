internal import JSON
package import Release
package import Store
package import Work

extension PersonDesk {
    /// The objects that the person may see, for workspaces.
    /// - Parameters:
    ///   - holdings: the same among the holdings.
    ///   - language: the language that texts are wanted in; nil for the objects' own.
    ///   - connection: the store.
    /// - Returns: the objects.
    /// - Throws: `StoreError`.
    package func seen(_ holdings: HoldingDesk, in language: String?, _ connection: Connection) throws(StoreError)
        -> SeenObjects
    {
        let names = NameDesk(self, holdings, in: language, connection)
        return try SeenHoldings(
            patterns: holdings.patterns,
            values: holdings.values,
            arrivals: holdings.arrivals,
            account: account,
            newest: { holdings.newest(HoldingFilter(kinds: [$0])) },
            referrers: { id, type, limit throws(StoreError) in
                try holdings.referrers(of: id, HoldingFilter(kinds: [type]), limit: limit)
            },
            sees: { sees($0) },
            version: { id throws(StoreError) in try versions(of: id).first },
            banner: { banner($0) },
            translation: { object throws(StoreError) in try names.translation(of: object) },
            sight: sight(),
            identity: identity,
            node: node
        ).objects(connection)
    }

    /// The objects that the person may see and that may leave as a file: nothing of a file depends on any other.
    /// - Parameters:
    ///   - limit: up to where objects leave.
    ///   - holdings: the same among the holdings.
    ///   - language: the language that texts are wanted in.
    ///   - connection: the store.
    /// - Returns: the objects.
    /// - Throws: `StoreError`.
    package func leaving(
        _ limit: ExportLimit,
        _ holdings: HoldingDesk,
        in language: String?,
        _ connection: Connection
    ) throws(StoreError) -> SeenObjects {
        let names = NameDesk(self, holdings, in: language, connection)
        let sight = sight()
        let standing = { (id: String) throws(StoreError) in
            try versions(of: id).first.flatMap { lets($0.object.root, limit) ? $0 : nil }
        }
        return try SeenHoldings(
            patterns: holdings.patterns,
            values: holdings.values,
            arrivals: holdings.arrivals,
            account: account,
            newest: { holdings.newest(HoldingFilter(kinds: [$0])) },
            referrers: { id, type, count throws(StoreError) in
                try holdings.referrers(of: id, HoldingFilter(kinds: [type]), limit: count)
            },
            sees: { sees($0) && lets($0, limit) },
            version: standing,
            banner: { banner($0) },
            translation: { object throws(StoreError) in
                try names.translation(of: object).flatMap { lets($0.markings, limit) ? $0 : nil }
            },
            // What is not held at all is nothing that stays.
            sight: Sight { id in
                guard sight.mayShow(id), let versions = try? versions(of: id) else { return false }
                return versions.first.map { lets($0.object.root, limit) } ?? true
            },
            identity: identity,
            node: node
        ).objects(connection)
    }

    /// Whether a text with some markings may leave.
    private func lets(_ markings: [String], _ limit: ExportLimit) -> Bool {
        let object = JSONTree.members(["object_marking_refs": .strings(Set(markings).sorted())]).bytes()
        return (try? JSONDocument(parsing: object)).map { lets($0.root, limit) } ?? false
    }
}
