internal import Agreements
internal import Calls
internal import JSON
internal import Labels
internal import Store
internal import Transport

/// What intake refused or set apart: counts and reasons for administrators, the objects for officers who may see them.
extension APIService {
    static let quarantineCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "quarantine",
            .roles([.disclosureOfficer, .securityOfficer, .administrator]),
            "What was refused or set apart: for administrators counts by reason, for officers the objects that they may see.",
            answers: [
                .json(
                    .record([
                        "counts": .list(.record(["reason": .text, "source": .text, "count": .number])),
                        "refused?": .list(.record(["root": .text, "requests": .number, "objects": .number])).noted(
                            "for administrators: what was handed in and not taken, while the statuses are kept"
                        ),
                        "items?": .list(
                            .record([
                                "id": .text, "version": .text, "name": .text, "type?": .text, "banner": .text,
                                "source": .text, "reason": .text, "since": .time,
                                "kept": .flag.noted("false: another content of a version that is kept"),
                            ])
                        ).noted("for officers"),
                        "markings?": .list(
                            .record([
                                "id": .text, "objects": .number,
                                "words?": .text.noted("the statement or the name of the definition"),
                                "definitions": .list(.object),
                            ])
                        ).noted(
                            "for security officers: markings whose meaning is not known; a record of kind `marking` says it"
                        ),
                        "meanings?": .texts.noted(
                            "for security officers: what a marking can mean beside a level of a scheme"
                        ),
                        "schemes?": .list(.record(["name": .text, "levels": .texts])).noted(
                            "for security officers: the levels that there are"
                        ),
                    ])
                )
            ],
            run: APIService.quarantine
        )
    ]

    private struct Kind: Hashable {
        let reason: String
        let source: String
    }

    /// What stands before the colon: what follows may name what is held.
    private static func reason(_ text: String) -> String { String(text.prefix { $0 != ":" }) }

    private static func json(_ counts: [Kind: Int]) -> JSONTree {
        .array(
            counts.sorted { ($0.key.source, $0.key.reason) < ($1.key.source, $1.key.reason) }.map { kind, count in
                .members([
                    "reason": .string(kind.reason), "source": .string(kind.source), "count": .integer(count),
                ])
            }
        )
    }

    private static func source(_ kind: String, _ name: String) -> String { name.isEmpty ? kind : "\(kind) \(name)" }

    func quarantine(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let answer = try reading { connection throws(StoreError) in
            try person.seesContent ? setApart(for: person, connection) : Self.counts(connection)
        }
        return Self.json(answer)
    }

    private static func counts(_ connection: Connection) throws(StoreError) -> JSONTree {
        var counts: [Kind: Int] = [:]
        try connection.rows(
            """
            SELECT o.quarantine, s.kind, s.name FROM object o JOIN source s ON s.row=o.source WHERE o.quarantine IS NOT NULL
            UNION ALL SELECT c.reason, s.kind, s.name FROM conflict c JOIN source s ON s.row=c.source
            """
        ) { row in
            counts[Kind(reason: reason(row.text(0)), source: source(row.text(1), row.text(2))), default: 0] += 1
            return true
        }
        let refused = try connection.all(
            "SELECT root, count(*), sum(failure) FROM status WHERE failure>0 GROUP BY root ORDER BY root"
        ) { row in
            JSONTree.members([
                "root": .string(row.text(0)), "requests": .integer(Int(row.integer(1))),
                "objects": .integer(Int(row.integer(2))),
            ])
        }
        return .members(["counts": json(counts), "refused": .array(refused)])
    }

    /// Objects, as far as this officer may see them; the rest is neither listed nor counted.
    private func setApart(for person: SignedIn, _ connection: Connection) throws(StoreError) -> JSONTree {
        let desk = try PersonDesk(person, node, connection)
        var (items, counts): ([JSONTree], [Kind: Int]) = ([], [:])
        var unknown: [String: Int] = [:]
        try connection.rows(
            """
            SELECT o.quarantine, s.kind, s.name, o.id, o.version, o.kept, o.bytes, 0 FROM object o
            JOIN source s ON s.row=o.source WHERE o.quarantine IS NOT NULL AND o.erased IS NULL
            UNION ALL SELECT c.reason, s.kind, s.name, c.id, c.version, c.seen, c.bytes, 1 FROM conflict c
            JOIN source s ON s.row=c.source ORDER BY 6 DESC
            """
        ) { row throws(StoreError) in
            guard let object = try? JSONDocument(parsing: row.blob(6)), desk.sees(object.root) else { return true }
            if object.root["type"]?.string == Notice.type {
                // What officers ask each other speaks of its item.
                guard let item = object.root["item"]?.string, try desk.mayKnow(of: item) else { return true }
            }
            let source = Self.source(row.text(1), row.text(2))
            let reason = row.text(0)
            counts[Kind(reason: Self.reason(reason), source: source), default: 0] += 1
            if Self.reason(reason) == "marking-unknown" {
                for id in reason.split(separator: " ").dropFirst() { unknown[String(id), default: 0] += 1 }
            }
            guard items.count < 200 else { return true }
            items.append(
                .members([
                    "id": .string(row.text(3)), "version": .string(row.text(4)),
                    "name": .string(PersonDesk.title(object.root)),
                    "type": (object.root["type"]?.string).map { .string($0) },
                    "banner": .string(desk.banner(object.root)), "source": .string(source),
                    "reason": .string(row.text(0)), "since": .string(Moment.text(row.integer(5))),
                    "kept": .bool(row.integer(7) == 0),
                ])
            )
            return true
        }
        var answer = JSONTree.members(["counts": Self.json(counts), "items": .array(items)])
        if person.has(.securityOfficer) {
            answer["markings"] = .array(
                try unknown.sorted { $0.key < $1.key }.map { id, count throws(StoreError) in
                    try Self.json(id, count, desk, connection)
                }
            )
            answer["meanings"] = .strings(MarkingExplanation.Meaning.words)
            answer["schemes"] = .array(
                try node.tables(now: node.clock(), connection).set.schemes.map { scheme in
                    .members(["name": .string(scheme.name), "levels": .strings(scheme.levels.map(\.name))])
                }
            )
        }
        return answer
    }

    /// A marking whose meaning is not known: how many objects wait for it, and the definition, if it is here.
    private static func json(_ id: String, _ count: Int, _ desk: PersonDesk, _ connection: Connection)
        throws(StoreError) -> JSONTree
    {
        let contents = MarkingDirectory.distinct(try MarkingDirectory.contents(of: id, connection))
        let definitions = contents.compactMap { try? JSONDocument(parsing: $0.bytes) }.filter { definition in
            let markings = MarkingReading.references(of: definition.root)
            return markings.isEmpty || desk.sees(markings: markings)
        }
        return .members([
            "id": .string(id), "objects": .integer(count),
            "words": MarkingExplanation.words(of: definitions.first?.root).map { .string($0) },
            "definitions": .array(definitions.map { JSONTree($0.root) }),
        ])
    }
}
