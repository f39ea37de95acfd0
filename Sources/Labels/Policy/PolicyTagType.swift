/// How the categories of a tag work (Open XML SPIF 2.1, `tagType` and `enumType`).
public enum PolicyTagType: Sendable, Hashable, CaseIterable {
    /// A set of bits, all of which a reader needs.
    case restrictive
    /// A set of bits, one of which a reader needs.
    case permissive
    /// Numbers, all of which a reader needs.
    case enumeratedRestrictive
    /// Numbers, one of which a reader needs.
    case enumeratedPermissive
    /// `tagType7`: takes no part in a decision.
    case informative
    /// `notApplicable`: the policy keeps it for itself; it is treated as informative.
    case notApplicable

    /// The type that attributes name, or nil; `informative` is read as `tagType7`, which the schema calls so in prose.
    /// - Parameters:
    ///   - tagType: the attribute `tagType`.
    ///   - enumType: the attribute `enumType`.
    public init?(tagType: String, enumType: String?) {
        switch (tagType, enumType) {
        case ("restrictive", _): self = .restrictive
        case ("permissive", _): self = .permissive
        case ("enumerated", "restrictive"): self = .enumeratedRestrictive
        case ("enumerated", "permissive"): self = .enumeratedPermissive
        case ("tagType7", _), ("informative", _): self = .informative
        case ("notApplicable", _): self = .notApplicable
        default: return nil
        }
    }

    /// The attribute `tagType`.
    public var tagType: String {
        switch self {
        case .restrictive: "restrictive"
        case .permissive: "permissive"
        case .enumeratedRestrictive, .enumeratedPermissive: "enumerated"
        case .informative: "tagType7"
        case .notApplicable: "notApplicable"
        }
    }

    /// The attribute `enumType`, if the type has one.
    public var enumType: String? {
        switch self {
        case .enumeratedRestrictive: "restrictive"
        case .enumeratedPermissive: "permissive"
        default: nil
        }
    }

    /// How values of this type work on the audience (ADatP-4774.1, 3.3.4).
    public var kind: LabelCategory.Kind {
        switch self {
        case .restrictive, .enumeratedRestrictive: .restrictive
        case .permissive, .enumeratedPermissive: .permissive
        case .informative, .notApplicable: .informative
        }
    }
}
