internal import CSQLite

/// One connection to the store's file; used by one thread at a time.
@safe
public final class Connection {
    private let handle: OpaquePointer
    private var statements: [UInt: Statement] = [:]
    private var patience: Int32

    /// How a connection may use the file.
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
    ///   - cacheKibibytes: the page cache of this connection.
    /// - Throws: `StoreError`.
    public convenience init(path: String, access: Access, cacheKibibytes: Int = 16_384) throws(StoreError) {
        try self.init(path: path, access: access, cacheKibibytes: cacheKibibytes, patience: Patience.ordinary)
    }

    /// Opens the file, and waits only so many milliseconds for another process.
    init(path: String, access: Access, cacheKibibytes: Int, patience: Int32) throws(StoreError) {
        var opened: OpaquePointer?
        let flags =
            switch access {
            case .write: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            case .read: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
            case .untouched: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
            }
        let name = access == .untouched ? Self.immutableName(path) : path
        // SQLite gives a new file what the umask leaves of 0644; its log and index get the permissions of the file.
        if access == .write { PrivateFile.make(path) }
        let result = unsafe sqlite3_open_v2(name, &opened, flags, nil)
        guard result == SQLITE_OK, let handle = unsafe opened else {
            // A failed open still owns a handle.
            let detail = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            unsafe sqlite3_close_v2(opened)
            throw StoreError(result: result, doing: "open `\(path)`", detail: detail)
        }
        unsafe self.handle = unsafe handle
        unsafe sqlite3_extended_result_codes(handle, 1)
        self.patience = patience
        unsafe sqlite3_busy_timeout(handle, patience)
        if access == .untouched { return }
        try script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON")
        try script("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF")
        // Ids are random, so commits change pages all over the index by id. Folding the log back writes each of them
        // once, however often it was changed, and costs a commit a wait for the disk: so it is done seldom. The log
        // grows to 128 MiB, which a start after a crash reads in a fifth of a second.
        try script("PRAGMA wal_autocheckpoint=32000")
        try unchecked("PRAGMA cache_size=-\(max(cacheKibibytes, 64))")
        if access == .read {
            try script("PRAGMA query_only=ON")
        }
    }

    /// The URI under which SQLite takes a file as unchanging (sqlite.org/uri.html).
    private static func immutableName(_ path: String) -> String {
        let escapes: [Character: String] = ["%": "%25", "?": "%3f", "#": "%23"]
        return "file:" + path.map { escapes[$0] ?? String($0) }.joined() + "?immutable=1"
    }

