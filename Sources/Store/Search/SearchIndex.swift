internal import JSON

/// The full-text index over the objects; used by the writer's thread.
///
/// It follows the objects: `setting.indexed` names the last row that it covers, in the same transaction as the
/// rows of the index, so that a crash at any moment leaves both in agreement.
final class SearchIndex {
    private let terms = Terms()

    /// Indexes some of the objects that are not covered yet.
    /// - Parameters:
    ///   - connection: a connection in a transaction.
    ///   - limit: how many objects at most.
    /// - Returns: how many were indexed.
    /// - Throws: `StoreError`.
    func advance(_ connection: Connection, limit: Int) throws(StoreError) -> Int {
        let from = try Self.covered(connection)
        var last = from
        var count = 0
        var pending: [(row: Int64, terms: [UInt8])] = []
        try connection.rows(
            "SELECT row, bytes FROM object WHERE row>? ORDER BY row LIMIT ?",
            [.integer(from), .integer(Int64(limit))]
        ) { row in
            last = row.integer(0)
            count += 1
            let found = self.terms(of: row.blob(1))
            if !found.isEmpty { pending.append((last, found)) }
            return true
        }
        for entry in pending {
            try connection.run(
                "INSERT INTO search(rowid, terms) VALUES(?, ?)",
                [.integer(entry.row), .utf8(entry.terms)]
            )
        }
        if count > 0 {
            try connection.run("UPDATE setting SET value=? WHERE name='indexed'", [.text(String(last))])
        }
        return count
    }

    /// Takes an object out of the index, before its row goes.
    func remove(_ row: Int64, bytes: [UInt8], _ connection: Connection) throws(StoreError) {
        guard row <= (try Self.covered(connection)) else { return }
        let old = terms(of: bytes)
        guard !old.isEmpty else { return }
        try connection.run(
            "INSERT INTO search(search, rowid, terms) VALUES('delete', ?, ?)",
            [.integer(row), .utf8(old)]
        )
    }

    /// The last row that the index covers.
    static func covered(_ connection: Connection) throws(StoreError) -> Int64 {
        let text = try connection.first("SELECT value FROM setting WHERE name='indexed'") { $0.text(0) }
        return text.flatMap { Int64($0) } ?? 0
    }

    private func terms(of bytes: [UInt8]) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: bytes) else { return [] }
        var output: [UInt8] = []
        SearchableText.visit(document.root) { text, language in
            terms.append(text, language: language, to: &output)
        }
        return output
    }
}

/// Asking the full-text index.
public final class SearchRows {
    private let connection: Connection
    private let terms = Terms()

    /// The index behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Finds the objects that hold the words of a query, newest first.
    /// - Parameters:
    ///   - query: words; those in double quotes must follow each other.
    ///   - limit: how many rows to give.
    /// - Returns: how many objects there are, and the rows of the newest of them.
    /// - Throws: `StoreError`.
    public func find(_ query: String, limit: Int) throws(StoreError) -> (count: Int64, rows: [Int64]) {
        guard let expression = terms.expression(for: query) else { return (0, []) }
        let count = try connection.first("SELECT count(*) FROM search WHERE search MATCH ?", [.text(expression)]) {
            $0.integer(0)
        }
        let rows = try connection.all(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
            [.text(expression), .integer(Int64(limit))]
        ) { $0.integer(0) }
        return (count ?? 0, rows)
    }
}
