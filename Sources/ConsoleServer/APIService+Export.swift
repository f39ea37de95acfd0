internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Release
internal import Releasing
internal import Store
package import Transport
internal import Work

extension APIService {
    package static let exportCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "export",
            .reader,
            "Holdings as a STIX bundle, as the person may see them; an entry of the log, one for each of `ids`. What is"
                + " above the level of the configuration stays.",
            query: [
                QueryField("ids", .text.noted("identifiers, separated by commas; instead of what a list finds")),
                QueryField("q", .text.noted("words")), QueryField("type", .text.noted("a STIX type")),
                QueryField("source", .text.noted("`own` or `partner NAME`")),
                QueryField("marking", .text.noted("a banner, as it is shown; `-` for none")),
                QueryField("label", .text(upTo: 250)), QueryField("since", .day), QueryField("until", .day),
                QueryField("limit", .number(from: 1).noted("objects at most, translations of what words find aside")),
                QueryField("next", .text.noted("where the page before ended, as it was given to this person")),
                QueryField("trial", .choice("true").noted("to be told what would leave; nothing does")), .language,
            ],
            answers: [
                .json(
                    .record([
                        "bundle?": .record([:]).noted("a STIX 2.1 bundle; none on trial"),
                        "sha256?": .text.noted("of the canonical form (RFC 8785) of the bundle, as the log has it"),
                        "count": .number, "marking": .text.noted("the highest of its objects; empty for none"),
                        "objects?": .list(.toldObject).noted("on trial: what would leave, at most 200"),
                        "left": .record([
                            "count": .number, "up_to": .texts.noted("the setting `export_up_to` of the node"),
                            "items": .list(.toldObject).noted("at most 200"),
                        ]).noted("what the person sees and may not take out"),
                        "next?": .text,
                    ])
                )
            ],
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

    /// So many objects are named to the person, of those that leave and of those that stay.
    private static let toldObjects = 200

    /// What is to leave.
    private struct Taken {
        var objects: [JSONTree] = []
        var ids: [String] = []
        var banners: Set<String> = []
        /// Those that leave and those that stay, as they are told.
        var (going, left) = ([JSONTree](), [JSONTree]())
        var (leftCount, next) = (0, Int64?.none)
        /// What is looked at by it, for the registry.
        var opened: Set<Node.Opened> = []
    }

    /// Holdings as a STIX bundle, as the person may see them: what a list finds, or objects by their identifiers.
    package func export(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let places = node.places(of: "export", for: person)
        let isTrial = call.asked("trial") == "true"
        let taken = try taken(call, places, person)
        let marking = BannerOrder.highest(taken.banners)
        var members = [
            JSONMember("count", .integer(taken.objects.count)), JSONMember("marking", .string(marking)),
            JSONMember(
                "left",
                .members([
                    "count": .integer(taken.leftCount), "up_to": .strings(node.configuration.exportLevels),
                    "items": .array(taken.left),
                ])
            ),
        ]
        if let next = taken.next { members.append(JSONMember("next", .string(places.text(next)))) }
        if isTrial {
            members.append(JSONMember("objects", .array(taken.going)))
        } else {
            let bundle = JSONTree.members([
                "type": .string("bundle"), "id": .string("bundle--\(Random.uuid())"),
                "objects": taken.objects.isEmpty ? nil : .array(taken.objects),
            ])
            guard let document = try? JSONDocument(parsing: bundle.bytes()) else { throw .unavailable }
            let digest = Encoding.hex(SHA256.digest(of: document.root.canonicalBytes()))
            var leaving = Leaving(kind: .bundle, marking: marking, digest: digest, objects: taken.ids)
            leaving.isByObject = call.asked("ids") != nil
            try log(leaving, by: person)
            try noteOpening(taken.opened, by: person, .export)
            members += [JSONMember("bundle", bundle), JSONMember("sha256", .string(digest))]
        }
        return Self.json(.object(members))
    }

    private func taken(_ call: APICall, _ places: SealedPlace, _ person: SignedIn) throws(APIFault) -> Taken {
        let most = node.configuration.maximumPageObjects
        var question = try HoldingQuestion(call, places, limit: most, default: min(1_000, most))
        // Without words the list is of all that there is; what words find comes with its translations.
        question.hasTranslations = question.search == nil
        let wanted = call.asked("ids")?.split(separator: ",").map(String.init)
        guard wanted?.count ?? 0 <= most else { throw .invalid("`ids` has more than \(most) items") }
        return try reading { [question] connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let limit = desk.exportLimit(node.configuration.exportLevels)
            let seen = try HoldingDesk(desk, holdings, connection)
            let names = NameDesk(desk, seen, in: call.readersLanguage, connection)
            var taken = Taken()
            func take(_ version: ObjectRows.Summary, _ object: JSONValue) throws(StoreError) {
                let banner = desk.banner(object)
                let mayLeave = desk.lets(object, limit)
                if mayLeave {
                    taken.objects.append(desk.shown(JSONTree(object), own: version.id))
                    taken.ids.append(version.id)
                    taken.opened.insert(Node.Opened(version.id, source: version.source))
                    taken.banners.insert(banner)
                } else {
                    taken.leftCount += 1
                }
                guard (mayLeave ? taken.going.count : taken.left.count) < Self.toldObjects else { return }
                let name = try names.name(object)
                let told = JSONTree.members([
                    "id": .string(version.id), "type": .string(version.type), "name": .string(name.text),
                    "banner": .string(banner), "translated": name.translated, "claim": name.claim,
                    "languages": name.tags,
                ])
                if mayLeave { taken.going.append(told) } else { taken.left.append(told) }
            }
            if let wanted {
                for id in Set(wanted).sorted() {
                    guard let (version, object) = try desk.versions(of: id).first else { continue }
                    try take(version, object.root)
                }
                return taken
            }
            let found = try find(question, seen, connection)
            for entry in try question.search == nil ? Array(found.page) : translated(found.page, seen, connection) {
                guard let version = try ObjectRows(connection).object(row: entry.row),
                    let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
                else { continue }
                try take(version, document.root)
            }
            taken.next = found.next
            return taken
        }
    }
}
