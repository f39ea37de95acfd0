internal import Installation
package import Store

extension Node {
    /// Takes items that may not go any more off every list, once for all that came together, and what translates them with them.
    package func withdraw(items named: Set<String>, officer: String, _ connection: Connection) throws(StoreError) {
        guard !named.isEmpty else { return }
        var items = named
        for original in named {
            items.formUnion(try TranslationRows(connection).all(of: original))
        }
        let now = clock()
        let tables = try tables(now: now, connection)
        for list in try CollectionRows(connection).all() where list.kind.isReleased {
            guard let party = list.party else { continue }
            _ = try withdraw(party, list, tables, officer: officer, now: now, only: items, connection)
        }
    }
}
