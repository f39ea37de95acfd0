public import Configuration
internal import Cryptography
public import Installation
internal import JSON
internal import Ledger
internal import MerkleLog
package import Store

/// A report of the log, before anybody has it.
public struct SignedReport: Sendable {
    /// A signed note (C2SP signed-note).
    public let note: [UInt8]
    /// What was asked, as it stands in the note.
    public let asked: String
    /// The entries, oldest first, as they are kept.
    package let entries: [StoredLogEntry]

    /// How many entries it has.
    public var count: Int { entries.count }
}

extension Node {
    /// A report for an auditor: what was asked, every entry that fits with its receipt, signed by the log's key.
    ///
    /// That it was made has to be noted before anybody gets it: `note(_:in:by:account:marking:)`.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - asked: the same in words.
    ///   - most: how many entries at most; nil for no limit.
    /// - Returns: the report; nil if there are more than `most`.
    /// - Throws: `NodeError`.
    package func signedReport(_ question: AuditQuestion, asked: String, most: Int? = nil) throws(NodeError)
        -> SignedReport?
    {
        var entries: [StoredLogEntry] = []
        var isTooLong = false
        var lines = ""
        try audit(question) { audited in
            if let most, entries.count >= most { isTooLong = true }
            guard !isTooLong else { return }
            entries.append(audited.entry)
            var json = audited.json
            json["receipt"] = .string(String(decoding: audited.receipt.bytes, as: UTF8.self))
            lines += String(decoding: json.bytes(), as: UTF8.self) + "\n"
        }
        guard !isTooLong else { return nil }
        let head = "entente-report-1\nnode \(configuration.name)\nmade \(Moment.text(clock()))\n"
        let note = try signed(head + "asked \(asked)\nentries \(entries.count)\n" + lines)
        return SignedReport(note: note, asked: asked, entries: entries)
    }

    /// Notes in the log that a report was made: the one entry for it, whatever form it has.
    /// - Parameters:
    ///   - report: the report.
    ///   - format: the form that somebody gets it in.
    ///   - maker: who asked; nil for the operator.
    ///   - account: the account of who asked; nil for the operator.
    ///   - marking: the marking of what names of objects stand in it; nil where none can.
    /// - Throws: `NodeError`.
    package func note(
        _ report: SignedReport,
        in format: String,
        by maker: String?,
        account: String?,
        marking: String?
    ) throws(NodeError) {
        let digest = Encoding.hex(SHA256.digest(of: report.note))
        try change { connection throws(StoreError) in
            var entry = LedgerEntry(.export, officer: maker)
            entry.internalMembers = [
                JSONMember("of", .string("log")), JSONMember("asked", .string(report.asked)),
                JSONMember("entries", .integer(report.count)), JSONMember("format", .string(format)),
                JSONMember("sha256", .string(digest)),
            ]
            if let account { entry.internalMembers.append(JSONMember("account", .string(account))) }
            if let marking { entry.internalMembers.append(JSONMember("marking", .string(marking))) }
            try self.ledger.append([entry], connection)
        }
    }

    /// A signed report that the operator makes; that it was made is an entry itself.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - asked: the same in words.
    /// - Returns: a signed note (C2SP signed-note) and how many entries it has.
    /// - Throws: `NodeError`.
    public func report(_ question: AuditQuestion, asked: String) throws(NodeError) -> (note: [UInt8], count: Int)? {
        guard let report = try signedReport(question, asked: asked) else { return nil }
        try note(report, in: "signed", by: nil, account: nil, marking: nil)
        return (report.note, report.count)
    }

    /// A text with the signature of the log's key; the text ends with a line feed.
    private func signed(_ text: String) throws(NodeError) -> [UInt8] {
        try reading { connection throws(StoreError) in try signed(text, connection) }
    }

    /// A text with the signature of the log's key; the text ends with a line feed.
    package func signed(_ text: String, _ connection: Connection) throws(StoreError) -> [UInt8] {
        guard let head = try LogRows(connection).head() else { throw StoreError(.other, "the node has no log") }
        let key = try ledger.key(head.origin)
        let signature = Note.Signature(key, ledger.keys.key(of: head.origin).signature(of: Array(text.utf8)))
        return Note(text: text, signatures: [signature]).bytes
    }
}
