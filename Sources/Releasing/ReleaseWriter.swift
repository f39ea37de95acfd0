internal import Cryptography
internal import Holdings
internal import JSON
package import Ledger
internal import Release
internal import STIX
package import Store

/// Writes acts, renditions and places in a feed; inside one transaction.
package struct ReleaseWriter {
    private let connection: Connection
    private let party: String
    private let feed: Int64
    /// Where what is classified stands until witnesses have seen it; nil where nothing waits.
    private let waiting: Int64?
    private let order: ReleaseOrder
    private let set: Int64?
    /// The first yes, where two officers were needed, by rows.
    private let firsts: [Int64: StoredProposal]
    private let now: Int64
    private let ledger: Ledger

    package init(
        _ connection: Connection,
        _ ledger: Ledger,
        party: String,
        feed: Int64,
        waiting: Int64?,
        order: ReleaseOrder,
        set: Int64?,
        firsts: [Int64: StoredProposal] = [:],
        now: Int64
    ) {
        (self.connection, self.ledger, self.party, self.feed) = (connection, ledger, party, feed)
        (self.waiting, self.order, self.set, self.now) = (waiting, order, set, now)
        self.firsts = firsts
    }

    /// Writes results; what was given as a rendition and goes in full now has its rendition revoked.
    package func write(_ results: [ReleaseResult]) throws(StoreError) {
        var listed: [Int64] = []
        var held: [Int64] = []
        var entries: [LedgerEntry] = []
        let renditions = try RenditionRows(connection).all(of: party)
        for result in results {
            let grounds = result.explanation.json.bytes()
            try ReleaseRows(connection).add(
                ReleaseAct(
                    object: result.row,
                    party: party,
                    officer: order.officer,
                    made: now,
                    outcome: result.decision.outcome.rawValue,
                    grounds: grounds,
                    agreements: set,
                    question: question(result).bytes()
                )
            )
            try QueueRows(connection).remove(result.id, party: party)
            var given: [Int64] = []
            switch result.decision.outcome {
            case .release:
                given.append(result.row)
                entries.append(try entry(.release, result.row, result, grounds))
                if let old = renditions[result.id], old.revoked == nil {
                    for row in try revoke(old) {
                        given.append(row)
                        entries.append(try entry(.rendition, row, result, grounds))
                    }
                }
            case .rendition:
                guard let rendition = result.rendition else { continue }
                for row in try keep(rendition, of: result, renditions[result.id]) {
                    given.append(row)
                    entries.append(try entry(.rendition, row, result, grounds))
                }
            case .refer: continue
            case .refuse: entries.append(try entry(.refusal, result.row, result, grounds))
            }
            if waiting != nil, try MarkingDirectory.isClassified(result.row, connection) {
                held += given
            } else {
                listed += given
            }
        }
        try MemberRows(connection).add(objects: listed, to: feed)
        if let waiting { try MemberRows(connection).add(objects: held, to: waiting) }
        try ledger.append(entries, connection)
    }

    /// The entry for an object; a refusal is the node's own affair and never opened to the party.
    private func entry(
        _ kind: LedgerEntry.Kind,
        _ row: Int64,
        _ result: ReleaseResult,
        _ grounds: [UInt8]
    ) throws(StoreError) -> LedgerEntry {
        let name = try VersionRows(connection).name(of: row)
        let party = kind == .refusal ? nil : party
        var entry = LedgerEntry(kind, party: party, subject: name.id, object: row, officer: order.officer)
        entry.members = Ledger.given(name)
        let basis = result.explanation.basisForRecipient
        if !basis.isEmpty, kind != .refusal { entry.members.append(JSONMember("basis", .strings(basis))) }
        entry.internalMembers = [
            JSONMember("source", .string(result.id)), JSONMember("party", .string(self.party)),
            JSONMember("outcome", .string(result.decision.outcome.rawValue)),
            JSONMember("grounds", .string(Encoding.hex(SHA256.digest(of: grounds)))),
            JSONMember("question", question(result)),
        ]
        if let account = order.account { entry.internalMembers.append(JSONMember("account", .string(account))) }
        if let absentee = order.absentees[result.id] {
            entry.internalMembers.append(JSONMember("for", .string(absentee)))
        }
        if let first = firsts[result.row] {
            entry.internalMembers.append(JSONMember("first_account", .string(first.account)))
        }
        if let set { entry.internalMembers.append(JSONMember("agreements", .integer(Int(set)))) }
        return entry
    }

    /// What was asked beside the object and the agreements; and the newest version, where an older one was let stand beside it.
    private func question(_ result: ReleaseResult) -> JSONTree {
        .members([
            "channel": .string(order.channel.rawValue), "named": .bool(order.named.contains(party)),
            "purpose": order.purpose.map { .string($0) }, "reason": order.reason.map { .string($0) },
            "absent": order.givesAbsent ? .bool(true) : nil,
            "absent_rule": result.decision.grounds.contains { $0.code == .absentNamed } ? .bool(true) : nil,
            "translation": result.translation.map { given in
                .members([
                    "id": .string(given.id), "version": .string(given.version), "language": .string(given.language),
                ])
            },
            "beside": result.beside.map { .string($0) },
            "first_officer": firsts[result.row].map { .string($0.officer) },
        ])
    }

    private func keep(
        _ rendition: Renderer.Rendition,
        of result: ReleaseResult,
        _ old: StoredRendition?
    ) throws(StoreError) -> [Int64] {
        guard let document = try? JSONDocument(parsing: rendition.bytes),
            let kept = try? Intake.kept(document.root)
        else { throw StoreError(.other, "what is given in part of \(result.id) cannot be read") }
        let source = try ObjectRows(connection).source(kind: "rendition", name: party)
        let keeping = try ObjectRows(connection).keep(kept, source: source, now: now)
        guard let row = keeping.row else {
            throw StoreError(.other, "what is given in part of \(result.id) is in conflict")
        }
        let stored = StoredRendition(
            source: result.id,
            object: result.row,
            id: rendition.id,
            created: old?.created ?? kept.stamp,
            modified: kept.stamp,
            content: RenditionContent.digest(rendition.bytes)
        )
        try RenditionRows(connection).put(stored, for: party)
        return [row]
    }

    /// A revoked version of a rendition (STIX 2.1, 3.6), listed after it.
    package func revoke(_ rendition: StoredRendition) throws(StoreError) -> [Int64] {
        guard
            let newest = try ObjectRows(connection).versions(of: rendition.id).last(where: { $0.sourceName == party }
            ),
            let document = try? JSONDocument(parsing: newest.bytes)
        else { return [] }
        let moment = max(now / 1000 * 1000, rendition.modified + 1000)
        var tree = JSONTree(document.root)
        tree["revoked"] = .bool(true)
        tree["modified"] = .string(RenditionContent.timestamp(moment))
        guard let revoked = try? JSONDocument(parsing: tree.bytes()), let kept = try? Intake.kept(revoked.root) else {
            return []
        }
        let source = try ObjectRows(connection).source(kind: "rendition", name: party)
        let keeping = try ObjectRows(connection).keep(kept, source: source, now: now)
        var stored = rendition
        (stored.modified, stored.revoked) = (moment, now)
        try RenditionRows(connection).put(stored, for: party)
        return keeping.row.map { [$0] } ?? []
    }
}
