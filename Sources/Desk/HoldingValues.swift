package import Correlation
package import NormalForms
package import Store

/// Which holdings of those that a person may see have a value.
///
/// Groups of holdings are seen whole, those aside that are decided one by one: of the few that are seen though their
/// group is not, the values are read from the object itself.
package final class HoldingValues {
    private let sight: HoldingSight
    private let rows: ValueRows
    /// The keys of what is seen by itself, read when they are asked for first.
    private var single: [(entry: HoldingRows.Entry, keys: [ValueKey])]?

    init(_ sight: HoldingSight, _ connection: Connection) { (self.sight, rows) = (sight, ValueRows(connection)) }

    /// Whether the index has come as far as it has to.
    package func isWhole() throws(StoreError) -> Bool { try rows.isWhole() }

    /// The newest that have a value.
    package func holders(of key: ValueKey, most: Int) throws(StoreError) -> ValueRows.Found {
        // What is hidden of a group that is seen takes no place.
        let found = try rows.holders(of: key, most: most + sight.hidden.count, where: sight.sees(group:))
        return try seen(found, most) { $0 == key }
    }

    /// Those that have a value within a span.
    package func within(_ span: ValueSpan, most: Int) throws(StoreError) -> ValueRows.Found {
        let groups = sight.groups.keys.filter(sight.sees(group:))
        let found = try rows.within(span, of: groups, most: most + sight.hidden.count)
        return try seen(found, most, span.contains)
    }

    /// The networks around an address or a network, whoever has them.
    package func networks(around range: NetworkRange) throws(StoreError) -> [NetworkRange] {
        try rows.networks(around: range)
    }

    private func seen(_ found: ValueRows.Found, _ most: Int, _ isAsked: (ValueKey) -> Bool) throws(StoreError)
        -> ValueRows.Found
    {
        var all = found
        if !sight.hidden.isEmpty { all.entries.removeAll(where: sight.hidden.contains) }
        all.entries += try shown().filter { $0.keys.contains(where: isAsked) }.map(\.entry)
        all.entries.sort { $0.row > $1.row }
        if all.entries.count > most {
            all.entries.removeLast(all.entries.count - most)
            all.isMore = true
        }
        return all
    }

    private func shown() throws(StoreError) -> [(entry: HoldingRows.Entry, keys: [ValueKey])] {
        if let single { return single }
        var read: [(entry: HoldingRows.Entry, keys: [ValueKey])] = []
        for entry in sight.shown { read.append((entry, try rows.keys(of: entry.row))) }
        single = read
        return read
    }
}
