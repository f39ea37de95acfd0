internal import Calls
package import ConsoleServer
package import Desk
package import Transport

/// The after-action report of an exercise for one partner.
extension APIService {
    package static let exerciseFilesCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "exercises/report",
            .reader,
            "The after-action report of an exercise for one partner: what that partner gave or was given of it, whole or in "
                + "part, and nothing else. It bears the marking of all that stands in it, and is an entry of the log.",
            once: OncePolicy.none,
            body: .json(
                ReportOrder.shape.adding([
                    "exercise": .identifier, "party": .identifier.noted("the identity of the partner's party"),
                ])
            ),
            answers: [.file("application/pdf"), .file(APIService.wordType)],
            refusals: [404, 501],
            run: APIService.exerciseReport
        )
    ]

    package func exerciseReport(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (id, party) = (try call.text("exercise"), try call.text("party"))
        return try report(.exercise(id), for: party, try reportOrder(call), by: try call.signedIn())
    }
}
