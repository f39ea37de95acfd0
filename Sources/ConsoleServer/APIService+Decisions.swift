internal import Agreements
internal import Calls
internal import Configuration
package import Desk
package import Installation
package import JSON
internal import Labels
package import Release
package import Releasing
internal import STIX
package import Store
package import Transport
internal import Work
internal import Workspaces

extension APIService {
    package static let decisionsCalls: [APIEndpoint] = [
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
                        "listed": ListedValue.shapes,
                    ])
                )
            ],
            refusals: [404],
            run: APIService.preview
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

    package func channel(_ text: String?) throws(APIFault) -> Channel {
        guard let text, !text.isEmpty else { return .electronic }
        guard let channel = Channel(rawValue: text) else {
            throw .invalid("`channel` is neither electronic nor courier")
        }
        return channel
    }

    package func partnerList() throws(APIFault) -> [StoredPartner] {
        try reading { connection throws(StoreError) in try PartnerRows(connection).linked() }
    }

    /// How something would go.
    package struct Terms {
        var channel = Channel.electronic
        var purpose: String?
        /// Whether identifiers of what is not held here may go with what names them.
        var givesAbsent = false
        /// Partners that the act names.
        var named: Set<String> = []
    }

    /// The result of a trial about one object for one partner: of one version, else of the one that stands for it.
    package func trial(_ id: String, _ version: String?, _ partner: String, _ call: APICall, named: [String])
        throws(APIFault)
        -> ReleaseResult?
    {
        let terms = Terms(
            channel: try channel(call.asked("channel")),
            purpose: call.asked("purpose"),
            givesAbsent: call.asked("absent") == "true",
            named: Set(named)
        )
        return try trial(id, version, partner, call, terms)
    }

    /// The same on terms that stand elsewhere than in the query.
    package func trial(_ id: String, _ version: String?, _ partner: String, _ call: APICall, _ terms: Terms)
        throws(APIFault)
        -> ReleaseResult?
    {
        var order = ReleaseOrder(parties: [partner], ids: [id], named: terms.named, officer: "officer", isTrial: true)
        order.isAlone = true
        let person = try call.signedIn()
        order.rows = try rows([id], person)
        order.tellsOfNewer = person.has(.disclosureOfficer)
        order.versions = version.map { [id: $0] } ?? [:]
        (order.channel, order.purpose, order.givesAbsent) = (terms.channel, terms.purpose, terms.givesAbsent)
        order.language = call.language
        let results = try attempt { [order] () throws(NodeError) in try node.release(order) }
        return results.first { $0.id == id }
    }

    /// Who could get an object, and why.
    package func decisions(_ call: APICall) throws(APIFault) -> HTTPResponse {
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
    package func json(_ result: ReleaseResult, _ partner: StoredPartner, _ person: SignedIn, hasIt: Bool = false)
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
    package func preview(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let object = try call.content()["object"], object.kind == .object else {
            throw .invalid("`object` is missing")
        }
        let (named, purpose) = (Set(try call.texts("named")), try call.optional("purpose"))
        let channel = try channel(try call.optional("channel"))
        let sources = try sources(call, quotedIn: object)
        let findings = STIXValidator(types: Workspaces.types, sha1: { _ in [] }).findings(for: object)
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
                "listed": ListedDesk.json(of: [object], node),
            ])
        }
        guard let answer else { throw .notFound }
        return Self.json(answer)
    }
}
