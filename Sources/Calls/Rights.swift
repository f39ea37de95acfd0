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
    /// Keeps the registry: numbers, copies, who holds and who has opened what.
    case registrar
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

/// How a partner has to stand with this node for a call of its own node; a confirmed link is needed for each.
public enum PartnerStanding: String, Sendable, CaseIterable {
    /// The link is confirmed: what it says is heard, however much it has asked.
    case linked
    /// And it asks no more than its limits let through.
    case withinLimits = "within-limits"
    /// And there is no open evidence against its log.
    case withoutEvidence = "without-evidence"
}

/// Who may make a call: the one place in which the rights of people and of partners' nodes stand.
public enum Access: Sendable, Equatable {
    /// Whoever comes, with or without a session, and without the token of a session: it opens one, or tells what all may know.
    case open
    /// Whoever comes; who is signed in proves to come from a page of the console.
    case anybody
    /// Who is signed in.
    case signedIn
    /// Who has one of some roles.
    case roles([Role])
    /// A partner's node, known by its pinned certificate, that stands so with this one; no person.
    case partner(PartnerStanding)

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
        case .partner: return roles == nil ? .notSignedIn : .forbidden
        }
    }

    /// The roles that may; nil for calls that need none.
    public var roles: [Role]? {
        if case .roles(let roles) = self { roles } else { nil }
    }

    /// How a partner's node has to stand with this one; nil for calls of people, which no node of a partner makes.
    public var standing: PartnerStanding? {
        if case .partner(let standing) = self { standing } else { nil }
    }

    /// Whether the caller has to prove who it is.
    public var needsProof: Bool { self != .open && self != .anybody }
}
