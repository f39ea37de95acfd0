internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
internal import Installation
internal import JSON
internal import Paper
internal import Release
internal import Releasing
internal import Store
package import Transport
internal import Work
internal import WorkExercises

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
        let person = try call.signedIn()
        let (id, party) = (try call.text("exercise"), try call.text("party"))
        let order = try reportOrder(call)
        let found = try reading { connection throws(StoreError) in
            try PartnerAnswer(
                Workspace.exercises.questions.first { $0.name == "after" },
                ["exercise": id],
                "after",
                of: party,
                for: person,
                in: order.language,
                self,
                connection
            )
        }
        guard let found else { throw .notFound }
        let paper = AfterPaper(order.words, on: node.clock()).report(
            found,
            node: try reportTitle(order),
            language: order.language,
            maker: person.account.title
        )
        return try report(
            paper,
            .members(["made": .string(paper.made), "exercise": found.told]),
            named: "entente-after-action",
            order,
            ReportLeaving(
                kind: .exerciseReport,
                objects: found.objects,
                opened: found.opened,
                members: [JSONMember("for", .string(found.partner))]
            ),
            to: person
        )
    }
}
