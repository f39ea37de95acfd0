/// A label in another policy, and what was left behind on the way.
public struct EquivalentLabel: Sendable, Hashable {
    /// The label.
    public var label: Label
    /// What the policy says to leave behind, and successors that have no equivalent.
    public var notes: [LabelFinding]
}

extension SecurityPolicy {
    /// The label of another policy that stands for a label of this one (ADatP-4774.1, 3.6 and chapter 4).
    ///
    /// 1. The label is valid under this policy.
    /// 2. The level is the one that an `equivalentClassification` names for making labels (`encrypt`, `both`); of several
    ///    the highest. Is the other policy not named here at all, what it says for labels that come in (`decrypt`, `both`)
    ///    counts.
    /// 3. Each category becomes all that its `equivalentSecCategoryTag` elements name; `discard` leaves it behind; a
    ///    category that has no equivalent has none for the whole label. Nothing is rounded down.
    /// 4. What the equivalences require is added: one category by its number; where they leave a choice, the label has to
    ///    meet it already.
    /// 5. The result is valid under the other policy.
    /// - Parameters:
    ///   - label: the label.
    ///   - other: the other policy.
    /// - Returns: the equivalent label; its creation, review and originator are those of the label.
    /// - Throws: the first rule that is not met.
    public func equivalent(of label: Label, in other: SecurityPolicy) throws(LabelFinding) -> EquivalentLabel {
        if let finding = check(label).first(where: { $0.severity == .error }) { throw finding }
        let resolved = resolve(label)
        guard let level = resolved.classification else {
            throw LabelFinding("classification-missing", at: .classification, "the label has no classification")
        }
        let names = equivalentPolicies.filter { $0.id == other.id }.map(\.name)
        var result =
            names.isEmpty
            ? try inward(level, resolved, into: other) : try outward(level, resolved, names, into: other)
        result.label.created = label.created
        result.label.review = label.review
        result.label.originator = label.originator
        result.label.originatorIDType = label.originatorIDType
        result.label.origins = label.origins
        for succession in label.succession {
            do throws(LabelFinding) {
                let successor = try equivalent(of: succession.label, in: other)
                result.label.succession.append(LabelSuccession(instant: succession.instant, label: successor.label))
            } catch {
                let text = "the successor has no equivalent, and is left out: \(error.message)"
                result.notes.append(LabelFinding.warning("successor-left-out", at: .succession, text))
            }
        }
        if let finding = other.check(result.label).first(where: { $0.severity == .error }) {
            throw LabelFinding("equivalent-invalid", at: .whole, "under `\(other.name)`: \(finding.message)")
        }
        return result
    }

    private func outward(
        _ level: PolicyClassification,
        _ resolved: ResolvedLabel,
        _ names: [String],
        into other: SecurityPolicy
    ) throws(LabelFinding) -> EquivalentLabel {
        let candidates = level.equivalents.filter { names.contains($0.policy) && $0.use.isOutward }
        var best: (level: PolicyClassification, required: [CategoryRequirement])?
        for candidate in candidates {
            guard let found = other.classification(lacv: candidate.lacv) else {
                throw LabelFinding("equivalent-unknown", "`\(other.name)` has no classification `\(candidate.lacv)`")
            }
            if best.map({ $0.level.hierarchy < found.hierarchy }) ?? true { best = (found, candidate.required) }
        }
        guard let best else { throw Self.none("the classification", level.name, other, at: .classification) }
        var draft = EquivalentDraft(policy: other)
        var notes: [LabelFinding] = []
        for (place, at) in resolved.categories {
            let category = category(at: place)
            let equivalents = category.equivalents.filter { names.contains($0.policy) && $0.use.isOutward }
            if equivalents.isEmpty { throw Self.none("the category", category.name, other, at: at) }
            for equivalent in equivalents where !equivalent.isDiscarded {
                try draft.add(equivalent)
            }
            if equivalents.allSatisfy(\.isDiscarded) { notes.append(Self.discarded(category, at)) }
        }
        let always = equivalentPolicies.filter { names.contains($0.name) }.flatMap(\.required)
        for requirement in best.required + always { try draft.require(requirement) }
        return EquivalentLabel(label: draft.label(best.level), notes: notes)
    }

