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

/// What authors hand in for release, and the words between them and the officers.
extension APIService {
    package static let submissionsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "submissions",
            .roles([.author, .disclosureOfficer]),
            "What the person handed in for release, and, for officers, what waits of others.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "items": .list(.submission),
                        "officers?": .list(.record(["name": .text, "title": .text])).noted(
                            "for officers: to whom one can be given"
                        ),
                    ])
                )
            ],
            run: APIService.submissions
        ),
        Endpoint(
            .post,
            "submissions",
            .roles([.author]),
            "Hands a version of an own object in for release. What the person handed in of it before is taken back.",
            scope: .write,
            body: .json(.record(["item": .words, "version?": .text, "parties": .texts, "text?": .text])),
            answers: [.json(.record(["id": .text]), 201, "it waits for an officer")],
            refusals: [404],
            run: APIService.submit
        ),
        Endpoint(
            .post,
            "submissions/{id}",
            .roles([.author, .disclosureOfficer]),
            "Takes back, gives back or assigns a submission, adds a word, or notes that its author knows how it stands.",
            scope: .write,
            body: .json(
                .record([
                    "act": .choices(SubmissionAct.allCases.map(\.rawValue)), "text?": .text,
                    "to?": .text.noted("an officer's account; nobody's where it is empty"),
                ])
            ),
            answers: [.nothing("done")],
            refusals: [404],
            run: APIService.act
        ),
    ]

    /// What can be done about a submission.
    enum SubmissionAct: String, CaseIterable {
        case withdraw
        case `return`
        case assign
        case remark
        case seen

        /// Whose it is.
        func isOf(_ person: SignedIn, isOwn: Bool) -> Bool {
            switch self {
            case .withdraw, .seen: isOwn
            case .return, .assign: person.has(.disclosureOfficer)
            case .remark: true
            }
        }
    }

    /// So long a word may be, in bytes, and so many there are about one submission.
    private static let (longest, mostWords) = (10_000, 200)

    package func submissions(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let titles = Dictionary(try partnerList().map { ($0.name, $0.title) }) { first, _ in first }
        let answer = try reading { connection throws(StoreError) in
            let accounts = try AccountRows(connection).all()
            let names = Dictionary(accounts.map { ($0.name, $0.title) }) { first, _ in first }
            let desk = try PersonDesk(person, node, connection)
            let holdings = try HoldingDesk(desk, self.holdings, connection)
            let called = NameDesk(desk, holdings, in: call.readersLanguage, connection)
            let items = try SubmissionDesk(person, node, connection).all().map { seen throws(StoreError) in
                Self.json(seen, try called.name(seen.object.root), person, titles, names)
            }
            var answer = JSONTree.members(["items": .array(items)])
            if person.has(.disclosureOfficer) {
                answer["officers"] = .array(
                    accounts.filter(Self.isOfficer).map {
                        .members(["name": .string($0.name), "title": .string($0.title)])
                    }
                )
            }
            return answer
        }
        return Self.json(answer)
    }

    private static func json(
        _ seen: SubmissionDesk.Seen,
        _ name: NameDesk.Name,
        _ person: SignedIn,
        _ titles: [String: String],
        _ names: [String: String]
    ) -> JSONTree {
        .members([
            "id": .string(seen.stored.id), "item": .string(seen.stored.object),
            "version": .string(seen.version.version), "type": .string(seen.version.type),
            "name": .string(name.text), "translated": name.translated, "claim": name.claim, "languages": name.tags,
            "banner": .string(seen.banner), "author": .string(seen.stored.author),
            "own": .bool(seen.stored.account == person.account.name), "made": .string(Moment.text(seen.stored.made)),
            "state": .string(seen.state.rawValue), "news": .bool(seen.isNews),
            "assigned": seen.stored.assigned.map { account in
                .members([
                    "title": .string(names[account] ?? account), "own": .bool(account == person.account.name),
                ])
            },
            "parties": .array(
                seen.outcomes.map { outcome in
                    .members([
                        "party": .string(outcome.party), "title": .string(titles[outcome.party] ?? outcome.party),
                        "outcome": outcome.act.map { .string($0.outcome) },
                        "officer": outcome.act.map { .string($0.officer) },
                        "made": outcome.act.map { .string(Moment.text($0.made)) },
                        "reason": outcome.reason.map { .string($0) },
                    ])
                }
            ),
            "remarks": .array(
                seen.remarks.map { remark in
                    .members([
                        "name": .string(remark.name), "made": .string(Moment.text(remark.made)),
                        "text": .string(remark.text), "own": .bool(remark.account == person.account.name),
                    ])
                }
            ),
        ])
    }

    /// A word that was sent; nil if there is none.
    private func word(_ call: APICall) throws(APIFault) -> String? {
        guard let text = try call.optional("text"), !text.isEmpty else { return nil }
        guard text.utf8.count <= Self.longest else { throw .invalid("`text` is too long") }
        return text
    }

    package func submit(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (item, version, text) = (try call.text("item"), try call.optional("version"), try word(call))
        let linked = Set(try partnerList().map(\.name))
        var parties: [String] = []
        for called in try call.texts("parties") {
            let name = try partner(called: called)
            guard linked.contains(name) else { throw .invalid("there is no partner `\(called)`") }
            if !parties.contains(name) { parties.append(name) }
        }
        guard !parties.isEmpty else { throw .invalid("`parties` is missing") }
        let id = Random.uuid()
        let row = try changing { [parties] connection throws(StoreError) in
            try SubmissionDesk(person, self.node, connection).submit(
                id,
                item,
                version: version,
                to: parties,
                remark: text,
                now: self.node.clock()
            )
        }
        guard row != nil else { throw .notFound }
        return Self.json(.members(["id": .string(id)]), status: 201)
    }

    package func act(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let act = SubmissionAct(rawValue: try call.text("act")) else {
            throw .invalid("`act` is none of \(SubmissionAct.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let (id, text, to) = (call.target, try word(call), try call.optional("to"))
        if act == .return || act == .remark, text == nil { throw .invalid("`text` is missing") }
        let fault = try changing { connection throws(StoreError) -> APIFault? in
            let desk = try SubmissionDesk(person, self.node, connection)
            guard let seen = try desk.find(id), act.isOf(person, isOwn: desk.isOwn(seen.stored)) else {
                return .notFound
            }
            let (stored, now, rows) = (seen.stored, self.node.clock(), SubmissionRows(connection))
            guard seen.state == .open || act == .remark || act == .seen else {
                return APIFault(409, "submission-ended", "it waits for nobody any more")
            }
            guard text == nil || seen.remarks.count < Self.mostWords else {
                return .invalid("there are \(Self.mostWords) words about it already")
            }
            if act == .assign {
                let name = to ?? ""
                if !name.isEmpty, !(try Self.isOfficer(name, connection)) {
                    return .invalid("`to` is no disclosure officer's account")
                }
                try rows.assign(stored.row, to: name.isEmpty ? nil : name)
            }
            if let text { try desk.say(text, on: stored.row, now: now) }
            switch act {
            case .withdraw: try desk.end(stored, .withdrawn, now: now)
            case .return: try desk.end(stored, .returned, now: now)
            case .seen: try rows.note(stored.row, seen: now)
            case .remark, .assign: break
            }
            return nil
        }
        if let fault { throw fault }
        return Self.nothing
    }

    private static func isOfficer(_ name: String, _ connection: Connection) throws(StoreError) -> Bool {
        try AccountRows(connection).find(name).map(isOfficer) ?? false
    }

    private static func isOfficer(_ account: StoredAccount) -> Bool {
        account.disabled == nil && account.roles.contains(Role.disclosureOfficer.rawValue)
    }

    private func changing<Value: Sendable>(
        _ body: @Sendable @escaping (Connection) throws(StoreError) -> Value
    ) throws(APIFault) -> Value {
        try attempt { () throws(NodeError) in try node.change(body) }
    }
}
