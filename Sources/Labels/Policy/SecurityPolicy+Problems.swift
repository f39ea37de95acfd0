extension SecurityPolicy {
    /// What is wrong with the policy itself: names and numbers that are there twice, references that lead nowhere.
    ///
    /// These are the identity constraints of the schema (SPIF 2.1) without the one on colours, which changes no answer. A
    /// name that is twice in one tag is a warning.
    public var problems: [LabelFinding] {
        var findings: [LabelFinding] = []
        func twice(_ what: String, _ names: [String]) {
            for name in Self.repeated(names) {
                findings.append(LabelFinding("policy-duplicate", "\(what) `\(name)` is there twice"))
            }
        }
        if classifications.isEmpty {
            findings.append(LabelFinding("policy-empty", "the policy has no classifications"))
        }
        twice("the classification", classifications.map(\.name))
        twice("the classification number", classifications.map(\.lacv))
        twice("the tag set", tagSets.map(\.name))
        twice("the tag set identifier", tagSets.map(\.id))
        let required = classifications.flatMap(\.required)
        findings += required.flatMap(\.references).flatMap(dangling)
        findings += classifications.flatMap(\.equivalents).flatMap { unknownPolicy($0.policy) }
        for tag in tagSets.flatMap(\.tags) {
            for name in Self.repeated(tag.categories.map(\.name)) {
                let text = "`\(name)` is there twice in a tag; labels by name mean the first"
                findings.append(.warning("policy-duplicate", text))
            }
            for category in tag.categories {
                twice("the excluded classification of `\(category.name)`", category.excludedClasses)
                findings += problems(of: category)
            }
        }
        return findings
    }

    /// The names that are there more than once, in order.
    private static func repeated(_ names: [String]) -> [String] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.map(\.key).sorted()
    }

    private func problems(of category: PolicyCategory) -> [LabelFinding] {
        let classes = category.excludedClasses + (category.requiredClass.map { [$0] } ?? [])
        let unknown = classes.filter { name in !classifications.contains { $0.name == name } }
        return unknown.map {
            LabelFinding(
                "policy-reference",
                "`\(category.name)` refers to a classification `\($0)` that is not there"
            )
        }
            + (category.required.flatMap(\.references) + category.excluded).flatMap(dangling)
            + category.equivalents.flatMap { unknownPolicy($0.policy) }
    }

    private func dangling(_ reference: CategoryReference) -> [LabelFinding] {
        guard tagSets.contains(where: { $0.name == reference.tagSet }) else {
            return [LabelFinding("policy-reference", "there is no tag set `\(reference.tagSet)`")]
        }
        guard let lacv = reference.lacv, places(of: reference).isEmpty else { return [] }
        return [LabelFinding("policy-reference", "`\(reference.tagSet)` has no category with the number `\(lacv)`")]
    }

    private func unknownPolicy(_ name: String) -> [LabelFinding] {
        guard !equivalentPolicies.contains(where: { $0.name == name }) else { return [] }
        return [LabelFinding("policy-reference", "there is no equivalent policy `\(name)`")]
    }
}
