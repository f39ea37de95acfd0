/// What a room above keeps with a session while it changes the store.
package protocol Attendant: AnyObject {
    /// Writes what waits, at the end of a transaction or of a part of it.
    func flush(_ connection: Connection) throws(StoreError)
    /// Forgets what it has gathered, because it is undone.
    func forget()
}

/// A session with the store's database; used by one thread at a time.
public final class Connection {
    private let engine: any Engine
    private var statements: [UInt: any PreparedStatement] = [:]
    /// What a room above keeps with this session, and writes before a change is committed.
    package var attendant: (any Attendant)?

    /// How a session may use the file.
    public enum Access: Sendable {
        /// Reading and writing; the file is made if it is missing.
        case write
        /// Reading only, beside a writer.
        case read
        /// Reading a file that nobody writes to, without leaving a trace in it or beside it.
        case untouched
    }

    /// Opens the file with the settings that durability needs: WAL, `synchronous=FULL`, `secure_delete`.
    /// - Parameters:
    ///   - path: the file.
    ///   - access: how it may be used.
    ///   - cacheKibibytes: the page cache of this session.
    /// - Throws: `StoreError`.
    public convenience init(path: String, access: Access, cacheKibibytes: Int = 16_384) throws(StoreError) {
        try self.init(path: path, access: access, cacheKibibytes: cacheKibibytes, patience: Patience.ordinary, nil)
    }

    /// Opens the file, and waits only so many milliseconds for another process.
    package init(
        path: String,
        access: Access,
        cacheKibibytes: Int,
        patience: Int32,
        _ faults: Faults?
    ) throws(StoreError) {
        let file = try SQLiteEngine(path: path, access: access, cacheKibibytes: cacheKibibytes, patience: patience)
        engine = faults.map { FaultyEngine(file, $0) } ?? file
    }

    /// Runs statements that are literals and need no values.
    /// - Parameter sql: one or more statements.
    /// - Throws: `StoreError`.
    package func script(_ sql: StaticString) throws(StoreError) { try engine.script(sql) }

    private func statement(_ sql: StaticString) throws(StoreError) -> any PreparedStatement {
        let key = unsafe UInt(bitPattern: sql.utf8Start)
        if let cached = statements[key] { return cached }
        let prepared = try engine.prepare(sql)
        statements[key] = prepared
        return prepared
    }

    /// Runs a statement that gives no rows.
    /// - Parameters:
    ///   - sql: the statement, a literal.
    ///   - values: what its placeholders stand for.
    /// - Throws: `StoreError`.
    public func run(_ sql: StaticString, _ values: [SQLValue] = []) throws(StoreError) {
        let statement = try statement(sql)
        try statement.bind(values)
        defer { statement.finish() }
        while try statement.step() {}
    }

    /// Runs a statement and hands over its rows.
    /// - Parameters:
    ///   - sql: the statement, a literal.
    ///   - values: what its placeholders stand for.
    ///   - row: gets the statement at each row; returns false to stop.
    /// - Throws: `StoreError`.
    public func rows(
        _ sql: StaticString,
        _ values: [SQLValue] = [],
        _ row: (Row) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let statement = try statement(sql)
        try statement.bind(values)
        defer { statement.finish() }
        while try statement.step() {
            guard try row(statement.row) else { return }
        }
    }

    /// The rows of a statement as values.
    /// - Parameters:
    ///   - sql: the statement, a literal.
    ///   - values: what its placeholders stand for.
    ///   - row: makes a value of the current row.
    /// - Returns: the values in order.
    /// - Throws: `StoreError`.
    @inlinable
    public func all<Value>(
        _ sql: StaticString,
        _ values: [SQLValue] = [],
        _ row: (Row) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        var result: [Value] = []
        try rows(sql, values) { statement throws(StoreError) in
            result.append(try row(statement))
            return true
        }
        return result
    }

