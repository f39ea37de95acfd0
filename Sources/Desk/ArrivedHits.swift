internal import Holdings
package import Store

/// What was met when it came in, of versions that a person may see: which to look at, decided anew by whoever looks.
package struct ArrivedHits {
    /// So many of two groups are read.
    private static let most = 600
    /// So long it is said that something was left out, in microseconds: a day.
    private static let isNews: Int64 = 86_400_000_000

    /// An indicator with what meets it.
    package struct Group {
        package let indicator: HoldingRows.Entry
        /// The newest first.
        package let observed: [HoldingRows.Entry]
        /// When the newest was found, in microseconds since 1970.
        package let found: Int64
        /// The marks of the pairs.
        package let marks: [Int64]
    }

    private let sight: HoldingSight
    private let rows: HitRows

    init(_ sight: HoldingSight, _ connection: Connection) { (self.sight, rows) = (sight, HitRows(connection)) }

    /// The hits, those of each indicator together, the newest first.
    /// - Parameters:
    ///   - account: without those that this account is done with; nil for all.
    ///   - now: microseconds since 1970.
    /// - Returns: the hits, and whether that is all.
    /// - Throws: `StoreError`.
    package func newest(openFor account: String?, now: Int64) throws(StoreError) -> (hits: [Group], isWhole: Bool) {
        var (kept, isWhole) = ([HitRows.Kept](), true)
        // Of groups that are not seen nothing is read.
        for (groups, leftOut) in try rows.groups()
        where sight.sees(group: groups.indicators) && sight.sees(group: groups.observed) {
            let found = try rows.newest(groups, openFor: account, Self.most)
            if found.count == Self.most || leftOut > now - Self.isNews { isWhole = false }
            kept += found
        }
        // What is seen by itself, of groups that are not.
        for entry in sight.shown { kept += try rows.of(entry.row, openFor: account) }
        return (grouped(kept), isWhole)
    }

    /// The hits of some versions of an indicator.
    package func of(_ rows: [Int64], openFor account: String?) throws(StoreError) -> [Group] {
        var kept: [HitRows.Kept] = []
        for row in rows { kept += try self.rows.of(row, openFor: account).filter { $0.pair.indicator.row == row } }
        return grouped(kept)
    }

    private func grouped(_ kept: [HitRows.Kept]) -> [Group] {
        var (order, groups): ([HoldingRows.Entry], [HoldingRows.Entry: [HitRows.Kept]]) = ([], [:])
        var said: Set<Int64> = []
        for hit in kept.sorted(by: { $0.row > $1.row }) where said.insert(hit.row).inserted {
            guard sight.sees(hit.pair.indicator), sight.sees(hit.pair.observed) else { continue }
            if groups[hit.pair.indicator] == nil { order.append(hit.pair.indicator) }
            groups[hit.pair.indicator, default: []].append(hit)
        }
        return order.compactMap { indicator in
            groups[indicator].map { hits in
                Group(
                    indicator: indicator,
                    observed: hits.map(\.pair.observed),
                    found: hits.map(\.found).max() ?? 0,
                    marks: hits.map(\.pair.mark)
                )
            }
        }
    }
}
