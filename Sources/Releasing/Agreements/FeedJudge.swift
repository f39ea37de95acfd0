package import Agreements
internal import Configuration
package import Installation
internal import JSON
package import Release
package import Store

/// Says of each version that stands in a list what state it is in now, by the one question that releases ask, too.
package struct FeedJudge {
    /// What was found about one version.
    package struct Verdict {
        package let row: Int64
        package let id: String
        package let state: ReleasedVersion
        /// What becomes of it by itself.
        package let decision: Decision
        /// The newest version from the same source.
        package let newest: Int64
    }

    package let feed: StoredCollection
    package let party: String
    package let connection: Connection
    private var bulk: BulkDecision
    /// Whose cards every partner knows.
    package let known: Set<String>
    /// What stands in the list and translates something, as far as it may stay by itself.
    package private(set) var translations: [Translation] = []

    package var from: Int { bulk.from }
    package var to: Int { bulk.to }

    /// - Parameters:
    ///   - party: the party's short name.
    ///   - feed: its list.
    ///   - tables: the agreements of the day.
    ///   - extent: whether all that is listed is looked at.
    ///   - node: the node.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(
        _ party: String,
        _ feed: StoredCollection,
        _ tables: AgreementTables,
        _ extent: HeldProvenance.Extent,
        _ node: Node,
        _ connection: Connection
    ) throws(StoreError) {
        (self.party, self.feed, self.connection) = (party, feed, connection)
        bulk = try BulkDecision(party, tables, extent, node, connection)
        var known = Set([node.configuration.identity].compactMap { $0 })
        for place in [bulk.from, bulk.to] where tables.set.parties.indices.contains(place) {
            known.formUnion(tables.set.parties[place].identities)
        }
        self.known = known
    }

    /// What stands in the list, apart from renditions, and is not in the state in which it was given.
    /// - Parameter items: only what has one of these identifiers; nil for all.
    /// - Returns: the versions that leave, or about whose newer version an officer is asked.
    /// - Throws: `StoreError` if the store cannot be read or an object is damaged.
    package mutating func verdicts(only items: Set<String>?) throws(StoreError) -> [Verdict] {
        var found: [Verdict] = []
        for id in items.map({ $0.sorted().map(Optional.some) }) ?? [nil] {
            for listed in try ListRows(feed.row, connection).standing(id, for: party) {
                let object = try Self.document(listed.bytes, listed.row).root
                let version = bulk.version(listed.row, listed.sourceKind, listed.sourceName)
                var own = try bulk.standing(object, version, terms(listed.question))
                if Self.isByAbsentRule(listed.question) { own.withoutAbsentRule() }
                // Whole it stands in the list; who passes over markings of portions may have it as a rendition only.
                let isWhole = own.outcome != .rendition || !own.decision.outcome.lets
                if !isWhole { own.decision.grounds.append(Ground(code: .portionsIgnored, verdict: .refuses)) }
                let isStill = own.decision.lasts
                let state = try state(of: listed.row, own, isStill: isStill, listed.question)
                if !state.leaves, object["type"]?.isString("language-content") ?? false,
                    let original = object["object_ref"]?.string
                {
                    translations.append(
                        Translation(
                            row: listed.row,
                            id: listed.id,
                            original: original,
                            decision: own.decision,
                            newest: listed.newest
                        )
                    )
                }
                if state == .released { continue }
                found.append(
                    Verdict(
                        row: listed.row,
                        id: listed.id,
                        state: state,
                        decision: own.decision,
                        newest: listed.newest
                    )
                )
            }
        }
        return found
    }

    /// Whether the act that gave a version gave the texts of a translation with it.
    /// - Parameter row: the version.
    /// - Returns: whether it did.
    /// - Throws: `StoreError`.
    package func givesTranslation(_ row: Int64) throws(StoreError) -> Bool {
        let record = try ReleaseRows(connection).question(on: row, to: party) ?? []
        return ReleaseTerms(record: record).translation != .none
    }

    /// The state of a version that was given, whole or as a rendition.
    /// - Parameters:
    ///   - row: the version.
    ///   - own: what becomes of it by itself.
    ///   - isStill: whether it may go in the form in which it was given.
    ///   - question: what the act asked; nil to look it up.
    /// - Returns: its state.
    /// - Throws: `StoreError`.
    package mutating func state(
        of row: Int64,
        _ own: ReleaseStanding,
        isStill: Bool,
        _ question: [UInt8]? = nil
    ) throws(StoreError) -> ReleasedVersion {
        guard isStill else { return ReleasedVersion(own, isStill: false, newest: nil) }
        guard let newest = try ObjectRows(connection).newestRow(like: row), newest != row,
            let summary = try ObjectRows(connection).object(row: newest)
        else { return ReleasedVersion(own, isStill: true, newest: nil) }
        let question =
            if let question { question } else { try ReleaseRows(connection).question(on: row, to: party) ?? [] }
        let object = try Self.document(summary.bytes, newest).root
        let version = bulk.version(newest, summary.sourceKind, summary.sourceName)
        let beside = (try? JSONDocument(parsing: question))?.root["beside"]?.string
        return ReleasedVersion(
            own,
            isStill: true,
            newest: ReleasedVersion.Newest(
                try bulk.standing(object, version, terms(question)),
                isRevocation: object["revoked"]?.bool ?? false,
                isConfirmed: beside == summary.version,
                isGiven: try ListRows(feed.row, connection).isGiven(newest, to: party)
            )
        )
    }

    /// Whether an act rests on an article that lets it name what was not here.
    package static func isByAbsentRule(_ question: [UInt8]) -> Bool {
        (try? JSONDocument(parsing: question))?.root["absent_rule"]?.bool ?? false
    }

    /// The list says by which way it goes, whatever the last act was about.
    private func terms(_ question: [UInt8]) -> ReleaseTerms {
        var terms = ReleaseTerms(record: question)
        terms.channel = feed.kind == .courier ? .courier : .electronic
        return terms
    }

    private static func document(_ bytes: [UInt8], _ row: Int64) throws(StoreError) -> JSONDocument {
        guard let document = try? JSONDocument(parsing: bytes) else {
            throw StoreError(.corrupt, "the object in row \(row) is damaged")
        }
        return document
    }
}