    /// The first row of a statement as a value, or nil.
    /// - Parameters:
    ///   - sql: the statement, a literal.
    ///   - values: what its placeholders stand for.
    ///   - row: makes a value of the row.
    /// - Returns: the value, or nil if there is no row.
    /// - Throws: `StoreError`.
    @inlinable
    public func first<Value>(
        _ sql: StaticString,
        _ values: [SQLValue] = [],
        _ row: (Row) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        var result: Value?
        try rows(sql, values) { statement throws(StoreError) in
            result = try row(statement)
            return false
        }
        return result
    }

    /// How long the session waits for another process, in milliseconds.
    package func wait(_ milliseconds: Int32) { engine.wait(milliseconds) }

    /// The row number of the last insert.
    public var lastRow: Int64 { engine.lastRow }

    /// The number of rows that the last statement changed.
    public var changes: Int { engine.changes }

    /// Does work in a transaction: all of it is kept, durably, or nothing.
    /// - Parameter body: the work.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws, after rolling back; `StoreError` if the commit failed.
    public func transaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try engine.begin(.change)
        do throws(StoreError) {
            let value = try body()
            try attendant?.flush(self)
            try engine.commit()
            return value
        } catch {
            attendant?.forget()
            try engine.rollBack()
            throw error
        }
    }

    /// Does a part of a transaction that can fail by itself: what it did is then undone, and the rest goes on.
    /// - Parameter body: the part.
    /// - Returns: why it was undone, or nil.
    /// - Throws: `StoreError` if the whole transaction is lost.
    package func part(_ body: () throws(StoreError) -> Void) throws(StoreError) -> StoreError? {
        // What was done before stays, whatever becomes of the part.
        try attendant?.flush(self)
        try engine.mark()
        do throws(StoreError) {
            try body()
            try attendant?.flush(self)
        } catch {
            attendant?.forget()
            if error.code == .full || error.code == .inputOutput || error.code == .corrupt { throw error }
            try engine.undoToMark()
            return error
        }
        try engine.forgetMark()
        return nil
    }

    /// Reads within one unchanging view of the store.
    /// - Parameter body: the reading.
    /// - Returns: what the body returns.
    /// - Throws: `StoreError`.
    public func snapshot<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try engine.begin(.snapshot)
        defer { _ = try? engine.commit() }
        return try body()
    }

    /// Gives back what the log of changes takes up on the disk.
    /// - Throws: `StoreError`; code `busy` if readers or the writer do not let go in time.
    package func foldLog() throws(StoreError) { try engine.foldLog() }

    /// Copies the whole store into another file while it is in use.
    /// - Parameters:
    ///   - path: the file to write; must not exist.
    ///   - isMade: whether the caller has made the file, empty and for its owner alone.
    ///   - progress: gets the pages left and the pages in all, after each step.
    /// - Throws: `StoreError`.
    public func backup(
        to path: String,
        isMade: Bool = false,
        progress: (Int, Int) -> Void
    ) throws(StoreError) {
        try engine.backUp(to: path, isMade: isMade, progress: progress)
    }

    /// The schema of the store, by the steps that were applied; 0 for an empty file.
    package var schemaVersion: Int { get throws(StoreError) { try engine.schemaVersion } }

    /// A number that is another one after every commit of another session.
    package var changeMark: Int64 { get throws(StoreError) { try engine.changeMark } }

    /// What of the file is damaged, one finding a line.
    package func damage() throws(StoreError) -> [String] { try engine.damage() }

    /// The tables of rows that refer to a row that is gone.
    package func brokenReferences() throws(StoreError) -> [String] { try engine.brokenReferences() }

    /// How the database would run a statement, one step a line; for tests that hold plans to their indexes.
    package func explain(_ sql: String) throws(StoreError) -> [String] { try engine.plan(of: sql) }

    /// The same for every statement that has been run with values so far, in no order.
    package func explainAll() throws(StoreError) -> [String] {
        var lines: [String] = []
        for statement in statements.values { lines += try engine.plan(of: statement.sql) }
        return lines
    }
}
