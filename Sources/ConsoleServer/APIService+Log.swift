internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Labels
internal import STIX
internal import Store
package import Transport
internal import Witnessing

/// The log for those who audit: entries, receipts, reports.
extension APIService {
    package static let logCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "log",
            .roles([.auditor, .securityOfficer]),
            "The ledger, newest entries first.",
            query: [
                QueryField("kind", .text.noted("a kind of entry")),
                QueryField("party", .text.noted("a partner, by any name of its party")),
                QueryField("object", .text.noted("an identifier")), QueryField("officer", .text.noted("who did it")),
                QueryField("from", .text.noted("a day or timestamp")),
                QueryField("until", .text.noted("a day or timestamp")),
                QueryField("limit", .number(from: 1, to: 200).noted("how many")),
                QueryField("next", .number(from: 0).noted("where the page before ended")),
                QueryField("agreement", .text),
                QueryField("article", .text.noted("an article of an agreement, with its parts")),
            ],
            answers: [
                .json(
                    .record([
                        "origin": .text, "key": .text, "size": .number, "checkpoint": .text,
                        "witnesses": .list(.record(["name": .text, "size": .number])),
                        "items": .list(
                            .record([
                                "place": .number, "kind": .text, "made": .time, "party?": .text, "subject?": .text,
                                "officer?": .text, "entry": .record([:]), "inside": .record([:]),
                            ])
                        ), "next?": .text,
                        "articles?": .texts.noted(
                            "where nothing fits and no agreement in use has the article: articles that there are, the nearest first"
                        ),
                    ])
                )
            ],
            run: APIService.log
        ),
        Endpoint(
            .get,
            "log/{place}/receipt",
            .roles([.auditor, .securityOfficer]),
            "The receipt for an entry, as a C2SP tlog-proof.",
            answers: [.file("text/plain", "the file")],
            run: APIService.receipt
        ),
        Endpoint(
            .post,
            "reports",
            .roles([.auditor, .securityOfficer]),
            "A signed report of entries of the log with their receipts; that it was made is an entry too.",
            body: .json(
                .record([
                    "kind?": .text, "party?": .text, "object?": .text, "officer?": .text, "agreement?": .text,
                    "article?": .text, "from?": .text, "until?": .text,
                ])
            ),
            answers: [.file("text/plain")],
            run: APIService.report
        ),
    ]

    /// The log for auditors, newest first.
    ///
    /// Entries name identifiers and acts, never content.
    package func log(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let limit = try call.number("limit", 1...200, default: 50)
        let before = try call.number("next", 0...Int.max, default: Int.max)
        let question = try question { name in call.asked(name) }
        let state = try attempt { () throws(NodeError) in try node.logState() }
        let note = try attempt { () throws(NodeError) in try node.logResource("checkpoint", for: nil) }
        let found = try attempt { [question] () throws(NodeError) in
            try node.newestEntries(question, before: Int64(before), limit: limit + 1)
        }
        let instead =
            try found.isEmpty
            ? attempt { [question] () throws(NodeError) in try node.articlesInstead(of: question) } : nil
        let next = found.count > limit ? found[limit - 1].place : nil
        return Self.json(
            .members([
                "origin": .string(state.origin), "key": .string(state.key), "size": .integer(state.size),
                "checkpoint": note.map { .string(String(decoding: $0, as: UTF8.self)) },
                "witnesses": .array(
                    state.witnesses.map { .members(["name": .string($0.name), "size": .integer($0.size)]) }
                ),
                "items": .array(
                    found.prefix(limit).map { entry in
                        .members([
                            "place": .integer(Int(entry.place)), "kind": .string(entry.kind),
                            "made": .string(Moment.text(entry.made)), "party": entry.party.map { .string($0) },
                            "subject": entry.subject.map { .string($0) },
                            "officer": entry.officer.map { .string($0) }, "entry": .encoded(entry.body),
                            "inside": .encoded(entry.internalBody),
                        ])
                    }
                ),
                "articles": instead.map { .strings($0) },
                "next": next.map { .string(String($0)) },
            ])
        )
    }

    private static let filters = ["kind", "party", "object", "officer", "agreement", "article", "from", "until"]

    private func question(_ asked: (String) throws(APIFault) -> String?) throws(APIFault) -> AuditQuestion {
        var question = AuditQuestion()
        question.kind = try asked("kind")
        question.party = try asked("party").map { name throws(APIFault) in try partner(called: name) }
        (question.object, question.officer) = (try asked("object"), try asked("officer"))
        (question.agreement, question.article) = (try asked("agreement"), try asked("article"))
        if let text = try asked("from") { question.from = try Self.moment(text, "00:00:00Z") }
        if let text = try asked("until") { question.until = try Self.moment(text, "23:59:59.999999Z") }
        return question
    }

    /// Entries of a report that is made in the console; larger ones are for the command line.
    private static let reportEntries = 20_000

    /// A signed report of entries with their receipts.
    package func report(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let given = { (name: String) throws(APIFault) -> String? in
            try call.optional(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        let question = try self.question(given)
        var asked: [String] = []
        for name in Self.filters { if let text = try given(name) { asked.append("\(name)=\(text)") } }
        guard !asked.contains(where: { $0.contains("\n") }) else { throw .invalid("a filter has a line feed") }
        let report = try attempt { [asked] () throws(NodeError) in
            try node.report(
                question,
                asked: asked.joined(separator: " "),
                most: Self.reportEntries,
                by: person.account.title
            )
        }
        guard let report else {
            throw .invalid(
                "more than \(Self.reportEntries) entries fit; ask for less, or use `entente audit --report`"
            )
        }
        let fields = [
            HTTPField("Content-Type", "text/plain; charset=utf-8"),
            HTTPField("Content-Disposition", "attachment; filename=\"entente-report.txt\""),
        ]
        return HTTPResponse(status: 200, fields: fields, body: HTTPBody(report.note))
    }

    private static func moment(_ text: String, _ time: String) throws(APIFault) -> Int64 {
        let full = Day(text) == nil ? text : "\(text)T\(time)"
        guard let stamp = STIXTimestamp(full) else { throw .invalid("`\(text)` is neither a day nor a timestamp") }
        return stamp.microsecondsSinceEpoch
    }

    /// The receipt for an entry of the log in use, as a file.
    package func receipt(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let place = call.target
        guard let number = Int64(place), number >= 0 else { throw .notFound }
        let file = try reading { connection throws(StoreError) -> [UInt8]? in
            try connection.snapshot { () throws(StoreError) -> [UInt8]? in
                let rows = LogRows(connection)
                guard let head = try rows.head(), number < head.size,
                    let entry = try rows.entries(head.log, from: number, limit: 1).first
                else { return nil }
                return try node.file(entry, head, connection).bytes
            }
        }
        guard let file else { throw .notFound }
        let fields = [
            HTTPField("Content-Type", "text/plain; charset=utf-8"),
            HTTPField("Content-Disposition", "attachment; filename=\"entry-\(number).tlog-proof\""),
        ]
        return HTTPResponse(status: 200, fields: fields, body: HTTPBody(file))
    }
}
