public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
internal import Store

extension Node {
    /// A report for an auditor: what was asked and every entry that fits, each with its receipt, signed by the log's key.
    ///
    /// That a report was made is an entry itself.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - asked: the same in words.
    ///   - most: how many entries at most; nil for no limit.
    ///   - maker: who asks; nil for the operator.
    /// - Returns: a signed note (C2SP signed-note) and how many entries it has; nil if there are more than `most`.
    /// - Throws: `NodeError`.
    public func report(
        _ question: AuditQuestion,
        asked: String,
        most: Int? = nil,
        by maker: String? = nil
    ) throws(NodeError) -> (note: [UInt8], count: Int)? {
        var count = 0
        var lines = ""
        try audit(question) { entry in
            count += 1
            if let most, count > most { return }
            var json = entry.json
            json["receipt"] = .string(String(decoding: entry.receipt.bytes, as: UTF8.self))
            lines += String(decoding: json.bytes(), as: UTF8.self) + "\n"
        }
        if let most, count > most { return nil }
        let head = "entente-report-1\nnode \(configuration.name)\nmade \(Moment.text(clock()))\n"
        let note = try signed(head + "asked \(asked)\nentries \(count)\n" + lines)
        try change { [count] connection throws(StoreError) in
            var entry = LedgerEntry(.export, officer: maker)
            entry.internalMembers = [
                JSONMember("of", .string("log")), JSONMember("asked", .string(asked)),
                JSONMember("entries", .integer(count)),
            ]
            try self.ledger.append([entry], connection)
        }
        return (note, count)
    }

    /// A text with the signature of the log's key; the text ends with a line feed.
    private func signed(_ text: String) throws(NodeError) -> [UInt8] {
        try reading { connection throws(StoreError) in
            guard let head = try LogRows(connection).head() else { throw StoreError(.other, "the node has no log") }
            let key = try ledger.key(head.origin)
            let signature = Note.Signature(key, ledger.keys.key(of: head.origin).signature(of: Array(text.utf8)))
            return Note(text: text, signatures: [signature]).bytes
        }
    }
}
