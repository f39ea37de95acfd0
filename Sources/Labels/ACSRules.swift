/// What an ACS marking says beside its label: who may do what with it, with whom it may be shared further, and what holds
/// where no rule speaks (`access_privilege`, `further_sharing`, `policy_reference`).
public struct ACSRules: Sendable, Hashable {
    /// The identifier of the marking definition.
    public var definition: String
    /// Who may do what.
    public var privileges: [ACSMarking.AccessPrivilege]
    /// With whom it may be shared further.
    public var sharing: [ACSMarking.FurtherSharing]
    /// Whether an action that no rule names is forbidden.
    public var deniesPrivilegesByDefault: Bool
    /// Whether sharing with a group that no rule names is forbidden.
    public var deniesSharingByDefault: Bool

    /// Whether another marking says the same; which definition says it does not matter.
    /// - Parameter other: the rules of another marking.
    /// - Returns: true if it does.
    public func isSame(as other: ACSRules) -> Bool {
        privileges == other.privileges && sharing == other.sharing
            && deniesPrivilegesByDefault == other.deniesPrivilegesByDefault
            && deniesSharingByDefault == other.deniesSharingByDefault
    }
}

extension ACSMarking {
    /// The rules of the marking.
    /// - Parameter definition: the identifier of the marking definition that carries them.
    /// - Returns: its rules with their defaults.
    public func rules(of definition: String) -> ACSRules {
        ACSRules(
            definition: definition,
            privileges: accessPrivileges,
            sharing: furtherSharing,
            deniesPrivilegesByDefault: deniesPrivilegesByDefault,
            deniesSharingByDefault: deniesSharingByDefault
        )
    }
}

extension ACSMarking.AccessPrivilege {
    /// The rule in the marking's own words, for grounds.
    public var text: String {
        let lists = scope.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.joined(separator: ", "))" }
        return (["access_privilege: \(effect.rawValue) \(action)"] + lists).joined(separator: "; ")
    }
}

extension ACSMarking.FurtherSharing {
    /// The rule in the marking's own words, for grounds.
    public var text: String { "further_sharing: \(effect.rawValue) \(scope.joined(separator: ", "))" }
}
