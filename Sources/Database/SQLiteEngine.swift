internal import CSQLite

/// SQLite: one connection to the store's file.
@safe
final class SQLiteEngine: Engine {
    private let handle: OpaquePointer
    private var patience: Int32
    /// Prepared once, as it is run again and again.
    private var dataVersion: (any PreparedStatement)?

    /// Opens the file, and waits only so many milliseconds for another process.
    init(path: String, access: Connection.Access, cacheKibibytes: Int, patience: Int32) throws(StoreError) {
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
        // Of a file that is made now; an object has one to two KiB, of which pages of 4 KiB hold too few.
        if access == .write { try script("PRAGMA page_size=8192") }
        try script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON")
        try script("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF")
        // Ids are random, so commits change pages all over the index by id. Folding the log back writes each of them
        // once, however often it was changed, and costs a commit a wait for the disk: so it is done seldom. The log
        // grows to 128 MiB, which a start after a crash reads in a fifth of a second.
        let size = try prepare("PRAGMA page_size")
        let page = try size.step() ? size.row.integer(0) : 4_096
        size.finish()
        try unchecked("PRAGMA wal_autocheckpoint=\((128 << 20) / max(page, 512))")
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

    deinit { unsafe sqlite3_close_v2(handle) }

    func prepare(_ sql: StaticString) throws(StoreError) -> any PreparedStatement {
        try unsafe SQLiteStatement(connection: handle, sql: sql.description)
    }

    func script(_ sql: StaticString) throws(StoreError) { try unchecked(sql.description) }

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

    func begin(_ purpose: TransactionPurpose) throws(StoreError) {
        switch purpose {
        case .change: try script("BEGIN IMMEDIATE")
        case .snapshot: try script("BEGIN")
        }
    }

    func commit() throws(StoreError) { try script("COMMIT") }

    func rollBack() throws(StoreError) {
        guard unsafe sqlite3_get_autocommit(handle) == 0 else { return }
        try script("ROLLBACK")
    }

    func mark() throws(StoreError) { try script("SAVEPOINT job") }

    func undoToMark() throws(StoreError) { try script("ROLLBACK TO job; RELEASE job") }

    func forgetMark() throws(StoreError) { try script("RELEASE job") }

    var lastRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    var changes: Int { Int(unsafe sqlite3_changes(handle)) }

    func wait(_ milliseconds: Int32) {
        guard milliseconds != patience else { return }
        patience = milliseconds
        unsafe sqlite3_busy_timeout(handle, milliseconds)
    }

    /// Folds the write-ahead log back into the file and cuts it to nothing.
    func foldLog() throws(StoreError) {
        let statement = try prepare("PRAGMA wal_checkpoint(TRUNCATE)")
        defer { statement.finish() }
        guard try !statement.step() || statement.row.integer(0) != 0 else { return }
        throw StoreError(.busy, "the write-ahead log cannot be cut while another process reads; try again")
    }

    var schemaVersion: Int {
        get throws(StoreError) { Int(try Self.rows(of: prepare("PRAGMA user_version")) { $0.integer(0) }.first ?? 0) }
    }

    var changeMark: Int64 {
        get throws(StoreError) {
            // sqlite.org/pragma.html#pragma_data_version
            let statement = if let dataVersion { dataVersion } else { try prepare("PRAGMA data_version") }
            dataVersion = statement
            return try Self.rows(of: statement) { $0.integer(0) }.first ?? 0
        }
    }

    func damage() throws(StoreError) -> [String] {
        try Self.rows(of: prepare("PRAGMA integrity_check")) { $0.text(0) }.filter { $0 != "ok" }
    }

    func brokenReferences() throws(StoreError) -> [String] {
        try Self.rows(of: prepare("PRAGMA foreign_key_check")) { $0.text(0) }
    }

    private static func rows<Value>(
        of statement: any PreparedStatement,
        _ row: (Row) -> Value
    ) throws(StoreError) -> [Value] {
        try statement.bind([])
        defer { statement.finish() }
        var values: [Value] = []
        while try statement.step() { values.append(row(statement.row)) }
        return values
    }

    func plan(of sql: String) throws(StoreError) -> [String] {
        let statement = try unsafe SQLiteStatement(connection: handle, sql: "EXPLAIN QUERY PLAN " + sql)
        var lines: [String] = []
        while try statement.step() { lines.append(statement.row.text(3)) }
        return lines
    }

    func backUp(to path: String, isMade: Bool, progress: (Int, Int) -> Void) throws(StoreError) {
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
