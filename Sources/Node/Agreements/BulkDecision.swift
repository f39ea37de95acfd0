internal import Agreements
internal import JSON
internal import Labels
internal import Release
internal import Store

/// Decides about very many holdings for one party, once for each distinct class of markings and origins.
///
/// References are not settled here: the question is which objects may go at all under one set or another.
struct BulkDecision {
    /// What was asked when something was released.
    struct Terms: Hashable {
        var channel = Channel.electronic
        var isNamed = false
        var purpose: String?

        init() {}

        /// The terms of an act, from its record; an act without one named its parties.
        init(_ record: [UInt8]) {
            guard let root = try? JSONDocument(parsing: record).root else {
                isNamed = true
                return
            }
            channel = root["channel"]?.string.flatMap(Channel.init(rawValue:)) ?? .electronic
            isNamed = root["named"]?.bool ?? false
            purpose = root["purpose"]?.string
        }
    }

    /// What a decision depends on that an object shares with many others.
    struct ObjectClass: Hashable {
        /// The kind of source that the object came from.
        var sourceKind: String
        /// The name of that source.
        var sourceName: String
        /// Who created it.
        var creator: String?
        /// The marking definitions that it bears.
        var markings: [String]
        /// Whether it is a marking definition: its own content counts.
        var marking: String?
        /// What was asked.
        var terms: Terms

        /// The class of an object.
        init(_ object: JSONValue, source: (kind: String, name: String), _ terms: Terms = Terms()) {
            (sourceKind, sourceName, self.terms) = (source.kind, source.name, terms)
            creator = object["created_by_ref"]?.string
            markings = MarkingReading.references(of: object)
            let isMarking = object["type"]?.isString("marking-definition") ?? false
            marking = isMarking ? object["id"]?.string : nil
        }
    }

    let party: String
    let tables: AgreementTables
    let from: Int
    let to: Int
    private let template: ReleaseQuestion
    private let consents: [String: [Consent]]
    private let recalls: [String: [RecallBlock]]
    let directory: MarkingDirectory
    private let derivations: [String: [String]]
    private let partner: StoredPartner?
    private let connection: Connection
    private var known: [ObjectClass: Decision] = [:]

    /// Decisions for a party under a set.
    init(_ party: String, _ tables: AgreementTables, _ node: Node, _ connection: Connection) throws(StoreError) {
        (self.party, self.tables, self.connection) = (party, tables, connection)
        partner = try PartnerRows(connection).find(party)
        from = node.ownParty(tables)
        to = partner.map { Node.number(of: $0, tables) } ?? tables.party(party) ?? -1
        directory = MarkingDirectory(connection, source: 1)
        let records = ReleaseRecords(connection, tables)
        var template = ReleaseQuestion(
            marking: PreparedMarking(MarkingReading(references: []) { _ in nil }, in: tables),
            item: "",
            from: from,
            to: to
        )
        template.assurances = try records.assurances(of: to)
        self.template = template
        consents = Dictionary(grouping: try records.consents(), by: \.item)
        recalls = Dictionary(grouping: try records.recalls(), by: \.item)
        var derivations: [String: [String]] = [:]
        try connection.rows("SELECT work, source FROM derivation") { row in
            derivations[row.text(0), default: []].append(row.text(1))
            return true
        }
        self.derivations = derivations
    }

    /// The decision about one object.
    /// - Parameters:
    ///   - object: the object.
    ///   - kind: its class.
    /// - Returns: the decision.
    /// - Throws: `StoreError`.
    mutating func decide(_ object: JSONValue, _ kind: ObjectClass) throws(StoreError) -> Decision {
        var id: String?
        if !consents.isEmpty || !derivations.isEmpty || !recalls.isEmpty { id = object["id"]?.string }
        let isSingle = id.map { consents[$0] != nil || derivations[$0] != nil || recalls[$0] != nil } ?? false
        if !isSingle, let decision = known[kind] { return decision }
        let decision = ReleaseEngine.decide(try question(object, kind), tables)
        if !isSingle { known[kind] = decision }
        return decision
    }

    /// The question about one object as a whole.
    func question(_ object: JSONValue, _ kind: ObjectClass) throws(StoreError) -> ReleaseQuestion {
        var question = template
        question.marking = PreparedMarking(
            MarkingReading(references: kind.markings, meaning: directory.meaning),
            in: tables
        )
        question.item = object["id"]?.string ?? ""
        var origins = try derivedOrigins(of: question.item)
        if kind.sourceKind == "partner", let partner = try PartnerRows(connection).find(kind.sourceName) {
            origins.append(Node.number(of: partner, tables))
        }
        if let party = kind.creator.flatMap({ tables.party($0) }) { origins.append(party) }
        question.origins = Set(origins).sorted()
        question.consents = consents[question.item] ?? []
        question.recall = recalls[question.item]?.first { block in
            guard block.holds(for: object, to: to) else { return false }
            // A partner recalls only what came from it.
            return block.source.map { kind.sourceKind == "partner" && kind.sourceName == $0 } ?? true
        }
        question.channel = kind.terms.channel
        question.isNamed = kind.terms.isNamed
        question.purpose = kind.terms.purpose
        question.isKnownMarking = kind.marking != nil && MarkingMeaning(definition: object) != nil
        return question
    }

    private func derivedOrigins(of id: String) throws(StoreError) -> [Int] {
        var found: [Int] = []
        var seen: Set<String> = [id]
        var queue = derivations[id] ?? []
        while let next = queue.popLast() {
            guard seen.insert(next).inserted else { continue }
            queue += derivations[next] ?? []
            for version in try ObjectRows(connection).versions(of: next) where version.sourceKind == "partner" {
                if let partner = try PartnerRows(connection).find(version.sourceName) {
                    found.append(Node.number(of: partner, tables))
                }
            }
        }
        return found
    }
}

/// Consents and assurances as decisions want them.
struct ReleaseRecords {
    private let connection: Connection
    private let tables: AgreementTables

    init(_ connection: Connection, _ tables: AgreementTables) {
        (self.connection, self.tables) = (connection, tables)
    }

    /// Every consent that was recorded and not withdrawn.
    func consents() throws(StoreError) -> [Consent] {
        try RecordRows(connection).all("consent").compactMap { record in
            guard let document = try? JSONDocument(parsing: record.body) else { return nil }
            return try? QuestionReader.consent(document.root, item: record.name, tables)
        }
    }

    /// Every recall that stands.
    func recalls() throws(StoreError) -> [RecallBlock] {
        try RecordRows(connection).all(RecallRecord.kind).compactMap { record in
            (try? JSONDocument(parsing: record.body).root).flatMap { RecallRecord($0) }.map { $0.block(tables) }
        }
    }

    /// The agreements under which a party has assured protection.
    func assurances(of party: Int) throws(StoreError) -> [Int] {
        try RecordRows(connection).all("assurance").compactMap { record in
            guard let body = try? JSONDocument(parsing: record.body).root, let by = body["by"]?.string,
                tables.party(by) == party, let name = body["agreement"]?.string
            else { return nil }
            return tables.set.agreements.firstIndex { $0.name == name }
        }
    }
}
