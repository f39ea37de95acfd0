/// A label by the numbers of its policy, as binary labels have it.
public struct NumberedLabel: Sendable, Hashable {
    /// A category by its numbers.
    public struct Tag: Sendable, Hashable {
        /// The type of the tag.
        public var type: PolicyTagType
        /// The object identifier of the tag set.
        public var tagSetID: String
        /// The number of the category.
        public var lacv: String
    }

    /// The number of the level.
    public var classification: String
    /// The categories, in the order of the policy.
    public var tags: [Tag]
}

extension SecurityPolicy {
    /// The numbers of a label.
    /// - Parameter label: the label.
    /// - Returns: the numbers.
    /// - Throws: the first finding that makes the label mean nothing under this policy.
    public func numbers(of label: Label) throws(LabelFinding) -> NumberedLabel {
        let resolved = resolve(label)
        if let finding = resolved.findings.first(where: { $0.severity == .error }) { throw finding }
        guard let level = resolved.classification else {
            throw LabelFinding("classification-missing", at: .classification, "the label has no classification")
        }
        return NumberedLabel(
            classification: level.lacv,
            tags: resolved.categories.map {
                NumberedLabel.Tag(
                    type: tag(at: $0.place).type,
                    tagSetID: tagSets[$0.place.tagSet].id,
                    lacv: category(at: $0.place).lacv
                )
            }
        )
    }
}
