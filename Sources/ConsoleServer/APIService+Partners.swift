internal import Calls
internal import Configuration
package import Desk
internal import Exchange
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import Store
package import Transport
internal import Witnessing
internal import Work

/// The links to partners: what went and came, files by courier, what was recalled and lost, and making a link.
extension APIService {
    package static let partnersCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "partners",
            .roles([.disclosureOfficer, .securityOfficer, .auditor, .administrator]),
            "The links to partners.",
            answers: [
                .json(.record(["items": .list(.link)]))
            ],
            run: APIService.partners
        ),
        Endpoint(
            .get,
            "partners/{name}",
            .roles([.disclosureOfficer, .securityOfficer, .auditor, .administrator]),
            "One link with what passed over it.",
            query: [.language],
            answers: [
                .json(
                    .link.adding([
                        "files": .record([
                            "outgoing": .volumes, "incoming": .volumes,
                            "open": .number.noted("files made here that the partner has not acknowledged"),
                            "missing": .list(.number), "skipped": .list(.number),
                        ]).noted("courier files, the newest first"),
                        "fetching?": .yes.noted("what somebody had fetched is not here yet"),
                        "evidence": .list(
                            .record(["seen": .time, "code": .text, "message": .text, "settled?": .time])
                        ),
                        "deliveries?": .list(.record(["made": .time, "objects": .number, "courier?": .number])).noted(
                            "not for administrators; counts of what the person may know of, or for those who read the log what stands there"
                        ),
                        "received?": .list(.record(["made": .time, "log?": .text, "size?": .number])).noted(
                            "receipts that were verified and taken; not for administrators"
                        ),
                        "recalls?": .list(
                            .record([
                                "incoming": .flag, "item": .text, "name?": .text, "banner?": .text, "action?": .text,
                                "translated?": .translated, "claim?": .claim, "due?": .text, "state": .text,
                                "outcome?": .text,
                            ])
                        ),
                        "losses?": .list(
                            .record([
                                "incoming": .flag, "item": .text, "name?": .text, "banner?": .text, "noticed?": .text,
                                "translated?": .translated, "claim?": .claim,
                                "actual": .flag, "due?": .text, "state": .text, "report?": .text, "measures?": .text,
                            ])
                        ),
                        "agreements?": .list(.comparedAgreement).noted(
                            "how the agreements of both compare; not there before the partner told its own, and not for administrators"
                        ),
                    ])
                )
            ],
            run: APIService.partner
        ),
    ]

    /// How many of each kind one answer lists.
    private static let listed = 20

    /// A link as every list shows it.
    private func json(
        _ partner: StoredPartner,
        _ files: (outgoing: [StoredVolume], incoming: [StoredVolume]),
        for person: SignedIn,
        _ connection: Connection
    ) throws(StoreError) -> JSONTree {
        // How many objects were given counts what a person may not know of, too: it is for those who read the log.
        var given: Int64?
        if person.has(.auditor) || person.has(.securityOfficer) {
            let feed = try CollectionRows(connection).feed(of: partner.name)
            given = try feed.map { feed throws(StoreError) in try CollectionRows(connection).size(feed.row) } ?? 0
        }
        let acknowledged = files.outgoing.last { $0.state == .acknowledged }?.number
        return .members([
            "name": .string(partner.name), "title": .string(partner.title), "address": .string(partner.address),
            // Before the confirmation it is told by the partner's officer alone: it would only be copied.
            "fingerprint": partner.confirmed == nil ? nil : .string(partner.fingerprint),
            "confirmed": partner.confirmed.map { .string(Moment.text($0)) },
            "ended": partner.end.map { end in
                .members(["made": .string(Moment.text(end.made)), "by": .string(end.isTheirs ? "partner" : "here")])
            },
            "waiting": try InvitationRows(connection).waiting(partner.name).map { .string(Moment.text($0.taken)) },
            "pulled": partner.pulled.map { .string(Moment.text($0)) },
            "problem": partner.problem.map { .string($0) }, "given": given.map { .integer(Int($0)) },
            "courier": .members([
                "written": (files.outgoing.last?.number).map { .integer(Int($0)) },
                "acknowledged": acknowledged.map { .integer(Int($0)) },
                "taken": (files.incoming.last?.number).map { .integer(Int($0)) },
            ]),
        ])
    }

    /// The short name of a partner that somebody calls by any name of its party.
    package func partner(called name: String) throws(APIFault) -> String {
        try attempt { () throws(NodeError) in try node.partner(called: name) }
    }

    package func partners(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let items = try reading { connection throws(StoreError) -> [JSONTree] in
            let rows = CourierRows(connection)
            var items: [JSONTree] = []
            for partner in try PartnerRows(connection).all() {
                let files = (try rows.all(partner.name, .outgoing), try rows.all(partner.name, .incoming))
                items.append(try json(partner, files, for: person, connection))
            }
            return items
        }
        return Self.json(.members(["items": .array(items)]))
    }

    /// One link with what passed over it; what is about items is told as far as the person may know of them.
    package func partner(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let called = call.target
        let person = try call.signedIn()
        let name = try partner(called: called)
        let found = try reading { connection throws(StoreError) -> JSONTree? in
            guard let partner = try PartnerRows(connection).find(name) else { return nil }
            let rows = CourierRows(connection)
            let (outgoing, incoming) = (try rows.all(name, .outgoing), try rows.all(name, .incoming))
            var json = try json(partner, (outgoing, incoming), for: person, connection)
            json["files"] = Self.files(outgoing, incoming)
            let evidence = try ReceiptRows(connection).evidence(openOnly: false).filter { $0.partner == name }
            json["evidence"] = .array(
                evidence.suffix(Self.listed).reversed().map { item in
                    .members([
                        "seen": .string(Moment.text(item.seen)), "code": .string(item.code),
                        "message": .string(item.message), "settled": item.settled.map { .string(Moment.text($0)) },
                    ])
                }
            )
            return json
        }
        guard var json = found else { throw .notFound }
        json["fetching"] = fetches.isRunning(name) ? .bool(true) : nil
        guard person.seesContent else { return Self.json(json) }
        let compared = try reading { connection throws(StoreError) in
            try PartnerRows(connection).find(name).flatMap { partner throws(StoreError) in
                try node.comparedAgreements(with: partner, connection)
            }
        }
        json["agreements"] = compared.map { .array($0.map(Self.json)) }
        json["deliveries"] = .array(try deliveries(to: name, person))
        json["received"] = .array(try receipts(of: name))
        json["recalls"] = .array(try recalls(with: name, person, call.readersLanguage))
        json["losses"] = .array(try losses(with: name, person, call.readersLanguage))
        return Self.json(json)
    }

    private static func files(_ outgoing: [StoredVolume], _ incoming: [StoredVolume]) -> JSONTree {
        func json(_ volume: StoredVolume) -> JSONTree {
            .members([
                "number": .integer(Int(volume.number)), "state": .string(volume.state.rawValue),
                "made": .string(Moment.text(volume.made)), "bytes": .integer(Int(volume.bytes)),
            ])
        }
        // Numbers run without gaps; what is missing between taken files was lost or waits.
        let numbers = Set(incoming.map(\.number))
        let missing = (1..<max(numbers.max() ?? 1, 1)).lazy.filter { !numbers.contains($0) }
        return .members([
            "outgoing": .array(outgoing.suffix(listed).reversed().map(json)),
            "incoming": .array(incoming.suffix(listed).reversed().map(json)),
            "open": .integer(outgoing.count { $0.state != .acknowledged }),
            "missing": .array(missing.prefix(100).map { .integer(Int($0)) }),
            "skipped": .array(
                incoming.filter { $0.state == .skipped }.suffix(100).map { .integer(Int($0.number)) }
            ),
        ])
    }

    /// Pages and files that the partner fetched, newest first.
    ///
    /// Those who read the log see the numbers that stand there; others a count of the objects that they may know of, and
    /// nothing of a delivery without any.
    private func deliveries(to name: String, _ person: SignedIn) throws(APIFault) -> [JSONTree] {
        var question = AuditQuestion()
        (question.kind, question.party) = ("delivery", name)
        let entries = try reading { [question] connection throws(StoreError) in
            try node.newestEntries(question, before: .max, limit: Self.listed, connection)
        }
        let readsLog = person.has(.auditor) || person.has(.securityOfficer)
        return try reading { connection throws(StoreError) in
            let known = try KnownRows(PersonDesk(person, node, connection), of: name, connection)
            var items: [JSONTree] = []
            for entry in entries {
                guard let body = try? JSONDocument(parsing: entry.body) else { continue }
                var count = body.root["objects"]?.integer ?? 0
                if !readsLog {
                    let inside = (try? JSONDocument(parsing: entry.internalBody))?.root["rows"]
                    let rows = inside.map { $0.elements.compactMap(\.integer) } ?? []
                    count = try known.count(rows.map { Int64($0) })
                    guard count > 0 else { continue }
                }
                items.append(
                    .members([
                        "made": .string(Moment.text(entry.made)), "objects": .integer(count),
                        "courier": body.root["courier"].map { JSONTree($0) },
                    ])
                )
            }
            return items
        }
    }

    /// Receipts of the partner that were verified and taken, newest first.
    private func receipts(of name: String) throws(APIFault) -> [JSONTree] {
        var question = AuditQuestion()
        (question.kind, question.party) = ("receipt", name)
        let entries = try reading { [question] connection throws(StoreError) in
            try node.newestEntries(question, before: .max, limit: Self.listed, connection)
        }
        return entries.map { entry in
            let body = (try? JSONDocument(parsing: entry.body))?.root
            return .members([
                "made": .string(Moment.text(entry.made)), "log": (body?["of"]).map { JSONTree($0) },
                "size": (body?["size"]).map { JSONTree($0) },
            ])
        }
    }

    private func recalls(with name: String, _ person: SignedIn, _ language: String?) throws(APIFault) -> [JSONTree] {
        let states = try recalls(for: person).filter { $0.partner == name }.suffix(Self.listed)
        let seen = try named(Set(states.map(\.notice.item)), person, in: language)
        return states.reversed().map { state in
            .members([
                "incoming": .bool(state.isIncoming), "item": .string(state.notice.item),
                "name": seen[state.notice.item].map { .string($0.name.text) },
                "translated": seen[state.notice.item]?.name.translated, "claim": seen[state.notice.item]?.name.claim,
                "banner": seen[state.notice.item].map { .string($0.banner) },
                "action": state.notice.action.map { .string($0.rawValue) },
                "due": state.notice.due.map { .string($0) }, "state": .string(state.standing.rawValue),
                "outcome": state.answer?.outcome.map { .string($0.rawValue) },
            ])
        }
    }

    private func losses(with name: String, _ person: SignedIn, _ language: String?) throws(APIFault) -> [JSONTree] {
        let told = try attempt { () throws(NodeError) in try node.losses() }.filter { $0.partner == name }
        let known = try known(Set(told.map(\.notice.item)), person)
        let shown = told.filter { known.contains($0.notice.item) }.suffix(Self.listed)
        let seen = try named(Set(shown.map(\.notice.item)), person, in: language)
        return shown.reversed().map { state in
            .members([
                "incoming": .bool(state.isIncoming), "item": .string(state.notice.item),
                "name": seen[state.notice.item].map { .string($0.name.text) },
                "translated": seen[state.notice.item]?.name.translated, "claim": seen[state.notice.item]?.name.claim,
                "banner": seen[state.notice.item].map { .string($0.banner) },
                "noticed": state.notice.noticed.map { .string($0) },
                "actual": .bool(state.notice.isActual ?? false), "due": state.notice.due.map { .string($0) },
                "state": .string(state.standing.rawValue), "report": state.report?.report.map { .string($0) },
                "measures": state.report?.measures.map { .string($0) },
            ])
        }
    }
}

/// Rows that a partner got, counted as far as a person may know of what they show.
private final class KnownRows {
    private let desk: PersonDesk
    private let connection: Connection
    private let sources: [String: String]
    private var known: [String: Bool] = [:]

    init(_ desk: PersonDesk, of party: String, _ connection: Connection) throws(StoreError) {
        (self.desk, self.connection) = (desk, connection)
        var sources: [String: String] = [:]
        for (source, rendition) in try RenditionRows(connection).all(of: party) { sources[rendition.id] = source }
        self.sources = sources
    }

    func count(_ rows: [Int64]) throws(StoreError) -> Int {
        var count = 0
        for row in rows {
            guard let found = try VersionRows(connection).origin(of: row) else { continue }
            // A rendition has an identifier of its own; what nobody can trace is counted for nobody.
            guard let id = found.sourceKind == "rendition" ? sources[found.id] : found.id else { continue }
            if known[id] == nil { known[id] = try desk.mayKnow(of: id) }
            if known[id] ?? false { count += 1 }
        }
        return count
    }
}
