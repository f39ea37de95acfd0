public import Calls
public import Configuration
public import Installation
internal import Store

extension Node {
    /// Somebody with an account acts at the command line: password and second factor are asked for, as in the console.
    /// - Parameters:
    ///   - name: the account's name.
    ///   - password: the password.
    ///   - code: a one-time code, or a recovery code.
    ///   - roles: the roles of which one is needed.
    /// - Returns: who acts.
    /// - Throws: `NodeError` if it is not that person, the account has no code, or lacks the role.
    public func actor(_ name: String, password: String, code: String, roles: [Role]) throws(NodeError) -> Actor {
        let person: SignedIn
        do throws(SignInFault) {
            guard !code.isEmpty else { throw SignInFault.wrong }
            if let found = try account(name), found.account.totp == nil { throw SignInFault.lacksFactor }
            let door = Door(limit: configuration.signInTries)
            person = try signIn(name: name, password: password, code: code, passkey: nil, from: .host, door).person
        } catch {
            switch error {
            case .store(let text): throw NodeError(text)
            case .lacksFactor:
                throw NodeError("to act at the command line an account needs a code as its second factor")
            default: throw NodeError("name, password or code is wrong")
            }
        }
        // The session was only the way to the proof.
        try signOut(person)
        guard roles.contains(where: { person.has($0) }) else {
            throw NodeError("the account's roles do not include this")
        }
        return Actor(officer: person.account.title, account: person.account.name, person: person)
    }
}
