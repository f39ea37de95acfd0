public import Correlation
public import NormalForms

/// Who has a value, among the versions that stand for an object.
///
/// The index follows the objects a moment later. Groups that are not seen are passed over, or not read at all.
public struct ValueRows {
    private let connection: Connection

    /// The index behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Some holdings, and whether there are more.
    public struct Found: Sendable {
        /// The newest first.
        public var entries: [HoldingRows.Entry] = []
        /// Whether there are more than were asked for.
        public var isMore = false

        /// Nothing.
        public init() {}

        fileprivate mutating func cut(to most: Int) {
            entries.sort { $0.row > $1.row }
            guard entries.count > most else { return }
            entries.removeLast(entries.count - most)
            isMore = true
        }
    }

    /// The newest holdings that have a value.
    /// - Parameters:
    ///   - key: the value's key.
    ///   - most: how many are wanted.
    ///   - isSeen: whether holdings of a group are seen.
    /// - Returns: the holdings.
    /// - Throws: `StoreError`.
    public func holders(of key: ValueKey, most: Int, where isSeen: (Int64) -> Bool) throws(StoreError) -> Found {
        var found = Found()
        var (group, count, isOver): (Int64, Int, Bool) = (-1, 0, false)
        while !isOver {
            isOver = true
            let begun = group
            try connection.rows(Statements.Value.holders, [.blob(key.bytes), .integer(begun)]) { row in
                let next = row.integer(0)
                if next != group {
                    (group, count) = (next, 0)
                    // The rest of what is not seen is passed over at once.
                    if !isSeen(next) {
                        isOver = false
                        return false
                    }
                }
                count += 1
                found.entries.append(HoldingRows.Entry(row: row.integer(1), group: next))
                // Of each group the newest are enough.
                isOver = count <= most
                return isOver
            }
        }
        found.cut(to: most)
        return found
    }

    /// Holdings of some groups that have a value within a span: the newest of those that are looked at.
    /// - Parameters:
    ///   - span: the span.
    ///   - groups: the groups; others are not read.
    ///   - most: how many of each group are looked at, and how many are wanted.
    /// - Returns: the holdings.
    /// - Throws: `StoreError`.
    public func within(_ span: ValueSpan, of groups: some Sequence<Int64>, most: Int) throws(StoreError) -> Found {
        var found = Found()
        for group in groups {
            var rows: Set<Int64> = []
            try connection.rows(
                Statements.Value.within,
                [.integer(group), .blob(span.after), .blob(span.before), .integer(Int64(most + 1))]
            ) { row in
                rows.insert(row.integer(0))
                return true
            }
            found.entries += rows.map { HoldingRows.Entry(row: $0, group: group) }
        }
        found.cut(to: most)
        return found
    }

    /// The networks around an address or a network that anything here has, whoever may see it; the narrowest first.
    /// - Parameter range: the address or network.
    /// - Returns: the networks, itself among them.
    /// - Throws: `StoreError`.
    public func networks(around range: NetworkRange) throws(StoreError) -> [NetworkRange] {
        try ValueKey.networks(around: range) { from, upTo throws(StoreError) in
            try connection.first(Statements.Value.last, [.blob(from), .blob(upTo)]) { $0.blob(0) }
        }
    }

    /// The keys of a version.
    /// - Parameter row: its row.
    /// - Returns: the keys; none where there is no such version.
    /// - Throws: `StoreError`.
    public func keys(of row: Int64) throws(StoreError) -> [ValueKey] {
        ValueIndex.keys(of: try connection.first(Statements.Search.bytes, [.integer(row)]) { $0.blob(0) } ?? [])
    }

    /// Whether all is covered that was there when the index was begun.
    public func isWhole() throws(StoreError) -> Bool {
        try connection.first(Statements.Value.reach) { $0.integer(0) >= $0.integer(1) } ?? false
    }

    /// How much of the index is not as the versions are, as far as it has come; for `check`.
    func differences() throws(StoreError) -> Int64 {
        var wrong = try connection.first(Statements.Value.Check.excess) { $0.integer(0) } ?? 0
        var (all, inOrder): (Int64, Int64) = (0, 0)
        try connection.rows(Statements.Value.Check.standing) { row throws(StoreError) in
            guard ValueIndex.types.contains(row.text(2)) else { return true }
            for key in ValueIndex.keys(of: row.blob(3)) {
                let values: [SQLValue] = [.blob(key.bytes), .integer(row.integer(1)), .integer(row.integer(0))]
                if try connection.first(Statements.Value.Check.has, values, { $0.integer(0) }) == nil { wrong += 1 }
                (all, inOrder) = (all + 1, inOrder + (key.isInOrder ? 1 : 0))
            }
            return true
        }
        let kept = try connection.first(Statements.Value.Check.count) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
        return wrong + abs(kept.0 - all) + abs(kept.1 - inOrder)
    }
}
