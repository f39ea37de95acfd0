internal import Cryptography
internal import JSON
internal import Store

/// Entries that say who wrote or took in what the party holds.
///
/// Who reads the log may not see the object, so the entry names neither its identifier nor its type: it says who, how, how many, and a
/// keyed code over the versions, which only the node can make and compare. A guess at a content cannot be tried with it. The page of
/// an object says who wrote it to those who see the object.
extension Node {
    /// How something came to be the party's own.
    enum Writing: String {
        /// It was written in the console, or with a token.
        case written
        /// It was taken in from a file.
        case imported
    }

    /// Logs that somebody wrote versions, in the transaction that keeps them.
    /// - Parameters:
    ///   - kept: what became of the versions; only new ones count.
    ///   - writer: who wrote them.
    ///   - account: the account; nil for the host itself.
    ///   - how: how they came.
    ///   - connection: the store, in that transaction.
    /// - Throws: `StoreError`.
    func logWriting(
        _ kept: [Keeping],
        by writer: String,
        account: String?,
        _ how: Writing,
        _ connection: Connection
    ) throws(StoreError) {
        var rows: [Int64] = []
        for case .added(let row) in kept { rows.append(row) }
        // After a restore nothing is signed before the log was recovered, and what is written must not wait for that: the object's
        // page says who it was.
        guard !rows.isEmpty, try LogRows(connection).head()?.closed == nil else { return }
        var entry = LedgerEntry(.writing, object: rows.count == 1 ? rows.first : nil, officer: writer)
        entry.internalMembers = [
            JSONMember("how", .string(how.rawValue)), JSONMember("objects", .integer(rows.count)),
            JSONMember("code", .string(try writingCode(rows, connection))),
        ]
        if let account { entry.internalMembers.append(JSONMember("account", .string(account))) }
        try ledger.append([entry], connection)
    }

    /// The code of some versions in such an entry: over their digests, in the order in which they were kept.
    private func writingCode(_ rows: [Int64], _ connection: Connection) throws(StoreError) -> String {
        var message = Array("entente-writing-1\n".utf8)
        for row in rows {
            message +=
                try connection.first("SELECT digest FROM object WHERE row=?", [.integer(row)]) { $0.blob(0) } ?? []
        }
        return Encoding.base64URL(HMACSHA256.code(of: message, key: signingKey.seed))
    }
}
