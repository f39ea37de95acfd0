package import Store
package import Work

extension PersonDesk {
    /// The objects that the person may see, for workspaces.
    package func seen(_ holdings: HoldingDesk, _ connection: Connection) -> SeenObjects {
        SeenHoldings(
            newest: { holdings.newest(HoldingFilter(kinds: [$0])) },
            sees: { sees($0) },
            version: { id throws(StoreError) in try versions(of: id).first },
            banner: { banner($0) },
            sight: sight()
        ).objects(connection)
    }
}
