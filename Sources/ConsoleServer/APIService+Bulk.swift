internal import Calls
package import Desk
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import Store
package import Transport

/// Several decisions of one officer at once: each is decided and logged for itself, and the answer tells of each.
extension APIService {
    package static let bulkCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "decisions",
            .roles([.disclosureOfficer]),
            "Several decisions at once about what waits for one party: each is decided and logged for itself.",
            scope: .decide,
            body: .json(
                .record([
                    "act": .choice("release", "refuse"), "party": .words,
                    "outcome": .choice("release", "rendition", "refer", "refuse").noted(
                        "what the chosen ones were shown as; another one is left"
                    ), "ids": .list(.text, from: 1, to: 100), "count": .number.noted("how many, said once more"),
                    "reason": .words, "lang?": .text,
                    "versions?": .map(.text).noted(
                        "the version that was looked at, by the identifier of each object"
                    ),
                ])
            ),
            answers: [
                .json(
                    .record([
                        "results": .list(
                            .record([
                                "id": .identifier, "done": .flag,
                                "state": .text.noted(
                                    "the outcome; or why nothing was done: not-waiting, changed, four-eyes, failed"
                                ),
                            ])
                        ), "done": .number,
                    ])
                )
            ],
            run: APIService.decideTogether
        )
    ]

    /// So many are decided at once at most.
    static let most = 100

    private enum Act: String { case release, refuse }

    /// What became of one item.
    struct Done {
        let id: String
        let isDone: Bool
        /// The outcome, or why nothing was done.
        let state: String

        var json: JSONTree {
            .members(["id": .string(id), "done": .bool(isDone), "state": .string(state)])
        }
    }

    package func decideTogether(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let act = Act(rawValue: try call.text("act")) else {
            throw .invalid("`act` is neither release nor refuse")
        }
        let (party, reason) = (try partner(called: call.text("party")), try call.text("reason"))
        let (ids, expected) = (try call.texts("ids"), try call.text("outcome"))
        guard !ids.isEmpty, ids.count <= Self.most, Set(ids).count == ids.count else {
            throw .invalid("`ids` has 1 to \(Self.most) items, each once")
        }
        guard act == .refuse || expected == "release" || expected == "rendition" else {
            throw .invalid("only what goes whole or in part is released")
        }
        // The number is said apart from the list: who has chosen more than was meant is stopped here.
        guard try call.content()["count"]?.integer == ids.count else {
            throw .invalid("`count` is not the number of `ids`")
        }
        let versions = try call.named("versions")
        let waiting = Dictionary(
            try waiting(in: call.readersLanguage, person).filter { $0.party == party }.map {
                ($0.id, $0.version.version)
            }
        ) { first, _ in first }
        var results: [Done] = []
        for id in ids {
            guard let version = waiting[id] else {
                results.append(Done(id: id, isDone: false, state: "not-waiting"))
                continue
            }
            // What was looked at is decided about, and nothing that was written since.
            guard versions[id] ?? version == version else {
                results.append(Done(id: id, isDone: false, state: "changed"))
                continue
            }
            results.append(try decide(id, version, party, act, expected, reason, call, person))
        }
        if act == .release, results.contains(where: \.isDone) { node.hint([party]) }
        return Self.json(
            .members([
                "results": .array(results.map(\.json)), "done": .integer(results.count(where: \.isDone)),
            ])
        )
    }

    /// One of them; what goes wrong with it leaves the others as they are.
    private func decide(
        _ id: String,
        _ version: String,
        _ party: String,
        _ act: Act,
        _ expected: String,
        _ reason: String,
        _ call: APICall,
        _ person: SignedIn
    ) throws(APIFault) -> Done {
        let officer = person.account.title
        let found = try trial(id, version, party, call, named: [])?.decision.outcome.rawValue
        guard found == expected else { return Done(id: id, isDone: false, state: "changed") }
        switch act {
        case .refuse:
            let absentee = try absentees(for: [id], person)[id]
            let isDone = try? node.refuse(id, to: party, officer: officer, reason: reason, absentee: absentee)
            return Done(
                id: id,
                isDone: isDone ?? false,
                state: isDone == nil ? "failed" : isDone == true ? "refuse" : "not-waiting"
            )
        case .release:
            return give(id, version, party, Terms(), reason, person)
        }
    }

    /// Releases one of several objects to a party; what goes wrong with it leaves the others as they are.
    func give(
        _ id: String,
        _ version: String,
        _ party: String,
        _ terms: Terms,
        _ reason: String,
        _ person: SignedIn
    ) -> Done {
        do throws(APIFault) {
            try check([id], person, [id: version])
            var order = ReleaseOrder(
                parties: [party],
                ids: [id],
                named: terms.named,
                officer: person.account.title
            )
            (order.reason, order.account) = (reason, person.account.name)
            (order.channel, order.purpose, order.givesAbsent) = (terms.channel, terms.purpose, terms.givesAbsent)
            order.rows = try rows([id], person)
            order.versions = [id: version]
            order.absentees = try absentees(for: [id], person)
            let result = (try? node.release(order, hints: false))?.first { $0.id == id }
            guard let outcome = result?.decision.outcome else { return Done(id: id, isDone: false, state: "failed") }
            if result?.firstOfficer != nil { return Done(id: id, isDone: false, state: "proposed") }
            return Done(id: id, isDone: outcome.lets, state: outcome.lets ? outcome.rawValue : "changed")
        } catch {
            return Done(id: id, isDone: false, state: error.code)
        }
    }
}
