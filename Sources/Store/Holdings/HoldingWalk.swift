/// Holdings of several groups, the newest or the oldest first, read in pieces and only as far as the walk comes.
///
/// The walk counts down. Where the oldest stand first it does so over the rows below zero.
public struct HoldingWalk {
    /// What is walked.
    enum Path {
        case holdings
        /// The same from the oldest on.
        case oldest
        case references(Int64, isAuthorship: Bool)
    }

    /// A group on the walk.
    private struct Branch {
        let group: Int64
        /// The next row; where `rows` is used up, a row behind which there is none.
        var next: Int64
        /// Rows that were read, the newest last.
        var rows: [Int64] = []
        /// How many are read at once.
        var piece = firstPiece

        static let firstPiece = 8
        static let largestPiece = 128
    }

    private let path: Path
    private var isFromOldest: Bool { if case .oldest = path { true } else { false } }
    private let connection: Connection
    /// A heap: no branch has a later row than the one above it.
    private var branches: [Branch] = []

    init(
        _ path: Path,
        _ groups: some Sequence<(number: Int64, newest: Int64)>,
        before: Int64,
        _ connection: Connection
    ) {
        (self.path, self.connection) = (path, connection)
        branches = groups.map { Branch(group: $0.number, next: min($0.newest, before - 1)) }
        branches.sort { $0.next > $1.next }
    }

    /// The next holding; nil if there is none.
    /// - Returns: the holding.
    /// - Throws: `StoreError`.
    public mutating func next() throws(StoreError) -> HoldingRows.Entry? {
        while var branch = branches.first {
            if let row = branch.rows.popLast() {
                branch.next = branch.rows.last ?? row - 1
                let isEnded = branch.rows.isEmpty && branch.piece == 0
                replaceFirst(by: isEnded ? nil : branch)
                return HoldingRows.Entry(row: isFromOldest ? -row : row, group: branch.group)
            }
            let rows = try read(branch)
            branch.piece = rows.count < branch.piece ? 0 : min(branch.piece * 2, Branch.largestPiece)
            branch.rows = rows.reversed()
            branch.next = rows.first ?? .min
            replaceFirst(by: rows.isEmpty ? nil : branch)
        }
        return nil
    }

    /// Whether a row stands before another one.
    /// - Parameters:
    ///   - row: the one.
    ///   - other: the other.
    /// - Returns: true if it does.
    public func isBefore(_ row: Int64, _ other: Int64) -> Bool { isFromOldest ? row < other : row > other }

    private func read(_ branch: Branch) throws(StoreError) -> [Int64] {
        let (before, count) = (SQLValue.integer(branch.next + 1), SQLValue.integer(Int64(branch.piece)))
        switch path {
        case .holdings:
            return try connection.all(Statements.Holding.walk, [.integer(branch.group), before, count]) {
                $0.integer(0)
            }
        case .oldest:
            let after = SQLValue.integer(-(branch.next + 1))
            return try connection.all(Statements.Holding.walkUp, [.integer(branch.group), after, count]) {
                -$0.integer(0)
            }
        case .references(let target, let isAuthorship):
            return try connection.all(
                Statements.Holding.walkReferences,
                [.integer(target), .bool(isAuthorship), .integer(branch.group), before, count]
            ) { $0.integer(0) }
        }
    }

    /// Puts another branch in the place of the first, or none, and has the heap in order again.
    private mutating func replaceFirst(by branch: Branch?) {
        if let branch {
            branches[0] = branch
        } else {
            branches.swapAt(0, branches.count - 1)
            branches.removeLast()
        }
        var place = 0
        while true {
            var largest = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < branches.count && branches[child].next > branches[largest].next { largest = child }
            guard largest != place else { return }
            branches.swapAt(place, largest)
            place = largest
        }
    }
}
