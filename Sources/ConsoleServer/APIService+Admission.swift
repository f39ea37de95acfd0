internal import Calls
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import Transport

/// What every call passes before it is done: from where it comes, who calls, with what token, in what role.
///
/// All of it is data of the call (`Endpoint`); no function behind it asks for a role.
extension APIService {
    private typealias Gate = @Sendable (APIService) -> (APICall, APIEndpoint) throws(APIFault) -> Void

    private static let gates: [Gate] = [scope, role]

    /// The call that is made, if this caller may make it.
    package func admitted(_ call: APICall) throws(APIFault) -> APIEndpoint {
        guard let endpoint = call.endpoint else {
            // Who is nobody learns nothing of what there is.
            _ = try call.signedIn()
            throw .notFound
        }
        for gate in Self.gates { try gate(self)(call, endpoint) }
        return endpoint
    }

    /// A change comes from a page of this console only: its origin, and the token that only its pages have.
    package func checkOrigin(_ call: APICall) throws(APIFault) {
        guard call.method != "GET" else { return }
        if let origin = call.request.field("origin"), origin != "http://\(call.host)",
            origin != "https://\(call.host)"
        {
            throw APIFault(403, "origin", "the request comes from another site")
        }
        if let site = call.request.field("sec-fetch-site"), site != "same-origin", site != "none" {
            throw APIFault(403, "origin", "the request comes from another site")
        }
        // No page of another site can send a token: it is in no cookie.
        guard call.endpoint?.access != .open, let person = call.person, person.scopes == nil else { return }
        let given = Array((call.request.field("x-entente-csrf") ?? "").utf8)
        guard Encoding.isEqual(given, Array(person.csrf.utf8)) else {
            throw APIFault(403, "csrf", "the request lacks the token of the session")
        }
    }

    /// A token does what its scopes name, and never what gives rights.
    private func scope(_ call: APICall, _ endpoint: APIEndpoint) throws(APIFault) {
        guard let scopes = call.person?.scopes else { return }
        guard let needed = endpoint.scope, scopes.contains(needed) else {
            throw APIFault(403, "scope", "the token's scopes do not include this")
        }
    }

    private func role(_ call: APICall, _ endpoint: APIEndpoint) throws(APIFault) {
        let roles = call.person.map { Set($0.roles) }
        let act = endpoint.acts.isEmpty ? nil : call.body?.root["act"]?.string
        switch endpoint.access.denial(to: roles) ?? act.flatMap({ endpoint.acts[$0]?.denial(to: roles) }) {
        case nil: return
        case .notSignedIn: throw .notSignedIn
        case .forbidden: throw .forbidden
        }
    }
}
