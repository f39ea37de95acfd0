internal import Calls

/// Who acts at the command line: somebody with an account, or the host itself.
public struct Actor: Sendable {
    /// What acts and entries call the one who acts.
    public let officer: String
    /// The account; nil for the host itself.
    public let account: String?
    package let person: SignedIn?

    package init(officer: String, account: String?, person: SignedIn?) {
        (self.officer, self.account, self.person) = (officer, account, person)
    }

    /// Who is root on the host can do anything, under any name; so what is typed there is never written down as a person's own act.
    /// - Parameter name: for whom.
    /// - Returns: the host, for that name.
    public static func host(for name: String) -> Actor {
        Actor(officer: name == root ? root : "\(root) for \(name)", account: nil, person: nil)
    }

    package static let root = "root"

    /// Whether a name for people could be taken for the host's.
    package static func isReserved(_ title: String) -> Bool {
        let folded = title.lowercased().split(separator: " ").joined(separator: " ")
        return folded == root || folded.hasPrefix("\(root) for ")
    }
}
