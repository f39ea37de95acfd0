/// One value of a tag (Open XML SPIF 2.1, `tagCategory`).
public struct PolicyCategory: Sendable, Hashable {
    /// The name, as ADatP-4774 labels write it.
    public var name: String
    /// The label and certificate value: the number that binary labels and equivalences use, as written.
    public var lacv: String
    /// The only classification it goes with, if there is one.
    public var requiredClass: String?
    /// Whether it is for old labels only.
    public var isObsolete: Bool
    /// Attributes that are kept and not acted upon (`userInput`, `dateFormat`, `notBefore`, `notAfter`), in order.
    public var otherAttributes: [PolicyAttribute]
    /// What it stands for in other policies.
    public var equivalents: [EquivalentCategory]
    /// How it is shown.
    public var markings: PolicyMarkings
    /// Classifications it does not go with.
    public var excludedClasses: [String]
    /// Categories it needs beside it.
    public var required: [CategoryRequirement]
    /// Categories it does not go with.
    public var excluded: [CategoryReference]

    /// A category.
    /// - Parameters:
    ///   - name: the name.
    ///   - lacv: the number.
    ///   - requiredClass: the only classification it goes with.
    ///   - isObsolete: whether it is for old labels only.
    ///   - otherAttributes: attributes that are kept.
    ///   - equivalents: what it stands for elsewhere.
    ///   - markings: how it is shown.
    ///   - excludedClasses: classifications it does not go with.
    ///   - required: categories it needs.
    ///   - excluded: categories it does not go with.
    public init(
        name: String,
        lacv: String,
        requiredClass: String? = nil,
        isObsolete: Bool = false,
        otherAttributes: [PolicyAttribute] = [],
        equivalents: [EquivalentCategory] = [],
        markings: PolicyMarkings = PolicyMarkings(),
        excludedClasses: [String] = [],
        required: [CategoryRequirement] = [],
        excluded: [CategoryReference] = []
    ) {
        self.name = name
        self.lacv = lacv
        self.requiredClass = requiredClass
        self.isObsolete = isObsolete
        self.otherAttributes = otherAttributes
        self.equivalents = equivalents
        self.markings = markings
        self.excludedClasses = excludedClasses
        self.required = required
        self.excluded = excluded
    }
}

/// An attribute that a policy carries and nothing acts upon.
public struct PolicyAttribute: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// An attribute.
    /// - Parameters:
    ///   - name: the name.
    ///   - value: the value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
