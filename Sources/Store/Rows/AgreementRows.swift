/// Reading and writing the rows of `agreement_set`: every set that was applied, the last one in use.
public struct AgreementRows {
    private let connection: Connection

    /// The sets behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The number of the set in use, or nil before the first one.
    /// - Returns: its row.
    /// - Throws: `StoreError`.
    public func current() throws(StoreError) -> Int64? {
        try connection.first(Statements.AgreementSet.current) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
    }

    /// The files of a set as JSON: names with texts.
    /// - Parameter row: the set's row.
    /// - Returns: JSON, or nil if there is no such set.
    /// - Throws: `StoreError`.
    public func files(of row: Int64) throws(StoreError) -> [UInt8]? {
        try connection.first(Statements.AgreementSet.files, [.integer(row)]) { $0.blob(0) }
    }

    /// Every set with when and by whom it was applied, oldest first.
    /// - Returns: rows, moments in microseconds since 1970, officers.
    /// - Throws: `StoreError`.
    public func all() throws(StoreError) -> [(row: Int64, applied: Int64, officer: String)] {
        try connection.all(Statements.AgreementSet.all) {
            ($0.integer(0), $0.integer(1), $0.text(2))
        }
    }

    /// Puts a set into use.
    /// - Parameters:
    ///   - files: the files as JSON.
    ///   - officer: who applied it.
    ///   - now: microseconds since 1970.
    /// - Returns: its row.
    /// - Throws: `StoreError`.
    public func add(files: [UInt8], officer: String, now: Int64) throws(StoreError) -> Int64 {
        try connection.run(Statements.AgreementSet.add, [.integer(now), .text(officer), .blob(files)])
        return connection.lastRow
    }
}
