/// Names a category of a tag set, or all of one type (Open XML SPIF 2.1, `optionalCategoryData`).
public struct CategoryReference: Sendable, Hashable {
    /// The name of the tag set.
    public var tagSet: String
    /// The type of the tags that are meant.
    public var type: PolicyTagType
    /// The number of the category; nil for all of that type.
    public var lacv: String?

    /// A reference.
    /// - Parameters:
    ///   - tagSet: the name of the tag set.
    ///   - type: the type of the tags.
    ///   - lacv: the number, or nil for all.
    public init(tagSet: String, type: PolicyTagType, lacv: String? = nil) {
        self.tagSet = tagSet
        self.type = type
        self.lacv = lacv
    }
}

/// Categories that must accompany something (Open XML SPIF 2.1, `requiredCategory`).
public struct CategoryRequirement: Sendable, Hashable {
    /// How many of the references must be met.
    public enum Operation: String, Sendable {
        /// Exactly one.
        case onlyOne
        /// At least one.
        case oneOrMore
        /// Every one.
        case all
    }

    /// How many of the references must be met.
    public var operation: Operation
    /// The references.
    public var references: [CategoryReference]

    /// A requirement.
    /// - Parameters:
    ///   - operation: how many must be met.
    ///   - references: the references.
    public init(_ operation: Operation, _ references: [CategoryReference]) {
        self.operation = operation
        self.references = references
    }
}
