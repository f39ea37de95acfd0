package import Configuration
internal import JSON
package import Transport

/// Why a call of the API was not done; becomes `application/problem+json` (RFC 9457).
package struct APIFault: Error {
    package let status: Int
    /// A stable word.
    package let code: String
    package let title: String
    /// What is wrong and what would be right; says nothing that the caller may not know.
    package let detail: String?
    package var fields: [HTTPField] = []

    package init(_ status: Int, _ code: String, _ title: String, _ detail: String? = nil) {
        (self.status, self.code, self.title, self.detail) = (status, code, title, detail)
    }

    package static let notSignedIn = APIFault(401, "not-signed-in", "sign in first")
    package static let signInFailed = APIFault(401, "sign-in-failed", "name, password or code is wrong")
    package static let forbidden = APIFault(403, "forbidden", "your roles do not include this")
    package static let notFound = APIFault(404, "not-found", "there is nothing here, or nothing that you may see")
    package static let unavailable = APIFault(503, "unavailable", "the node cannot do this now")

    package static func invalid(_ detail: String) -> APIFault {
        APIFault(422, "invalid", "the request cannot be done", detail)
    }

    /// A flow's own words, for those who may act on it.
    package init(_ error: NodeError) {
        if error.isStoreFault {
            self.init(503, "unavailable", "the node cannot do this now", error.description)
        } else {
            self.init(422, "refused", "the node does not do this", error.description)
        }
    }

    package var response: HTTPResponse {
        let body = JSONTree.members([
            "status": .integer(status), "code": .string(code), "title": .string(title),
            "detail": detail.map { .string($0) },
        ])
        var response = HTTPResponse(status: status, body: HTTPBody(body.bytes()))
        response.fields = fields + [HTTPField("Content-Type", "application/problem+json")]
        if status == 503 { response.fields.append(HTTPField("Retry-After", "2")) }
        return response
    }
}
