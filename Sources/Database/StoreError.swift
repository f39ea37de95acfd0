internal import CSQLite

/// Why the store could not do something.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: Sendable {
        /// The disk or the quota is full; nothing of the transaction was kept.
        case full
        /// The file is no store of ours, or is damaged.
        case corrupt
        /// Another process holds the store.
        case busy
        /// The store was written by a newer release.
        case newer
        /// Reading or writing the file failed.
        case inputOutput
        /// A rule of the schema was broken.
        case constraint
        /// Anything else.
        case other
    }

    /// The kind of fault.
    public var code: Code
    /// What happened, for whoever asked: no text of a statement, no name of a table.
    public var message: String
    /// What SQLite said and what it was doing, for who looks for a fault in the program; nil for a refusal of our own.
    public var cause: String?
    /// SQLite's extended result code; nil for a refusal of our own.
    public var result: Int32?

    /// The message.
    public var description: String { message }

    /// A fault of our own.
    /// - Parameters:
    ///   - code: the kind of fault.
    ///   - message: what happened; holds no content of objects.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The fault behind a result code of SQLite; a primary code stands for its extended codes.
    init(result: Int32, doing action: String, detail: String) {
        let primary = result & 0xFF
        code =
            switch primary {
            case SQLITE_FULL: .full
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY: .inputOutput
            case SQLITE_CONSTRAINT: .constraint
            default: .other
            }
        message =
            switch code {
            case .full: "there is no room left on the disk; nothing was kept"
            case .corrupt: "the store is damaged; `entente check` says where"
            case .busy: "another process holds the store; try again"
            case .inputOutput: "the store's file cannot be read or written"
            default: "the store has failed (SQLite \(result))"
            }
        self.result = result
        cause = "could not \(action): \(detail) (SQLite \(result))"
    }
}
