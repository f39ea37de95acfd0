internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Exchange
package import Installation
internal import JSON
internal import Labels
internal import Release
internal import Releasing
internal import STIX
internal import Store
package import Transport

/// An officer's acts: what goes to partners, and what does not.
extension APIService {
    package static let releasesCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "releases",
            .roles([.disclosureOfficer]),
            "An officer's act of release. Of each object exactly the version that `versions` names goes, else the one that stands for it; where a named one is not the newest any more, nothing is done (`newer-version`) unless `older` asks for it.",
            scope: .decide,
            body: .json(
                .record([
                    "ids": .texts, "parties": .texts, "named?": .texts, "purpose?": .text,
                    "channel?": .choice("electronic", "courier"), "reason?": .text, "lang?": .text,
                    "versions?": .map(.text).noted(
                        "the version that was looked at, by the identifier of each object"
                    ),
                    "older?": .flag.noted(
                        "whether a version is meant that is not the newest one; it then stands beside the newest one"
                    ),
                    "absent?": .flag.noted(
                        "whether identifiers of what is not held here may go with what names them"
                    ),
                ])
            ),
            answers: [
                .json(
                    .record([
                        "results": .list(
                            .record([
                                "id": .identifier, "party": .text, "outcome": .text, "new": .flag,
                                "originator?": .flag.noted(
                                    "whether it is that party's own: it has it, and nothing is given back"
                                ),
                                "grounds": .list(.ground), "remedies": .texts,
                                "version": .text.noted("the version that was decided about"),
                                "first_officer?": .text.noted(
                                    "who said yes so far, where another officer has to release it as well; nothing went yet"
                                ), "warnings?": .warnings,
                            ])
                        )
                    ])
                )
            ],
            refusals: [404],
            run: APIService.release
        ),
        Endpoint(
            .post,
            "refusals",
            .roles([.disclosureOfficer]),
            "An officer's no to what waits.",
            scope: .decide,
            body: .json(.record(["id": .words, "party": .words, "reason": .words])),
            answers: [.nothing("refused")],
            refusals: [404],
            run: APIService.refuse
        ),
    ]

    /// An officer's release: only of what the officer may see, and where four eyes are asked for, not of own work.
    package func release(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let known = try attempt { () throws(NodeError) in try node.partnerNames() }
        func partners(_ name: String) throws(APIFault) -> [String] {
            let called = try call.texts(name)
            return try attempt { () throws(NodeError) in
                try called.map { name throws(NodeError) in try known.shortName(of: name) }
            }
        }
        let (ids, parties, named) = (try call.texts("ids"), try partners("parties"), try partners("named"))
        guard !ids.isEmpty, !parties.isEmpty else { throw .invalid("`ids` and `parties` are needed") }
        let versions = try call.named("versions")
        let isOlder = try call.content()["older"]?.bool ?? false
        try check(ids, person, versions, isOlder: isOlder)
        var order = ReleaseOrder(parties: parties, ids: ids, named: Set(named), officer: person.account.title)
        order.rows = try rows(ids, person)
        order.absentees = try absentees(for: ids, person)
        order.versions = versions
        order.channel = try channel(try call.optional("channel"))
        order.purpose = try call.optional("purpose")
        (order.reason, order.account) = (try call.optional("reason"), person.account.name)
        order.givesAbsent = try call.content()["absent"]?.bool ?? false
        order.language = call.language
        let results = try attempt { [order] () throws(NodeError) in try node.release(order) }
        let told = try warnings(of: results, person)
        let items = results.filter { ids.contains($0.id) }.map { result in
            JSONTree.members([
                "id": .string(result.id), "version": .string(result.version), "party": .string(result.party),
                "outcome": .string(result.decision.outcome.rawValue), "new": .bool(result.isNew),
                "originator": result.isTheirs ? .bool(true) : nil,
                "first_officer": result.firstOfficer.map { .string($0) },
                "grounds": .array(result.decision.grounds.map { result.explanation.json(of: $0, withWords: true) }),
                "remedies": .strings(result.decision.outcome.lets ? [] : result.explanation.remedies),
                "warnings": result.explanation.json(of: told[result.row] ?? []),
            ])
        }
        return Self.json(.members(["results": .array(items)]))
    }

    /// What is told of results as far as the person may see the properties, by rows.
    private func warnings(of results: [ReleaseResult], _ person: SignedIn) throws(APIFault) -> [Int64:
        [ReleaseWarning]]
    {
        let warned = results.filter { !$0.warnings.isEmpty }
        guard !warned.isEmpty else { return [:] }
        return try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            var told: [Int64: [ReleaseWarning]] = [:]
            for result in warned {
                let version = try desk.versions(of: result.id).first { $0.version.row == result.row }
                guard let object = version.map({ JSONTree($0.object.root) }) else { continue }
                told[result.row] = desk.shown(result.warnings, in: object, own: result.id)
            }
            return told
        }
    }

    /// The versions of some objects that a person may see: no other is decided about in that person's name.
    package func rows(_ ids: [String], _ person: SignedIn) throws(APIFault) -> Set<Int64> {
        try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            var rows: Set<Int64> = []
            for id in ids { rows.formUnion(try desk.versions(of: id).map(\.version.row)) }
            return rows
        }
    }

    /// Whether an officer may decide about some objects: sees the versions that are meant, and did not write them where four eyes
    /// are asked for.
    ///
    /// What was previewed and is not the newest version any more is looked at again, unless an older one is meant.
    package func check(
        _ ids: [String],
        _ person: SignedIn,
        _ versions: [String: String] = [:],
        isOlder: Bool = false,
        asksFourEyes: Bool = true
    ) throws(APIFault) {
        let (isSeen, isOwn, isNewest) = try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            var (isSeen, isOwn, isNewest) = (true, false, true)
            for id in ids {
                let seen = try desk.versions(of: id).map(\.version.version)
                if let version = versions[id] {
                    if !seen.contains(version) { isSeen = false }
                    if seen.first != version { isNewest = false }
                } else if seen.isEmpty {
                    isSeen = false
                }
                if try AccountRows(connection).authors(of: id).contains(person.account.name) { isOwn = true }
            }
            return (isSeen, isOwn, isNewest)
        }
        guard isSeen else { throw .notFound }
        guard isNewest || isOlder else {
            throw APIFault(409, "newer-version", "there is a newer version than the one that was looked at")
        }
        guard !isOwn || !asksFourEyes || !node.configuration.asksFourEyes else {
            throw APIFault(409, "four-eyes", "another officer has to release what you wrote yourself")
        }
    }

    /// An officer's no: the item leaves the queue, and the log says who decided.
    package func refuse(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (id, reason) = (try call.text("id"), try call.text("reason"))
        let party = try partner(called: call.text("party"))
        let isSeen = try reading { connection throws(StoreError) in
            try !PersonDesk(person, node, connection).versions(of: id).isEmpty
        }
        guard isSeen else { throw .notFound }
        let absentee = try absentees(for: [id], person)[id]
        let isDone = try attempt { () throws(NodeError) in
            try node.refuse(id, to: party, officer: person.account.title, reason: reason, absentee: absentee)
        }
        guard isDone else { throw .notFound }
        return Self.nothing
    }
}
