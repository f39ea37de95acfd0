/// What a person may do on a node.
public enum Role: String, Sendable, CaseIterable {
    /// Writes objects.
    case author
    /// Decides what goes to partners, and answers them.
    case disclosureOfficer = "disclosure-officer"
    /// Reads the ledger.
    case auditor
    /// Reads the ledger, and keeps the registers.
    case securityOfficer = "security-officer"
    /// Keeps accounts and the node itself; sees no content.
    case administrator

    /// Whether the role lets a person see what the node holds, as far as clearance and need to know go.
    public var seesContent: Bool { self != .administrator }
}

/// What a personal token may be made for; a token does what its scopes name, and never what gives rights.
public enum TokenScope: String, Sendable, CaseIterable {
    /// Reads.
    case read
    /// Writes objects and looks at what partners would get of them.
    case write
    /// Decides on releases, and asks and answers partners.
    case decide
}

/// Who may make a call: the one place in which the rights of people stand.
public enum Access: Sendable, Equatable {
    /// Whoever comes, with or without a session, and without the token of a session: it opens one, or tells what all may know.
    case open
    /// Whoever comes; who is signed in proves to come from a page of the console.
    case anybody
    /// Who is signed in.
    case signedIn
    /// Who has one of some roles.
    case roles([Role])

    /// Who has a role that lets see content.
    public static let reader = Access.roles(Role.allCases.filter(\.seesContent))

    /// Why somebody may not make a call.
    public enum Denial: Sendable, Equatable {
        case notSignedIn
        case forbidden
    }

    /// Whether somebody may.
    /// - Parameter roles: the person's roles; nil if nobody is signed in.
    /// - Returns: why not, or nil.
    public func denial(to roles: Set<Role>?) -> Denial? {
        switch self {
        case .open, .anybody: return nil
        case .signedIn: return roles == nil ? .notSignedIn : nil
        case .roles(let wanted):
            guard let roles else { return .notSignedIn }
            return roles.isDisjoint(with: wanted) ? .forbidden : nil
        }
    }

    /// The roles that may; nil for calls that need none.
    public var roles: [Role]? {
        if case .roles(let roles) = self { roles } else { nil }
    }

    /// Whether a session is needed.
    public var needsSession: Bool { self != .open && self != .anybody }
}
