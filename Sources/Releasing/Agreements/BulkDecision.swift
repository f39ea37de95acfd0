package import Agreements
package import Holdings
package import Installation
package import JSON
internal import Labels
package import Release
internal import STIX
package import Store

/// Decides about very many holdings for one party, once for each distinct class of markings and origins.
///
/// References are not settled here: the question is which objects may go at all under one set or another.
package struct BulkDecision {
    /// What a decision depends on that an object shares with many others.
    private struct ObjectClass: Hashable {
        var source: VersionSource
        /// Who created it.
        var creator: String?
        /// The marking definitions that it bears.
        var markings: [String]
        /// What in its markings cannot be read.
        var faults: [String]
        /// Whether it is a marking definition: its own content counts.
        var marking: String?
        /// What was asked.
        var terms: ReleaseTerms
    }

    package let party: String
    package let directory: MarkingDirectory
    package let builder: QuestionBuilder<HeldProvenance>
    private var known: [ObjectClass: Decision] = [:]

    package var tables: AgreementTables { builder.circumstances.tables }
    package var from: Int { builder.circumstances.from }
    package var to: Int { builder.circumstances.to }

    /// Decisions for a party under a set.
    /// - Parameters:
    ///   - party: the party's short name.
    ///   - tables: the agreements of the day.
    ///   - extent: how many objects are decided about.
    ///   - node: the node.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(
        _ party: String,
        _ tables: AgreementTables,
        _ extent: HeldProvenance.Extent,
        _ node: Node,
        _ connection: Connection
    ) throws(StoreError) {
        self.party = party
        let to = try PartnerRows(connection).find(party).map { Node.number(of: $0, tables) } ?? tables.party(party)
        directory = MarkingDirectory(connection, source: 1)
        let records = ReleaseRecords(connection, tables)
        builder = QuestionBuilder(
            try records.circumstances(from: node.ownParty(tables), to: to ?? -1),
            try HeldProvenance(tables, extent, connection)
        )
    }

    /// A version by its row and the source that gave it.
    package func version(_ row: Int64, _ kind: String, _ name: String) -> HeldVersion {
        HeldVersion(row: row, source: builder.provenance.source(kind: kind, name: name))
    }

    /// The decision about one object as a whole.
    /// - Parameters:
    ///   - object: the version.
    ///   - version: where it came from.
    ///   - terms: what was asked.
    /// - Returns: the decision.
    /// - Throws: `StoreError`.
    package mutating func decide(_ object: JSONValue, _ version: HeldVersion, _ terms: ReleaseTerms)
        throws(StoreError)
        -> Decision
    {
        if try builder.isSingle(object) {
            return ReleaseEngine.decide(try question(object, version, terms), tables)
        }
        let isMarking = object["type"]?.isString("marking-definition") ?? false
        let shared = ObjectClass(
            source: version.source,
            creator: object["created_by_ref"]?.string,
            markings: MarkingReading.references(of: object),
            faults: MarkingReading.faults(of: object),
            marking: isMarking ? object["id"]?.string : nil,
            terms: terms
        )
        if let decision = known[shared] { return decision }
        let decision = ReleaseEngine.decide(try question(object, version, terms), tables)
        known[shared] = decision
        return decision
    }

    /// The question about one object as a whole.
    package func question(_ object: JSONValue, _ version: HeldVersion, _ terms: ReleaseTerms) throws(StoreError)
        -> ReleaseQuestion
    {
        let markings = MarkingReading(of: object, meaning: directory.meaning)
        return try builder.question(about: object, bearing: markings, from: version, terms)
    }
}
