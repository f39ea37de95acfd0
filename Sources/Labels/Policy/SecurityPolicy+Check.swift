extension SecurityPolicy {
    /// Whether a label means something under this policy, and all that is wrong with it.
    ///
    /// The rules (Open XML SPIF 2.1; ADatP-4774.1, 3.3; ADatP-4774, appendix 1):
    /// 1. The label is of this policy, and its level, tag sets, types and values are in it.
    /// 2. Each category stands with the level: not with an `excludedClass`, only with its `requiredClass`.
    /// 3. Each `requiredCategory` of the level and of the categories is met; no `excludedCategory` is there, where a
    ///    category does not exclude itself.
    /// 4. No tag has more or fewer categories than `singleSelection`, `maxSelection` and `minSelection` allow.
    /// 5. Warnings: what is `obsolete`, and a NATO label without a Context.
    ///
    /// Not enforced: the times of `notBefore` and `notAfter`, because a label may be older than the policy at hand.
    /// - Parameter label: the label.
    /// - Returns: the findings; the label is valid if none of them is an error.
    public func check(_ label: Label) -> [LabelFinding] {
        let resolved = resolve(label)
        var findings = resolved.findings
        if label.policy.isEmpty, label.policyURI == nil {
            findings.insert(LabelFinding("policy-missing", at: .policy, "the label names no policy"), at: 0)
        }
        if label.classification.isEmpty {
            findings.append(
                LabelFinding("classification-missing", at: .classification, "the label has no classification")
            )
        }
        if let classification = resolved.classification {
            findings += check(classification, resolved)
        }
        for (place, at) in resolved.categories {
            findings += check(category(at: place), place, at, resolved)
        }
        findings += checkSelections(resolved)
        if id == "1.3.26.1.3.1", !label.categories.contains(where: { areSame($0.tag, "Context") }) {
            findings.append(
                LabelFinding.warning("context-missing", "a NATO label has a Context (ADatP-4774, app. 2)")
            )
        }
        for succession in label.succession {
            findings += check(succession.label).filter { $0.severity == .error }.map {
                LabelFinding($0.code, at: .succession, "of the successor: " + $0.message)
            }
        }
        return findings
    }

    private func check(_ classification: PolicyClassification, _ resolved: ResolvedLabel) -> [LabelFinding] {
        var findings: [LabelFinding] = []
        if classification.isObsolete ?? false {
            findings.append(
                LabelFinding.warning(
                    "classification-obsolete",
                    at: .classification,
                    "`\(classification.name)` is for old labels only"
                )
            )
        }
        for requirement in classification.required where !isMet(requirement, in: resolved) {
            findings.append(
                LabelFinding(
                    "required-category-missing",
                    at: .classification,
                    "`\(classification.name)` needs \(words(for: requirement))"
                )
            )
        }
        return findings
    }

    private func check(
        _ category: PolicyCategory,
        _ place: CategoryPlace,
        _ at: LabelFinding.Place,
        _ resolved: ResolvedLabel
    ) -> [LabelFinding] {
        var findings: [LabelFinding] = []
        if category.isObsolete {
            findings.append(
                LabelFinding.warning("category-obsolete", at: at, "`\(category.name)` is for old labels only")
            )
        }
        if let level = resolved.classification?.name {
            if category.excludedClasses.contains(level) {
                findings.append(
                    LabelFinding("class-excluded", at: at, "`\(category.name)` does not go with `\(level)`")
                )
            }
            if let required = category.requiredClass, required != level {
                findings.append(
                    LabelFinding("class-required", at: at, "`\(category.name)` goes with `\(required)` only")
                )
            }
        }
        for excluded in category.excluded {
            if let other = places(of: excluded).first(where: { $0 != place && resolved.has($0) }) {
                findings.append(
                    LabelFinding(
                        "category-excluded",
                        at: at,
                        "`\(category.name)` does not go with `\(self.category(at: other).name)`"
                    )
                )
            }
        }
        for requirement in category.required where !isMet(requirement, in: resolved) {
            findings.append(
                LabelFinding(
                    "required-category-missing",
                    at: at,
                    "`\(category.name)` needs \(words(for: requirement))"
                )
            )
        }
        return findings
    }

    private func checkSelections(_ resolved: ResolvedLabel) -> [LabelFinding] {
        guard resolved.classification != nil else { return [] }
        var findings: [LabelFinding] = []
        for (tagSetIndex, tagSet) in tagSets.enumerated() {
            for (tagIndex, tag) in tagSet.tags.enumerated() {
                let given = resolved.categories.filter { $0.place.tagSet == tagSetIndex && $0.place.tag == tagIndex }
                let name = tag.name ?? tagSet.name
                if tag.isSingleSelection ?? false, given.count > 1, let last = given.last {
                    findings.append(
                        LabelFinding(
                            "single-selection",
                            at: last.at,
                            "`\(name)` allows one value, not \(given.count)"
                        )
                    )
                }
                if let maximum = tag.maximum, given.count > maximum, let last = given.last {
                    findings.append(
                        LabelFinding(
                            "too-many-values",
                            at: last.at,
                            "`\(name)` allows \(maximum), not \(given.count)"
                        )
                    )
                }
                if let minimum = tag.minimum, given.count < minimum {
                    findings.append(
                        LabelFinding("too-few-values", "`\(name)` needs \(minimum) at least, not \(given.count)")
                    )
                }
            }
        }
        return findings
    }

    /// Whether a label has the categories that are needed.
    func isMet(_ requirement: CategoryRequirement, in resolved: ResolvedLabel) -> Bool {
        let met = requirement.references.count { places(of: $0).contains { resolved.has($0) } }
        return switch requirement.operation {
        case .onlyOne: met == 1
        case .oneOrMore: met >= 1
        case .all: met == requirement.references.count
        }
    }

    /// A requirement in words.
    func words(for requirement: CategoryRequirement) -> String {
        let references = requirement.references.map { reference in
            let names = places(of: reference).map { "`\(category(at: $0).name)`" }
            return reference.lacv == nil || names.isEmpty
                ? "any of `\(reference.tagSet)`" : names.joined(separator: ", ") + " of `\(reference.tagSet)`"
        }
        let start =
            switch requirement.operation {
            case .onlyOne: "exactly one of: "
            case .oneOrMore: "one or more of: "
            case .all: ""
            }
        return start + references.joined(separator: requirement.operation == .all ? " and " : "; ")
    }
}

extension Label {
    /// The times that ADatP-4774 wants in a label and this one lacks: warnings, because a policy does not need them.
    public var missingTimes: [LabelFinding] {
        var findings: [LabelFinding] = []
        if created == nil {
            findings.append(
                LabelFinding.warning("created-missing", at: .created, "ADatP-4774 wants a CreationDateTime")
            )
        }
        if review == nil, succession.isEmpty {
            findings.append(
                LabelFinding.warning(
                    "review-missing",
                    at: .review,
                    "ADatP-4774 wants a ReviewDateTime where there is no SuccessionHandling"
                )
            )
        }
        return findings
    }
}
