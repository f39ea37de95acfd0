internal import Calls
internal import Configuration
package import Desk
package import Installation
package import JSON
internal import Releasing
package import Store
package import Transport
internal import Work

/// What waits for an officer.
extension APIService {
    package static let queueCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "queue",
            .roles([.disclosureOfficer]),
            "What waits for an officer.",
            query: [.language],
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "id": .identifier, "type": .text, "name": .text, "version": .text, "banner": .text,
                                "party": .text, "title": .text, "since": .time, "reason": .text,
                                "translated?": .translated, "claim?": .claim, "languages?": .languages,
                                "decision?": .decision,
                                "given?": .given, "first?": .firstYes,
                            ])
                        )
                    ])
                )
            ],
            run: APIService.queue
        )
    ]

    /// One item that waits, as far as an officer may see it.
    package struct Waiting {
        package let id: String
        package let party: String
        package let since: Int64
        package let reason: String
        /// The version that stands for the object, of those that the officer may see.
        package let version: ObjectRows.Summary
        package let name: NameDesk.Name
        package let banner: String
        /// The version that the party was given last, where it is another one and the officer may see it.
        package let given: Given?
        /// The yes of a first officer for that version, where two are needed.
        package let first: StoredProposal?
    }

    /// A version that a party was given.
    package struct Given {
        package let version: String
        package let banner: String

        package var json: JSONTree { .members(["version": .string(version), "banner": .string(banner)]) }
    }

    /// What waits for an officer, as far as this one may see it; nothing that its own originator would get.
    package func waiting(in language: String?, _ person: SignedIn) throws(APIFault) -> [Waiting] {
        try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let seen = try HoldingDesk(desk, holdings, connection)
            let names = NameDesk(desk, seen, in: language, connection)
            let originators = try Originators(node, connection)
            var waiting: [Waiting] = []
            var known: Set<[String]> = []
            for item in try QueueRows(connection).all() {
                let versions = try desk.versions(of: item.id)
                guard let (version, object) = versions.first,
                    !originators.partners(of: versions).contains(item.party),
                    known.insert([item.id, item.party]).inserted
                else { continue }
                let given = try ReleaseRows(connection).lastGiven(of: item.id, to: item.party)
                let first = try ProposalRows(connection).find(version.row, party: item.party)
                let older = versions.first { $0.version.row == given && $0.version.row != version.row }
                waiting.append(
                    Waiting(
                        id: item.id,
                        party: item.party,
                        since: item.since,
                        reason: item.reason,
                        version: version,
                        name: try names.name(object.root),
                        banner: desk.banner(object.root),
                        given: older.map { Given(version: $0.version.version, banner: desk.banner($0.object.root)) },
                        first: first
                    )
                )
            }
            return waiting
        }
    }

    /// The yes of a first officer, as another one is told of it.
    static func json(_ first: StoredProposal, _ person: SignedIn) -> JSONTree {
        .members([
            "officer": .string(first.officer), "made": .string(Moment.text(first.made)),
            "own": .bool(first.account == person.account.name),
        ])
    }

    package func queue(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let partners = Dictionary(try partnerList().map { ($0.name, $0) }) { first, _ in first }
        var items: [JSONTree] = []
        for item in try waiting(in: call.readersLanguage, person).prefix(200) {
            guard let partner = partners[item.party] else { continue }
            let result = try trial(item.id, nil, item.party, call, named: [])
            items.append(
                .members([
                    "id": .string(item.id), "type": .string(item.version.type), "name": .string(item.name.text),
                    "translated": item.name.translated, "claim": item.name.claim, "languages": item.name.tags,
                    "version": .string(item.version.version), "banner": .string(item.banner),
                    "party": .string(item.party), "title": .string(partner.title),
                    "since": .string(Moment.text(item.since)), "reason": .string(item.reason),
                    "given": item.given?.json,
                    "first": item.first.map { Self.json($0, person) },
                    "decision": try result.map { result throws(APIFault) in try json(result, partner, person) },
                ])
            )
        }
        return Self.json(.members(["items": .array(items)]))
    }
}
