public import Agreements
internal import Labels

/// Up to which levels people take objects out of the node as files, by the installation's own rule.
///
/// 1. Without a level there is no limit.
/// 2. With one, what leaves bears a marking, and each level of it is at most as high as the one that is named for its
///    scheme, or for TLP. Of a scheme that is not named nothing leaves but what is not classified.
/// 3. What bears no marking, or one that cannot be judged, stays; a word that is no level here lets nothing leave.
public struct ExportLimit: Sendable {
    /// The levels as the configuration has them.
    public let words: [String]
    /// Whether one of them is no level here.
    public private(set) var isUnclear = false
    /// The highest level of each scheme, by number.
    private var ranks: [Int: Int] = [:]
    private var tlp: TLPLevel?
    private let tables: AgreementTables

    /// A limit.
    /// - Parameters:
    ///   - words: levels such as `EU EU-RESTRICTED`, or `TLP:AMBER`.
    ///   - tables: the schemes of the day.
    public init(_ words: [String], _ tables: AgreementTables) {
        (self.words, self.tables) = (words, tables)
        for word in words {
            if let level = TLPLevel.allCases.first(where: { $0.label == word.uppercased() }) {
                tlp = min(tlp ?? level, level)
                continue
            }
            let label = tables.label(word)
            guard let scheme = tables.scheme(label.policy), let level = tables.level(label.classification, in: scheme)
            else {
                isUnclear = true
                continue
            }
            ranks[scheme] = min(ranks[scheme] ?? .max, tables.levels[level].rank)
        }
    }

    /// Whether what bears some markings may leave.
    /// - Parameter marking: what the markings of the whole object and of its portions mean.
    /// - Returns: true if it may.
    public func lets(_ marking: PreparedMarking) -> Bool {
        guard !words.isEmpty else { return true }
        guard !isUnclear, marking.problems.isEmpty,
            marking.tlp != nil || !marking.levels.isEmpty || !marking.unclassified.isEmpty
        else { return false }
        if let level = marking.tlp {
            guard let highest = tlp, level <= highest else { return false }
        }
        return marking.levels.allSatisfy { number in
            guard tables.levels.indices.contains(number), let highest = ranks[tables.levels[number].scheme] else {
                return false
            }
            return tables.levels[number].rank <= highest
        }
    }
}
