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

    private struct Class: Hashable {
        var markings: MarkingReading
        var origins: [Int]
        var isMarking: Bool
        var terms: Terms
    }

    let party: String
    let tables: AgreementTables
    let from: Int
    let to: Int
    private let template: ReleaseQuestion
    private let consents: [String: [Consent]]
    private let directory: MarkingDirectory
    private let derivations: [String: [String]]
    private let partner: StoredPartner?
    private let connection: Connection
    private var known: [Class: Decision] = [:]

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
    ///   - source: the kind and name of the source that it came from.
    ///   - terms: what was asked.
    /// - Returns: the decision.
    /// - Throws: `StoreError`.
    mutating func decide(_ object: JSONValue, source: (kind: String, name: String), _ terms: Terms) throws(StoreError)
        -> Decision
    {
        let id = object["id"]?.string ?? ""
        var origins: [Int] = []
        if source.kind == "partner", let partner = try PartnerRows(connection).find(source.name) {
            origins.append(Node.number(of: partner, tables))
        }
        if let creator = object["created_by_ref"]?.string, let party = tables.party(creator), !origins.contains(party)
        {
            origins.append(party)
        }
        let reading = MarkingReading(of: object, meaning: directory.meaning)
        let isMarking = object["type"]?.isString("marking-definition") ?? false
        let key = Class(markings: reading, origins: origins.sorted(), isMarking: isMarking, terms: terms)
        let isSingle = consents[id] != nil || derivations[id] != nil
        if !isSingle, let decision = known[key] { return decision }
        var question = template
        question.marking = PreparedMarking(reading, in: tables)
        question.item = id
        question.origins = origins + (try derivedOrigins(of: id))
        question.consents = consents[id] ?? []
        question.channel = terms.channel
        question.isNamed = terms.isNamed
        question.purpose = terms.purpose
        question.isKnownMarking = isMarking && MarkingMeaning(definition: object) != nil
        let decision = ReleaseEngine.decide(question, tables)
        if !isSingle { known[key] = decision }
        return decision
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
