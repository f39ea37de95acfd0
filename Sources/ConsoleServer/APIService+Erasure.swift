internal import Calls
internal import Configuration
package import Desk
internal import Exchange
internal import Installation
internal import JSON
internal import Releasing
internal import Store
package import Transport

/// Destroying what a partner gave (R14), by an officer who may see it.
extension APIService {
    package static let erasureCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "erasures",
            .roles([.disclosureOfficer]),
            "Destroys every version of an item that came from a partner, with a certificate.",
            scope: .decide,
            body: .json(.record(["item": .words, "partner": .words, "reason": .words])),
            answers: [
                .json(
                    .record(["certificate": .record([:]).noted("what was destroyed, and what the node cannot reach")])
                )
            ],
            refusals: [404],
            run: APIService.erase
        )
    ]

    /// Destroys an item, and gives the certificate as far as it is about versions that the officer saw.
    ///
    /// Every version goes, also one that the officer may not see: what its giver gave is destroyed or it is not.
    package func erase(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (item, reason) = (try call.text("item"), try call.text("reason"))
        let partner = try partner(called: call.text("partner"))
        let seen = try reading { connection throws(StoreError) in
            try PersonDesk(person, node, connection).versions(of: item).map(\.version)
                .filter { $0.sourceKind == "partner" && $0.sourceName == partner }.map(\.version)
        }
        guard !seen.isEmpty else { throw .notFound }
        let certificate = try attempt { () throws(NodeError) in
            try node.erase(item, of: partner, officer: person.account.title, reason: reason)
        }
        let shown = certificate.only { $0.id == item && seen.contains($0.version) }
        return Self.json(.members(["certificate": shown.json]))
    }
}
