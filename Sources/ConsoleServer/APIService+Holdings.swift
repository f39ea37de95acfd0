internal import Calls
internal import Configuration
package import Desk
internal import Exchange
internal import Installation
internal import JSON
package import People
internal import Release
internal import Releasing
internal import STIX
package import Store
package import Transport

extension APIService {
    package static let holdingsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "today",
            .signedIn,
            "What waits, what came, and how the links are.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "queue": .number, "consents": .number, "recalls": .number, "losses": .number,
                        "duties": .list(.duty),
                        "partners": .list(
                            .record([
                                "name": .text, "title": .text, "confirmed": .flag, "pulled?": .time,
                                "problem?": .text,
                            ])
                        ), "recent": .list(.holding),
                        "dues": .map(.number).noted("how much is due in each workspace that has something due"),
                    ])
                )
            ],
            run: APIService.today
        ),
        Endpoint(
            .get,
            "holdings",
            .reader,
            "What the node holds, or what a search finds, as far as the person may see it."
                + " Translations are listed only where their type is asked for;"
                + " a search that finds one gives what it translates, once.",
            query: [
                QueryField(
                    "q",
                    .text(upTo: 1000).noted(
                        "words or how they begin, an identifier or at least eight signs of its UUID, or what a partner is"
                            + " called, which also finds what came from it and what it was given"
                    )
                ), QueryField("type", .text.noted("a STIX type")),
                QueryField("source", .text.noted("`own` or `partner NAME`")),
                QueryField("marking", .text.noted("a banner, as it is shown; `-` for none")),
                QueryField("label", .text(upTo: 250).noted("a label, as it is written")),
                QueryField("since", .day.noted("kept on this day (UTC) or later")),
                QueryField("until", .day.noted("kept on this day (UTC) or earlier")),
                QueryField(
                    "order",
                    ListForm.order.noted(
                        "over all that is asked for; the newest first without it, and where there are more than"
                            + " 1,000 for an order that looks at each"
                    )
                ),
                QueryField("limit", .number(from: 1, to: 200).noted("how many")),
                QueryField("next", .text.noted("where the page before ended, as it was given to this person")),
                .language,
            ],
            answers: [
                .json(
                    .record([
                        "items": .list(.holding), "order": .text.noted("the order that the list has"),
                        "count": .number,
                        "count_more": .flag.noted(
                            "whether there may be more than `count`:"
                                + " of words, labels and days 1,000 are counted at most"
                        ),
                        "types": .map(.number).noted(
                            "how many of each type, whichever type was asked for;"
                                + " those of `language-content` are in no other count"
                        ),
                        "sources": .map(.number).noted("how many from each source, whichever source was asked for"),
                        "markings": .map(.number).noted("how many of each banner, whichever banner was asked for"),
                        "counts_more": .flag.noted(
                            "whether `types`, `sources` and `markings` count the newest 1,000 only,"
                                + " and have all that there are"
                        ),
                        "next?": .text,
                    ])
                )
            ],
            run: APIService.list
        ),
    ]

    /// A holding in a list.
    private static func holding(
        _ version: ObjectRows.Summary,
        _ name: NameDesk.Name,
        banner: String,
        labels: JSONTree?
    ) -> JSONTree {
        .members([
            "id": .string(version.id), "type": .string(version.type), "name": .string(name.text),
            "version": .string(version.version), "source": .string(version.source),
            "kept": .string(Moment.text(version.kept)), "banner": .string(banner),
            "quarantine": version.quarantine.map { .string($0) },
            "translated": name.translated, "claim": name.claim, "languages": name.tags, "labels": labels,
        ])
    }

    /// A holding as it stands in a list, if the person may see it; nothing of the index is shown unasked.
    private static func holding(
        _ entry: HoldingRows.Entry,
        _ desk: PersonDesk,
        _ names: NameDesk,
        _ connection: Connection
    ) throws(StoreError) -> JSONTree? {
        guard let version = try ObjectRows(connection).object(row: entry.row),
            let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
        else { return nil }
        // As the object itself is shown: a label may name what the person does not see.
        let labels = document.root["labels"].flatMap { list in
            let whole = JSONTree.members(["labels": JSONTree(list)])
            guard case .object(let shown) = desk.shown(whole, own: version.id) else { return JSONTree?.none }
            return shown.first { $0.name == "labels" }?.value
        }
        return holding(
            version,
            try names.name(document.root),
            banner: desk.banner(document.root),
            labels: labels
        )
    }

    /// So many of the newest holdings stand on the first page.
    private static let recent = 12

    /// The newest holdings that a person may see.
    private func newest(
        _ seen: HoldingDesk,
        _ desk: PersonDesk,
        _ names: NameDesk,
        _ connection: Connection
    ) throws(StoreError) -> [JSONTree] {
        var entries = seen.newest()
        var items: [JSONTree] = []
        while items.count < Self.recent, let entry = try entries.next() {
            if let item = try Self.holding(entry, desk, names, connection) { items.append(item) }
        }
        return items
    }

    /// Everything that the person may see, or what a search finds of it: counts are over that alone, and lists are in the order
    /// of keeping, so that nothing of what is hidden shows in ranks or gaps.
    package func list(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let order = try order(call, person)
        var question = try HoldingQuestion(call, places(in: order, for: person), limit: 200, default: 50)
        question.order = order
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            try connection.snapshot { () throws(StoreError) in
                let desk = try PersonDesk(person, node, connection)
                let seen = try HoldingDesk(desk, holdings, connection)
                let names = NameDesk(desk, seen, in: call.readersLanguage, connection)
                let found = try find(question, seen, connection)
                let places = places(in: found.order, for: person)
                let items = try found.page.map { entry throws(StoreError) in
                    try Self.holding(entry, desk, names, connection)
                }.compactMap(\.self)
                return .members([
                    "items": .array(items), "order": .string(found.order.rawValue),
                    "count": .integer(found.hits.count),
                    "count_more": .bool(found.hits.isMore),
                    "types": Self.json(found.hits.kinds), "sources": Self.json(found.hits.sources),
                    "markings": Self.json(found.hits.markings),
                    "counts_more": .bool(found.hits.areCountsMore),
                    "next": found.next.map { .string(places.text($0)) },
                ])
            }
        }
        return Self.json(answer)
    }

    /// The places of a list in an order, as a person sees them.
    private func places(in order: HoldingOrder, for person: SignedIn) -> SealedPlace {
        node.places(of: order == .newest ? "holdings" : "holdings-\(order.rawValue)", for: person)
    }

    /// The order that a list is asked for in; a list that was too long for it goes on as it began.
    private func order(_ call: APICall, _ person: SignedIn) throws(APIFault) -> HoldingOrder {
        guard let text = call.asked("order") else { return .newest }
        guard let order = HoldingOrder(rawValue: text) else { throw .invalid("`order` is none that a list can have") }
        let isNewest = call.asked("next").map { places(in: .newest, for: person).place($0) != nil } ?? false
        return isNewest ? .newest : order
    }

    /// What a list is asked for.
    package struct HoldingQuestion {
        package let limit: Int
        /// Where the page before ended; nil for the first.
        package let place: Int64?
        /// The order of the list.
        package var order = HoldingOrder.newest
        package let search: String?
        package let type: String?
        package let source: String?
        /// A banner as it is shown; empty for none.
        package let marking: String?
        package let versions: VersionFilter
        /// Whether translations are listed where no type is asked for.
        package var hasTranslations = false

        package var filter: HoldingFilter {
            HoldingFilter(kinds: type.map { [$0] }, source: source, withTranslations: hasTranslations)
        }

        /// A day of keeping.
        private static func day(_ call: APICall, _ name: String) throws(APIFault) -> Int64? {
            guard let text = call.asked(name) else { return nil }
            guard let moment = STIXTimestamp("\(text)T00:00:00Z")?.microsecondsSinceEpoch else {
                throw .invalid("`\(name)` is no day")
            }
            return moment
        }

        package init(_ call: APICall, _ places: SealedPlace, limit most: Int, default other: Int) throws(APIFault) {
            limit = try call.number("limit", 1...most, default: other)
            place = try call.place("next", places)
            (search, type, source) = (call.asked("q"), call.asked("type"), call.asked("source"))
            marking = call.asked("marking").map { $0 == "-" ? "" : $0 }
            versions = VersionFilter(
                since: try Self.day(call, "since"),
                before: try Self.day(call, "until").map { $0 + 86_400_000_000 },
                label: call.asked("label")
            )
            guard search?.utf8.count ?? 0 <= 1_000 else { throw .invalid("`q` is too long") }
            guard versions.label?.utf8.count ?? 0 <= 250 else { throw .invalid("`label` is too long") }
        }
    }

    /// What a list has: a page, how many there are in all, by types and by sources, and where the next page begins.
    package struct FoundHoldings {
        package let page: ArraySlice<HoldingRows.Entry>
        package let hits: HoldingDesk.Found
        package let next: Int64?
        /// The order that it has: where there is too much for the one that was asked for, the newest stand first.
        package let order: HoldingOrder
    }

    /// What a person finds.
    package func find(
        _ question: HoldingQuestion,
        _ seen: HoldingDesk,
        _ connection: Connection
    ) throws(StoreError) -> FoundHoldings {
        var filter = question.filter
        filter.markings = question.marking.map(seen.classes)
        let limit = question.limit
        var order = question.order
        var hits: HoldingDesk.Found?
        if question.search != nil || !question.versions.takesAll {
            // What another process has kept is found a moment later.
            node.store.followIndex()
            let words = try question.search.map { text throws(StoreError) in
                HoldingWords(text, partners: try PartnerNames(node, connection).called(text))
            }
            func search(_ order: HoldingOrder) throws(StoreError) -> HoldingDesk.Found? {
                try seen.search(
                    words,
                    filter,
                    question.versions,
                    in: order,
                    after: question.place,
                    limit: limit + 1
                )
            }
            hits = try search(order)
            if hits == nil { (order, hits) = (.newest, try search(.newest)) }
        } else {
            hits = try seen.list(filter, in: order, after: question.place, limit: limit + 1)
            if hits == nil {
                (order, hits) = (.newest, try seen.list(filter, in: .newest, after: nil, limit: limit + 1))
            }
        }
        let found = hits ?? .nothing
        return FoundHoldings(
            page: found.page.prefix(limit),
            hits: found,
            next: found.page.count > limit ? found.places[limit - 1] : found.ending,
            order: order
        )
    }

    private static func json(_ counts: [String: Int]) -> JSONTree {
        .object(counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) })
    }

    /// How a link is, in a line.
    private static func link(_ partner: StoredPartner) -> JSONTree {
        .members([
            "name": .string(partner.name), "title": .string(partner.title),
            "confirmed": .bool(partner.confirmed != nil),
            "pulled": partner.pulled.map { .string(Moment.text($0)) },
            "problem": partner.problem.map { .string($0) },
        ])
    }

    package func today(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let isOfficer = person.has(.disclosureOfficer)
        var answer: [JSONMember] = []
        if isOfficer {
            let queue = try waiting(in: call.readersLanguage, person)
            let consents = try consents(for: person)
            let recalls = try recalls(for: person)
            let losses = try losses(for: person)
            answer += [
                JSONMember("queue", .integer(queue.count)),
                JSONMember(
                    "consents",
                    .integer(consents.filter { $0.isIncoming && ($0.state == .asked || $0.state == .overdue) }.count)
                ),
                JSONMember(
                    "recalls",
                    .integer(recalls.filter { $0.isIncoming && $0.standing != .confirmed }.count)
                ),
                JSONMember("losses", .integer(losses.filter { $0.standing != .confirmed }.count)),
            ]
        } else {
            answer += ["queue", "consents", "recalls", "losses"].map { JSONMember($0, .integer(0)) }
        }
        let keepsRegisters = isOfficer || person.has(.securityOfficer)
        var duties = try keepsRegisters ? attempt { () throws(NodeError) in try node.openDuties() } : []
        if !duties.isEmpty {
            let known = try known(Set(duties.compactMap(\.item)), person)
            duties = duties.filter { $0.item.map(known.contains) ?? true }
        }
        answer.append(JSONMember("duties", .array(duties.map(\.json))))
        let (links, recent, due) = try reading {
            connection throws(StoreError) -> ([StoredPartner], [JSONTree], [JSONMember]) in
            let partners = try PartnerRows(connection).linked()
            guard person.seesContent else { return (partners, [], []) }
            let desk = try PersonDesk(person, node, connection)
            let seen = try HoldingDesk(desk, holdings, connection)
            let names = NameDesk(desk, seen, in: call.readersLanguage, connection)
            return (
                partners, try newest(seen, desk, names, connection), try dues(desk.seen(seen, in: nil, connection))
            )
        }
        answer.append(JSONMember("dues", .object(due)))
        answer.append(
            JSONMember("partners", .array(links.map(Self.link)))
        )
        answer.append(JSONMember("recent", .array(recent)))
        return Self.json(.object(answer))
    }
}
