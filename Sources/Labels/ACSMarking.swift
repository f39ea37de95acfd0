public import JSON

/// A marking of the United States' Access Control Specification 3.0, as CISA gives it out in STIX 2.1.
///
/// It is the extension `extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce` of a marking definition ("ACS Marking").
/// The names of its properties are those of the extension.
public struct ACSMarking: Sendable, Hashable {
    /// The identifier of the extension definition.
    public static let extensionDefinition = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce"

    /// What a rule does.
    public enum RuleEffect: String, Sendable {
        /// It allows.
        case permit
        /// It forbids.
        case deny
    }

    /// Who may do something, or may not (`access_privilege`).
    public struct AccessPrivilege: Sendable, Hashable {
        /// The action such as `CISAUSES`.
        public var action: String
        /// Whom it is about: lists such as `permitted_nationalities`, by their names; `ALL` is everybody.
        public var scope: [String: [String]]
        /// What the rule does.
        public var effect: RuleEffect
    }

    /// With whom it may be shared further, or may not (`further_sharing`).
    public struct FurtherSharing: Sendable, Hashable {
        /// The groups such as `USA.USG`; `SECTOR` and `FOREIGNGOV` are groups, too.
        public var scope: [String]
        /// What the rule does.
        public var effect: RuleEffect
    }

    /// The identifier of the marking.
    public var identifier: String?
    /// When the marking was made: a timestamp as it was written.
    public var created: String?
    /// Who keeps the information.
    public var custodian: String?
    /// Whose information it is.
    public var originator: String?
    /// On what authority it is shared.
    public var authorities: [String]
    /// The policy, with what it says where no rule does: `…?privdefault=deny&sharedefault=deny`.
    public var policyReference: String
    /// The level: `U`, `C`, `S`, `TS`.
    public var classification: String
    /// The lists of the control set by their names, in order.
    public var controls: [LabelCategory]
    /// Who may do what.
    public var accessPrivileges: [AccessPrivilege]
    /// With whom it may be shared further.
    public var furtherSharing: [FurtherSharing]

    /// Whether an action that no rule names is forbidden: unless the policy reference says otherwise.
    public var deniesPrivilegesByDefault: Bool { Self.denies("privdefault", policyReference) }
    /// Whether sharing with a group that no rule names is forbidden: unless the policy reference says otherwise.
    public var deniesSharingByDefault: Bool { Self.denies("sharedefault", policyReference) }

    /// Several policies may stand there, between spaces: one that forbids is enough, and so is none that permits.
    private static func denies(_ name: String, _ policyReference: String) -> Bool {
        let values = policyReference.split { " ?&".contains($0) }.compactMap { part -> Substring? in
            part.hasPrefix("\(name)=") ? part.dropFirst(name.utf8.count + 1) : nil
        }
        return values.isEmpty || values.contains { $0 != "permit" }
    }

    /// What the extension may hold; something else might restrict, and nobody knows what.
    private static let members: Set<String> = [
        "extension_type", "identifier", "name", "create_date_time", "responsible_entity_custodian",
        "responsible_entity_originator", "authority_reference", "policy_reference", "original_classification",
        "derivative_classification", "declassification", "resource_disposition", "public_release",
        "access_privilege", "further_sharing", "control_set",
    ]

    /// The lists of a control set and how they work; a list that is not known restricts.
    private static let kinds: [String: LabelCategory.Kind] = [
        "sci_controls": .restrictive, "logical_authority_category": .restrictive,
        "formal_determination": .restrictive,
        "caveat": .restrictive, "sensitivity": .restrictive, "shareability": .permissive, "entity": .permissive,
        "permitted_nationalities": .permissive, "permitted_organizations": .permissive,
        "handling_controls": .informative,
    ]

    /// Reads a marking definition, or nil if it is no such marking or a part that could restrict cannot be read.
    /// - Parameter definition: the marking definition object.
    public init?(definition: JSONValue) {
        guard let content = definition["extensions"]?[Self.extensionDefinition],
            definition["extensions"]?.count == 1, Self.hasOnly(Self.members, content),
            let policyReference = content["policy_reference"]?.string,
            let controlSet = content["control_set"], controlSet.kind == .object,
            let classification = controlSet["classification"]?.string,
            let authorities = Self.texts(content["authority_reference"]),
            let privileges = Self.list(content["access_privilege"], Self.privilege),
            let sharing = Self.list(content["further_sharing"], Self.sharing)
        else { return nil }
        self.policyReference = policyReference
        self.classification = classification
        self.authorities = authorities
        accessPrivileges = privileges
        furtherSharing = sharing
        identifier = content["identifier"]?.string
        created = content["create_date_time"]?.string
        custodian = content["responsible_entity_custodian"]?.string
        originator = content["responsible_entity_originator"]?.string
        controls = []
        for member in controlSet.members {
            guard let name = member.name.string, name != "classification" else { continue }
            guard let values = Self.texts(member.value) else { return nil }
            controls.append(LabelCategory(tag: name, kind: Self.kinds[name] ?? .restrictive, values: values))
        }
    }

    /// The marking as a label of the policy `US ACS`.
    ///
    /// Nationalities, organisations, kinds of persons and groups for sharing are permissive: one suffices. Compartments,
    /// authorities, determinations, caveats and sensitivities are restrictive: all are needed. Handling controls inform.
    /// A permissive list that holds `ALL` limits nobody, and is left out. The rules of
    /// `accessPrivileges` and `furtherSharing` have no place in a label: see `rules`.
    public var label: Label {
        Label(
            policy: "US ACS",
            policyURI: policyReference,
            classification: classification,
            categories: controls.filter { $0.kind != .permissive || !$0.values.contains("ALL") },
            originator: originator,
            created: created
        )
    }

    private static func hasOnly(_ names: Set<String>, _ value: JSONValue) -> Bool {
        value.members.allSatisfy { names.contains($0.name.string ?? "") }
    }

    private static func privilege(_ value: JSONValue) -> AccessPrivilege? {
        guard hasOnly(["privilege_action", "privilege_scope", "rule_effect"], value),
            let action = value["privilege_action"]?.string, let scope = value["privilege_scope"],
            let effect = value["rule_effect"]?.string.flatMap(RuleEffect.init), scope.kind == .object
        else { return nil }
        var lists: [String: [String]] = [:]
        for member in scope.members {
            guard let name = member.name.string, let values = texts(member.value) else { return nil }
            lists[name] = values
        }
        return AccessPrivilege(action: action, scope: lists, effect: effect)
    }

    private static func sharing(_ value: JSONValue) -> FurtherSharing? {
        guard hasOnly(["sharing_scope", "rule_effect"], value), let scope = texts(value["sharing_scope"]),
            !scope.isEmpty,
            let effect = value["rule_effect"]?.string.flatMap(RuleEffect.init)
        else { return nil }
        return FurtherSharing(scope: scope, effect: effect)
    }

    /// A list of texts; nothing is an empty list, one text a list of one; nil for everything else.
    private static func texts(_ value: JSONValue?) -> [String]? {
        guard let value else { return [] }
        if let text = value.string { return [text] }
        return list(value) { $0.string }
    }

    private static func list<Element>(_ value: JSONValue?, _ read: (JSONValue) -> Element?) -> [Element]? {
        guard let value else { return [] }
        guard value.kind == .array else { return nil }
        var elements: [Element] = []
        for element in value.elements {
            guard let found = read(element) else { return nil }
            elements.append(found)
        }
        return elements
    }
}
