public import Configuration
internal import Cryptography
public import Installation
public import JSON
internal import Ledger
internal import Releasing
package import Store

/// What a node says about a payload that it destroyed; its own word, logged and signed with the log.
public struct ErasureCertificate: Sendable {
    /// The identifier of the item.
    public let item: String
    /// The partner from whom it came.
    public let partner: String
    /// Who had it destroyed.
    public let officer: String
    /// Why.
    public let reason: String
    /// When, in microseconds since 1970.
    public let erased: Int64
    /// Versions and SHA-256 digests of what was destroyed, renditions of it included.
    public let versions: [(id: String, version: String, sha256: String)]

    /// Where the payload was looked for and is gone.
    public static let places = [
        "object", "lists", "search index", "what was set apart", "queue", "renditions", "free pages",
        "write-ahead log",
    ]
    /// What the node cannot reach.
    public static let outOfReach = [
        "backups", "exports and copies outside the node", "courier files written before",
        "memory of processes until they end", "blocks that the disk or its snapshots keep",
    ]

    /// The certificate about some of the versions alone.
    package func only(_ isIncluded: ((id: String, version: String, sha256: String)) -> Bool) -> ErasureCertificate {
        ErasureCertificate(
            item: item,
            partner: partner,
            officer: officer,
            reason: reason,
            erased: erased,
            versions: versions.filter(isIncluded)
        )
    }

    /// The certificate as JSON.
    public var json: JSONTree {
        .members([
            "item": .string(item), "from": .string(partner), "officer": .string(officer), "reason": .string(reason),
            "erased": .string(Moment.text(erased)),
            "versions": .array(
                versions.map {
                    .members(["id": .string($0.id), "version": .string($0.version), "sha256": .string($0.sha256)])
                }
            ),
            "gone_from": .strings(Self.places), "out_of_reach": .strings(Self.outOfReach),
        ])
    }
}

/// Destroying what a partner gave (R14): the payload goes, identifiers, digests, acts and proofs stay.
extension Node {
    /// Destroys every version of an item that came from a partner, and the renditions made of it for others.
    ///
    /// Logged and erased in one transaction; then the file is swept. A crash between the two is made good at the next start.
    /// Done again it only sweeps, and gives the certificate of what was erased.
    /// - Parameters:
    ///   - item: the item's identifier.
    ///   - partner: the partner from whom it came.
    ///   - officer: who has it destroyed.
    ///   - reason: why.
    /// - Returns: the certificate.
    /// - Throws: `NodeError` if nothing of it came from there, or the file cannot be swept now.
    public func erase(_ item: String, of partner: String, officer: String, reason: String) throws(NodeError)
        -> ErasureCertificate
    {
        let now = clock()
        guard !officer.isEmpty else { throw NodeError("destroying needs the officer who does it") }
        try change { connection throws(StoreError) in
            try self.erase(item, of: partner, officer: officer, reason: reason, now: now, connection)
        }
        try sweep()
        return try reading { connection throws(StoreError) in
            let versions = try ErasureRows(connection).versions(of: item, kind: "partner", name: partner)
            return ErasureCertificate(
                item: item,
                partner: partner,
                officer: officer,
                reason: reason,
                erased: versions.compactMap(\.erased).max() ?? now,
                versions: versions.map { ($0.id, $0.version, Encoding.hex($0.digest)) }
            )
        }
    }

    /// The same in a transaction; the file has to be swept afterwards.
    package func erase(
        _ item: String,
        of partner: String,
        officer: String,
        reason: String,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        let rows = ErasureRows(connection)
        let versions = try rows.versions(of: item, kind: "partner", name: partner)
        guard !versions.isEmpty else { throw StoreError(.other, "`\(item)` did not come from `\(partner)`") }
        let translations = try translations(of: item, from: partner, connection)
        let fresh = versions.filter { $0.erased == nil } + translations
        // What was set apart under the same identifier goes as well, also after the rest has gone.
        try rows.erase(versions.filter { $0.erased != nil }, now: now)
        guard !fresh.isEmpty else { return }
        try withdraw(fresh.map(\.row), officer: officer, connection)
        try rows.erase(fresh, now: now)
        try noteErased(Set(fresh.map(\.id)), officer: officer, now: now, connection)
        var entry = LedgerEntry(.erasure, party: partner, subject: item, officer: officer)
        entry.members = [
            JSONMember(
                "erased",
                .array(
                    fresh.filter { $0.id == item }.map {
                        .members(["version": .string($0.version), "sha256": .string(Encoding.hex($0.digest))])
                    }
                )
            )
        ]
        entry.internalMembers = [JSONMember("reason", .string(reason))]
        try ledger.append([entry], connection)
    }

    /// What repeats an item from a partner in other languages: what came with it, and what was written here of what is held from nobody
    /// else, with what was made of that for others.
    private func translations(of item: String, from partner: String, _ connection: Connection) throws(StoreError)
        -> [ErasureRows.Version]
    {
        let rows = ErasureRows(connection)
        func refers(_ bytes: [UInt8], _ id: String) -> Bool {
            (try? JSONDocument(parsing: bytes).root)?["object_ref"]?.isString(id) ?? false
        }
        var found = try rows.translations(of: item, kind: "partner", name: partner, refers: refers)
        let isElsewhere = try ObjectRows(connection).versions(of: item).contains { held in
            held.sourceKind == "own" || held.sourceKind == "partner" && held.sourceName != partner
        }
        guard !isElsewhere else { return found }
        let own = try rows.translations(of: item, kind: "own", name: "", refers: refers)
        for id in Set(own.map(\.id)).sorted() {
            found += try rows.versions(of: id, kind: "own", name: "").filter { $0.erased == nil }
        }
        return found
    }

    /// Lets an item that was destroyed be taken again, should its giver give it again.
    /// - Parameters:
    ///   - item: the item's identifier.
    ///   - partner: the partner from whom it came.
    ///   - officer: who decides.
    ///   - reason: why.
    /// - Throws: `NodeError` if nothing of it was erased.
    public func allowAgain(_ item: String, of partner: String, officer: String, reason: String) throws(NodeError) {
        guard !officer.isEmpty else { throw NodeError("letting it be taken again needs the officer who decides") }
        try change { connection throws(StoreError) in
            let rows = ErasureRows(connection)
            let gone = try rows.versions(of: item, kind: "partner", name: partner).filter { $0.erased != nil }
            guard !gone.isEmpty else { throw StoreError(.other, "nothing of `\(item)` from `\(partner)` was erased") }
            try rows.allowAgain(gone)
            var entry = LedgerEntry(.erasure, party: partner, subject: item, officer: officer)
            entry.members = [JSONMember("again", .bool(true))]
            entry.internalMembers = [JSONMember("reason", .string(reason))]
            try self.ledger.append([entry], connection)
        }
    }

    /// Sweeps what was erased out of the store's files; nothing happens if nothing is due.
    /// - Throws: `NodeError`.
    public func sweep() throws(NodeError) {
        do throws(StoreError) {
            try store.sweep()
        } catch {
            throw NodeError("what was erased is not swept out of the file yet: \(error)", because: error)
        }
    }

    /// Logs that rows leave the feeds in which they stand.
    private func withdraw(_ rows: [Int64], officer: String, _ connection: Connection) throws(StoreError) {
        for row in rows {
            for party in try GivenRows(connection).parties(with: row) {
                try ledger.append([try withdrawal(of: row, from: party, officer: officer, connection)], connection)
            }
        }
    }
}
