internal import Cryptography
package import Store

extension Node {
    /// The list of what a partner gets by courier only, or when witnesses have seen it; made if it is missing.
    ///
    /// It belongs to no API root: no path leads to it.
    package static func list(
        _ kind: StoredCollection.Kind,
        of party: String,
        _ connection: Connection
    ) throws(StoreError) -> StoredCollection? {
        let rows = CollectionRows(connection)
        if let known = try rows.list(kind, of: party) { return known }
        let title = "\(kind.rawValue) for \(party)"
        _ = try rows.add(NewCollection(root: "", id: Random.uuid(), kind: kind, party: party, title: title))
        return try rows.list(kind, of: party)
    }
}
