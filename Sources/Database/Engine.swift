/// What a transaction is for.
enum TransactionPurpose {
    /// To change the store; no other process changes it meanwhile.
    case change
    /// To read within one unchanging view.
    case snapshot
}

/// What a database owes the store; used by one thread at a time.
///
/// `commit` returns only when the change survives a power cut. A change excludes every other process that appends to
/// the log or to a list, so that places and dates rise in the order of commits. All else of the store stands above
/// this seam and is the same over every engine.
protocol Engine: AnyObject {
    /// Prepares a statement; its text comes from our own literals only.
    func prepare(_ sql: StaticString) throws(StoreError) -> any PreparedStatement
    /// Runs one or more statements that need no values.
    func script(_ sql: StaticString) throws(StoreError)
    func begin(_ purpose: TransactionPurpose) throws(StoreError)
    func commit() throws(StoreError)
    /// Undoes the transaction; nothing happens where the database has undone it by itself (a full disk).
    func rollBack() throws(StoreError)
    /// Marks a place of the transaction to which it can be undone.
    func mark() throws(StoreError)
    func undoToMark() throws(StoreError)
    func forgetMark() throws(StoreError)
    /// The row number of the last insert.
    var lastRow: Int64 { get }
    /// The number of rows that the last statement changed.
    var changes: Int { get }
    /// How long it waits for another process, in milliseconds.
    func wait(_ milliseconds: Int32)
    /// Gives back what the log of changes takes up on the disk.
    func foldLog() throws(StoreError)
    /// Copies the whole store into a file while it is in use.
    func backUp(to path: String, isMade: Bool, progress: (Int, Int) -> Void) throws(StoreError)
    /// The schema of the store, by the steps that were applied.
    var schemaVersion: Int { get throws(StoreError) }
    /// A number that is another one after every commit of another session.
    var changeMark: Int64 { get throws(StoreError) }
    /// What of the file is damaged, one finding a line.
    func damage() throws(StoreError) -> [String]
    /// The tables of rows that refer to a row that is gone.
    func brokenReferences() throws(StoreError) -> [String]
    /// How a statement would be run, one step a line.
    func plan(of sql: String) throws(StoreError) -> [String]
}

/// A prepared statement of an engine.
protocol PreparedStatement: AnyObject {
    /// The text that it was made of.
    var sql: String { get }
    /// Puts the statement back to its start and binds values to its placeholders, in order.
    func bind(_ values: [SQLValue]) throws(StoreError)
    /// Moves to the next row; false when there is none.
    func step() throws(StoreError) -> Bool
    /// Ends the run, so that the statement holds up nobody.
    func finish()
    /// The current row, until the next step.
    var row: Row { get }
}
