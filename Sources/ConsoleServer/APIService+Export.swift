internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Releasing
internal import Store
package import Transport

extension APIService {
    package static let exportCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "export",
            .reader,
            "Holdings as a STIX bundle, as the person may see them.",
            query: [
                QueryField("ids", .text.noted("identifiers, separated by commas; instead of what a list finds")),
                QueryField("q", .text.noted("words")), QueryField("type", .text.noted("a STIX type")),
                QueryField("source", .text.noted("`own` or `partner NAME`")),
                QueryField("marking", .text.noted("a banner, as it is shown; `-` for none")),
                QueryField("label", .text(upTo: 250)), QueryField("since", .day), QueryField("until", .day),
                QueryField("limit", .number(from: 1).noted("objects at most, translations of what words find aside")),
                QueryField("next", .text.noted("where the page before ended, as it was given to this person")),
            ],
            answers: [.json(.record(["bundle": .record([:]).noted("a STIX 2.1 bundle"), "next?": .text]))],
            run: APIService.export
        )
    ]

    /// So many translations go with each object that words find: the newest.
    private static let translations = 20

    /// What words find, each with its translations behind it.
    private func translated(
        _ page: ArraySlice<HoldingRows.Entry>,
        _ seen: HoldingDesk,
        _ connection: Connection
    ) throws(StoreError) -> [HoldingRows.Entry] {
        var entries: [HoldingRows.Entry] = []
        var known = Set(page)
        for entry in page {
            entries.append(entry)
            guard let id = try ObjectRows(connection).object(row: entry.row)?.id else { continue }
            entries += try seen.translations(of: id, limit: Self.translations).filter { known.insert($0).inserted }
        }
        return entries
    }

    /// Holdings as a STIX bundle, as the person may see them: what a list finds, or objects by their identifiers.
    package func export(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let most = node.configuration.maximumPageObjects
        let places = node.places(of: "export", for: person)
        var question = try HoldingQuestion(call, places, limit: most, default: min(1_000, most))
        // Without words the list is of all that there is; what words find comes with its translations.
        question.hasTranslations = question.search == nil
        let wanted = call.asked("ids")?.split(separator: ",").map(String.init)
        guard wanted?.count ?? 0 <= most else { throw .invalid("`ids` has more than \(most) items") }
        var opened: Set<Node.Opened> = []
        let (objects, next) = try reading { connection throws(StoreError) -> ([JSONTree], Int64?) in
            let desk = try PersonDesk(person, node, connection)
            var objects: [JSONTree] = []
            if let wanted {
                for id in wanted {
                    guard let (version, object) = try desk.versions(of: id).first else { continue }
                    opened.insert(Node.Opened(id, source: version.source))
                    objects.append(desk.shown(JSONTree(object.root), own: id))
                }
                return (objects, nil)
            }
            let seen = try HoldingDesk(desk, holdings, connection)
            let found = try find(question, seen, connection)
            for entry in try question.search == nil ? Array(found.page) : translated(found.page, seen, connection) {
                guard let version = try ObjectRows(connection).object(row: entry.row),
                    let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
                else { continue }
                opened.insert(Node.Opened(version.id, source: version.source))
                objects.append(desk.shown(JSONTree(document.root), own: version.id))
            }
            return (objects, found.next)
        }
        try noteOpening(opened, by: person, .export)
        return Self.json(
            .members([
                "bundle": .members([
                    "type": .string("bundle"), "id": .string("bundle--\(Random.uuid())"),
                    "objects": objects.isEmpty ? nil : .array(objects),
                ]),
                "next": next.map { .string(places.text($0)) },
            ])
        )
    }
}
