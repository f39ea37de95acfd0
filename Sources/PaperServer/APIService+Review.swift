internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import Paper
internal import Releasing
internal import Store
package import Transport

/// The register of commitments as a report.
extension APIService {
    package static let workFilesCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "commitments/review",
            .reader,
            "The register of commitments as a report: what the person may see and what may leave the node as a file. "
                + "It bears the marking of all that stands in it, and is an entry of the log.",
            once: OncePolicy.none,
            body: .json(ReportOrder.shape.adding(["area?": .text.noted("one area alone")])),
            answers: [.file("application/pdf"), .file(APIService.wordType)],
            refusals: [501],
            run: APIService.review
        )
    ]

    package func review(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, order) = (try call.signedIn(), try reportOrder(call))
        let area = try call.optional("area").flatMap { $0.isEmpty ? nil : $0 }
        let register = try reading { connection throws(StoreError) in
            try LeavingRegister(person, in: order.language, area: area, self, connection)
        }
        let paper = ReviewPaper(order.words, on: node.clock()).report(
            register,
            area: area,
            node: try reportTitle(order),
            language: order.language,
            maker: person.account.title
        )
        return try report(
            paper,
            .members(["made": .string(paper.made), "items": .array(register.items)]),
            named: "entente-review",
            order,
            ReportLeaving(kind: .review, objects: register.objects, opened: register.opened),
            to: person
        )
    }
}
