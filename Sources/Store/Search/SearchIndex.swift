internal import JSON
internal import Words

/// Keeps the full-text index over the objects.
///
/// The index follows the objects a moment later: `setting.indexed` names the last row that it covers, in the same
/// transaction as the rows of the index, so that a crash at any moment leaves both in agreement. Cutting text into
/// terms is done outside the writer's thread.
final class SearchIndex {
    private let terms = Terms()

    /// The terms of some objects, ready to be written.
    struct Batch: Sendable {
        /// The row that was covered when the batch was made.
        let from: Int64
        /// The last row of the batch.
        let to: Int64
        /// Rows with their terms.
        let entries: [(row: Int64, terms: [UInt8])]
    }

    /// Makes the batch behind a row.
    /// - Parameters:
    ///   - from: the row; nothing up to it is looked at.
    ///   - connection: a connection that may read.
    ///   - limit: how many objects at most.
    /// - Returns: the batch, or nil if every object is covered.
    /// - Throws: `StoreError`.
    func batch(behind from: Int64, _ connection: Connection, limit: Int) throws(StoreError) -> Batch? {
        var last = from
        var entries: [(row: Int64, terms: [UInt8])] = []
        try connection.rows(Statements.Search.uncovered, [.integer(from), .integer(Int64(limit))]) { row in
            last = row.integer(0)
            let found = self.terms(of: row.blob(1))
            if !found.isEmpty { entries.append((last, found)) }
            return true
        }
        return last == from ? nil : Batch(from: from, to: last, entries: entries)
    }

    /// Writes a batch, unless another one was written in between.
    /// - Parameters:
    ///   - batch: the batch.
    ///   - connection: the writer's connection, in a transaction.
    /// - Throws: `StoreError`.
    static func write(_ batch: Batch, _ connection: Connection) throws(StoreError) {
        guard try covered(connection) == batch.from else { return }
        for entry in batch.entries {
            // What was deleted or erased meanwhile must not come back as terms.
            let isThere = try connection.first(Statements.Search.isThere, [.integer(entry.row)]) { $0.integer(0) }
            guard isThere != nil else { continue }
            try connection.run(Statements.Search.add, [.integer(entry.row), .utf8(entry.terms)])
        }
        try connection.run(Statements.Search.cover, [.text(String(batch.to))])
    }

    /// Puts an object into the index whose row is covered already.
    func add(_ row: Int64, bytes: [UInt8], _ connection: Connection) throws(StoreError) {
        guard row <= (try Self.covered(connection)) else { return }
        let found = terms(of: bytes)
        guard !found.isEmpty else { return }
        try connection.run(Statements.Search.add, [.integer(row), .utf8(found)])
    }

    /// Takes an object out of the index, before its row goes.
    func remove(_ row: Int64, bytes: [UInt8], _ connection: Connection) throws(StoreError) {
        guard row <= (try Self.covered(connection)) else { return }
        let old = terms(of: bytes)
        guard !old.isEmpty else { return }
        try connection.run(Statements.Search.remove, [.integer(row), .utf8(old)])
    }

    /// The last row that the index covers.
    static func covered(_ connection: Connection) throws(StoreError) -> Int64 {
        let text = try connection.first(Statements.Search.covered) { $0.text(0) }
        return text.flatMap { Int64($0) } ?? 0
    }

    private func terms(of bytes: [UInt8]) -> [UInt8] { terms.terms(of: bytes) }
}

extension Terms {
    /// The terms of an object, as the index has them; none where it is no JSON.
    /// - Parameter object: the object's bytes.
    /// - Returns: the terms, each followed by a space.
    func terms(of object: [UInt8]) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: object) else { return [] }
        var output: [UInt8] = []
        SearchableText.visit(document.root) { text, language in append(text, language: language, to: &output) }
        return output
    }
}

/// Asking the full-text index.
public final class SearchRows {
    private let connection: Connection
    private let terms = Terms()
    private var asked: (text: String, query: SearchQuery, expression: String)?

    /// The index behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The bytes of the longest query: each word of it is looked up by itself.
    public static let longestQuery = 4_096

