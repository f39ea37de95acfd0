/// What work must be marked with at least, since it quotes others (R05): nothing of it may fall below any of its
/// sources.
///
/// 1. TLP and PAP are at least as high as the highest of the sources.
/// 2. For each label of a source there is a label of the same scheme at least as high, with every restrictive value,
///    and with no party in a list of readers that the source does not list.
/// 3. A dated downgrade comes no earlier than the source's.
/// 4. Rules of an ACS marking are taken along as they are.
/// 5. What is made of what was invented for an exercise is of that exercise, and no more people may see it.
/// 6. A marking whose meaning is not known is taken along as it is.
///
/// A label of another scheme never stands for one of a source: which levels answer each other is for agreements to say.
public struct MarkingFloor: Sendable {
    /// What is missing, each once, in the order of the sources.
    public enum Shortfall: Sendable, Hashable {
        /// A level of the Traffic Light Protocol.
        case tlp(TLPLevel)
        /// A level of the Permissible Actions Protocol.
        case actions(PAPLevel)
        /// A label, or one above it.
        case label(Label)
        /// A marking of an exercise, or one that fewer may see.
        case exercise(ExerciseMarking)
        /// A marking whose meaning is not known.
        case marking(String)

        /// What is missing, as one reads it on a page.
        public var text: String {
            switch self {
            case .tlp(let level): level.label
            case .actions(let level): level.label
            case .label(let label): MarkingFloor.text(of: label)
            case .exercise(let marking): MarkingFloor.text(of: marking)
            case .marking(let id): id
            }
        }
    }

    /// What the sources are marked with.
    public var sources: [MarkingReading]

    /// The floor that some sources set.
    /// - Parameter sources: what the sources are marked with.
    public init(_ sources: [MarkingReading]) { self.sources = sources }

    /// A label with what limits its audience, as one reads it on a page.
    /// - Parameter label: the label.
    /// - Returns: level, restrictive values, lists of readers.
    public static func text(of label: Label) -> String {
        let limits = label.categories.filter { $0.kind != .informative }.map { category in
            category.kind == .permissive
                ? "\(category.tag.uppercased()) \(category.values.joined(separator: ", "))"
                : category.values.joined(separator: " ")
        }
        return ([label.classification] + limits).joined(separator: " ")
    }

    /// A marking of an exercise, as one reads it on a page.
    /// - Parameter marking: the marking.
    /// - Returns: the name of the exercise, with the cells that may see it.
    public static func text(of marking: ExerciseMarking) -> String {
        marking.cells.map { "\(marking.name): \($0.joined(separator: ", "))" } ?? marking.name
    }

    /// Every level and marking that the sources ask for.
    public var demands: [Shortfall] { shortfalls(of: MarkingReading(references: []) { _ in nil }) { _ in nil } }

    /// Where a marking falls below the floor.
    /// - Parameters:
    ///   - reading: the marking of the work.
    ///   - rank: the place of a level in its scheme's ladder, higher for higher levels; nil for an unknown one.
    /// - Returns: what is missing; empty if the marking is high enough.
    public func shortfalls(of reading: MarkingReading, rank: (Label) -> Int?) -> [Shortfall] {
        var missing: [Shortfall] = []
        if let level = sources.compactMap(\.level).max(), reading.level.map({ $0 < level }) ?? true {
            missing.append(.tlp(level))
        }
        if let actions = sources.compactMap(\.actions).max(), reading.actions.map({ $0 < actions }) ?? true {
            missing.append(.actions(actions))
        }
        for label in sources.flatMap(\.labels)
        where !missing.contains(.label(label)) && !reading.labels.contains(where: { covers($0, label, rank) }) {
            missing.append(.label(label))
        }
        for rules in sources.flatMap(\.rules)
        where !missing.contains(.marking(rules.definition)) && !reading.rules.contains(where: rules.isSame) {
            missing.append(.marking(rules.definition))
        }
        for marking in sources.flatMap(\.exercises)
        where !missing.contains(.exercise(marking)) && !reading.exercises.contains(where: marking.isKept) {
            missing.append(.exercise(marking))
        }
        for marking in sources.flatMap(\.unknown)
        where !missing.contains(.marking(marking)) && !reading.unknown.contains(marking) {
            missing.append(.marking(marking))
        }
        return missing
    }

    private func covers(_ label: Label, _ source: Label, _ rank: (Label) -> Int?) -> Bool {
        guard label.policy == source.policy else { return false }
        if label.classification != source.classification {
            guard let own = rank(label), let needed = rank(source), own >= needed else { return false }
        }
        for category in source.categories
        where category.kind != .informative || category.tag.lowercased() == "purpose" {
            let same = label.categories.filter { $0.tag == category.tag && $0.kind == category.kind }
            let isKept =
                category.kind == .restrictive
                ? category.values.allSatisfy { value in same.contains { $0.values.contains(value) } }
                : same.contains { $0.values.allSatisfy(category.values.contains) }
            if !isKept { return false }
        }
        guard let step = label.succession.first else { return true }
        guard let other = source.succession.first, other.instant <= step.instant else {
            return covers(step.label, source, rank)
        }
        return covers(step.label, other.label, rank)
    }
}
