/// Whether a reader may see something, and why not.
public enum AccessDecision: Sendable, Hashable {
    /// The reader may see it.
    case permitted
    /// The reader may not see it: all reasons.
    case denied([LabelFinding])
}

extension SecurityPolicy {
    /// Whether a clearance suffices for a label (ADatP-4774, appendix 2; the access control decision of X.841).
    ///
    /// 1. Label and clearance are of this policy, and every name in the label is known: what is not understood is denied.
    /// 2. The level is in the clearance's list.
    /// 3. Every restrictive value is held.
    /// 4. Of each permissive tag that the label has values of, at least one value is held.
    /// 5. Informative values take no part.
    /// - Parameters:
    ///   - clearance: what the reader may see.
    ///   - label: the label.
    /// - Returns: the decision, with the code of each rule that is not met.
    public func allows(_ clearance: Clearance, _ label: Label) -> AccessDecision {
        let resolved = resolve(label)
        var reasons = resolved.findings.filter { $0.severity == .error }
        guard isNamed(clearance.policy, uri: clearance.policyURI) else {
            let text = "the clearance is of `\(clearance.policy)`, not of `\(name)`"
            return .denied(reasons + [LabelFinding("clearance-policy-mismatch", at: .policy, text)])
        }
        if label.classification.isEmpty {
            reasons.append(LabelFinding("classification-missing", at: .classification, "the label has none"))
        }
        if let level = resolved.classification {
            let cleared = clearance.classifications.contains { areSame($0, level.name) }
            if !cleared {
                reasons.append(
                    LabelFinding(
                        "classification-not-cleared",
                        at: .classification,
                        "the clearance does not have `\(level.name)`"
                    )
                )
            }
        }
        var held = ResolvedLabel()
        resolve(clearance.categories, into: &held)
        reasons += missing(resolved.categories, held)
        return reasons.isEmpty ? .permitted : .denied(reasons)
    }

    private func missing(
        _ wanted: [(place: CategoryPlace, at: LabelFinding.Place)],
        _ held: ResolvedLabel
    ) -> [LabelFinding] {
        var reasons: [LabelFinding] = []
        var seen: [CategoryPlace] = []
        for (place, at) in wanted {
            switch tag(at: place).type.kind {
            case .informative: continue
            case .restrictive where !held.has(place):
                let text = "the clearance lacks `\(category(at: place).name)` of `\(tagSets[place.tagSet].name)`"
                reasons.append(LabelFinding("restrictive-value-missing", at: at, text))
            case .restrictive: continue
            case .permissive:
                guard !seen.contains(where: { $0.isBeside(place) }) else { continue }
                seen.append(place)
                let values = wanted.filter { $0.place.isBeside(place) }.map(\.place)
                guard !values.contains(where: held.has) else { continue }
                let names = values.map { "`\(category(at: $0).name)`" }.joined(separator: ", ")
                let text = "the clearance has none of \(names) of `\(tagSets[place.tagSet].name)`"
                reasons.append(LabelFinding("permissive-value-missing", at: at, text))
            }
        }
        return reasons
    }
}
