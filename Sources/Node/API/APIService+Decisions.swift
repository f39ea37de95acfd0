internal import Agreements
internal import Calls
internal import JSON
internal import Labels
internal import Release
internal import STIX
internal import Store
internal import Transport

extension APIService {
    static let decisionsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "objects/{id}/decisions",
            .reader,
            "Who could get an object, and why.",
            query: [
                QueryField("channel", .choice("electronic", "courier").noted("how it would go")),
                QueryField("purpose", .text.noted("what it is wanted for")),
                QueryField("named", .text.noted("partners that the act would name, with commas")),
                QueryField(
                    "version",
                    .text.noted("the version that is asked about; else the one that stands for the object")
                ),
                QueryField(
                    "absent",
                    .choice("true", "false").noted(
                        "whether identifiers of what is not held here may go with what names them"
                    )
                ), .language,
            ],
            answers: [.json(.record(["decisions": .list(.decision)]))],
            run: APIService.decisions
        ),
        Endpoint(
            .post,
            "preview",
            .reader,
            "Who could get an object that is being written; nothing is kept.",
            scope: .write,
            body: .json(
                .record([
                    "object": .object, "named?": .texts, "channel?": .choice("electronic", "courier"),
                    "purpose?": .text, "lang?": .text,
                    "sources?": .list(.text, from: nil, to: 50).noted("what it quotes"),
                ])
            ),
            answers: [
                .json(
                    .record([
                        "banner": .text, "decisions": .list(.decision),
                        "findings": .list(
                            .record([
                                "code": .text, "severity": .choice("error", "warning"), "path": .text,
                                "message": .text,
                            ])
                        ), "more_findings?": .number.noted("how many there are beside those"),
                        "floor": .texts.noted("what the quoted sources ask for"),
                        "below_sources": .texts.noted("what of that is missing"),
                        "below_portions": .texts.noted("what the portions ask for and the banner lacks"),
                    ])
                )
            ],
            refusals: [404],
            run: APIService.preview
        ),
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

    /// A decision as the console shows it.
    private static func json(
        _ party: String,
        _ title: String,
        _ outcome: Decision.Outcome,
        _ decision: Decision,
        _ explanation: Explanation,
        _ withheld: [WithheldPortion],
        warnings: [ReleaseWarning] = [],
        hasIt: Bool = false
    ) -> JSONTree {
        .members([
            "party": .string(party), "title": .string(title), "outcome": .string(outcome.rawValue),
            "originator": hasIt ? .bool(true) : nil,
            "grounds": .array(decision.grounds.map { explanation.json(of: $0, withWords: true) }),
            "remedies": .strings(outcome.lets ? [] : explanation.remedies),
            "withheld": .array(
                withheld.map { portion in
                    let grounds = portion.decision?.grounds.filter { $0.verdict != .permits } ?? []
                    let text = grounds.map { explanation.text(of: $0) }.joined(separator: "; ")
                    return .members([
                        "selector": .string(portion.selector), "text": .string(text),
                        "tear_line": .bool(portion.hasTearLine),
                    ])
                }
            ),
            "equivalents": .strings(explanation.equivalents.map(\.description)),
            "warnings": explanation.json(of: warnings),
        ])
    }

    private func channel(_ text: String?) throws(APIFault) -> Channel {
        guard let text, !text.isEmpty else { return .electronic }
        guard let channel = Channel(rawValue: text) else {
            throw .invalid("`channel` is neither electronic nor courier")
        }
        return channel
    }

    func partnerList() throws(APIFault) -> [StoredPartner] {
        try reading { connection throws(StoreError) in try PartnerRows(connection).linked() }
    }

    /// The result of a trial about one object for one partner: of one version, else of the one that stands for it.
    func trial(_ id: String, _ version: String?, _ partner: String, _ call: APICall, named: [String]) throws(APIFault)
        -> ReleaseResult?
    {
        var order = ReleaseOrder(parties: [partner], ids: [id], named: Set(named), officer: "officer", isTrial: true)
        order.isAlone = true
        let person = try call.signedIn()
        order.rows = try rows([id], person)
        order.tellsOfNewer = person.has(.disclosureOfficer)
        order.versions = version.map { [id: $0] } ?? [:]
        order.channel = try channel(call.asked("channel"))
        order.purpose = call.asked("purpose")
        order.givesAbsent = call.asked("absent") == "true"
        order.language = call.language
        let results = try attempt { () throws(NodeError) in try node.release(order) }
        return results.first { $0.id == id }
    }

    /// Who could get an object, and why.
    func decisions(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        let version = call.asked("version")
        let found = try reading {
            connection throws(StoreError) -> (originators: Set<String>, partners: [StoredPartner])? in
            let versions = try PersonDesk(person, node, connection).versions(of: id)
            guard versions.contains(where: { version == nil || $0.version.version == version }) else { return nil }
            // Nothing goes yet to a partner that was not invited from here.
            let reached = Set(try CollectionRows(connection).all().filter { $0.kind == .feed }.compactMap(\.party))
            let partners = try PartnerRows(connection).all().filter { reached.contains($0.name) }
            return (try Originators(node, connection).partners(of: versions), partners)
        }
        guard let (originators, partners) = found else { throw .notFound }
        let named = (call.asked("named") ?? "").split(separator: ",").map(String.init)
        var items: [JSONTree] = []
        for partner in partners {
            guard let result = try trial(id, version, partner.name, call, named: named) else { continue }
            items.append(try json(result, partner, person, hasIt: originators.contains(partner.name)))
        }
        return Self.json(.members(["decisions": .array(items)]))
    }

    /// A result as far as the person may know: of portions that are not shown to the person nothing is said.
    func json(_ result: ReleaseResult, _ partner: StoredPartner, _ person: SignedIn, hasIt: Bool = false)
        throws(APIFault) -> JSONTree
    {
        var (withheld, warnings) = (result.rendition?.withheld ?? [], result.warnings)
        if !withheld.isEmpty || !warnings.isEmpty {
            (withheld, warnings) = try reading {
                connection throws(StoreError) -> ([WithheldPortion], [ReleaseWarning]) in
                let desk = try PersonDesk(person, node, connection)
                let version = try desk.versions(of: result.id).first { $0.version.row == result.row }
                guard let object = version.map({ JSONTree($0.object.root) }) else { return ([], []) }
                let shown = withheld.compactMap { portion -> WithheldPortion? in
                    var portion = portion
                    guard let place = desk.place(of: portion.selector, in: object, own: result.id) else { return nil }
                    portion.selector = place
                    return portion
                }
                return (shown, desk.shown(warnings, in: object, own: result.id))
            }
        }
        return Self.json(
            partner.name,
            partner.title,
            result.decision.outcome,
            result.decision,
            result.explanation,
            withheld,
            warnings: warnings,
            hasIt: hasIt || result.isTheirs
        )
    }

    /// So many findings of one object an answer has.
    private static let mostFindings = 100

    /// Who could get an object that is being written, and what is wrong with it; nothing is kept.
    func preview(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let object = try call.content()["object"], object.kind == .object else {
            throw .invalid("`object` is missing")
        }
        let (named, purpose) = (Set(try call.texts("named")), try call.optional("purpose"))
        let channel = try channel(try call.optional("channel"))
        let sources = try sources(call)
        let findings = STIXValidator(options: .init(includesWarnings: true), sha1: { _ in [] }).findings(for: object)
        let language = call.language
        let answer = try reading { connection throws(StoreError) -> JSONTree? in
            let desk = try PersonDesk(person, node, connection)
            let writing = try WritingDesk(person, node, connection)
            guard let demands = try writing.demands(of: sources) else { return nil }
            let below = try writing.sourceShortfalls(of: object, sources)
            guard let masked = try? JSONDocument(parsing: desk.masked(JSONTree(object)).bytes()) else { return nil }
            var items: [JSONTree] = []
            for partner in try PartnerRows(connection).linked() {
                var order = ReleaseOrder(
                    parties: [partner.name],
                    ids: nil,
                    named: named,
                    officer: "officer",
                    isTrial: true
                )
                (order.channel, order.purpose) = (channel, purpose)
                guard let survey = try ReleaseSurvey(partner.name, order, node, connection) else { continue }
                let standing = try survey.standing(of: masked.root)
                let explanation = Explanation(
                    standing.decision,
                    survey.tables,
                    from: survey.from,
                    to: survey.to,
                    language: language
                )
                items.append(
                    Self.json(
                        partner.name,
                        partner.title,
                        standing.outcome,
                        standing.decision,
                        explanation,
                        standing.withheld
                    )
                )
            }
            return .members([
                "banner": .string(desk.banner(object)), "decisions": .array(items),
                "floor": .strings(demands.map(\.text)), "below_sources": .strings(below.map(\.text)),
                "below_portions": .strings(writing.portionShortfalls(of: object).map(\.text)),
                "findings": .array(
                    findings.prefix(Self.mostFindings).map { finding in
                        .members([
                            "code": .string(finding.code.rawValue),
                            "severity": .string(finding.severity == .error ? "error" : "warning"),
                            "path": .string(finding.path), "message": .string(finding.message),
                        ])
                    }
                ),
                "more_findings": findings.count > Self.mostFindings
                    ? .integer(findings.count - Self.mostFindings) : nil,
            ])
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }

    /// An officer's release: only of what the officer may see, and where four eyes are asked for, not of own work.
    func release(_ call: APICall) throws(APIFault) -> HTTPResponse {
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
    func rows(_ ids: [String], _ person: SignedIn) throws(APIFault) -> Set<Int64> {
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
    func check(
        _ ids: [String],
        _ person: SignedIn,
        _ versions: [String: String] = [:],
        isOlder: Bool = false
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
        guard !isOwn || !node.configuration.asksFourEyes else {
            throw APIFault(409, "four-eyes", "another officer has to release what you wrote yourself")
        }
    }

    /// An officer's no: the item leaves the queue, and the log says who decided.
    func refuse(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (id, reason) = (try call.text("id"), try call.text("reason"))
        let party = try partner(called: call.text("party"))
        let isSeen = try reading { connection throws(StoreError) in
            try !PersonDesk(person, node, connection).versions(of: id).isEmpty
        }
        guard isSeen else { throw .notFound }
        let isDone = try attempt { () throws(NodeError) in
            try node.refuse(id, to: party, officer: person.account.title, reason: reason)
        }
        guard isDone else { throw .notFound }
        return Self.nothing
    }
}
