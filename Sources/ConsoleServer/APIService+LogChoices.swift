internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Installation
package import JSON
internal import Store
package import Transport
package import Witnessing

/// What can be chosen where the log is asked, and what was meant where a name is not known.
extension APIService {
    package static let logChoicesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "log/choices",
            .roles([.auditor, .securityOfficer, .disclosureOfficer]),
            "What the log can be asked for: what occurs in it, partners, and articles of agreements in use.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "kinds": .texts.noted("kinds that occur, and `given` for what was given, whole or in part"),
                        "parties": .list(.record(["name": .text, "title": .text])),
                        "officers?": .texts.noted("for those who read the whole log"),
                        "agreements?": .list(.record(["name": .text, "title": .text, "articles": .texts]))
                            .noted("for those who read the whole log"),
                    ])
                )
            ],
            run: APIService.logChoices
        )
    ]

    package func logChoices(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let readsLog = person.has(.auditor) || person.has(.securityOfficer)
        let choices = try logChoices(in: call.language)
        return Self.json(
            .members([
                "kinds": .strings(readsLog ? choices.kinds : AuditQuestion.kinds),
                "parties": .array(
                    choices.parties.map { .members(["name": .string($0.name), "title": .string($0.title)]) }
                ),
                "officers": readsLog ? .strings(choices.officers) : nil,
                "agreements": readsLog
                    ? .array(
                        choices.agreements.map { one in
                            .members([
                                "name": .string(one.name), "title": .string(one.title),
                                "articles": .strings(one.articles),
                            ])
                        }
                    ) : nil,
            ])
        )
    }

    /// What the log can be asked for.
    package struct LogChoices: Sendable {
        package let kinds: [String]
        package let parties: [(name: String, title: String)]
        package let officers: [String]
        package let agreements: [(name: String, title: String, articles: [String])]

        /// What a partner is called; its short name where nobody has said.
        package func title(of party: String) -> String { parties.first { $0.name == party }?.title ?? party }

        /// What an agreement is called.
        package func title(ofAgreement name: String) -> String {
            agreements.first { $0.name == name }?.title ?? name
        }
    }

    package func logChoices(in language: String) throws(APIFault) -> LogChoices {
        try reading { connection throws(StoreError) -> LogChoices in
            let found = try logNames.look(connection)
            let set = try node.agreements.set(AgreementRows(connection).current(), connection)
            let partners = try PartnerRows(connection).all()
            var titles = Dictionary(found.parties.map { ($0, $0) }) { first, _ in first }
            for partner in partners {
                let party = partner.identity.flatMap { set.party($0) } ?? set.party(partner.name)
                titles[partner.name] = party?.titles.text(in: language) ?? partner.title
            }
            var articles: [String: Set<String>] = [:]
            for basis in found.bases {
                let parts = basis.split(separator: ",", maxSplits: 1).map { String($0.trimmingPrefix(" ")) }
                if parts.count == 2 { articles[parts[0], default: []].insert(parts[1]) }
            }
            for agreement in set.agreements {
                articles[agreement.name, default: []].formUnion(agreement.rules.map(\.article).filter { !$0.isEmpty })
            }
            return LogChoices(
                kinds: [AuditQuestion.given] + found.kinds.sorted(),
                parties: titles.map { (name: $0.key, title: $0.value) }.sorted { $0.title < $1.title },
                officers: found.officers.union(try AccountRows(connection).all().map(\.title)).sorted(),
                agreements: articles.map { name, articles in
                    let agreement = set.agreements.first { $0.name == name }
                    return (name, agreement?.titles.text(in: language) ?? name, articles.sorted(by: Self.isBefore))
                }.sorted { $0.title < $1.title }
            )
        }
    }

    /// `article 4` stands before `article 14`.
    private static func isBefore(_ one: String, _ other: String) -> Bool {
        func number(_ text: String) -> Int { Int(text.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0 }
        return (number(one), one) < (number(other), other)
    }

    /// A name that was asked for and that nothing here has; it must not read as if nothing had been given.
    package struct UnknownName: Sendable {
        /// `party`, `officer`, `object` or `agreement`.
        package let field: String
        /// As it was asked for.
        package let asked: String
        /// What may have been meant, the nearest first.
        package let near: [String]

        package var json: JSONTree {
            .members(["field": .string(field), "asked": .string(asked), "near": .strings(near)])
        }

        /// In words, for a call that is not done.
        package var words: String {
            let names = near.map { "`\($0)`" }.joined(separator: ", ")
            return near.isEmpty
                ? "`\(field)`: `\(asked)` is not known here"
                : "`\(field)`: `\(asked)` is not known here; there are \(names)"
        }
    }

    /// Which names of a question nothing here has.
    package func unknown(_ question: AuditQuestion, _ choices: LogChoices) -> [UnknownName] {
        var unknown: [UnknownName] = []
        if let party = question.party, !choices.parties.contains(where: { $0.name == party }) {
            unknown.append(Self.unknown("party", party, among: choices.parties.map(\.title)))
        }
        if let officer = question.officer {
            // What root did for a name is found under that name as well.
            let host = Actor.host(for: officer).officer
            if !choices.officers.contains(officer), !choices.officers.contains(host) {
                unknown.append(Self.unknown("officer", officer, among: choices.officers))
            }
        }
        if let agreement = question.agreement, !choices.agreements.contains(where: { $0.name == agreement }) {
            unknown.append(Self.unknown("agreement", agreement, among: choices.agreements.map(\.name)))
        }
        return unknown
    }

    private static func unknown(_ field: String, _ asked: String, among names: [String]) -> UnknownName {
        let part = asked.lowercased()
        let nearest = Suggestion.nearest(to: asked, in: names)
        let alike = names.filter { $0 != nearest && $0.lowercased().contains(part) }
        let first = (nearest.map { [$0] } ?? []) + alike
        return UnknownName(field: field, asked: asked, near: Array((first.isEmpty ? names : first).prefix(12)))
    }
}
