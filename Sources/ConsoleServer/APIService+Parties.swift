internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Installation
package import JSON
internal import Store
package import Transport

/// What parties are called: the node's own, its partners' and those of the agreements in use, by language.
extension APIService {
    package static let partiesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "parties",
            .signedIn,
            "What parties are called, in each language that has a name for them.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "name": .text.noted(
                                    "the short name of the node or a partner, or the name in agreements"
                                ),
                                "titles": .map(.text).noted("the name for people by language"),
                            ])
                        )
                    ])
                )
            ],
            run: APIService.parties
        )
    ]

    package func parties(_ call: APICall) throws(APIFault) -> HTTPResponse {
        _ = try call.signedIn()
        let items = try reading { connection throws(StoreError) in
            let set = try agreements(connection)
            var known: Set<String> = []
            var items: [JSONTree] = []
            func add(_ name: String, _ titles: JSONTree) {
                if known.insert(name).inserted {
                    items.append(.members(["name": .string(name), "titles": titles]))
                }
            }
            add(node.configuration.name, ownTitles(set))
            for partner in try PartnerRows(connection).all() {
                let party = partner.identity.flatMap { set.party($0) } ?? set.party(partner.name)
                add(partner.name, Self.titles(of: partner.name, partner.title, party))
            }
            for party in set.parties { add(party.name, Self.titles(of: party.name, party.name, party)) }
            return items
        }
        return Self.json(.members(["items": .array(items)]))
    }

    /// What the node's own party is called, by language.
    package func ownTitles() throws(APIFault) -> JSONTree {
        try reading { connection throws(StoreError) in ownTitles(try agreements(connection)) }
    }

    private func agreements(_ connection: Connection) throws(StoreError) -> AgreementSet {
        try node.agreements.set(AgreementRows(connection).current(), connection)
    }

    private func ownTitles(_ set: AgreementSet) -> JSONTree {
        let configuration = node.configuration
        let party = configuration.identity.flatMap { set.party($0) } ?? set.party(configuration.name)
        return Self.titles(of: configuration.name, configuration.title, party)
    }

    /// The names of a party: those of the agreements, and in English that of its node, unless that is its short name.
    private static func titles(of name: String, _ title: String, _ party: Party?) -> JSONTree {
        var titles = Dictionary((party?.titles ?? []).map { ($0.language, $0.text) }) { first, _ in first }
        if title != name || titles["en"] == nil { titles["en"] = title }
        return .object(titles.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
    }
}
