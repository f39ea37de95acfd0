/// Proves that a store is whole, or says what is not.
public enum StoreCheck {
    /// One thing that is wrong.
    public struct Problem: Sendable, Equatable {
        /// A stable word.
        public let code: String
        /// What is wrong, for the operator.
        public let message: String

        /// A problem.
        /// - Parameters:
        ///   - code: a stable word.
        ///   - message: what is wrong, for the operator.
        public init(code: String, message: String) { (self.code, self.message) = (code, message) }
    }

    /// Checks pages, references, digests, order of lists, states of members and the reach of the search index.
    /// - Parameters:
    ///   - connection: the store.
    ///   - digest: SHA-256.
    ///   - progress: gets the number of objects checked so far.
    /// - Returns: what is wrong; nothing if the store is whole.
    /// - Throws: `StoreError` if the store cannot be read.
    public static func problems(
        _ connection: Connection,
        digest: ([UInt8]) -> [UInt8],
        progress: (Int) -> Void = { _ in }
    ) throws(StoreError) -> [Problem] {
        var found: [Problem] = []
        for line in try connection.damage() {
            found.append(Problem(code: "page", message: line))
        }
        for table in try connection.brokenReferences() {
            found.append(Problem(code: "reference", message: "a row of `\(table)` refers to a row that is gone"))
        }
        var checked = 0
        try connection.rows(Statements.Check.contents) { row in
            if digest(row.blob(3)) != row.blob(2) {
                let message = "object \(row.integer(0)) `\(row.text(1))` does not have the digest it was kept with"
                found.append(Problem(code: "digest", message: message))
            }
            checked += 1
            if checked % 1_000 == 0 { progress(checked) }
            return true
        }
        found += try listProblems(connection)
        found += try erasureProblems(connection)
        found += try holdingProblems(connection)
        found += try valueProblems(connection)
        let indexed = try SearchIndex.covered(connection)
        let last = try connection.first(Statements.Object.lastRow) { $0.integer(0) } ?? 0
        if indexed > last, last > 0, indexed > (try lastEver(connection)) {
            found.append(Problem(code: "search", message: "the search index claims rows that were never there"))
        }
        return found
    }

    /// The index of the holdings has what stands for an object and nothing else, and its counts are right.
    private static func holdingProblems(_ connection: Connection) throws(StoreError) -> [Problem] {
        let wrong = try HoldingRows(connection).differences()
        guard wrong > 0 else { return [] }
        let message = "\(wrong) holdings are not indexed as they are kept; `entente reindex` makes the index anew"
        return [Problem(code: "holdings", message: message)]
    }

    /// The index of values has the values of what stands for an object and nothing else, as far as it has come.
    private static func valueProblems(_ connection: Connection) throws(StoreError) -> [Problem] {
        let wrong = try ValueRows(connection).differences()
        guard wrong > 0 else { return [] }
        let message = "\(wrong) values are not indexed as they are kept; `entente reindex` makes the index anew"
        return [Problem(code: "values", message: message)]
    }

    /// What was erased has no bytes, stands in no list, and was swept up.
    private static func erasureProblems(_ connection: Connection) throws(StoreError) -> [Problem] {
        var found = try connection.all(
            Statements.Check.erasedAndThere
        ) { Problem(code: "erasure", message: "\($0.text(0)) was erased, and is still there") }
        if try ErasureRows(connection).isSweepDue {
            let message = "something was erased and not yet swept out of the file; the next start does it"
            found.append(Problem(code: "sweep", message: message))
        }
        return found
    }

    private static func lastEver(_ connection: Connection) throws(StoreError) -> Int64 {
        try connection.first(Statements.Check.lastRowEver) { $0.integer(0) } ?? 0
    }

    private static func listProblems(_ connection: Connection) throws(StoreError) -> [Problem] {
        var found: [Problem] = []
        for collection in try CollectionRows(connection).all() {
            var last: Int64 = 0
            try connection.rows(
                // What another process listed has no date until the serving process gives it one.
                Statements.Check.dates,
                [.integer(collection.row), .integer(ListDating.noDate)]
            ) { row in
                if row.integer(1) < last {
                    let message =
                        "member \(row.integer(0)) of collection \(collection.id) was added before the one ahead"
                    found.append(Problem(code: "order", message: message))
                }
                last = row.integer(1)
                return true
            }
            let withoutNewest =
                try connection.first(
                    Statements.Check.withoutNewest,
                    [.integer(collection.row)]
                ) { $0.integer(0) } ?? 0
            if withoutNewest > 0 {
                let message = "\(withoutNewest) objects of collection \(collection.id) have no single newest version"
                found.append(Problem(code: "state", message: message))
            }
        }
        return found
    }
}
