/// A level of a policy (Open XML SPIF 2.1, `securityClassification`).
public struct PolicyClassification: Sendable, Hashable {
    /// The name, as ADatP-4774 labels write it.
    public var name: String
    /// The number that binary labels, clearances and equivalences use, as written.
    public var lacv: String
    /// The place in the order of levels: a higher number is a higher level.
    public var hierarchy: Int
    /// The colour: a name of the web or `#RRGGBB`.
    public var colour: String?
    /// Whether it is for old labels only; nil if the policy does not say.
    public var isObsolete: Bool?
    /// What it stands for in other policies.
    public var equivalents: [EquivalentClassification]
    /// How it is shown.
    public var markings: PolicyMarkings
    /// Categories it needs beside it.
    public var required: [CategoryRequirement]

    /// A level.
    /// - Parameters:
    ///   - name: the name.
    ///   - lacv: the number.
    ///   - hierarchy: the place in the order.
    ///   - colour: the colour.
    ///   - isObsolete: whether it is for old labels only.
    ///   - equivalents: what it stands for elsewhere.
    ///   - markings: how it is shown.
    ///   - required: categories it needs.
    public init(
        name: String,
        lacv: String,
        hierarchy: Int,
        colour: String? = nil,
        isObsolete: Bool? = nil,
        equivalents: [EquivalentClassification] = [],
        markings: PolicyMarkings = PolicyMarkings(),
        required: [CategoryRequirement] = []
    ) {
        self.name = name
        self.lacv = lacv
        self.hierarchy = hierarchy
        self.colour = colour
        self.isObsolete = isObsolete
        self.equivalents = equivalents
        self.markings = markings
        self.required = required
    }
}
