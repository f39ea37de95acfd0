internal import Calls
package import ConsoleServer
package import Desk
package import Transport

/// The report on a case for one partner.
extension APIService {
    package static let caseFilesCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "cases/report",
            .reader,
            "The report on a case for one partner: what that partner gave or was given of it, whole or in part, and "
                + "nothing else. It bears the marking of all that stands in it, and is an entry of the log.",
            once: OncePolicy.none,
            body: .json(
                ReportOrder.shape.adding([
                    "case": .identifier, "party": .identifier.noted("the identity of the partner's party"),
                ])
            ),
            answers: [.file("application/pdf"), .file(APIService.wordType)],
            refusals: [404, 501],
            run: APIService.caseReport
        )
    ]

    package func caseReport(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (id, party) = (try call.text("case"), try call.text("party"))
        return try report(.incident(id), for: party, try reportOrder(call), by: try call.signedIn())
    }
}
