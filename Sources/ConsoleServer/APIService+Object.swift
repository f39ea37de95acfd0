internal import Calls
internal import Configuration
package import Desk
package import Installation
internal import JSON
package import Releasing
internal import STIX
internal import Store
package import Transport
internal import Work

/// One object for people: what it says, what it is tied to, where it came from and where it went.
extension APIService {
    package static let objectCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "objects/{id}",
            .reader,
            "One object, its versions, relations in both directions, origin, releases and receipts.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "id": .identifier, "type": .text, "name": .text, "translated?": .translated, "claim?": .claim,
                        "languages?": .languages,
                        "versions": .list(
                            .record([
                                "version": .text, "source": .text, "kept": .time, "banner": .text,
                                "quarantine?": .text, "object": .object,
                                "by?": .text.noted("who wrote this version here, or took it in"),
                            ])
                        ),
                        "markings": .list(
                            .record([
                                "id": .text.noted("a marking definition"), "text": .text,
                                "kind": .choice("tlp", "label", "actions", "statement", "unknown"),
                            ])
                        ).noted(
                            "the words of the markings of the versions, their portions and tear lines; definitions that are not here are left out"
                        ),
                        "releases": .list(
                            .record([
                                "party": .text, "officer": .text, "made": .time, "outcome": .text, "version": .text,
                                "basis": .texts.noted("the articles and markings that permitted it"),
                                "channel?": .text, "purpose?": .text,
                                "rendition?": .text.noted("what the party has in its place"),
                                "first_officer?": .text.noted("the first of two officers"),
                            ])
                        ), "receipts": .list(.record(["partner": .text, "version": .text])),
                        "relations": .list(
                            .record([
                                "id": .identifier, "type": .text, "name": .text, "banner": .text,
                                "direction": .choice("to", "from"),
                                "property": .text.noted("the property, or the kind of the relationship"),
                                "via?": .text.noted("the relationship that ties the two"),
                                "translated?": .translated, "claim?": .claim,
                            ])
                        ).noted(
                            "what it refers to and what refers to it, 200 of each at most; relationships and sightings are followed to their other end"
                        ), "more_relations": .flag.noted("whether there are more than are listed"),
                        "origin": .list(
                            .record([
                                "step": .choice(
                                    "own",
                                    "partner",
                                    "taxii",
                                    "found",
                                    "rendition",
                                    "rendition-of",
                                    "derived-from"
                                ),
                                "version?": .text, "partner?": .text, "kept?": .time, "is_rendition?": .flag,
                                "receipt?": .record([
                                    "log": .text, "place": .number, "taken": .time, "by_courier": .flag,
                                ]), "id?": .identifier, "name?": .text, "translated?": .translated, "claim?": .claim,
                                "depth?": .number(from: 1),
                            ])
                        ).noted("how it came, whose rendition it is, what it was made from"),
                        "editable": .flag.noted("whether the person may write a new version"),
                        "translations": .list(
                            .record([
                                "id": .text, "version": .text, "source": .text, "banner": .text,
                                "of_version?": .text.noted(
                                    "the version that it translates; every one where it is not there"
                                ), "contents": .record([:]).noted("texts by language and property (STIX 2.1, 7.1)"),
                                "made_by?": .choices(TranslationRecord.Maker.allCases.map(\.rawValue)).noted(
                                    "who or what made the text; not there where nothing is said of it"
                                ),
                                "translator?": .text.noted(
                                    "the machine's name, or whom the author of a text names to everybody"
                                ),
                                "state?": .choices(TranslationRecord.State.allCases.map(\.rawValue)).noted(
                                    "how far it was looked at; not there where it is not stated"
                                ), "checked?": .time, "approved?": .time,
                                "translated_by?": .texts.noted("the persons here who wrote the text"),
                                "checked_by?": .text.noted("the person here who checked it"),
                                "approved_by?": .text.noted("the person here who approved it"),
                            ])
                        ).noted("the translations that the person may see, newest first"),
                    ])
                )
            ],
            run: APIService.object
        )
    ]

    package func object(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        var opened: Set<Node.Opened> = []
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            let desk = try PersonDesk(person, node, connection)
            var versions = try desk.versions(of: id)
            if versions.isEmpty { versions = try desk.renditions(of: id) }
            guard let (newest, object) = versions.first else { return nil }
            opened = try Self.opened(id, versions.map(\.version), desk)
            let ties = try RelationDesk(desk, holdings, in: call.readersLanguage, connection)
            let name = try ties.names.name(object.root)
            let origin = OriginDesk(desk, ties, connection)
            let relations = try ties.relations(of: object.root, id)
            let known = Set(versions.map { "\($0.version.sourceName) \($0.version.version)" })
            let receipts = try ReceiptRows(connection).all(of: id).filter { receipt in
                known.contains("\(receipt.partner) \(receipt.version)")
            }.map { receipt in
                JSONTree.members(["partner": .string(receipt.partner), "version": .string(receipt.version)])
            }
            let mayEdit = person.has(.author) ? try WritingDesk(person, node, connection).mayEdit(id) : false
            return .members([
                "id": .string(id), "type": .string(newest.type), "name": .string(name.text),
                "translated": name.translated, "claim": name.claim, "languages": name.tags,
                "versions": .array(
                    try versions.map { version, object throws(StoreError) in
                        .members([
                            "by": try AccountRows(connection).writer(of: version.row).map { .string($0) },
                            "version": .string(version.version), "source": .string(version.source),
                            "kept": .string(Moment.text(version.kept)), "banner": .string(desk.banner(object.root)),
                            "quarantine": version.quarantine.map { .string($0) },
                            "object": desk.shown(JSONTree(object.root), own: id),
                        ])
                    }
                ),
                "markings": .array(try MarkingWords(connection).json(of: versions)),
                "releases": .array(
                    try origin.given(versions, tellsOfNewer: person.has(.disclosureOfficer))
                ),
                "receipts": .array(receipts),
                "relations": .array(relations.list.map(\.json)), "more_relations": .bool(relations.isMore),
                "translations": .array(try ties.translations(of: id)),
                "origin": .array(try origin.chain(of: id, versions)), "editable": .bool(mayEdit),
            ])
        }
        guard let answer else { throw .notFound }
        try noteOpening(opened, by: person, .read)
        return Self.json(answer)
    }

    /// What a person gets with the page of an object; who looks at a rendition has seen what it stands for.
    private static func opened(_ id: String, _ versions: [ObjectRows.Summary], _ desk: PersonDesk) throws(StoreError)
        -> Set<Node.Opened>
    {
        guard versions.first?.sourceKind == "rendition" else {
            return Set(versions.map { Node.Opened(id, source: $0.source) })
        }
        return Set([try desk.source(ofRendition: id) ?? id].map { Node.Opened($0, source: nil) })
    }

    /// Notes in the registry that a person gets objects, before the person does.
    package func noteOpening(_ objects: Set<Node.Opened>, by person: SignedIn, _ way: Node.OpeningWay)
        throws(APIFault)
    {
        try attempt { () throws(NodeError) in try node.noteOpening(objects, by: person, way) }
    }
}
