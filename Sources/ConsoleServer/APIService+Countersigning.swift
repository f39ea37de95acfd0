internal import Calls
internal import Configuration
package import Desk
package import Installation
internal import JSON
internal import People
internal import Store

/// Acts that need two: a security officer signs beside the person, at the same screen.
extension APIService {
    /// The security officer who signs beside a person, with password and code or with a passkey, in a session that is over at
    /// once.
    package func countersigner(_ call: APICall, beside person: SignedIn) throws(APIFault) -> SignedIn {
        guard let second = try call.content()["second"], second.kind == .object else {
            throw APIFault(422, "second-needed", "a security officer has to sign beside you")
        }
        // A key of the caller's stands for the act, not for the signature: an act that fails may be sent again.
        let result: Result<SignedIn, APIFault> = DoneCall.$current.withValue(nil) {
            do throws(APIFault) {
                return .success(try signature(second, call))
            } catch {
                return .failure(error)
            }
        }
        let signed = try result.get()
        guard signed.has(.securityOfficer), signed.account.name != person.account.name else {
            throw APIFault(
                422,
                "second-refused",
                "another person, with the role of the security officer, has to sign"
            )
        }
        return signed
    }

    private func signature(_ second: JSONValue, _ call: APICall) throws(APIFault) -> SignedIn {
        let passkey = try call.passkey(in: second)
        let (name, password) = (second["name"]?.string ?? "", second["password"]?.string ?? "")
        let code = second["code"]?.string
        guard passkey != nil || !(name.isEmpty || password.isEmpty) else {
            throw APIFault(422, "second-needed", "a security officer has to sign beside you")
        }
        guard name.utf8.count <= 200, password.utf8.count <= 1_024, code?.utf8.count ?? 0 <= 100 else {
            throw .signInFailed
        }
        let source = source(call.request)
        let signed = try letIn { () throws(SignInFault) in
            if let passkey { return try node.signIn(passkey, for: .signature, from: source, door) }
            return try node.signIn(name: name, password: password, code: code, passkey: nil, from: source, door)
        }.person
        // The session was only the way to the signature.
        try attempt { () throws(NodeError) in try node.signOut(signed) }
        return signed
    }
}
