public import Configuration
internal import Cryptography
public import Installation
public import JSON
internal import Labels
internal import Ledger
internal import MerkleLog
internal import STIX
package import Store

/// What an auditor asks of the log.
public struct AuditQuestion: Sendable {
    /// A word for what happened, such as `release`; `given` for whatever was given; nil for all.
    public var kind: String?
    /// The party that it concerns.
    public var party: String?
    /// The identifier of an object.
    public var object: String?
    /// Who did it.
    public var officer: String?
    /// The one person whose acts alone are asked for; nil for everybody's.
    package var own: OwnActs?
    /// An agreement that it stands on.
    public var agreement: String?
    /// An article of it with its parts, such as `article 4`, which `article 4(1)` is a part of.
    public var article: String?
    /// The first moment, in microseconds since 1970.
    public var from = Int64.min
    /// The last moment, in microseconds since 1970.
    public var until = Int64.max

    /// A question about everything.
    public init() {}

    /// The moment that a day or timestamp names; a day begins with its first moment, and ends with its last one.
    /// - Parameters:
    ///   - text: a day such as `2026-11-24`, or a timestamp in UTC (STIX 2.1, 3.2).
    ///   - isEnd: whether the end of a day is meant.
    /// - Returns: microseconds since 1970; nil if it is neither.
    public static func moment(_ text: String, isEnd: Bool) -> Int64? {
        let full = Day(text) == nil ? text : "\(text)T\(isEnd ? "23:59:59.999999Z" : "00:00:00Z")"
        return STIXTimestamp(full)?.microsecondsSinceEpoch
    }

    /// What stands for release and rendition together: what was given to a party, whole or in part.
    ///
    /// A delivery is no further gift: it says that a page went over the line, with what had been given before.
    package static let given = "given"
    private static let gifts: Set = [LedgerEntry.Kind.release.rawValue, LedgerEntry.Kind.rendition.rawValue]
    /// Every word for a kind that can be asked for.
    package static let kinds = [given] + LedgerEntry.Kind.allCases.map(\.rawValue)

    private func takes(_ kind: String) -> Bool {
        self.kind == nil || self.kind == kind || self.kind == Self.given && Self.gifts.contains(kind)
    }

    /// Whether an entry is asked for.
    package func fits(_ entry: StoredLogEntry) -> Bool {
        guard from <= entry.made, entry.made <= until, own?.fits(entry) ?? true else { return false }
        // What root did for a name is found under that name as well.
        let host = officer.map { name in Actor.host(for: name).officer }
        guard takes(entry.kind), party == nil || party == entry.party,
            object == nil || object == entry.subject,
            officer == nil || officer == entry.officer || host == entry.officer
        else { return false }
        guard agreement != nil || article != nil else { return true }
        let filter = article.map(ArticleFilter.init)
        let basis = (try? JSONDocument(parsing: entry.body))?.root["basis"].map {
            $0.elements.map { $0.string ?? "" }
        }
        return (basis ?? []).contains { text in
            let parts = text.split(separator: ",", maxSplits: 1).map { $0.trimmingPrefix(" ") }
            return (agreement == nil || parts.first.map(String.init) == agreement)
                && (article == nil || parts.count == 2 && (filter?.fits(String(parts[1])) ?? true))
        }
    }
}

/// The acts of one person, told apart from those of others with the same title.
///
/// 1. An entry that names an account is that account's.
/// 2. One that names none is its title's, and counts only where no other account has the title: else nobody can say
///    whose it is.
package struct OwnActs: Sendable {
    private let account: String
    private let title: String
    /// Whether no other account has the title.
    package let isTitleAlone: Bool

    package init(account: String, title: String, isTitleAlone: Bool) {
        (self.account, self.title, self.isTitleAlone) = (account, title, isTitleAlone)
    }

    func fits(_ entry: StoredLogEntry) -> Bool {
        guard entry.officer == title, let inside = try? JSONDocument(parsing: entry.internalBody) else {
            return false
        }
        guard let named = inside.root["account"] else { return isTitleAlone }
        return named.isString(account)
    }
}

/// One entry of the log as an auditor sees it, with its proof.
public struct AuditedEntry: Sendable {
    /// What it says, for the party and inside.
    public let json: JSONTree
    /// The receipt for it.
    public let receipt: ReceiptFile
    /// The same as it is kept.
    package let entry: StoredLogEntry
}

extension Node {
    /// Goes through the log.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - body: gets the entries, oldest first.
    /// - Throws: `NodeError`.
    public func audit(_ question: AuditQuestion, _ body: (AuditedEntry) -> Void) throws(NodeError) {
        try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in
                let rows = LogRows(connection)
                for head in try rows.heads() {
                    var place: Int64 = 0
                    while place < head.size {
                        let entries = try rows.entries(head.log, from: place, limit: 256)
                        guard let last = entries.last else { break }
                        place = last.place + 1
                        for entry in entries where question.fits(entry) && entry.place < head.size {
                            body(try audited(entry, head, connection))
                        }
                    }
                }
            }
        }
    }

    private func audited(
        _ entry: StoredLogEntry,
        _ head: StoredLogHead,
        _ connection: Connection
    ) throws(StoreError) -> AuditedEntry {
        let receipt = try file(entry, head, connection)
        var json = receipt.content
        json["place"] = .integer(Int(entry.place))
        json["inside"] = (try? JSONDocument(parsing: entry.internalBody)).map { JSONTree($0.root) }
        let salt = Commitment.internalSalt(entry.salt, key: ledger.signingKey.seed)
        json["inside_salt"] = .string(Encoding.base64(salt))
        return AuditedEntry(json: json, receipt: receipt, entry: entry)
    }

    /// The newest entries of the log in use that are asked for.
    /// - Parameters:
    ///   - question: what is asked.
    ///   - before: only entries with a smaller place.
    ///   - limit: how many at most.
    ///   - connection: the store.
    ///   - mayTell: whether an entry that fits may be told.
    /// - Returns: the entries, newest first.
    /// - Throws: `StoreError`.
    package func newestEntries(
        _ question: AuditQuestion,
        before: Int64,
        limit: Int,
        _ connection: Connection,
        mayTell: (StoredLogEntry) throws(StoreError) -> Bool = { _ in true }
    ) throws(StoreError) -> [StoredLogEntry] {
        let rows = LogRows(connection)
        guard let head = try rows.head() else { return [] }
        var found: [StoredLogEntry] = []
        var end = min(before, head.size)
        while end > 0, found.count < limit {
            let start = max(0, end - 256)
            let entries = try rows.entries(head.log, from: start, limit: end - start)
            for entry in entries.reversed() where found.count < limit && question.fits(entry) {
                if try mayTell(entry) { found.append(entry) }
            }
            end = start
        }
        return found
    }
}
