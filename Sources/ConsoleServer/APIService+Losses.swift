internal import Calls
internal import Configuration
package import Desk
package import Exchange
package import Installation
internal import JSON
internal import Release
internal import Releasing
internal import Store
package import Transport

/// Losses and possible losses (R17): told to the originator, later reported on.
extension APIService {
    package static let lossesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "losses",
            .roles([.disclosureOfficer]),
            "Losses and possible losses, own and partners'.",
            query: [.language],
            answers: [
                .json(
                    .asked([
                        "noticed?": .text, "certain": .flag, "due?": .text, "reason?": .text,
                        "state": .choice("asked", "overdue", "confirmed"), "report?": .text,
                        "measures?": .text,
                    ])
                )
            ],
            run: APIService.losses
        ),
        Endpoint(
            .post,
            "losses",
            .roles([.disclosureOfficer]),
            "Tells an originator of a loss or possible loss.",
            scope: .decide,
            body: .json(
                .record([
                    "item": .words, "partner": .words, "noticed": .words.noted("a day or timestamp"),
                    "certain": .flag, "due?": .text, "reason?": .text, "reference?": .text,
                ])
            ),
            answers: [.json(.record(["id": .identifier]))],
            refusals: [404],
            run: APIService.tellLoss
        ),
        Endpoint(
            .post,
            "losses/{id}",
            .roles([.disclosureOfficer]),
            "Reports what the inquiry into a loss found.",
            scope: .decide,
            body: .json(.record(["found": .words, "measures?": .text, "reference?": .text, "reason?": .text])),
            answers: [.json(.record(["id": .identifier]))],
            run: APIService.reportLoss
        ),
    ]

    /// Losses of items that a person may be told about.
    package func losses(for person: SignedIn) throws(APIFault) -> [LossState] {
        let states = try attempt { () throws(NodeError) in try node.losses() }
        return try told(states, person)
    }

    package func losses(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        return try list(try losses(for: person), call) { state in
            [
                "noticed": state.notice.noticed.map { .string($0) },
                "certain": .bool(state.notice.isActual ?? false), "due": state.notice.due.map { .string($0) },
                "reason": state.notice.reason.map { .string($0) }, "state": .string(state.standing.rawValue),
                "report": state.report?.report.map { .string($0) },
                "measures": state.report?.measures.map { .string($0) },
            ]
        }
    }

    package func tellLoss(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (item, noticed) = (try call.text("item"), try call.text("noticed"))
        let partner = try partner(called: call.text("partner"))
        guard let isCertain = try call.flag("certain") else { throw .invalid("`certain` is missing") }
        guard try sees(item, person) else { throw .notFound }
        let order = LossOrder(
            noticed: noticed,
            isActual: isCertain,
            officer: person.account.title,
            details: try details(call)
        )
        let id = try attempt { () throws(NodeError) in try node.tellLoss(of: item, to: partner, order) }
        return Self.json(.members(["id": .string(id)]))
    }

    package func reportLoss(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        guard try losses(for: person).contains(where: { $0.notice.id == id && !$0.isIncoming }) else {
            throw .notFound
        }
        let (found, measures) = (
            try call.text("found"), try call.optional("measures").flatMap { $0.isEmpty ? nil : $0 }
        )
        let details = try details(call)
        let report = try attempt { () throws(NodeError) in
            try node.reportLoss(
                id,
                report: found,
                measures: measures,
                officer: person.account.title,
                details: details
            )
        }
        return Self.json(.members(["id": .string(report)]))
    }
}
