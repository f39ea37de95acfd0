internal import Cryptography
package import Holdings
package import Installation
package import JSON
internal import Ledger
package import Store

/// Entries that say who wrote or took in what the party holds.
///
/// Who reads the log may not see the object, so the entry names neither its identifier nor its type: it says who, how, how many, and a
/// keyed code over the versions, which only the node can make and compare. A guess at a content cannot be tried with it. The page of
/// an object says who wrote it to those who see the object.
extension Node {
    /// How something came to be the party's own.
    package enum Writing: String {
        /// It was written in the console, or with a token.
        case written
        /// It was taken in from a file.
        case imported
        /// A tool handed it in with a key of its own, over TAXII.
        case received
    }

    /// Logs that somebody wrote versions, in the transaction that keeps them.
    /// - Parameters:
    ///   - objects: the versions.
    ///   - results: what became of each; only new ones count.
    ///   - writer: who wrote them.
    ///   - account: the account; nil for the host itself and for tools.
    ///   - how: how they came.
    ///   - beside: what else the entry says.
    ///   - connection: the store, in that transaction.
    /// - Throws: `StoreError`.
    package func logWriting(
        _ objects: [IncomingObject],
        _ results: [KeepingOutcome.Result],
        by writer: String,
        account: String?,
        _ how: Writing,
        beside: [JSONMember] = [],
        _ connection: Connection
    ) throws(StoreError) {
        var rows: [Int64] = []
        // Over the digests of the new versions, in the order in which they were kept.
        var message = Array("entente-writing-1\n".utf8)
        for (object, result) in zip(objects, results) {
            guard case .added(let row) = result.keeping else { continue }
            rows.append(row)
            message += object.kept.digest
        }
        // After a restore nothing is signed before the log was recovered, and what is written must not wait for that: the object's
        // page says who it was.
        guard !rows.isEmpty, try LogRows(connection).head()?.closed == nil else { return }
        let code = Encoding.base64URL(HMACSHA256.code(of: message, key: signingKey.seed))
        var entry = LedgerEntry(.writing, object: rows.count == 1 ? rows.first : nil, officer: writer)
        entry.internalMembers = [
            JSONMember("how", .string(how.rawValue)), JSONMember("objects", .integer(rows.count)),
            JSONMember("code", .string(code)),
        ]
        entry.internalMembers += beside
        if let account { entry.internalMembers.append(JSONMember("account", .string(account))) }
        try ledger.append([entry], connection)
    }
}
