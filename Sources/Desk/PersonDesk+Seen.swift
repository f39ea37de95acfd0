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
            newest: { holdings.newest(HoldingFilter(kinds: [$0])) },
            referrers: { id, type, limit throws(StoreError) in
                try holdings.referrers(of: id, HoldingFilter(kinds: [type]), limit: limit)
            },
            sees: { sees($0) },
            version: { id throws(StoreError) in try versions(of: id).first },
            banner: { banner($0) },
            translation: { object throws(StoreError) in try names.translation(of: object) },
            sight: sight(),
            identity: identity
        ).objects(connection)
    }
}
