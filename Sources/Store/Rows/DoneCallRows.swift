/// A keyed call that was done.
public struct StoredDoneCall: Sendable {
    /// SHA-256 of what was asked.
    public let request: [UInt8]
    /// The status and the body that were answered; nil if they were not kept.
    public let answer: (status: Int, body: [UInt8])?
}

/// Which keyed calls were done (draft-ietf-httpapi-idempotency-key-header).
public struct DoneCallRows {
    private let connection: Connection

    /// The calls behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// A call that was done.
    /// - Parameters:
    ///   - account: who called.
    ///   - key: SHA-256 of the key.
    /// - Returns: the call, or nil if none of that key was done.
    /// - Throws: `StoreError`.
    public func find(_ account: String, _ key: [UInt8]) throws(StoreError) -> StoredDoneCall? {
        try connection.first(Statements.DoneCall.find, [.text(account), .blob(key)]) { row in
            StoredDoneCall(
                request: row.blob(0),
                answer: row.isNull(1) ? nil : (Int(row.integer(1)), row.blob(2))
            )
        }
    }

    /// Notes, in the transaction of what is done, that a call is done.
    /// - Parameters:
    ///   - account: who calls.
    ///   - key: SHA-256 of the key.
    ///   - request: SHA-256 of what is asked.
    ///   - now: microseconds since 1970.
    ///   - oldest: calls from before are forgotten.
    /// - Throws: `StoreError`.
    public func note(
        _ account: String,
        _ key: [UInt8],
        request: [UInt8],
        now: Int64,
        oldest: Int64
    ) throws(StoreError) {
        try connection.run(Statements.DoneCall.forget, [.integer(oldest)])
        try connection.run(Statements.DoneCall.note, [.text(account), .blob(key), .blob(request), .integer(now)])
    }

    /// Keeps the answer to a call that was done.
    /// - Parameters:
    ///   - account: who called.
    ///   - key: SHA-256 of the key.
    ///   - status: the status.
    ///   - body: the body.
    /// - Throws: `StoreError`.
    public func keep(_ account: String, _ key: [UInt8], status: Int, body: [UInt8]) throws(StoreError) {
        try connection.run(
            Statements.DoneCall.keep,
            [.integer(Int64(status)), .blob(body), .text(account), .blob(key)]
        )
    }
}
