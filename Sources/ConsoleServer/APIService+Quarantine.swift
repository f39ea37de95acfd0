internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
internal import Release
internal import STIX
internal import Store
package import Transport
internal import Work

/// What intake refused or set apart: counts and reasons for administrators, the objects for officers who may see them.
extension APIService {
    package static let quarantineCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "quarantine",
            .roles([.disclosureOfficer, .securityOfficer, .administrator]),
            "What was refused or set apart: for administrators counts by reason, for officers the objects that they may see.",
            query: [.language],
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
                                "translated?": .translated, "claim?": .claim, "languages?": .languages,
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

        init(_ found: QuarantineRows.Reason) {
            // What stands before the colon: what follows may name what is held.
            reason = String(found.text.prefix { $0 != ":" })
            let (kind, name) = (found.sourceKind, found.sourceName)
            source = name.isEmpty ? kind : "\(kind) \(name)"
        }
    }

    private static func json(_ counts: [Kind: Int]) -> JSONTree {
        .array(
            counts.sorted { ($0.key.source, $0.key.reason) < ($1.key.source, $1.key.reason) }.map { kind, count in
                .members([
                    "reason": .string(kind.reason), "source": .string(kind.source), "count": .integer(count),
                ])
            }
        )
    }

    package func quarantine(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let answer = try reading { connection throws(StoreError) in
            try person.seesContent
                ? setApart(for: person, in: call.readersLanguage, connection) : Self.counts(connection)
        }
        return Self.json(answer)
    }

    private static func counts(_ connection: Connection) throws(StoreError) -> JSONTree {
        var counts: [Kind: Int] = [:]
        try QuarantineRows(connection).visitReasons { counts[Kind($0), default: 0] += 1 }
        let refused = try StatusRows(connection).refused().map { refused in
            JSONTree.members([
                "root": .string(refused.root), "requests": .integer(Int(refused.requests)),
                "objects": .integer(Int(refused.objects)),
            ])
        }
        return .members(["counts": json(counts), "refused": .array(refused)])
    }

    /// Objects, as far as this officer may see them; the rest is neither listed nor counted.
    private func setApart(for person: SignedIn, in language: String?, _ connection: Connection) throws(StoreError)
        -> JSONTree
    {
        let desk = try PersonDesk(person, node, connection)
        let names = NameDesk(desk, try HoldingDesk(desk, holdings, connection), in: language, connection)
        var (items, counts): ([JSONTree], [Kind: Int]) = ([], [:])
        var unknown: [String: Int] = [:]
        try QuarantineRows(connection).visit { item throws(StoreError) in
            guard let object = try? JSONDocument(parsing: item.bytes), desk.sees(object.root) else { return }
            if object.root["type"]?.string == TypeSchema.notice.name {
                // What officers ask each other speaks of its item.
                guard let item = object.root["item"]?.string, try desk.mayKnow(of: item) else { return }
            }
            let (version, kind) = (item.version, Kind(item.version.reason))
            counts[kind, default: 0] += 1
            if kind.reason == "marking-unknown" {
                for id in version.reason.text.split(separator: " ").dropFirst() {
                    unknown[String(id), default: 0] += 1
                }
            }
            guard items.count < 200 else { return }
            let name = try names.name(object.root)
            items.append(
                .members([
                    "id": .string(version.id), "version": .string(version.version), "name": .string(name.text),
                    "translated": name.translated, "claim": name.claim, "languages": name.tags,
                    "type": (object.root["type"]?.string).map { .string($0) },
                    "banner": .string(desk.banner(object.root)), "source": .string(kind.source),
                    "reason": .string(version.reason.text), "since": .string(Moment.text(item.since)),
                    "kept": .bool(item.isKept),
                ])
            )
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
        let contents = MarkingDirectory.distinct(try MarkingRows(connection).definitions(of: id))
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
