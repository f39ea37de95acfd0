public import Calls
internal import Store

/// Who acts at the command line: somebody with an account, or the host itself.
public struct Actor: Sendable {
    /// What acts and entries call the one who acts.
    public let officer: String
    /// The account; nil for the host itself.
    public let account: String?
    let person: SignedIn?

    /// Who is root on the host can do anything, under any name; so what is typed there is never written down as a person's own act.
    /// - Parameter name: for whom.
    /// - Returns: the host, for that name.
    public static func host(for name: String) -> Actor {
        Actor(officer: name == root ? root : "\(root) for \(name)", account: nil, person: nil)
    }

    static let root = "root"

    /// Whether a name for people could be taken for the host's.
    static func isReserved(_ title: String) -> Bool {
        let folded = title.lowercased().split(separator: " ").joined(separator: " ")
        return folded == root || folded.hasPrefix("\(root) for ")
    }
}

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

    /// An order as somebody with an account may give it: of the versions that the person may see, and where four eyes are asked
    /// for, of nothing that the person wrote.
    /// - Parameters:
    ///   - order: the order.
    ///   - actor: who gives it.
    /// - Returns: the order.
    /// - Throws: `NodeError` if it names what the person may not see or wrote.
    public func allowed(_ order: ReleaseOrder, for actor: Actor) throws(NodeError) -> ReleaseOrder {
        var order = order
        (order.officer, order.account) = (actor.officer, actor.account)
        guard let person = actor.person else { return order }
        guard let ids = order.ids else { throw NodeError("`--all` is for the host itself; name what is to go") }
        let rows = try reading { connection throws(StoreError) -> Set<Int64> in
            let desk = try PersonDesk(person, self, connection)
            var rows: Set<Int64> = []
            for id in ids {
                let seen = try desk.versions(of: id).map(\.version.row)
                guard !seen.isEmpty else { throw StoreError(.other, "no object has the id `\(id)`") }
                let isOwn = try AccountRows(connection).authors(of: id).contains(person.account.name)
                guard !isOwn || !configuration.asksFourEyes else {
                    throw StoreError(.other, "another officer has to release what you wrote yourself")
                }
                rows.formUnion(seen)
            }
            return rows
        }
        order.rows = rows
        return order
    }
}
