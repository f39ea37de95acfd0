public import Agreements
internal import Labels

/// Whether a release needs a second officer (R02): what agreements and the installation's own rule say of levels.
///
/// The levels are those of the item as it is held: what a rendition leaves out was decided about as well.
public struct SecondOfficer: Sendable {
    /// From which level upwards the installation asks for two, whatever agreements say.
    public struct Policy: Sendable {
        /// The lowest level of each scheme, by number.
        var ranks: [Int: Int] = [:]
        /// The lowest level of TLP.
        var tlp: TLPLevel?
        /// Whether a word of the policy is no level here: then two are asked for whatever is classified.
        public private(set) var isUnclear = false

        /// A policy.
        /// - Parameters:
        ///   - words: levels such as `EU EU-SECRET`, or `TLP:RED`.
        ///   - tables: the schemes of the day.
        public init(_ words: [String], _ tables: AgreementTables) {
            for word in words {
                if let level = TLPLevel.allCases.first(where: { $0.label == word.uppercased() }) {
                    tlp = min(tlp ?? level, level)
                    continue
                }
                let label = tables.label(word)
                guard let scheme = tables.scheme(label.policy),
                    let level = tables.level(label.classification, in: scheme)
                else {
                    isUnclear = true
                    continue
                }
                ranks[scheme] = min(ranks[scheme] ?? .max, tables.levels[level].rank)
            }
        }
    }

    private let policy: Policy
    private let bases: [AgreementTables.Basis]
    private let tables: AgreementTables
    /// Whether two officers are asked for at all.
    public let asks: Bool

    /// What holds from one party to another one.
    /// - Parameters:
    ///   - policy: the installation's own rule.
    ///   - from: the sender, by number.
    ///   - to: the recipient.
    ///   - tables: the agreements of the day.
    public init(_ policy: Policy, from: Int, to: Int, _ tables: AgreementTables) {
        (self.policy, self.tables) = (policy, tables)
        bases = from >= 0 && to >= 0 ? tables.basisNumbers(from: from, to: to).map { tables.basis($0) } : []
        let isAgreed = bases.contains { $0.twoOfficers.contains { $0 != nil } }
        asks = policy.isUnclear || !policy.ranks.isEmpty || policy.tlp != nil || isAgreed
    }

    /// The lowest levels from which agreements ask for two, scheme by scheme.
    public var agreedLevels: [AgreementTables.Level] {
        tables.set.schemes.indices.compactMap { scheme in
            let ranks = bases.compactMap { basis in
                basis.twoOfficers.indices.contains(scheme) ? basis.twoOfficers[scheme]?.rank : nil
            }
            guard let lowest = ranks.min() else { return nil }
            let number = tables.level(ofRank: lowest, inScheme: scheme)
            return tables.levels.indices.contains(number) ? tables.levels[number] : nil
        }
    }

    /// Whether two officers release what bears some markings.
    /// - Parameter marking: what the markings mean; what cannot be read counts as asking for two.
    /// - Returns: true if a second one is needed.
    public func isNeeded(for marking: PreparedMarking) -> Bool {
        guard asks else { return false }
        if let level = marking.tlp, let lowest = policy.tlp, level >= lowest { return true }
        if !marking.problems.isEmpty || policy.isUnclear && !marking.levels.isEmpty { return true }
        return marking.levels.contains { number in
            guard tables.levels.indices.contains(number) else { return true }
            let level = tables.levels[number]
            if let lowest = policy.ranks[level.scheme], level.rank >= lowest { return true }
            return bases.contains { basis in
                guard basis.twoOfficers.indices.contains(level.scheme), let bound = basis.twoOfficers[level.scheme]
                else {
                    return false
                }
                return level.rank >= bound.rank
            }
        }
    }
}
