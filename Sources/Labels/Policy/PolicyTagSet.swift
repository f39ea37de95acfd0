/// Tags that belong together (Open XML SPIF 2.1, `securityCategoryTagSet`): what a label names as `TagName`.
public struct PolicyTagSet: Sendable, Hashable {
    /// The name, as ADatP-4774 labels write it in `TagName`.
    public var name: String
    /// The object identifier.
    public var id: String
    /// The tags, in order.
    public var tags: [PolicyTag]

    /// A tag set.
    /// - Parameters:
    ///   - name: the name.
    ///   - id: the object identifier.
    ///   - tags: the tags.
    public init(name: String, id: String, tags: [PolicyTag]) {
        self.name = name
        self.id = id
        self.tags = tags
    }
}

/// A list of categories that work in the same way (Open XML SPIF 2.1, `securityCategoryTag`).
public struct PolicyTag: Sendable, Hashable {
    /// The name, if it has one of its own.
    public var name: String?
    /// How the categories work.
    public var type: PolicyTagType
    /// The encoding of an informative tag (`tag7Encoding`).
    public var informativeEncoding: String?
    /// Whether a label has at most one of the categories; nil if the policy does not say.
    public var isSingleSelection: Bool?
    /// The most categories of a label (`maxSelection`), or nil for any number.
    public var maximum: Int?
    /// The fewest categories of a label (`minSelection`).
    public var minimum: Int?
    /// The categories, in the order in which they are shown.
    public var categories: [PolicyCategory]
    /// What is shown around and between them.
    public var markings: PolicyMarkings

    /// A tag.
    /// - Parameters:
    ///   - name: the name.
    ///   - type: how the categories work.
    ///   - informativeEncoding: the encoding of an informative tag.
    ///   - isSingleSelection: whether a label has at most one of them.
    ///   - maximum: the most categories of a label.
    ///   - minimum: the fewest categories of a label.
    ///   - categories: the categories.
    ///   - markings: what is shown around and between them.
    public init(
        name: String?,
        type: PolicyTagType,
        informativeEncoding: String? = nil,
        isSingleSelection: Bool? = nil,
        maximum: Int? = nil,
        minimum: Int? = nil,
        categories: [PolicyCategory],
        markings: PolicyMarkings = PolicyMarkings()
    ) {
        self.name = name
        self.type = type
        self.informativeEncoding = informativeEncoding
        self.isSingleSelection = isSingleSelection
        self.maximum = maximum
        self.minimum = minimum
        self.categories = categories
        self.markings = markings
    }
}