    /// Reads the equivalences that the other policy has for labels that come in.
    private func inward(
        _ level: PolicyClassification,
        _ resolved: ResolvedLabel,
        into other: SecurityPolicy
    ) throws(LabelFinding) -> EquivalentLabel {
        let names = other.equivalentPolicies.filter { $0.id == id }.map(\.name)
        if names.isEmpty {
            throw LabelFinding("equivalent-policy-missing", "`\(name)` and `\(other.name)` have no equivalences")
        }
        let levels = other.classifications.filter { found in
            found.equivalents.contains {
                names.contains($0.policy) && $0.use.isInward && PolicyNumber.areSame($0.lacv, level.lacv)
            }
        }
        guard let best = levels.max(by: { $0.hierarchy < $1.hierarchy }) else {
            throw Self.none("the classification", level.name, other, at: .classification)
        }
        var draft = EquivalentDraft(policy: other)
        for (place, at) in resolved.categories {
            let category = category(at: place)
            let found = other.places { candidate in
                candidate.equivalents.contains {
                    names.contains($0.policy) && $0.use.isInward && !$0.isDiscarded
                        && $0.tagSetID == self.tagSets[place.tagSet].id && $0.type == self.tag(at: place).type
                        && PolicyNumber.areSame($0.lacv, category.lacv)
                }
            }
            if found.isEmpty { throw Self.none("the category", category.name, other, at: at) }
            draft.places.formUnion(found)
        }
        return EquivalentLabel(label: draft.label(best), notes: [])
    }

    private func places(_ isWanted: (PolicyCategory) -> Bool) -> [CategoryPlace] {
        tagSets.enumerated().flatMap { tagSet, set in
            set.tags.enumerated().flatMap { index, tag in
                tag.categories.indices.filter { isWanted(tag.categories[$0]) }.map {
                    CategoryPlace(tagSet: tagSet, tag: index, category: $0)
                }
            }
        }
    }

    private static func none(
        _ what: String,
        _ name: String,
        _ other: SecurityPolicy,
        at place: LabelFinding.Place
    ) -> LabelFinding {
        LabelFinding("equivalent-missing", at: place, "\(what) `\(name)` has no equivalent in `\(other.name)`")
    }

    private static func discarded(_ category: PolicyCategory, _ at: LabelFinding.Place) -> LabelFinding {
        LabelFinding.warning("category-discarded", at: at, "the policy leaves `\(category.name)` behind")
    }
}

/// A label of the other policy, while it is put together.
private struct EquivalentDraft {
    let policy: SecurityPolicy
    var places: Set<CategoryPlace> = []

    init(policy: SecurityPolicy) { self.policy = policy }

    mutating func add(_ equivalent: EquivalentCategory) throws(LabelFinding) {
        let tagSet = policy.tagSets.first { $0.id == equivalent.tagSetID }
        let found = tagSet.map {
            policy.places(of: CategoryReference(tagSet: $0.name, type: equivalent.type, lacv: equivalent.lacv))
        }
        guard let found, let first = found.first else {
            let text = "`\(policy.name)` has no category `\(equivalent.lacv)` in `\(equivalent.tagSetID)`"
            throw LabelFinding("equivalent-unknown", text)
        }
        places.insert(first)
    }

    mutating func require(_ requirement: CategoryRequirement) throws(LabelFinding) {
        var resolved = ResolvedLabel()
        resolved.categories = places.map { ($0, .whole) }
        if policy.isMet(requirement, in: resolved) { return }
        let isDefinite = requirement.operation == .all || requirement.references.count == 1
        let found = requirement.references.map { policy.places(of: $0) }
        guard isDefinite, requirement.references.allSatisfy({ $0.lacv != nil }), found.allSatisfy({ $0.count == 1 })
        else {
            let text = "`\(policy.name)` leaves a choice: \(policy.words(for: requirement))"
            throw LabelFinding("equivalent-open", text)
        }
        for place in found.joined() { places.insert(place) }
    }

    func label(_ level: PolicyClassification) -> Label {
        var categories: [LabelCategory] = []
        for place in places.sorted() {
            let next = policy.labelCategory(at: place)
            if let last = categories.last, last.tag == next.tag, last.kind == next.kind {
                categories[categories.count - 1].values += next.values
            } else {
                categories.append(next)
            }
        }
        return Label(
            policy: policy.name,
            policyURI: policy.uri,
            classification: level.name,
            categories: categories
        )
    }
}
