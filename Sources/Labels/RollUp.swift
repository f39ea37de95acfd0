/// What derived work is marked with, out of what its sources were marked with (R05).
///
/// Level = highest, restrictive categories = union, releasable-to = intersection, origins = union, review date =
/// earliest, purpose = intersection. An empty intersection means nobody; a source without a list does not widen
/// another one's; a dated downgrade holds only when every source has stepped down.
public enum RollUp {
    /// The label of work that is made from sources of one scheme.
    /// - Parameters:
    ///   - labels: the labels of the sources.
    ///   - rank: the place of a level in its scheme's ladder, higher for higher levels; nil for an unknown one.
    /// - Returns: the label; nil if there is no source, a level is not known, or the schemes differ: then every
    ///   label is kept beside the others.
    public static func label(of labels: [Label], rank: (Label) -> Int?) -> Label? {
        guard let first = labels.first, labels.allSatisfy({ $0.policy == first.policy }) else { return nil }
        var highest = first
        var highestRank = Int.min
        for label in labels {
            guard let rank = rank(label) else { return nil }
            if rank > highestRank { (highest, highestRank) = (label, rank) }
        }
        var result = Label(
            policy: first.policy,
            policyURI: labels.lazy.compactMap(\.policyURI).first,
            classification: highest.classification,
            categories: categories(of: labels)
        )
        var origins: [String] = []
        for name in labels.flatMap({ ($0.originator.map { [$0] } ?? []) + $0.origins }) where !origins.contains(name)
        {
            origins.append(name)
        }
        result.originator = origins.count == 1 ? origins.first : nil
        result.origins = origins.count == 1 ? [] : origins
        result.review = labels.compactMap(\.review).min()
        result.succession = succession(of: labels, rank: rank)
        return result
    }

    private static func categories(of labels: [Label]) -> [LabelCategory] {
        var result: [LabelCategory] = []
        for category in labels.flatMap(\.categories) {
            let isPurpose = category.tag.lowercased() == "purpose"
            guard let place = result.firstIndex(where: { $0.tag == category.tag && $0.kind == category.kind }) else {
                result.append(category)
                continue
            }
            if category.kind == .permissive || isPurpose {
                result[place].values.removeAll { !category.values.contains($0) }
            } else {
                result[place].values += category.values.filter { !result[place].values.contains($0) }
            }
        }
        return result
    }

    /// The step down of the whole: at the last instant at which a source steps down, if all of them do.
    private static func succession(of labels: [Label], rank: (Label) -> Int?) -> [LabelSuccession] {
        let steps = labels.compactMap(\.succession.first)
        guard steps.count == labels.count, let last = steps.map(\.instant).max(),
            let next = label(of: steps.map(\.label), rank: rank)
        else { return [] }
        return [LabelSuccession(instant: last, label: next)]
    }
}
