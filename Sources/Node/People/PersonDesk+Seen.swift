internal import Store
internal import Work

extension PersonDesk {
    /// The objects that the person may see, for workspaces.
    func seen(_ look: HoldingIndex.Look, _ connection: Connection) throws(StoreError) -> SeenObjects {
        SeenHoldings(
            isSeen: try filter(look),
            sees: { sees($0) },
            version: { id throws(StoreError) in try versions(of: id).first },
            banner: { banner($0) },
            sight: sight()
        ).objects(look, connection)
    }
}
