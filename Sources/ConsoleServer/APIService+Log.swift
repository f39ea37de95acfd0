internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
package import Installation
internal import JSON
internal import Labels
internal import Releasing
internal import STIX
package import Store
package import Transport
package import Witnessing

/// The log for those who audit, and of one's own acts: entries and receipts.
extension APIService {
    package static let logCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "log",
            .roles([.auditor, .securityOfficer]),
            "The ledger, newest entries first.",
            query: [
                QueryField("kind", .text.noted("a kind of entry; `given` for release and rendition")),
                QueryField("party", .text.noted("a partner, by any name of its party")),
                QueryField("object", .text.noted("an identifier")), QueryField("officer", .text.noted("who did it")),
                QueryField("from", .text.noted("a day or timestamp")),
                QueryField("until", .text.noted("a day or timestamp")),
                QueryField("limit", .number(from: 1, to: 200).noted("how many")),
                QueryField("next", .number(from: 0).noted("where the page before ended")),
                QueryField("agreement", .text),
                QueryField("article", .text.noted("an article of an agreement, with its parts")),
                .language,
            ],
            answers: [
                .json(
                    .record([
                        "origin": .text, "key": .text, "size": .number, "checkpoint": .text,
                        "witnesses": .list(.record(["name": .text, "size": .number])),
                        "items": .list(.logEntry), "next?": .text,
                        "articles?": .texts.noted(
                            "where nothing fits and no agreement in use has the article: articles that there are, the nearest first"
                        ),
                        "unknown?": .list(
                            .record([
                                "field": .choice("party", "officer", "agreement"), "asked": .text,
                                "near": .texts.noted("what may have been meant, the nearest first"),
                            ])
                        ).noted("where nothing fits: names that nothing here has; nothing is said of acts"),
                    ])
                )
            ],
            run: APIService.log
        ),
        Endpoint(
            .get,
            "log/own",
            .roles([.disclosureOfficer]),
            "What the ledger has of one's own acts, newest first, as far as one may see what they are about.",
            query: [
                QueryField("kind", .text.noted("a kind of entry; `given` for release and rendition")),
                QueryField("party", .text.noted("a partner, by any name of its party")),
                QueryField("from", .text.noted("a day or timestamp")),
                QueryField("until", .text.noted("a day or timestamp")),
                QueryField("limit", .number(from: 1, to: 200).noted("how many")),
                QueryField("next", .number(from: 0).noted("where the page before ended")), .language,
            ],
            answers: [
                .json(
                    .record([
                        "items": .list(.logEntry), "next?": .text,
                        "shared_title?": .flag.noted(
                            "somebody else has the same title: entries that name no account are left out"
                        ),
                    ])
                )
            ],
            run: APIService.ownLog
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
            "log/{place}/receipt",
            .roles([.auditor, .securityOfficer]),
            "The same for a receipt that is saved as a file: an entry of the log.",
            once: OncePolicy.none,
            answers: [.json(.record(["file": .text]))],
            run: APIService.saveReceipt
        ),
    ]

    /// The log for auditors, newest first.
    ///
    /// Entries name identifiers and acts, never content.
    package func log(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let limit = try call.number("limit", 1...200, default: 50)
        let before = try call.number("next", 0...Int.max, default: Int.max)
        let question = try question { name in call.asked(name) }
        let state = try attempt { () throws(NodeError) in try node.logState() }
        let note = try attempt { () throws(NodeError) in try node.logResource("checkpoint", for: nil) }
        let choices = try logChoices(in: call.language)
        let (items, next) = try reading { connection throws(StoreError) in
            let found = try node.newestEntries(question, before: Int64(before), limit: limit + 1, connection)
            let next = found.count > limit ? found[limit - 1].place : nil
            let desk = try ledgerDesk(person, call, connection)
            var items: [JSONTree] = []
            for entry in found.prefix(limit) { items.append(try Self.json(entry, desk, choices)) }
            return (items, next)
        }
        let unknown = items.isEmpty ? unknown(question, choices) : []
        let instead =
            try items.isEmpty
            ? attempt { [question] () throws(NodeError) in try node.articlesInstead(of: question) } : nil
        return Self.json(
            .members([
                "origin": .string(state.origin), "key": .string(state.key), "size": .integer(state.size),
                "checkpoint": note.map { .string(String(decoding: $0, as: UTF8.self)) },
                "witnesses": .array(
                    state.witnesses.map { .members(["name": .string($0.name), "size": .integer($0.size)]) }
                ),
                "items": .array(items), "articles": instead.map { .strings($0) },
                "unknown": unknown.isEmpty ? nil : .array(unknown.map(\.json)),
                "next": next.map { .string(String($0)) },
            ])
        )
    }

    /// One's own acts: of those about what one may not see nothing is told.
    package func ownLog(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let limit = try call.number("limit", 1...200, default: 50)
        let before = try call.number("next", 0...Int.max, default: Int.max)
        var question = try question { name in
            ["kind", "party", "from", "until"].contains(name) ? call.asked(name) : nil
        }
        let choices = try logChoices(in: call.language)
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let (account, title) = (person.account.name, person.account.title)
            let isShared = try AccountRows(connection).all().contains { $0.name != account && $0.title == title }
            question.own = OwnActs(account: account, title: title, isTitleAlone: !isShared)
            let desk = try ledgerDesk(person, call, connection)
            let sight = try PersonDesk(person, node, connection)
            let found = try node.newestEntries(question, before: Int64(before), limit: limit + 1, connection) {
                entry throws(StoreError) in try desk.mayTell(entry)
            }
            var items: [JSONTree] = []
            for entry in found.prefix(limit) {
                var item = try Self.json(entry, desk, choices)
                for part in ["entry", "inside"] {
                    item[part] = item[part].map { sight.shown($0, own: entry.subject ?? "") }
                }
                items.append(item)
            }
            return .members([
                "items": .array(items), "shared_title": isShared ? .bool(true) : nil,
                "next": found.count > limit ? .string(String(found[limit - 1].place)) : nil,
            ])
        }
        return Self.json(answer)
    }

    /// What the person who calls may see of what entries are about.
    package func ledgerDesk(
        _ person: SignedIn,
        _ call: APICall,
        _ connection: Connection
    ) throws(StoreError) -> LedgerDesk {
        let desk = try PersonDesk(person, node, connection)
        let holdings = try HoldingDesk(desk, holdings, connection)
        return LedgerDesk(desk, holdings, in: call.readersLanguage, connection)
    }

    private static func json(
        _ entry: StoredLogEntry,
        _ desk: LedgerDesk,
        _ choices: LogChoices
    ) throws(StoreError) -> JSONTree {
        let name = try desk.name(of: entry)
        // The bytes are canonical JSON of the node's own.
        let tree = { (bytes: [UInt8]) -> JSONTree in
            (try? JSONDocument(parsing: bytes)).map { JSONTree($0.root) } ?? .members([:])
        }
        return .members([
            "place": .integer(Int(entry.place)), "kind": .string(entry.kind),
            "made": .string(Moment.text(entry.made)), "party": entry.party.map { .string($0) },
            "party_title": entry.party.map { .string(choices.title(of: $0)) },
            "subject": entry.subject.map { .string($0) }, "type": name.map { .string($0.type) },
            "name": name?.text.map { .string($0) }, "translated": name?.translated,
            "banner": name?.text == nil ? nil : name.map { .string(desk.banner(of: [$0])) },
            "officer": entry.officer.map { .string($0) }, "entry": tree(entry.body),
            "inside": tree(entry.internalBody),
        ])
    }

    package static let logFilters = ["kind", "party", "object", "officer", "agreement", "article", "from", "until"]

    /// What is asked of the log; a kind that there is not, and days in the wrong order, are no question.
    package func question(_ asked: (String) throws(APIFault) -> String?) throws(APIFault) -> AuditQuestion {
        var question = AuditQuestion()
        question.kind = try asked("kind")
        if let kind = question.kind, !AuditQuestion.kinds.contains(kind) {
            let kinds = AuditQuestion.kinds.map { "`\($0)`" }.joined(separator: ", ")
            throw .invalid("`kind`: there is no `\(kind)`; there are \(kinds)")
        }
        question.party = try asked("party").map { name throws(APIFault) in try partner(called: name) }
        (question.object, question.officer) = (try asked("object"), try asked("officer"))
        (question.agreement, question.article) = (try asked("agreement"), try asked("article"))
        let (from, until) = (try asked("from"), try asked("until"))
        if let from { question.from = try Self.moment(from, isEnd: false) }
        if let until { question.until = try Self.moment(until, isEnd: true) }
        guard question.from <= question.until else {
            throw .invalid("`from` (`\(from ?? "")`) is later than `until` (`\(until ?? "")`)")
        }
        return question
    }

    private static func moment(_ text: String, isEnd: Bool) throws(APIFault) -> Int64 {
        guard let moment = AuditQuestion.moment(text, isEnd: isEnd) else {
            throw .invalid("`\(text)` is neither a day nor a timestamp")
        }
        return moment
    }

    /// The receipt for an entry of the log in use, as a file.
    package func receipt(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (number, file) = try receiptFile(call)
        let fields = [
            HTTPField("Content-Type", "text/plain; charset=utf-8"),
            HTTPField("Content-Disposition", "attachment; filename=\"entry-\(number).tlog-proof\""),
        ]
        return HTTPResponse(status: 200, fields: fields, body: HTTPBody(file))
    }

    /// The same for a file that is saved: what leaves is in the log.
    ///
    /// It says of objects no more than an identifier.
    package func saveReceipt(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (number, file) = try receiptFile(call)
        let digest = Encoding.hex(SHA256.digest(of: file))
        var leaving = Leaving(kind: .receipt, marking: "", digest: digest, objects: [])
        leaving.members = [JSONMember("entry", .integer(Int(number)))]
        try log(leaving, by: person)
        return Self.json(.members(["file": .string(String(decoding: file, as: UTF8.self))]))
    }

    private func receiptFile(_ call: APICall) throws(APIFault) -> (number: Int64, file: [UInt8]) {
        guard let number = Int64(call.target), number >= 0 else { throw .notFound }
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
        return (number, file)
    }
}