    /// Finds the objects that hold the words of a query, newest first.
    /// - Parameters:
    ///   - query: words; those in double quotes must follow each other.
    ///   - limit: how many rows to give.
    /// - Returns: how many objects there are, and the rows of the newest of them.
    /// - Throws: `StoreError`, also for a query that is too long.
    public func find(_ query: String, limit: Int) throws(StoreError) -> (count: Int64, rows: [Int64]) {
        guard let expression = try expression(for: query) else { return (0, []) }
        let count = try connection.first(Statements.Search.count, [.text(expression)]) {
            $0.integer(0)
        }
        let rows = try connection.all(
            Statements.Search.find,
            [.text(expression), .integer(Int64(limit))]
        ) { $0.integer(0) }
        return (count ?? 0, rows)
    }

    /// Whether a query holds a term that can be looked up.
    /// - Parameter query: words.
    /// - Returns: false if it holds none.
    /// - Throws: `StoreError`, also for a query that is too long.
    public func hasTerms(_ query: String) throws(StoreError) -> Bool { try expression(for: query) != nil }

    /// Visits the holdings that hold the words of a query, newest first.
    /// - Parameters:
    ///   - query: words; those in double quotes must follow each other.
    ///   - before: only rows before this one.
    ///   - body: gets the holdings one by one; returns false to stop.
    /// - Throws: `StoreError`, also for a query that is too long.
    public func visit(
        _ query: String,
        before: Int64,
        _ body: (HoldingRows.Entry) throws(StoreError) -> Bool
    ) throws(StoreError) {
        guard let expression = try expression(for: query) else { return }
        try connection.rows(Statements.Search.holdings, [.text(expression), .integer(before)]) {
            row throws(StoreError) in
            try body(HoldingRows.Entry(row: row.integer(0), group: row.integer(1)))
        }
    }

    /// Whether a version holds the words of a query.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - query: words; those in double quotes must follow each other.
    /// - Returns: true if it does.
    /// - Throws: `StoreError`, also for a query that is too long.
    public func holds(_ row: Int64, _ query: String) throws(StoreError) -> Bool {
        guard try expression(for: query) != nil, let asked, row <= (try SearchIndex.covered(connection)) else {
            return false
        }
        // The index would put together for each row what a beginning stands for.
        let bytes = try connection.first(Statements.Search.bytes, [.integer(row)]) { $0.blob(0) }
        return bytes.map { asked.query.holds(terms.terms(of: $0)) } ?? false
    }

    /// What the index is asked for, made once for a query; nil if the query holds no term.
    private func expression(for text: String) throws(StoreError) -> String? {
        if let asked, asked.text == text { return asked.expression }
        guard text.utf8.count <= Self.longestQuery else {
            throw StoreError(.other, "a search has at most `\(Self.longestQuery)` bytes")
        }
        guard let query = terms.query(text) else { return nil }
        let expression = try query.expression { beginning throws(StoreError) in try terms(beginning: beginning) }
        asked = (text, query, expression)
        return expression
    }

    /// Up to so many terms that begin alike are asked for one by one.
    ///
    /// Each is read from its newest object on, and only as far as the search comes. Of more the index makes one list
    /// first, which takes longer and gives the same.
    private static let mostTerms = 256

    /// A term that comes so often in a row is passed over by looking for the next one.
    private static let repetitions = 4

    /// The terms of the index that begin with a text; nil if they are many.
    private func terms(beginning text: String) throws(StoreError) -> [String]? {
        let beginning = Array(text.utf8)
        var found: [[UInt8]] = []
        var from = beginning
        var isOver = false
        while !isOver {
            var times = 0
            isOver = true
            try connection.rows(Statements.Search.terms, [.utf8(from)]) { row in
                let term = row.blob(0)
                guard term.starts(with: beginning) else { return false }
                if term != found.last {
                    (times, found) = (0, found + [term])
                    return found.count <= Self.mostTerms
                }
                times += 1
                guard times >= Self.repetitions else { return true }
                // No term has a sign as small as this.
                (from, isOver) = (term + [1], false)
                return false
            }
        }
        return found.count > Self.mostTerms ? nil : found.map { String(decoding: $0, as: UTF8.self) }
    }
}
