internal import Calls
public import Configuration
package import ConsoleServer
package import Desk
public import Installation
internal import JSON
internal import Paper
internal import Release
internal import Releasing
internal import Store
package import Transport
internal import Work
internal import WorkCases

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
        let person = try call.signedIn()
        let (id, party) = (try call.text("case"), try call.text("party"))
        return try caseReport(id, for: party, try reportOrder(call), by: person)
    }

    /// The report on a case for one partner.
    /// - Parameters:
    ///   - id: the case.
    ///   - party: the identity of the partner's party.
    ///   - order: how it is wanted.
    ///   - person: who has it made, and what it is made of: what that person may see.
    /// - Returns: the file.
    /// - Throws: `APIFault`.
    func caseReport(_ id: String, for party: String, _ order: ReportOrder, by person: SignedIn) throws(APIFault)
        -> HTTPResponse
    {
        let found = try reading { connection throws(StoreError) in
            try PartnerAnswer(
                Workspace.cases.questions.first { $0.name == "case" },
                ["case": id],
                "case",
                of: party,
                for: person,
                in: order.language,
                self,
                connection
            )
        }
        guard let found else { throw .notFound }
        let paper = CasePaper(order.words, on: node.clock()).report(
            found,
            node: try reportTitle(order),
            language: order.language,
            maker: person.account.title
        )
        return try report(
            paper,
            .members(["made": .string(paper.made), "case": found.told]),
            named: "entente-case",
            order,
            ReportLeaving(
                kind: .caseReport,
                objects: found.objects,
                opened: found.opened,
                members: [JSONMember("for", .string(found.partner))]
            ),
            to: person
        )
    }
}

extension Node {
    /// The report on a case for one partner, for somebody who has proved to be a person of the node.
    /// - Parameters:
    ///   - id: the case.
    ///   - party: the short name of the partner, or the identity of its party.
    ///   - format: `pdf` or `docx`.
    ///   - isAccessible: of a PDF: as PDF/UA-1 instead of PDF/A-3b.
    ///   - language: `en`, `ja`, `fr` or `de`.
    ///   - actor: an account that proved itself; the report is made of what it may see.
    /// - Returns: the file.
    /// - Throws: `NodeError` if there is no such case or partner, or the file cannot be made.
    public func caseReport(
        _ id: String,
        for party: String,
        in format: String,
        isAccessible: Bool,
        language: String,
        by actor: Actor
    ) throws(NodeError) -> [UInt8] {
        let identity = try reading { connection throws(StoreError) in
            try PartnerRows(connection).all().first { $0.name == party }?.identity
        }
        // What the console does, without a listener.
        let service = try APIService(node: self, calls: [], pull: { _, ended in ended() }, log: .none)
        do throws(APIFault) {
            guard let person = actor.person else { throw .notSignedIn }
            let order = try service.reportOrder(format, isAccessible: isAccessible, in: language)
            return try service.caseReport(id, for: identity ?? party, order, by: person).body.bytes
        } catch {
            let isNotFound = error.status == 404
            throw NodeError(isNotFound ? "there is no such case, or `\(party)` has nothing of it" : error.title)
        }
    }
}
