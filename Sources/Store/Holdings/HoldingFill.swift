/// Takes the versions of a store of an earlier release into the index of the holdings, or all of them once more.
///
/// It goes by rows, in pieces of a transaction each, which remembers how far it came: it can be ended at any point, and
/// goes on where it was, beside whoever keeps new versions meanwhile.
struct HoldingFill {
    private let connection: Connection

    /// So many rows are one piece.
    private static let piece: Int64 = 5_000

    /// A fill by a session that writes.
    init(_ connection: Connection) { self.connection = connection }

    private typealias Fill = Statements.Holding.Fill

    /// Does what is left.
    /// - Parameter progress: gets how much is done, of a hundred, after each tenth.
    /// - Throws: `StoreError`.
    func run(_ progress: (Int) -> Void) throws(StoreError) {
        var said = 0
        while let percent = try connection.transaction({ () throws(StoreError) in try step() }) {
            if percent / 10 > said / 10 {
                progress(percent)
                said = percent
            }
        }
    }

    /// Forgets the index, so that all is to be done.
    func begin() throws(StoreError) {
        try connection.script(Fill.begin)
        // Its rows name groups of what stands.
        try ValueIndex.clear(connection)
    }

    /// Does one piece, in a transaction.
    /// - Returns: how much is done, of a hundred; nil if nothing is left.
    /// - Throws: `StoreError`.
    func step() throws(StoreError) -> Int? {
        let filled = try connection.all(Fill.place) { row -> Int64? in row.isNull(0) ? nil : row.integer(0) }
        guard let place = filled.compactMap(\.self).first else { return nil }
        let last = try connection.first(Statements.Object.lastRow) { $0.integer(0) } ?? 0
        guard place < last else {
            try connection.run(Fill.note, [.null])
            return nil
        }
        let end = min(place + Self.piece, last)
        let writer = HoldingWriter(connection)
        try connection.rows(Fill.piece, [.integer(place), .integer(end)]) { row throws(StoreError) in
            try writer.fill(
                row.integer(0),
                row.blob(4),
                kind: row.integer(1),
                source: row.integer(2),
                isQuarantined: row.integer(3) == 1
            )
            return true
        }
        try connection.run(Fill.note, [.integer(end)])
        return Int(end * 100 / last)
    }
}
