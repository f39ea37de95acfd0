/// When an equivalence may be used (Open XML SPIF 2.1, `applied`).
public enum EquivalenceUse: String, Sendable {
    /// By who makes the label: from this policy to the other.
    case encrypt
    /// By who gets the label: from the other policy to this one.
    case decrypt
    /// Both ways.
    case both

    /// Whether it may be used from this policy to the other.
    public var isOutward: Bool { self != .decrypt }
    /// Whether it may be used from the other policy to this one.
    public var isInward: Bool { self != .encrypt }
}

/// Another policy that this one has equivalences with (Open XML SPIF 2.1, `equivalentPolicy`).
public struct EquivalentPolicy: Sendable, Hashable {
    /// The name that equivalences refer to it by.
    public var name: String
    /// Its object identifier.
    public var id: String
    /// Where it is documented.
    public var documentURI: String?
    /// Categories of the other policy that every label that comes out has.
    public var required: [CategoryRequirement]

    /// An equivalent policy.
    /// - Parameters:
    ///   - name: the name that equivalences refer to it by.
    ///   - id: its object identifier.
    ///   - documentURI: where it is documented.
    ///   - required: categories that every label that comes out has.
    public init(name: String, id: String, documentURI: String? = nil, required: [CategoryRequirement] = []) {
        self.name = name
        self.id = id
        self.documentURI = documentURI
        self.required = required
    }
}

/// What a classification stands for in another policy (Open XML SPIF 2.1, `equivalentClassification`).
public struct EquivalentClassification: Sendable, Hashable {
    /// The other policy, by the name of its `EquivalentPolicy`.
    public var policy: String
    /// The number of the classification there.
    public var lacv: String
    /// When it may be used.
    public var use: EquivalenceUse
    /// Categories of the other policy that must come with it.
    public var required: [CategoryRequirement]

    /// An equivalence.
    /// - Parameters:
    ///   - policy: the other policy.
    ///   - lacv: the number there.
    ///   - use: when it may be used.
    ///   - required: categories that must come with it.
    public init(policy: String, lacv: String, use: EquivalenceUse, required: [CategoryRequirement] = []) {
        self.policy = policy
        self.lacv = lacv
        self.use = use
        self.required = required
    }
}

/// What a category stands for in another policy (Open XML SPIF 2.1, `equivalentSecCategoryTag`).
public struct EquivalentCategory: Sendable, Hashable {
    /// The other policy, by the name of its `EquivalentPolicy`.
    public var policy: String
    /// The object identifier of the tag set there.
    public var tagSetID: String
    /// The type of the tag there.
    public var type: PolicyTagType
    /// The number of the category there.
    public var lacv: String
    /// When it may be used.
    public var use: EquivalenceUse
    /// Whether nothing takes its place (`action="discard"`).
    public var isDiscarded: Bool

    /// An equivalence.
    /// - Parameters:
    ///   - policy: the other policy.
    ///   - tagSetID: the tag set there.
    ///   - type: the type of the tag there.
    ///   - lacv: the number there.
    ///   - use: when it may be used.
    ///   - isDiscarded: whether nothing takes its place.
    public init(
        policy: String,
        tagSetID: String,
        type: PolicyTagType,
        lacv: String,
        use: EquivalenceUse,
        isDiscarded: Bool = false
    ) {
        self.policy = policy
        self.tagSetID = tagSetID
        self.type = type
        self.lacv = lacv
        self.use = use
        self.isDiscarded = isDiscarded
    }
}
