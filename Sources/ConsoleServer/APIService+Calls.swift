package import Calls
package import Desk
public import JSON
package import Transport

/// A call of the API for people, and what does it.
package typealias APIEndpoint = Endpoint<@Sendable (APIService) -> (APICall) throws(APIFault) -> HTTPResponse>

extension APIService {
    /// Every call that there is.
    package static let endpoints: [APIEndpoint] =
        sessionCalls + partiesCalls + accountCalls + absencesCalls + eventsCalls + inboxCalls + submissionsCalls
        + holdingsCalls
        + objectCalls + receiptsCalls + decisionsCalls + releasesCalls + togetherCalls
        + searchesCalls + workCalls + ownDraftsCalls + writingCalls + translationsCalls + importCalls
        + attachmentsCalls + markingsCalls
        + exportCalls + printsCalls + queueCalls + bulkCalls + instructionsCalls + requestsCalls + lossesCalls
        + erasureCalls + partnersCalls + linksCalls + agreementsCalls + draftsCalls + logCalls + logChoicesCalls
        + reportsCalls + registerCalls
        + registryCalls + registryActsCalls + mustersCalls + destructionsCalls
        + nodeCalls + collectionsCalls + quarantineCalls + peopleCalls

    package static let table = EndpointTable(endpoints)
}

/// The document of the API for people.
public enum APIDocument {
    /// The document in OpenAPI 3.1.
    public static var tree: JSONTree {
        OpenAPI(
            title: "Entente API",
            summary: "What people and their tools can do on a node.",
            root: "/api/v1/",
            proof: ("X-Entente-CSRF", "the `csrf` of the session"),
            security: [
                "session": .members([
                    "type": .string("apiKey"), "in": .string("cookie"), "name": .string(APIService.cookie),
                ]),
                "token": .members([
                    "type": .string("http"), "scheme": .string("bearer"),
                    "description": .string("a personal token; each call says which of its scopes it needs"),
                ]),
            ],
            problem: .problem
        ).document(of: APIService.endpoints)
    }
}
