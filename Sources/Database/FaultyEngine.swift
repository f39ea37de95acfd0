internal import Synchronization

/// When a store is to fail, so that tests see what comes of it: at the n-th call of all its sessions after `arm`, in
/// one way.
package final class Faults: Sendable {
    /// How a call fails.
    package enum Kind: Sendable, CaseIterable {
        /// The call is not done.
        case refused
        /// The disk is full; the transaction is undone.
        case full
        /// A commit is durable, and its caller hears of a failure; any other call is not done.
        case kept
    }

    private struct State {
        var kind = Kind.refused
        var place = 0
        var calls = 0
        var isArmed = false
    }

    private let state = Mutex(State())

    /// Faults of a store that does not fail yet.
    package init() {}

    /// From now on calls are counted, from 1.
    /// - Parameters:
    ///   - place: the call that fails; 0 for none.
    ///   - kind: how it fails.
    package func arm(at place: Int, _ kind: Kind) {
        state.withLock { $0 = State(kind: kind, place: place, isArmed: true) }
    }

    /// From now on nothing fails.
    /// - Returns: how many calls were counted.
    @discardableResult
    package func disarm() -> Int {
        state.withLock { state in
            state.isArmed = false
            return state.calls
        }
    }

    /// The error of this call, if it is the one; the way in which it fails.
    fileprivate func next() -> (error: StoreError, kind: Kind)? {
        state.withLock { state in
            guard state.isArmed else { return nil }
            state.calls += 1
            guard state.calls == state.place else { return nil }
            var error = StoreError(state.kind == .full ? .full : .inputOutput, "the store has failed on purpose")
            error.cause = "call \(state.calls) failed on purpose"
            return (error, state.kind)
        }
    }

    fileprivate func pass() throws(StoreError) {
        if let next = next() { throw next.error }
    }
}

/// An engine whose calls fail when they are told to.
final class FaultyEngine: Engine {
    private let engine: any Engine
    private let faults: Faults

    init(_ engine: any Engine, _ faults: Faults) { (self.engine, self.faults) = (engine, faults) }

    func prepare(_ sql: StaticString) throws(StoreError) -> any PreparedStatement {
        FaultyStatement(try engine.prepare(sql), engine, faults)
    }

    func script(_ sql: StaticString) throws(StoreError) {
        try faults.pass()
        try engine.script(sql)
    }

    func begin(_ purpose: TransactionPurpose) throws(StoreError) {
        try faults.pass()
        try engine.begin(purpose)
    }

    func commit() throws(StoreError) {
        if let (error, kind) = faults.next() {
            if kind == .kept { try engine.commit() }
            throw error
        }
        try engine.commit()
    }

    func rollBack() throws(StoreError) { try engine.rollBack() }

    func mark() throws(StoreError) {
        try faults.pass()
        try engine.mark()
    }

    func undoToMark() throws(StoreError) { try engine.undoToMark() }

    func forgetMark() throws(StoreError) { try engine.forgetMark() }

    var lastRow: Int64 { engine.lastRow }

    var changes: Int { engine.changes }

    func wait(_ milliseconds: Int32) { engine.wait(milliseconds) }

    func foldLog() throws(StoreError) {
        try faults.pass()
        try engine.foldLog()
    }

    func backUp(to path: String, isMade: Bool, progress: (Int, Int) -> Void) throws(StoreError) {
        try faults.pass()
        try engine.backUp(to: path, isMade: isMade, progress: progress)
    }

    var schemaVersion: Int {
        get throws(StoreError) {
            try faults.pass()
            return try engine.schemaVersion
        }
    }

    var changeMark: Int64 {
        get throws(StoreError) {
            try faults.pass()
            return try engine.changeMark
        }
    }

    func damage() throws(StoreError) -> [String] {
        try faults.pass()
        return try engine.damage()
    }

    func brokenReferences() throws(StoreError) -> [String] {
        try faults.pass()
        return try engine.brokenReferences()
    }

    func plan(of sql: String) throws(StoreError) -> [String] { try engine.plan(of: sql) }
}

/// A statement of which a run fails when it is told to; a full disk ends the transaction, as SQLite does.
private final class FaultyStatement: PreparedStatement {
    private let statement: any PreparedStatement
    private let engine: any Engine
    private let faults: Faults

    init(_ statement: any PreparedStatement, _ engine: any Engine, _ faults: Faults) {
        (self.statement, self.engine, self.faults) = (statement, engine, faults)
    }

    var sql: String { statement.sql }

    func bind(_ values: [SQLValue]) throws(StoreError) {
        if let (error, kind) = faults.next() {
            if kind == .full { try engine.rollBack() }
            throw error
        }
        try statement.bind(values)
    }

    func step() throws(StoreError) -> Bool { try statement.step() }

    func finish() { statement.finish() }

    var row: Row { statement.row }
}
