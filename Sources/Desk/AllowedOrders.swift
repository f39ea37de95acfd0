public import Configuration
public import Installation
public import Releasing
internal import Store

extension Node {
    /// An order as somebody with an account may give it: of the versions that the person may see, and where four eyes are asked
    /// for, of nothing that the person wrote.
    /// - Parameters:
    ///   - order: the order.
    ///   - actor: who gives it.
    /// - Returns: the order.
    /// - Throws: `NodeError` if it names what the person may not see or wrote.
    public func allowed(_ order: ReleaseOrder, for actor: Actor) throws(NodeError) -> ReleaseOrder {
        var order = order
        (order.officer, order.account) = (actor.officer, actor.account)
        guard let person = actor.person else { return order }
        guard let ids = order.ids else { throw NodeError("`--all` is for the host itself; name what is to go") }
        let rows = try reading { connection throws(StoreError) -> Set<Int64> in
            let desk = try PersonDesk(person, self, connection)
            var rows: Set<Int64> = []
            for id in ids {
                let seen = try desk.versions(of: id).map(\.version.row)
                guard !seen.isEmpty else { throw StoreError(.other, "no object has the id `\(id)`") }
                let isOwn = try AccountRows(connection).authors(of: id).contains(person.account.name)
                guard !isOwn || !configuration.asksFourEyes else {
                    throw StoreError(.other, "another officer has to release what you wrote yourself")
                }
                rows.formUnion(seen)
            }
            return rows
        }
        order.rows = rows
        return order
    }
}
