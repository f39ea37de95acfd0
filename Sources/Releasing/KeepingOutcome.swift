package import Holdings
package import Installation
internal import JSON
package import STIX
package import Store

/// What became of objects that were handed to the writer.
package enum KeepingOutcome {
    /// What became of one object.
    package struct Result: Sendable {
        /// Whether it was new, known or in conflict.
        package let keeping: Keeping
        package let isQuarantined: Bool
        /// Why it may not stand beside what is kept, if it is in conflict.
        package var refusal: Versioning.Refusal?

        /// Why it is in conflict, in words.
        package var message: String { "\((refusal ?? .notLater).message) (STIX 2.1, 3.6)" }

        /// Under what it is set apart; stores of all releases know the first.
        package static func reason(_ refusal: Versioning.Refusal) -> String {
            switch refusal {
            case .notLater, .notVersioned, .otherObject: "same id and version, other content"
            case .otherCreator, .createdChanged, .afterRevocation: refusal.rawValue
            }
        }
    }

    /// By what a version is judged beside the others of its source.
    package enum Rule: Sendable {
        /// STIX 2.1, 3.6, as the party's own and its tools' objects are.
        case standard
        /// One content for each id and version: what a partner gave is kept as it was given (`RULES.md`, 12).
        case given
        /// The same, and what is in conflict is not set apart: nobody answers for how much of it comes.
        case outside
    }

    /// Keeps objects, in quarantine where a marking is not known, or all of them for the reason `heldBack`; one that
    /// may not stand beside what is kept is set apart.
    package static func keep(
        _ objects: [IncomingObject],
        source: Int64,
        rule: Rule = .standard,
        heldBack: String? = nil,
        now: Int64,
        _ node: Node,
        _ connection: Connection
    ) throws(StoreError) -> [Result] {
        let rows = ObjectRows(connection)
        let directory = MarkingDirectory(connection, source: source)
        var judged: [[String]: String?] = [[]: nil]
        let found = source == 1 ? try FoundRows(connection).source : nil
        var results: [Result] = []
        var doubted: Set<String> = []
        results.reserveCapacity(objects.count)
        for incoming in objects {
            var object = incoming.kept
            object.quarantine = heldBack ?? quarantine(incoming.markings, directory, &judged)
            let neighbours = rule == .standard ? try rows.neighbours(of: object, source: source) : nil
            let refusal = try neighbours.flatMap { found throws(StoreError) in
                try self.refusal(of: object, among: found, source: source, rows)
            }
            let wasKnown = object.type == "marking-definition" && directory.meaning(object.id) != nil
            let isOnly = neighbours?.isEmpty ?? false
            let keeping =
                refusal == nil ? try rows.keep(object, source: source, now: now, isOnly: isOnly) : .conflict
            if wasKnown, directory.meaning(object.id) == nil { doubted.insert(object.id) }
            if keeping == .conflict {
                let reason = refusal ?? .notLater
                if rule != .outside {
                    try rows.setApart(object, source: source, now: now, reason: Result.reason(reason))
                }
                results.append(Result(keeping: keeping, isQuarantined: false, refusal: reason))
                continue
            }
            if let found, case .added = keeping { try FoundRows(connection).heal(object, in: found) }
            if let derivation = incoming.derivation {
                try DerivationRows(connection).add(derivation.work, of: derivation.source)
            }
            if let original = incoming.translated {
                try TranslationRows(connection).add(object.id, of: original)
            }
            results.append(Result(keeping: keeping, isQuarantined: object.quarantine != nil))
        }
        // A definition that came with other words than those that were explained is not known any more.
        if !doubted.isEmpty { _ = try node.judge(explained: doubted, officer: "definition", connection) }
        return results
    }

    /// Why objects with some markings are in quarantine, or nil.
    private static func quarantine(
        _ markings: [String],
        _ directory: MarkingDirectory,
        _ judged: inout [[String]: String?]
    ) -> String? {
        if let known = judged[markings] { return known }
        let reason = directory.quarantine(markings)
        // An unknown marking may become known later in the batch; only known ones are remembered.
        if reason == nil { judged[markings] = .some(nil) }
        return reason
    }

    /// Why a version may not stand among those of its source, or nil.
    private static func refusal(
        of object: KeptObject,
        among neighbours: [[UInt8]],
        source: Int64,
        _ rows: ObjectRows
    ) throws(StoreError) -> Versioning.Refusal? {
        guard !neighbours.isEmpty, let version = header(object.bytes),
            let refusal = Versioning.refusal(of: version, among: neighbours.compactMap(header))
        else { return nil }
        // What an earlier release took stays known, however it would be judged today.
        return try rows.isKept(object, source: source) ? nil : refusal
    }

    private static func header(_ bytes: [UInt8]) -> STIXObjectHeader? {
        guard let document = try? JSONDocument(parsing: bytes) else { return nil }
        return try? STIXObjectHeader(document.root)
    }
}
