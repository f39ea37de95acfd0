internal import Calls
package import Desk
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import Store
package import Transport
internal import Work

/// Several objects of a list for one partner at once: first what would become of each, then the act for each by itself.
///
/// 1. What was not shown and named is not decided about: each item has its version and the outcome that was looked at.
/// 2. Rights, four eyes and two officers are asked for each as for one alone, and each has its own entry in the log.
/// 3. What would go another way than it was shown is left, and the answer says so.
extension APIService {
    package static let togetherCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "releases/outcomes",
            .roles([.author, .disclosureOfficer]),
            "What would become of several objects if they were released, or handed in for that; nothing is done.",
            acts: ["release": .roles([.disclosureOfficer]), "submit": .roles([.author])],
            scope: .read,
            once: OncePolicy.none,
            body: .json(
                .record([
                    "act": .choice("release", "submit"), "party": .words,
                    "items": .list(.record(["id": .text, "version": .text]), from: 1, to: APIService.most),
                ]).adding(APIService.terms)
            ),
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "id": .text, "version": .text,
                                "state": .text.noted(
                                    "the outcome, or why there is none: not-found, not-own, newer-version, four-eyes,"
                                        + " originator"
                                ),
                                "name?": .text, "type?": .text, "banner?": .text, "translated?": .translated,
                                "claim?": .claim,
                                "languages?": .languages, "decision?": .decision,
                            ])
                        )
                    ])
                )
            ],
            run: APIService.outcomes
        ),
        Endpoint(
            .post,
            "releases/together",
            .roles([.disclosureOfficer]),
            "Releases several objects to a partner: each is decided and logged for itself.",
            scope: .decide,
            body: .json(
                .record([
                    "party": .words,
                    "items": .list(
                        .record([
                            "id": .text, "version": .text,
                            "outcome": .choice("release", "rendition").noted("as it was shown; another one is left"),
                        ]),
                        from: 1,
                        to: APIService.most
                    ), "count": .number.noted("how many, said once more"), "reason": .words,
                ]).adding(APIService.terms)
            ),
            answers: [
                .json(
                    .record([
                        "results": .list(
                            .record([
                                "id": .text, "done": .flag,
                                "state": .text.noted(
                                    "the outcome; or why nothing was done: changed, newer-version, four-eyes, proposed,"
                                        + " not-found, failed"
                                ),
                            ])
                        ), "done": .number,
                    ])
                )
            ],
            run: APIService.releaseTogether
        ),
    ]

    /// On what terms they would go.
    private static let terms: KeyValuePairs<String, Shape> = [
        "channel?": .choice("electronic", "courier"), "purpose?": .text,
        // Whether the act names the partner, as TLP:AMBER asks.
        "named?": .flag, "lang?": .text,
    ]

    /// One of the objects, as it was looked at.
    private struct Chosen {
        let id: String
        let version: String
        let outcome: String?
    }

    private func chosen(_ call: APICall) throws(APIFault) -> [Chosen] {
        let items = try call.content()["items"].map { Array($0.elements) } ?? []
        let chosen = items.compactMap { item -> Chosen? in
            guard let id = item["id"]?.string, let version = item["version"]?.string else { return nil }
            return Chosen(id: id, version: version, outcome: item["outcome"]?.string)
        }
        guard !items.isEmpty, items.count <= Self.most, chosen.count == items.count,
            Set(chosen.map(\.id)).count == chosen.count
        else { throw .invalid("`items` has 1 to \(Self.most) objects with their versions, each once") }
        return chosen
    }

    private func terms(_ call: APICall, _ party: String) throws(APIFault) -> Terms {
        Terms(
            channel: try channel(try call.optional("channel")),
            purpose: try call.optional("purpose"),
            named: try call.content()["named"]?.bool ?? false ? [party] : []
        )
    }

    private func linked(_ call: APICall) throws(APIFault) -> StoredPartner {
        let name = try partner(called: call.text("party"))
        guard let found = try partnerList().first(where: { $0.name == name }) else {
            throw .invalid("there is no partner `\(name)`")
        }
        return found
    }

    /// What the person may know of each, and what is decided about none of them for another reason than the outcome.
    private func about(_ chosen: [Chosen], _ party: String, _ act: String, _ call: APICall, _ person: SignedIn)
        throws(APIFault) -> ([String: [JSONMember]], [String: String])
    {
        try reading { connection throws(StoreError) -> ([String: [JSONMember]], [String: String]) in
            let desk = try PersonDesk(person, node, connection)
            let names = NameDesk(
                desk,
                try HoldingDesk(desk, holdings, connection),
                in: call.readersLanguage,
                connection
            )
            let originators = try Originators(node, connection)
            var (about, others) = ([String: [JSONMember]](), [String: String]())
            for one in chosen {
                let versions = try desk.versions(of: one.id)
                if originators.partners(of: versions).contains(party) { others[one.id] = "originator" }
                guard let found = versions.first(where: { $0.version.version == one.version }) else { continue }
                if act == "submit", found.version.sourceKind != "own" { others[one.id] = "not-own" }
                let name = try names.name(found.object.root)
                about[one.id] =
                    JSONTree.members([
                        "name": .string(name.text), "type": .string(found.version.type),
                        "banner": .string(desk.banner(found.object.root)), "translated": name.translated,
                        "claim": name.claim,
                        "languages": name.tags,
                    ]).members ?? []
            }
            return (about, others)
        }
    }

    package func outcomes(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (party, chosen) = (try linked(call), try chosen(call))
        let terms = try terms(call, party.name)
        let act = try call.text("act")
        guard act == "release" || act == "submit" else { throw .invalid("`act` is neither release nor submit") }
        let (about, others) = try about(chosen, party.name, act, call, person)
        var items: [JSONTree] = []
        for one in chosen {
            var members = [JSONMember("id", .string(one.id)), JSONMember("version", .string(one.version))]
            members += about[one.id] ?? []
            var state = "not-found"
            if let other = others[one.id] {
                state = other
            } else {
                do throws(APIFault) {
                    try check([one.id], person, [one.id: one.version], asksFourEyes: act == "release")
                    if let result = try trial(one.id, one.version, party.name, call, terms) {
                        state = result.isTheirs ? "originator" : result.decision.outcome.rawValue
                        members.append(JSONMember("decision", try json(result, party, person)))
                    }
                } catch {
                    guard error.status < 500 else { throw error }
                    state = error.code
                }
            }
            items.append(.object(members + [JSONMember("state", .string(state))]))
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func releaseTogether(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (party, chosen) = (try linked(call).name, try chosen(call))
        let (terms, reason) = (try terms(call, party), try call.text("reason"))
        guard chosen.allSatisfy({ $0.outcome == "release" || $0.outcome == "rendition" }) else {
            throw .invalid("only what goes whole or in part is released")
        }
        // The number is said apart from the list: who has chosen more than was meant is stopped here.
        guard try call.content()["count"]?.integer == chosen.count else {
            throw .invalid("`count` is not the number of `items`")
        }
        var results: [Done] = []
        for one in chosen {
            do throws(APIFault) {
                // Before anything is looked at: of what is hidden there is no trial.
                try check([one.id], person, [one.id: one.version])
                let found = try trial(one.id, one.version, party, call, terms)
                guard let found, !found.isTheirs, found.decision.outcome.rawValue == one.outcome else {
                    results.append(Done(id: one.id, isDone: false, state: "changed"))
                    continue
                }
            } catch {
                guard error.status < 500 else { throw error }
                results.append(Done(id: one.id, isDone: false, state: error.code))
                continue
            }
            results.append(give(one.id, one.version, party, terms, reason, person))
        }
        if results.contains(where: \.isDone) { node.hint([party]) }
        return Self.json(
            .members([
                "results": .array(results.map(\.json)), "done": .integer(results.count(where: \.isDone)),
            ])
        )
    }
}
