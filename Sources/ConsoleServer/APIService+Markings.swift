internal import Agreements
internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Holdings
package import Installation
internal import JSON
internal import Labels
internal import Release
internal import Releasing
internal import STIX
package import Store
package import Transport

/// Classified labels to choose from: what the set of agreements in use knows, and the labels that the party has made already.
extension APIService {
    package static let markingsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "markings",
            .roles([.author]),
            "What a classified label can be made of: schemes with their levels of today, caveats, parties; and the labels that the party has.",
            query: [QueryField("lang", .text.noted("the language of titles"))],
            answers: [
                .json(
                    .record([
                        "schemes": .list(
                            .record([
                                "name": .text, "party": .text, "title": .text,
                                "levels": .list(.record(["name": .text, "title": .text])),
                            ])
                        ), "caveats": .texts, "parties": .list(.record(["name": .text, "title": .text])),
                        "held": .list(
                            .record([
                                "id": .identifier, "name": .text, "policy": .text, "classification": .text,
                                "review?": .text, "subjects": .texts,
                                "covers": .list(.identifier).noted(
                                    "the other labels of the party that it is as high as"
                                ),
                            ])
                        ),
                        "tlp": .list(.identifier).noted("the TLP markings that the person could read afterwards"),
                        "maximum_attachment": .number.noted("bytes of a file that can be attached"),
                        "subjects": .texts,
                    ])
                )
            ],
            run: APIService.markings
        ),
        Endpoint(
            .post,
            "markings",
            .roles([.author]),
            "The marking definition of a label: the one that the party has, or a new one.",
            scope: .write,
            body: .json(
                .record([
                    "policy": .words, "classification": .words, "caveats?": .texts, "releasable_to?": .texts,
                    "review?": .text.noted("a day"), "subjects?": .texts,
                ])
            ),
            answers: [.json(.record(["id": .identifier, "name": .text]), 201, "there")],
            run: APIService.mark
        ),
    ]

    /// The tags of what restricts, of lists of readers, and of what it is about, on labels that are made here.
    private static let (caveatTag, readerTag, subjectTag) = ("Caveat", "Releasable To", "Subject")

    /// Words that the release engine itself understands, whatever agreements say.
    private static let words = ["ORCON", "NATIONAL ONLY"]

    package func markings(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let language = call.language
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let tables = try node.tables(now: node.clock(), connection)
            let own = node.ownParty(tables)
            let name = tables.set.parties.indices.contains(own) ? tables.set.parties[own].name : ""
            let schemes =
                tables.set.schemes.filter { $0.party == name } + tables.set.schemes.filter { $0.party != name }
            let desk = try PersonDesk(person, node, connection)
            var held: [JSONTree] = []
            let labels = try MarkingDirectory.held(connection).filter { desk.sees(markings: [$0.id]) }
            let readings = labels.map { desk.reading(of: [$0.id]) }
            for (place, (id, label)) in labels.enumerated() {
                var json = Self.json(id, label)
                let covered = labels.indices.filter { other in
                    let floor = MarkingFloor([readings[other]])
                    return other != place
                        && floor.shortfalls(of: readings[place]) { tables.rank(of: $0) }.isEmpty
                }
                json["covers"] = .strings(covered.map { labels[$0].id })
                held.append(json)
            }
            let readable = TLPLevel.allCases.map(\.markingDefinition).filter { desk.sees(markings: [$0]) }
            return .members([
                "schemes": .array(schemes.map { Self.json($0, on: tables.day, language) }),
                "caveats": .strings(Self.caveats(tables)), "subjects": .strings(Self.subjects(tables, desk)),
                "parties": .array(
                    tables.set.parties.map { party in
                        .members([
                            "name": .string(party.name),
                            "title": .string(party.titles.text(in: language) ?? party.name),
                        ])
                    }
                ),
                "held": .array(held),
                "tlp": .strings(readable),
                "maximum_attachment": .integer(node.configuration.maximumObjectBytes / 4 * 3 - 1_024),
            ])
        }
        return Self.json(answer)
    }

    private static func json(_ scheme: Scheme, on day: Day, _ language: String) -> JSONTree {
        let levels = scheme.levels.filter { $0.from <= day && day <= $0.until }
        return .members([
            "name": .string(scheme.name), "party": .string(scheme.party),
            "title": .string(scheme.titles.text(in: language) ?? scheme.name),
            "levels": .array(
                levels.map { level in
                    .members([
                        "name": .string(level.name),
                        "title": .string(level.titles.text(in: language) ?? level.name),
                    ])
                }
            ),
        ])
    }

    private static func json(_ id: String, _ label: Label) -> JSONTree {
        .members([
            "id": .string(id), "name": .string(title(label)), "policy": .string(label.policy),
            "classification": .string(label.classification), "review": label.review.map { .string($0) },
            "subjects": .strings(label.categories.filter { $0.tag == subjectTag }.flatMap(\.values)),
        ])
    }

    /// The labels of the party that somebody may see, with the names by which people tell them apart.
    package func labels(for person: SignedIn, _ connection: Connection) throws(StoreError) -> [(
        id: String, name: String
    )] {
        let desk = try PersonDesk(person, node, connection)
        return try MarkingDirectory.held(connection).filter { desk.sees(markings: [$0.id]) }.map { one in
            (one.id, Self.title(one.label))
        }
    }

    /// A label as an author tells it from others: with what it is about.
    private static func title(_ label: Label) -> String {
        let subjects = label.categories.filter { $0.tag == subjectTag }.flatMap(\.values)
        return MarkingFloor.text(of: label) + (subjects.isEmpty ? "" : " (\(subjects.joined(separator: ", ")))")
    }

    /// The caveats that some receiver undertakes to keep today, then the engine's own words.
    private static func caveats(_ tables: AgreementTables) -> [String] {
        var found: [String] = []
        for agreement in tables.set.agreements where agreement.state(on: tables.day).state == .inForce {
            for rule in agreement.rules {
                if case .keepsCaveat(let caveat) = rule.content, !found.contains(caveat) { found.append(caveat) }
            }
        }
        return found.sorted() + words.filter { !found.contains($0) }
    }

    /// What agreements of today cover by subject, then what the person's own duty is about: nobody sees what is classified
    /// without a need to know its subject.
    private static func subjects(_ tables: AgreementTables, _ desk: PersonDesk) -> [String] {
        var found: [String] = []
        for agreement in tables.set.agreements where agreement.state(on: tables.day).state == .inForce {
            for rule in agreement.rules {
                if case .subjects(let list) = rule.content { found += list.filter { !found.contains($0) } }
            }
        }
        return found.sorted() + desk.needs.filter { !found.contains($0) }
    }

    /// The marking definition of a label: the one that the party has, or a new one of its own.
    package func mark(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let label = try label(call, person)
        let moment = RenditionContent.timestamp(node.clock())
        let id = "marking-definition--\(Random.uuid())"
        let made = try taken(
            .members([
                "type": .string("marking-definition"), "spec_version": .string("2.1"), "id": .string(id),
                "created": .string(moment), "created_by_ref": node.configuration.identity.map { .string($0) },
                "name": .string(Self.title(label)),
                "extensions": .members([LabelExtension.definition: LabelExtension.content(of: label)]),
            ])
        )
        let (name, now) = (person.account.name, node.clock())
        let found = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) -> String? in
                let known = try MarkingDirectory.held(connection).first { $0.label == label }?.id
                if known == nil {
                    let results = try self.node.keep([made], source: 1, now: now, connection)
                    if let row = results.first?.keeping.row {
                        try AccountRows(connection).note(author: name, of: row)
                    }
                    try self.node.logWriting(
                        [made],
                        results,
                        by: person.account.title,
                        account: name,
                        .written,
                        connection
                    )
                }
                // Asked of the kept definition: who is not cleared for the label takes nothing away with the answer.
                let desk = try PersonDesk(person, self.node, connection)
                guard desk.sees(markings: [known ?? id]) else { throw StoreError(.other, Self.notCleared) }
                return known
            }
        }
        return Self.json(
            .members(["id": .string(found ?? id), "name": .string(Self.title(label))]),
            status: 201
        )
    }

    private static let notCleared = "your clearances do not cover this label"

    /// The label that the body describes, in words that the set of agreements knows.
    private func label(_ call: APICall, _ person: SignedIn) throws(APIFault) -> Label {
        let (policy, level) = (try call.text("policy"), try call.text("classification"))
        let (caveats, readers) = (try call.texts("caveats"), try call.texts("releasable_to"))
        let (subjects, review) = (try call.texts("subjects"), try call.optional("review"))
        let (tables, topics) = try reading { connection throws(StoreError) -> (AgreementTables, [String]) in
            let tables = try node.tables(now: node.clock(), connection)
            return (tables, Self.subjects(tables, try PersonDesk(person, node, connection)))
        }
        guard let scheme = tables.set.schemes.first(where: { $0.name == policy }) else {
            throw .invalid("no scheme is called `\(policy)`")
        }
        let isLevel = scheme.levels.contains { $0.name == level && $0.from <= tables.day && tables.day <= $0.until }
        guard isLevel else { throw .invalid("`\(policy)` has no level `\(level)` today") }
        let known = Self.caveats(tables)
        if let other = caveats.first(where: { !known.contains($0) }) {
            throw .invalid("`\(other)` is no known caveat")
        }
        if let other = readers.first(where: { name in !tables.set.parties.contains { $0.name == name } }) {
            throw .invalid("no party is called `\(other)`")
        }
        if let other = subjects.first(where: { !topics.contains($0) }) {
            throw .invalid("`\(other)` is no known subject")
        }
        if let review, Day(review) == nil { throw .invalid("`\(review)` is not a day; write it as `2026-11-24`") }
        var label = Label(policy: policy, classification: level)
        // In one order, so that the same label is found again.
        if !caveats.isEmpty {
            let values = known.filter(caveats.contains)
            label.categories.append(LabelCategory(tag: Self.caveatTag, kind: .restrictive, values: values))
        }
        if !readers.isEmpty {
            // The party's own people read what it writes: a list of readers names it first.
            let own = node.ownParty(tables)
            let owner = tables.set.parties.indices.contains(own) ? [tables.set.parties[own].name] : []
            let values = owner + tables.set.parties.map(\.name).filter { readers.contains($0) && !owner.contains($0) }
            label.categories.append(LabelCategory(tag: Self.readerTag, kind: .permissive, values: values))
        }
        if !subjects.isEmpty {
            let values = topics.filter(subjects.contains)
            label.categories.append(LabelCategory(tag: Self.subjectTag, kind: .informative, values: values))
        }
        label.review = review.map { "\($0)T00:00:00Z" }
        return label
    }
}
