internal import Calls
internal import JSON
internal import Release
internal import Store
internal import Transport

extension APIService {
    static let holdingsCalls: [APIEndpoint] = [
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
            "What the node holds, or what a search finds, as far as the person may see it.",
            query: [
                QueryField("q", .text(upTo: 1000).noted("words")), QueryField("type", .text.noted("a STIX type")),
                QueryField("source", .text.noted("`own` or `partner NAME`")),
                QueryField("limit", .number(from: 1, to: 200).noted("how many")),
                QueryField("next", .text.noted("where the page before ended, as it was given to this person")),
            ],
            answers: [
                .json(
                    .record([
                        "items": .list(.holding), "count": .number,
                        "types": .map(.number).noted("how many of each type, whichever type was asked for"),
                        "sources": .map(.number).noted("how many from each source, whichever source was asked for"),
                        "next?": .text,
                    ])
                )
            ],
            run: APIService.list
        ),
    ]

    /// A holding in a list.
    private static func holding(_ version: ObjectRows.Summary, _ object: JSONValue, _ desk: PersonDesk) -> JSONTree {
        .members([
            "id": .string(version.id), "type": .string(version.type), "name": .string(PersonDesk.title(object)),
            "version": .string(version.version), "source": .string(version.source),
            "kept": .string(Moment.text(version.kept)), "banner": .string(desk.banner(object)),
            "quarantine": version.quarantine.map { .string($0) },
        ])
    }

    /// The newest of some rows that a person may see.
    private func newest(
        _ entries: some Sequence<HoldingIndex.Entry>,
        limit: Int,
        _ desk: PersonDesk,
        _ connection: Connection
    ) throws(StoreError) -> [JSONTree] {
        var items: [JSONTree] = []
        for entry in entries {
            guard items.count < limit else { break }
            guard let version = try ObjectRows(connection).object(row: entry.row),
                let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
            else { continue }
            items.append(Self.holding(version, document.root, desk))
        }
        return items
    }

    /// Everything that the person may see, or what a search finds of it: counts are over that alone, and lists are in the order
    /// of keeping, so that nothing of what is hidden shows in ranks or gaps.
    func list(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let places = node.places(of: "holdings", for: person)
        let question = try HoldingQuestion(call, places, limit: 200, default: 50)
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let desk = try PersonDesk(person, node, connection)
            let found = try find(question, desk, connection)
            return .members([
                "items": .array(try newest(found.page, limit: question.limit, desk, connection)),
                "count": .integer(found.count), "types": .object(found.types), "sources": .object(found.sources),
                "next": found.next.map { .string(places.text($0)) },
            ])
        }
        return Self.json(answer)
    }

    /// What a list is asked for.
    struct HoldingQuestion {
        let limit: Int
        let before: Int64
        let search: String?
        let type: String?
        let source: String?

        init(_ call: APICall, _ places: SealedPlace, limit most: Int, default other: Int) throws(APIFault) {
            limit = try call.number("limit", 1...most, default: other)
            before = try call.place("next", places) ?? .max
            (search, type, source) = (call.asked("q"), call.asked("type"), call.asked("source"))
            guard search?.utf8.count ?? 0 <= 1_000 else { throw .invalid("`q` is too long") }
        }
    }

    /// What a list has: a page, how many there are in all, by types and by sources, and where the next page begins.
    struct FoundHoldings {
        let page: ArraySlice<HoldingIndex.Entry>
        let count: Int
        let types: [JSONMember]
        let sources: [JSONMember]
        let next: Int64?
    }

    /// What a person finds.
    func find(_ question: HoldingQuestion, _ desk: PersonDesk, _ connection: Connection) throws(StoreError)
        -> FoundHoldings
    {
        let look = try holdings.look(connection)
        let isSeen = try desk.filter(look)
        let (limit, search, type, source) = (question.limit, question.search, question.type, question.source)
        // Both are in the order of keeping, newest first: they are walked side by side.
        var found = try search.map { text throws(StoreError) in
            try SearchRows(connection).find(text, limit: .max).rows[...]
        }
        // By the numbers of kinds and sources, which are small: every holding passes here, and hashing each would cost more
        // than all else.
        var types = Array(repeating: 0, count: Int(look.kinds.keys.max() ?? 0) + 1)
        var sources = Array(repeating: 0, count: Int(look.sources.keys.max() ?? 0) + 1)
        let (wanted, wantedSource) = (
            look.kinds.first { $0.value == type }?.key, look.sources.first { $0.value == source }?.key
        )
        var count = 0
        var page: [HoldingIndex.Entry] = []
        for entry in look.entries.reversed() {
            if found != nil {
                while let row = found?.first, row > entry.row { found?.removeFirst() }
                guard let row = found?.first else { break }
                guard row == entry.row else { continue }
            }
            guard isSeen(entry) else { continue }
            let (isOfType, isFromSource) = (
                type == nil || entry.kind == wanted, source == nil || entry.source == wantedSource
            )
            if isFromSource { types[Int(entry.kind)] += 1 }
            if isOfType { sources[Int(entry.source)] += 1 }
            guard isOfType, isFromSource else { continue }
            count += 1
            if entry.row < question.before, page.count <= limit { page.append(entry) }
        }
        let next = page.count > limit ? page[limit - 1].row : nil
        return FoundHoldings(
            page: page.prefix(limit),
            count: count,
            types: Self.counted(types, look.kinds),
            sources: Self.counted(sources, look.sources),
            next: next
        )
    }

    /// Counts that are not zero by name, where the place of a count is the number of a name.
    private static func counted(_ counts: [Int], _ names: [Int32: String]) -> [JSONMember] {
        counts.enumerated().compactMap { place, count in
            count == 0 ? nil : names[Int32(place)].map { JSONMember($0, .integer(count)) }
        }.sorted { $0.name < $1.name }
    }

    func today(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let isOfficer = person.has(.disclosureOfficer)
        var answer: [JSONMember] = []
        if isOfficer {
            let queue = try waiting(call, person)
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
            let look = try holdings.look(connection)
            let desk = try PersonDesk(person, node, connection)
            let isSeen = try desk.filter(look)
            let seen = look.entries.reversed().lazy.filter(isSeen)
            let due = try dues(desk.seen(look, connection))
            return (partners, try newest(seen, limit: 12, desk, connection), due)
        }
        answer.append(JSONMember("dues", .object(due)))
        answer.append(
            JSONMember(
                "partners",
                .array(
                    links.map { partner in
                        .members([
                            "name": .string(partner.name), "title": .string(partner.title),
                            "confirmed": .bool(partner.confirmed != nil),
                            "pulled": partner.pulled.map { .string(Moment.text($0)) },
                            "problem": partner.problem.map { .string($0) },
                        ])
                    }
                )
            )
        )
        answer.append(JSONMember("recent", .array(recent)))
        return Self.json(.object(answer))
    }
}
