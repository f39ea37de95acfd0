internal import Calls
package import JSON

extension APIService {
    /// The calls of this room; those of other rooms are handed in with them.
    package static let ownCalls: [APIEndpoint] =
        sessionCalls + partiesCalls + accountCalls + noticesCalls + absencesCalls + eventsCalls + inboxCalls
        + hitsCalls
        + submissionsCalls
        + holdingsCalls
        + objectCalls + receiptsCalls + payloadsCalls + decisionsCalls + releasesCalls + togetherCalls
        + searchesCalls + workCalls + textCalls + ownDraftsCalls + writingCalls + translationsCalls + importCalls
        + attachmentsCalls + markingsCalls
        + exportCalls + printsCalls + queueCalls + bulkCalls + instructionsCalls + requestsCalls + lossesCalls
        + erasureCalls + partnersCalls + linksCalls + agreementsCalls + draftsCalls + logCalls + logChoicesCalls
        + reportsCalls + registerCalls
        + nodeCalls + collectionsCalls + quarantineCalls + peopleCalls
}

/// The document of the API for people.
package enum APIDocument {
    /// The document in OpenAPI 3.1.
    /// - Parameter calls: every call that there is.
    /// - Returns: the document.
    package static func tree(of calls: [APIEndpoint]) -> JSONTree {
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
        ).document(of: calls)
    }
}
