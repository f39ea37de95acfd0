internal import CSQLite

/// A prepared statement of SQLite; belongs to one connection and is used by one thread at a time.
@safe
final class SQLiteStatement: PreparedStatement {
    private let handle: OpaquePointer

    /// Prepares a statement; its text comes from our own literals only.
    init(connection: OpaquePointer, sql: String) throws(StoreError) {
        var handle: OpaquePointer?
        let result = unsafe sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard result == SQLITE_OK, let handle = unsafe handle else {
            let detail = unsafe String(cString: sqlite3_errmsg(connection))
            throw StoreError(result: result, doing: "prepare a statement", detail: detail)
        }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// The text that it was made of.
    var sql: String { unsafe sqlite3_sql(handle).map { unsafe String(cString: $0) } ?? "" }

    /// Puts the statement back to its start and binds values to its placeholders, in order.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        unsafe sqlite3_reset(handle)
        for (place, value) in values.enumerated() {
            let index = Int32(truncatingIfNeeded: place + 1)
            let result: Int32
            switch value {
            case .integer(let number): result = unsafe sqlite3_bind_int64(handle, index, number)
            case .text(var text):
                result = text.withUTF8 { utf8 in bindText(unsafe utf8.span, at: index) }
            case .utf8(let bytes): result = bindText(bytes.span, at: index)
            case .blob(let bytes):
                result = unsafe bytes.withUnsafeBytes { raw in
                    unsafe entente_sqlite3_bind_blob(handle, index, raw.baseAddress, Int32(clamping: raw.count))
                }
            case .null: result = unsafe sqlite3_bind_null(handle, index)
            }
            guard result == SQLITE_OK else { throw fault(result, "bind a value") }
        }
    }

    private func bindText(_ utf8: Span<UInt8>, at index: Int32) -> Int32 {
        unsafe utf8.withUnsafeBytes { raw in
            // An empty text has no address; a null pointer would bind NULL.
            guard let base = raw.baseAddress else {
                return unsafe entente_sqlite3_bind_text(handle, index, "", 0)
            }
            return unsafe entente_sqlite3_bind_text(
                handle,
                index,
                base.assumingMemoryBound(to: CChar.self),
                Int32(clamping: raw.count)
            )
        }
    }

    /// Moves to the next row.
    /// - Returns: false when there is none.
    /// - Throws: `StoreError` if the statement failed; it can then be bound anew.
    func step() throws(StoreError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let result:
            let error = fault(result, "run a statement")
            unsafe sqlite3_reset(handle)
            throw error
        }
    }

    /// Ends the run, so that the statement holds no read mark.
    func finish() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    private func fault(_ result: Int32, _ action: String) -> StoreError {
        let connection = unsafe sqlite3_db_handle(handle)
        return StoreError(
            result: unsafe sqlite3_extended_errcode(connection),
            doing: action,
            detail: unsafe String(cString: sqlite3_errmsg(connection))
        )
    }

    var row: Row { Row(cursor: self) }

    /// The integer in a column of the current row; 0 for NULL.
    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    /// Whether a column of the current row is NULL.
    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// Appends the bytes in a column of the current row.
    func append(_ column: Int32, to output: inout [UInt8]) {
        guard let base = unsafe sqlite3_column_blob(handle, column) else { return }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        unsafe output.append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
    }
}
