internal import Calls
internal import Configuration
package import Desk
package import Exchange
package import Installation
package import JSON
internal import Labels
internal import MerkleLog
internal import Release
internal import Releasing
internal import STIX
internal import Store
package import Transport

extension APIService {
    package static let requestsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "consents",
            .roles([.disclosureOfficer]),
            "Requests for consent, own and partners'.",
            query: [.language],
            answers: [
                .json(
                    .asked([
                        "recipient?": .text,
                        "state": .choice("asked", "overdue", "granted", "refused"), "purpose?": .text,
                        "due?": .text, "until?": .text, "reference?": .text,
                    ])
                )
            ],
            run: APIService.consents
        ),
        Endpoint(
            .post,
            "consents",
            .roles([.disclosureOfficer]),
            "Asks an originator for consent.",
            scope: .decide,
            body: .json(
                .record([
                    "item": .words, "partner": .words, "recipient": .words, "purpose?": .text, "due?": .text,
                    "until?": .text, "reference?": .text, "reason?": .text,
                ])
            ),
            answers: [.json(.record(["id": .identifier]))],
            refusals: [404],
            run: APIService.askConsent
        ),
        Endpoint(
            .post,
            "consents/{id}",
            .roles([.disclosureOfficer]),
            "Answers a partner's request.",
            scope: .decide,
            body: .json(.record(["granted": .flag, "reference?": .text, "until?": .text, "reason?": .text])),
            answers: [.json(.record(["id": .identifier]))],
            run: APIService.answerConsent
        ),
        Endpoint(
            .get,
            "recalls",
            .roles([.disclosureOfficer]),
            "Recalls, own and partners'.",
            query: [.language],
            answers: [
                .json(
                    .asked([
                        "action?": .text, "due?": .text, "reason?": .text, "level?": .text,
                        "state": .choice("asked", "overdue", "confirmed"), "outcome?": .text,
                        "article?": .text, "passed_on?": .texts,
                    ])
                )
            ],
            run: APIService.recalls
        ),
        Endpoint(
            .post,
            "recalls",
            .roles([.disclosureOfficer]),
            "Recalls an item from those who were given it.",
            scope: .decide,
            body: .json(
                .record([
                    "item": .words, "action": .choice("withdraw", "destroy", "reclassify", "correct"), "due?": .text,
                    "reason?": .text, "level?": .text, "partners?": .texts,
                ])
            ),
            answers: [.json(.record(["items": .list(.record(["id": .identifier, "partner": .text]))]))],
            refusals: [404],
            run: APIService.recall
        ),
        Endpoint(
            .post,
            "recalls/{id}",
            .roles([.disclosureOfficer]),
            "Answers a partner's recall.",
            scope: .decide,
            body: .json(
                .record([
                    "outcome": .choice("withdrawn", "destroyed", "reclassified", "corrected", "kept", "not-held"),
                    "article?": .text, "reference?": .text, "reason?": .text,
                ])
            ),
            answers: [.json(.record(["id": .identifier, "certificate?": .record([:])]))],
            run: APIService.answerRecall
        ),
    ]

    /// Whether a person may see an item.
    package func sees(_ id: String, _ person: SignedIn) throws(APIFault) -> Bool {
        try reading { connection throws(StoreError) in
            try !PersonDesk(person, node, connection).versions(of: id).isEmpty
        }
    }

    /// What items are called and how they are marked, by identifier; what is hidden or gone has neither.
    package func named(_ ids: Set<String>, _ person: SignedIn, in language: String?) throws(APIFault) -> [String: (
        name: NameDesk.Name, banner: String
    )] {
        try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let names = NameDesk(desk, try HoldingDesk(desk, holdings, connection), in: language, connection)
            var named: [String: (name: NameDesk.Name, banner: String)] = [:]
            for id in ids {
                guard let (_, object) = try desk.versions(of: id).first else { continue }
                named[id] = (try names.name(object.root), desk.banner(object.root))
            }
            return named
        }
    }

    /// Those of some items that a person may be told about.
    package func known(_ ids: Set<String>, _ person: SignedIn) throws(APIFault) -> Set<String> {
        try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            var known: Set<String> = []
            for id in ids where try desk.mayKnow(of: id) { known.insert(id) }
            return known
        }
    }

    /// Those of some states that are about items that a person may be told about.
    package func told<State: NoticeState>(_ states: [State], _ person: SignedIn) throws(APIFault) -> [State] {
        let known = try known(Set(states.map(\.begun.item)), person)
        return states.filter { known.contains($0.begun.item) }
    }

    /// The answer that lists states: what all of them say, and what each kind adds.
    package func list<State: NoticeState>(
        _ states: [State],
        _ call: APICall,
        _ more: (State) -> KeyValuePairs<String, JSONTree?>
    ) throws(APIFault) -> HTTPResponse {
        let named = try named(Set(states.map(\.begun.item)), call.signedIn(), in: call.readersLanguage)
        let items = states.map { state in
            let members: KeyValuePairs<String, JSONTree?> = [
                "id": .string(state.begun.id), "partner": .string(state.partner),
                "incoming": .bool(state.isIncoming), "item": .string(state.begun.item),
                "name": named[state.begun.item].map { .string($0.name.text) },
                "translated": named[state.begun.item]?.name.translated, "claim": named[state.begun.item]?.name.claim,
                "banner": named[state.begun.item].map { .string($0.banner) },
            ]
            return JSONTree.object(
                (Array(members) + Array(more(state))).compactMap { name, value in
                    value.map { JSONMember(name, $0) }
                }
            )
        }
        return Self.json(.members(["items": .array(items)]))
    }

    /// Requests for consent about items that a person may be told about.
    package func consents(for person: SignedIn) throws(APIFault) -> [ConsentState] {
        let states = try attempt { () throws(NodeError) in try node.consents() }
        return try told(states, person)
    }

    /// Recalls of items that a person may be told about.
    package func recalls(for person: SignedIn) throws(APIFault) -> [RecallState] {
        let states = try attempt { () throws(NodeError) in try node.recalls() }
        return try told(states, person)
    }

    package func consents(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        return try list(try consents(for: person), call) { state in
            [
                "recipient": state.request.recipient.map { .string($0) }, "state": .string(state.state.rawValue),
                "purpose": state.request.purpose.map { .string($0) }, "due": state.request.due.map { .string($0) },
                "until": (state.answer?.until ?? state.request.until).map { .string($0) },
                "reference": state.answer?.reference.map { .string($0) },
            ]
        }
    }

    package func details(_ call: APICall) throws(APIFault) -> NoticeDetails {
        var details = NoticeDetails()
        details.purpose = try call.optional("purpose")
        details.until = try call.optional("until")
        details.due = try call.optional("due")
        details.reference = try call.optional("reference")
        details.reason = try call.optional("reason")
        return details
    }

    package func askConsent(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (item, partner) = (try call.text("item"), try partner(called: call.text("partner")))
        guard try sees(item, person) else { throw .notFound }
        let (recipient, details) = (try call.text("recipient"), try details(call))
        let id = try attempt { () throws(NodeError) in
            try node.askConsent(
                for: item,
                of: partner,
                to: recipient,
                officer: person.account.title,
                details: details
            )
        }
        return Self.json(.members(["id": .string(id)]))
    }

    package func answerConsent(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        guard try consents(for: person).contains(where: { $0.request.id == id }) else { throw .notFound }
        guard let isGranted = try call.flag("granted") else { throw .invalid("`granted` is missing") }
        let details = try details(call)
        let answer = try attempt { () throws(NodeError) in
            try node.answerConsent(id, isGranted: isGranted, officer: person.account.title, details: details)
        }
        return Self.json(.members(["id": .string(answer)]))
    }

    package func recalls(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        return try list(try recalls(for: person), call) { state in
            [
                "action": state.notice.action.map { .string($0.rawValue) },
                "due": state.notice.due.map { .string($0) }, "reason": state.notice.reason.map { .string($0) },
                "level": state.notice.level.map { .string($0) }, "state": .string(state.standing.rawValue),
                "outcome": state.answer?.outcome.map { .string($0.rawValue) },
                "article": state.answer?.article.map { .string($0) },
                "passed_on": state.passedOn.isEmpty ? nil : .strings(state.passedOn),
            ]
        }
    }

    package func recall(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let item = try call.text("item")
        guard try sees(item, person) else { throw .notFound }
        guard let action = RecallAction(rawValue: try call.text("action")) else {
            let actions = RecallAction.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("`action` is none of \(actions)")
        }
        var order = RecallOrder(action, officer: person.account.title, details: try details(call))
        order.level = try call.optional("level")
        let partners = try call.texts("partners")
        order.partners = partners.isEmpty ? nil : partners
        let asked = try attempt { [order] () throws(NodeError) in try node.recall(item, order) }
        let items = asked.map { JSONTree.members(["id": .string($0.id), "partner": .string($0.partner)]) }
        return Self.json(.members(["items": .array(items)]))
    }

    package func answerRecall(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        guard try recalls(for: person).contains(where: { $0.notice.id == id }) else { throw .notFound }
        guard let outcome = RecallOutcome(rawValue: try call.text("outcome")) else {
            let outcomes = RecallOutcome.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("`outcome` is none of \(outcomes)")
        }
        let (article, details) = (try call.optional("article"), try details(call))
        let done = try attempt { () throws(NodeError) in
            try node.answerRecall(id, outcome, article: article, officer: person.account.title, details: details)
        }
        return Self.json(.members(["id": .string(done.id), "certificate": done.certificate?.json]))
    }
}
