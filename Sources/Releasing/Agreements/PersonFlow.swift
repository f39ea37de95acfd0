internal import Agreements
public import Configuration
internal import Holdings
public import Installation
public import JSON
public import Labels
public import Release
internal import Store

/// The question whether a person may see objects that the node holds (R08, R09, R13).
public struct PersonOrder: Sendable {
    /// Who asks: somebody on the register, or somebody described in full.
    public enum Person: Sendable {
        /// The open `person` record of this name.
        case registered(String)
        /// The members of a person as one json text, as in `entente decide --batch`.
        case described(String)
    }

    /// The person.
    public var person: Person
    /// The ids of the objects.
    public var ids: [String]
    /// What the person wants them for.
    public var purpose: String?
    /// The day; nil for today.
    public var day: Day?
    /// Drafts that count as in force.
    public var assumed: [String] = []
    /// The set of agreements; nil for the one in use.
    public var agreements: Int64?
    /// The language of explanations.
    public var language = "en"

    /// An order.
    /// - Parameters:
    ///   - person: the person.
    ///   - ids: the ids of the objects.
    public init(_ person: Person, ids: [String]) { (self.person, self.ids) = (person, ids) }
}

/// The answer about one version of an object for one person.
public struct PersonResult: Sendable {
    /// The person's name; nil for one that was described.
    public let person: String?
    /// The object's identifier.
    public let id: String
    /// The object's version.
    public let version: String
    /// The day of the answer.
    public let day: Day
    /// The decision with its grounds.
    public let decision: Decision
    /// The decision in words.
    public let explanation: Explanation

    /// The result as JSON.
    public var json: JSONTree {
        var json = explanation.json
        json["id"] = .string(id)
        json["version"] = .string(version)
        json["person"] = person.map { .string($0) }
        json["on"] = .string(day.description)
        return json
    }
}

extension Node {
    /// Decides whether a person may see objects that the node holds; changes nothing.
    ///
    /// The markings are those of the whole object, its portions with it. Where the register says at which facilities an
    /// item is, the person's facility must be one of them.
    /// - Parameter order: who asks about what.
    /// - Returns: an answer for each version that the node holds.
    /// - Throws: `NodeError` if the person or an id is not known, or the person's record cannot be read.
    public func decide(_ order: PersonOrder) throws(NodeError) -> [PersonResult] {
        let now = clock()
        return try reading { connection throws(StoreError) in
            let tables = try tables(
                set: order.agreements,
                assumed: order.assumed,
                day: order.day,
                now: now,
                connection
            )
            let records = RecordRows(connection)
            let (name, body) = try Self.person(order.person, records)
            let directory = MarkingDirectory(connection, source: 1)
            let from = ownParty(tables)
            var results: [PersonResult] = []
            for id in order.ids {
                let versions = try ObjectRows(connection).versions(of: id).filter { $0.sourceKind != "rendition" }
                guard !versions.isEmpty else { throw StoreError(.other, "no object has the id `\(id)`") }
                let isListed = try Self.isListed(name, body.root, at: id, records)
                for version in versions {
                    guard let object = try? JSONDocument(parsing: version.bytes) else {
                        throw StoreError(.other, "the object \(id) in row \(version.row) is damaged")
                    }
                    let reading = MarkingReading(of: object.root, meaning: directory.meaning)
                    var item = ReleaseQuestion(
                        marking: PreparedMarking(reading, in: tables),
                        item: id,
                        from: from,
                        to: from
                    )
                    item.purpose = order.purpose
                    var question = try Self.question(body.root, about: item, tables)
                    if !isListed { question.isRegistered = false }
                    let decision = PersonEngine.decide(question, tables)
                    results.append(
                        PersonResult(
                            person: name,
                            id: id,
                            version: version.version,
                            day: tables.day,
                            decision: decision,
                            explanation: Explanation(
                                decision,
                                tables,
                                from: from,
                                to: question.nationality,
                                language: order.language
                            )
                        )
                    )
                }
            }
            return results
        }
    }

    /// The person's record; somebody who stands there twice is nobody until one of the records is closed.
    private static func person(_ person: PersonOrder.Person, _ records: RecordRows) throws(StoreError) -> (
        name: String?, body: JSONDocument
    ) {
        switch person {
        case .described(let text):
            do throws(JSONError) {
                return (nil, try JSONDocument(text))
            } catch {
                throw StoreError(.other, "the person: \(error)")
            }
        case .registered(let name):
            let found = try records.all("person", name: name)
            guard let record = found.first else {
                let names = Set(try records.all("person").map(\.name)).sorted()
                let near = Suggestion.nearest(to: name, in: names).map { "; did you mean `\($0)`?" } ?? ""
                throw StoreError(.other, "the register has no person `\(name)`\(near)")
            }
            guard found.count == 1 else {
                let rows = found.map { String($0.row) }.joined(separator: ", ")
                throw StoreError(
                    .other,
                    "the register has several persons `\(name)`, in the records \(rows); close those that do not hold any more"
                )
            }
            guard let body = try? JSONDocument(parsing: record.body) else {
                throw StoreError(.other, "the record \(record.row) is damaged")
            }
            return (name, body)
        }
    }

    /// Whether a person is on the list of a facility that has the item: each facility has its own (R13).
    private static func isListed(_ name: String?, _ person: JSONValue, at item: String, _ records: RecordRows)
        throws(StoreError) -> Bool
    {
        guard let name else { return true }
        let holders = try records.all("holder", name: item).compactMap { try? JSONDocument(parsing: $0.body) }
        guard !holders.isEmpty else { return true }
        let facility = person["facility"]?.string
        return holders.contains { holder in
            holder.root["person"]?.string == name
                || facility != nil && holder.root["facility"]?.string == facility
        }
    }

    private static func question(_ person: JSONValue, about item: ReleaseQuestion, _ tables: AgreementTables)
        throws(StoreError) -> PersonQuestion
    {
        do throws(QuestionReader.Fault) {
            return try PersonQuestion(person, about: item, tables)
        } catch {
            throw StoreError(.other, error.description)
        }
    }
}
