internal import Agreements
internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
package import JSON
internal import Labels
package import Releasing
internal import Store
package import Transport

/// The agreements that the node works by, for everybody who works under them.
extension APIService {
    package static let agreementsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "agreements",
            .reader,
            "The agreements in use, as written and as they are understood today.",
            query: [QueryField("set", .number.noted("an earlier set by its number"))],
            answers: [
                .json(
                    .record([
                        "set?": .number, "applied?": .time, "officer?": .text,
                        "sha256?": .text.noted("of the files as the store keeps them; the same stands in the log"),
                        "own": .text.noted("the node's own party"),
                        "history": .list(.record(["set": .number, "applied": .time, "officer": .text])),
                        "files": .list(.agreementFile), "diagnostics": .list(.diagnostic),
                        "parties": .list(.record([:]).noted("Schemas/agreements.json")),
                        "schemes": .list(.record([:]).noted("Schemas/agreements.json")),
                        "agreements": .list(
                            .record([
                                "name": .text, "kind": .text, "parties": .texts, "rules": .list(.record([:])),
                                "state": .text.noted("today, in the agreement's zone"), "since?": .text,
                                "sha256": .text.noted(
                                    "of the canonical form of the agreement, without `state`, `since` and this"
                                ),
                            ]).withOthers().noted("Schemas/agreements.json")
                        ),
                        "compared": .list(
                            .record(["party": .text, "title": .text, "agreements": .list(.comparedAgreement)])
                        ).noted("how the set in use compares with what each partner told of its own"),
                    ])
                )
            ],
            refusals: [404],
            run: APIService.agreements
        ),
        Endpoint(
            .get,
            "reach",
            .reader,
            "Who could get which level of a party's, from whom, under which articles: of the agreements alone, whatever is held.",
            query: [
                QueryField("from", .text.noted("the originator; the node's own party if it is left out")),
                QueryField("on", .day.noted("the day; today if it is left out")),
                QueryField("assume", .text.noted("drafts that count as in force, with commas")),
            ],
            answers: [
                .json(
                    .record([
                        "from": .text, "on": .day,
                        "levels": .list(
                            .record([
                                "from": .text, "level": .level, "on": .day,
                                "parties": .list(
                                    .record([
                                        "party": .text, "reach": .choices(Reach.Kind.allCases.map(\.rawValue)),
                                        "reason?": .text,
                                        "chain?": .list(
                                            .record([
                                                "from": .text, "to": .text, "agreement": .text, "articles": .texts,
                                                "level": .level, "channel": .choice("electronic", "courier"),
                                                "consent_of?": .text,
                                            ])
                                        ),
                                    ])
                                ),
                            ])
                        ),
                    ])
                )
            ],
            refusals: [404],
            run: APIService.reach
        ),
    ]

    /// A set: its files as written, what is doubtful in them, and what they mean today.
    package func agreements(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let wanted = try call.number("set", 1...Int.max, default: 0)
        let now = node.clock()
        let (row, bytes, history) = try reading { connection throws(StoreError) in
            let rows = AgreementRows(connection)
            let row = try wanted == 0 ? rows.current() : Int64(wanted)
            let bytes = try row.flatMap { row throws(StoreError) in try rows.files(of: row) }
            return (row, bytes, try rows.all())
        }
        guard bytes != nil || wanted == 0 else { throw .notFound }
        let compared = try reading { connection throws(StoreError) -> [JSONTree] in try self.compared(connection) }
        let files = bytes.map(AgreementDraft.files) ?? []
        let reading = AgreementDraft.reading(files)
        let applied = history.first { $0.row == row }
        return Self.json(
            .members([
                "set": row.map { .integer(Int($0)) }, "applied": applied.map { .string(Moment.text($0.applied)) },
                "officer": applied.map { .string($0.officer) },
                "sha256": bytes.map { .string(Encoding.hex(SHA256.digest(of: $0))) },
                "own": .string(ownName(reading.set)),
                "history": .array(
                    history.reversed().map { set in
                        .members([
                            "set": .integer(Int(set.row)), "applied": .string(Moment.text(set.applied)),
                            "officer": .string(set.officer),
                        ])
                    }
                ),
                "files": .array(
                    files.map { .members(["name": .string($0.name), "text": .string($0.text)]) }
                ),
                "diagnostics": .array(reading.diagnostics.map(\.json)),
                "parties": .array(reading.set.parties.map(\.json)),
                "schemes": .array(reading.set.schemes.map(\.json)),
                "agreements": .array(
                    reading.set.agreements.map { Self.json($0, reading.set, call.language, now: now) }
                ),
                "compared": .array(compared),
            ])
        )
    }

    /// How the set in use compares with what each partner told of its own.
    private func compared(_ connection: Connection) throws(StoreError) -> [JSONTree] {
        var items: [JSONTree] = []
        for partner in try PartnerRows(connection).linked() {
            guard let list = try node.comparedAgreements(with: partner, connection) else { continue }
            items.append(
                .members([
                    "party": .string(partner.name), "title": .string(partner.title),
                    "agreements": .array(list.map(Self.json)),
                ])
            )
        }
        return items
    }

    package static func json(_ item: ComparedAgreement) -> JSONTree {
        .members([
            "name": .string(item.name), "ours": item.ours.map { .string($0) },
            "theirs": item.theirs.map { .string($0) }, "comparison": .string(item.comparison.rawValue),
        ])
    }

    /// The node's own party as the set calls it; its short name if the set does not declare it.
    private func ownName(_ set: AgreementSet) -> String {
        let configuration = node.configuration
        let party = configuration.identity.flatMap { set.party($0) } ?? set.party(configuration.name)
        return party?.name ?? configuration.name
    }

    /// An agreement with where it stands today, and the digest that both sides can compare (`RULES.md`, 28).
    ///
    /// Beside each rule as the file words it stands the sentence in the reader's language, where it is another one.
    private static func json(_ agreement: Agreement, _ set: AgreementSet, _ language: String, now: Int64) -> JSONTree
    {
        let (state, period) = agreement.state(on: DayOfMoment.day(now, zone: agreement.zone))
        var json = agreement.json
        json["sha256"] = AgreementDigest.of(agreement).map { .string($0) }
        json["state"] = .string(state.rawValue)
        let rules = zip(agreement.rules, json["rules"]?.elements ?? []).map { rule, plain in
            let sentence = RuleWording.sentence(of: rule, in: language) { name in
                set.party(name)?.titles.text(in: language) ?? name
            }
            guard sentence.language != "en" else { return plain }
            var json = plain
            json["sentence"] = .string(sentence.text)
            return json
        }
        json["rules"] = .array(rules)
        json["since"] = period.flatMap { $0.written.isEmpty ? nil : .string($0.written) }
        return json
    }

    /// Who could get what of a party's, level by level: a question about agreements alone, whatever is held.
    package func reach(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let assumed = call.asked("assume")?.split(separator: ",").map(String.init) ?? []
        var day: Day?
        if let text = call.asked("on") {
            day = Day(text)
            guard day != nil else { throw .invalid("`\(text)` is no day") }
        }
        let tables = try attempt { [day] () throws(NodeError) in
            try node.reading { connection throws(StoreError) in
                try node.tables(assumed: assumed, day: day, now: node.clock(), connection)
            }
        }
        let from = try call.asked("from").map { name throws(APIFault) in
            guard let from = tables.party(name) else { throw .notFound }
            return from
        }
        let origin = from ?? node.ownParty(tables)
        guard tables.set.parties.indices.contains(origin) else { throw .notFound }
        let levels = tables.levels.indices.filter { tables.levels[$0].party == origin }
            .sorted {
                (tables.levels[$0].scheme, tables.levels[$1].rank) < (
                    tables.levels[$1].scheme, tables.levels[$0].rank
                )
            }
        return Self.json(
            .members([
                "from": .string(tables.set.parties[origin].name), "on": .string(tables.day.description),
                "levels": .array(levels.map { Reach(from: origin, level: $0, tables).json }),
            ])
        )
    }
}
