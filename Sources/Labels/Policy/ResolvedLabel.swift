/// A category of a policy, by its place in it: places are in the order in which a policy shows its categories.
struct CategoryPlace: Hashable, Comparable {
    let tagSet: Int
    let tag: Int
    let category: Int

    static func < (left: CategoryPlace, right: CategoryPlace) -> Bool {
        (left.tagSet, left.tag, left.category) < (right.tagSet, right.tag, right.category)
    }

    /// Whether two categories are of one tag.
    func isBeside(_ other: CategoryPlace) -> Bool { tagSet == other.tagSet && tag == other.tag }
}

/// What a label says in the terms of its policy.
struct ResolvedLabel {
    /// The level, or nil if the policy has none of that name.
    var classification: PolicyClassification?
    /// The categories and where the label has them, each once, in the order of the policy.
    var categories: [(place: CategoryPlace, at: LabelFinding.Place)] = []
    /// What the policy does not know.
    var findings: [LabelFinding] = []

    /// Whether a category is in the label.
    func has(_ place: CategoryPlace) -> Bool { categories.contains { $0.place == place } }
}

extension SecurityPolicy {
    /// Looks up the names of a label.
    func resolve(_ label: Label) -> ResolvedLabel {
        var resolved = ResolvedLabel()
        if !isNamed(label.policy, uri: label.policyURI) {
            let given = [label.policy, label.policyURI ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
            resolved.findings.append(
                LabelFinding("policy-mismatch", at: .policy, "the label is of `\(given)`, not of `\(name)`, `\(uri)`")
            )
            return resolved
        }
        resolved.classification = classification(named: label.classification)
        if resolved.classification == nil, !label.classification.isEmpty {
            resolved.findings.append(
                LabelFinding(
                    "classification-unknown",
                    at: .classification,
                    "the policy has no classification `\(label.classification)`"
                )
            )
        }
        resolve(label.categories, into: &resolved)
        resolved.categories.sort { $0.place < $1.place }
        return resolved
    }

    /// Looks up the names of categories: those of a label or of a clearance.
    func resolve(_ categories: [LabelCategory], into resolved: inout ResolvedLabel) {
        for (index, category) in categories.enumerated() {
            guard let tagSet = tagSetIndex(of: category) else {
                resolved.findings.append(
                    LabelFinding(
                        "tag-set-unknown",
                        at: .category(index),
                        "the policy has no tag set `\(category.tag)`"
                    )
                )
                continue
            }
            if let uri = category.uri, uri != "urn:oid:" + tagSets[tagSet].id {
                resolved.findings.append(
                    LabelFinding(
                        "tag-set-mismatch",
                        at: .category(index),
                        "the tag set `\(category.tag)` is `urn:oid:\(tagSets[tagSet].id)`, not `\(uri)`"
                    )
                )
                continue
            }
            guard tagSets[tagSet].tags.contains(where: { $0.type.kind == category.kind }) else {
                resolved.findings.append(
                    LabelFinding(
                        "category-type-wrong",
                        at: .category(index),
                        "the tag set `\(category.tag)` has nothing of type \(category.kind.rawValue)"
                    )
                )
                continue
            }
            for (place, value) in category.values.enumerated() {
                let at = LabelFinding.Place.value(category: index, value: place)
                if let found = self.place(of: value, in: tagSet, kind: category.kind) {
                    if !resolved.has(found) { resolved.categories.append((found, at)) }
                } else {
                    resolved.findings.append(
                        LabelFinding("category-unknown", at: at, "`\(category.tag)` has no category `\(value)`")
                    )
                }
            }
        }
    }

    private func tagSetIndex(of category: LabelCategory) -> Int? {
        tagSets.firstIndex { areSame($0.name, category.tag) }
    }

    private func place(of value: String, in tagSet: Int, kind: LabelCategory.Kind) -> CategoryPlace? {
        for (index, tag) in tagSets[tagSet].tags.enumerated() where tag.type.kind == kind {
            if let found = tag.categories.firstIndex(where: { areSame($0.name, value) }) {
                return CategoryPlace(tagSet: tagSet, tag: index, category: found)
            }
        }
        return nil
    }

    /// The tag of a category that was looked up.
    func tag(at place: CategoryPlace) -> PolicyTag { tagSets[place.tagSet].tags[place.tag] }

    /// A category that was looked up.
    func category(at place: CategoryPlace) -> PolicyCategory { tag(at: place).categories[place.category] }

    /// The categories that a reference means.
    func places(of reference: CategoryReference) -> [CategoryPlace] {
        guard let tagSet = tagSets.firstIndex(where: { areSame($0.name, reference.tagSet) }) else { return [] }
        return tagSets[tagSet].tags.enumerated().flatMap { tagIndex, tag in
            tag.categories.indices.compactMap { index in
                guard tag.type == reference.type,
                    reference.lacv.map({ PolicyNumber.areSame($0, tag.categories[index].lacv) }) ?? true
                else { return nil }
                return CategoryPlace(tagSet: tagSet, tag: tagIndex, category: index)
            }
        }
    }

    /// A category that was looked up, as a label has it.
    func labelCategory(at place: CategoryPlace) -> LabelCategory {
        LabelCategory(
            tag: tagSets[place.tagSet].name,
            uri: "urn:oid:" + tagSets[place.tagSet].id,
            kind: tag(at: place).type.kind,
            values: [category(at: place).name]
        )
    }
}