    deinit {
        statements.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// Runs statements that are literals and need no values.
    /// - Parameter sql: one or more statements.
    /// - Throws: `StoreError`.
    public func script(_ sql: StaticString) throws(StoreError) {
        try unchecked(sql.description)
    }

    /// Runs statements whose text was built by our own code from numbers and literals; never from outside data.
    private func unchecked(_ sql: String) throws(StoreError) {
        let result = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else {
            throw StoreError(
                result: unsafe sqlite3_extended_errcode(handle),
                doing: "run `\(sql.prefix(60))`",
                detail: unsafe String(cString: sqlite3_errmsg(handle))
            )
        }
    }

    private func statement(_ sql: StaticString) throws(StoreError) -> Statement {
        let key = unsafe UInt(bitPattern: sql.utf8Start)
        if let cached = statements[key] { return cached }
        let prepared = try unsafe Statement(connection: handle, sql: sql.description)
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
        _ row: (Statement) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let statement = try statement(sql)
        try statement.bind(values)
        defer { statement.finish() }
        while try statement.step() {
            guard try row(statement) else { return }
        }
    }

    /// The rows of a statement as values.
    /// - Parameters:
    ///   - sql: the statement, a literal.
    ///   - values: what its placeholders stand for.
    ///   - row: makes a value of the current row.
    /// - Returns: the values in order.
    /// - Throws: `StoreError`.
    public func all<Value>(
        _ sql: StaticString,
        _ values: [SQLValue] = [],
        _ row: (Statement) throws(StoreError) -> Value
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
    public func first<Value>(
        _ sql: StaticString,
        _ values: [SQLValue] = [],
        _ row: (Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        var result: Value?
        try rows(sql, values) { statement throws(StoreError) in
            result = try row(statement)
            return false
        }
        return result
    }

    /// How long the connection waits for another process, in milliseconds.
    func wait(_ milliseconds: Int32) {
        guard milliseconds != patience else { return }
        patience = milliseconds
        unsafe sqlite3_busy_timeout(handle, milliseconds)
    }

    /// The row number of the last insert.
    public var lastRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// The number of rows that the last statement changed.
    public var changes: Int { Int(unsafe sqlite3_changes(handle)) }

    /// Does work in a transaction: all of it is kept, durably, or nothing.
    /// - Parameter body: the work.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws, after rolling back; `StoreError` if the commit failed.
    public func transaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try script("BEGIN IMMEDIATE")
        do throws(StoreError) {
            let value = try body()
            try script("COMMIT")
            return value
        } catch {
            // After some faults (a full disk) SQLite has rolled back by itself.
            if unsafe sqlite3_get_autocommit(handle) == 0 {
                try script("ROLLBACK")
            }
            throw error
        }
    }

    /// Reads within one unchanging view of the store.
    /// - Parameter body: the reading.
    /// - Returns: what the body returns.
    /// - Throws: `StoreError`.
    public func snapshot<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try script("BEGIN")
        defer { _ = try? script("COMMIT") }
        return try body()
    }

    /// Folds the write-ahead log back into the file and cuts it to nothing.
    /// - Throws: `StoreError`; code `busy` if readers or the writer do not let go in time.
    func foldLog() throws(StoreError) {
        let isBusy = try first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) != 0 } ?? true
        guard isBusy else { return }
        throw StoreError(.busy, "the write-ahead log cannot be cut while another process reads; try again")
    }

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
        guard isMade || PrivateFile.make(path) else {
            throw StoreError(.inputOutput, "`\(path)` exists already, or cannot be made")
        }
        var opened: OpaquePointer?
        let result = unsafe sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil)
        defer { unsafe sqlite3_close_v2(opened) }
        guard result == SQLITE_OK, let target = unsafe opened else {
            throw StoreError(result: result, doing: "open `\(path)`", detail: "the file cannot be made")
        }
        guard let job = unsafe sqlite3_backup_init(target, "main", handle, "main") else {
            let detail = unsafe String(cString: sqlite3_errmsg(target))
            throw StoreError(result: unsafe sqlite3_errcode(target), doing: "start the copy", detail: detail)
        }
        var step = SQLITE_OK
        while step == SQLITE_OK || step == SQLITE_BUSY || step == SQLITE_LOCKED {
            step = unsafe sqlite3_backup_step(job, 1_024)
            progress(
                Int(unsafe sqlite3_backup_remaining(job)),
                Int(unsafe sqlite3_backup_pagecount(job))
            )
        }
        let finish = unsafe sqlite3_backup_finish(job)
        guard step == SQLITE_DONE, finish == SQLITE_OK else {
            throw StoreError(result: step == SQLITE_DONE ? finish : step, doing: "copy the store", detail: "stopped")
        }
    }
}

extension Connection {
    /// How SQLite would run a statement, one step a line; for tests that hold plans to their indexes.
    func explain(_ sql: StaticString) throws(StoreError) -> [String] { try plan(of: sql.description) }

    /// The same for every statement that has been run with values so far, in no order.
    func explainAll() throws(StoreError) -> [String] {
        var lines: [String] = []
        for statement in statements.values { lines += try plan(of: statement.sql) }
        return lines
    }

    private func plan(of sql: String) throws(StoreError) -> [String] {
        let statement = try unsafe Statement(connection: handle, sql: "EXPLAIN QUERY PLAN " + sql)
        var lines: [String] = []
        while try statement.step() { lines.append(statement.text(3)) }
        return lines
    }
}
