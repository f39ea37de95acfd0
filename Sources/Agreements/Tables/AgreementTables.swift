public import Labels

/// A set of agreements as of one day, laid out for decisions: parties, schemes and levels are numbers, and what a pair
/// of parties has agreed about a level is one look into a table.
public final class AgreementTables: Sendable {
    /// A level in the tables.
    public struct Level: Sendable {
        /// The scheme's number.
        public let scheme: Int
        /// The place in the scheme's ladder, 0 for the lowest.
        public let rank: Int
        /// The party whose scheme it is.
        public let party: Int
        /// Scheme and level by name.
        public let name: LevelName
    }

    /// What an agreement answers for a level of the sender's.
    public enum Answer: Sendable, Hashable {
        /// The row does not exist.
        case noRow
        /// One of these levels; the first is proposed.
        case levels([Int], rule: Int)
        /// Explicitly none.
        case none(rule: Int)
        /// Not known here: the text is not public, or was not read.
        case unknown(rule: Int)
    }

    /// A bound on levels of one scheme.
    public struct Bound: Sendable {
        /// The highest rank that may go; -1 lets nothing go.
        public let rank: Int
        /// The agreement whose rule it is: the one itself, or national additions.
        public let agreement: Int
        /// The rule of that agreement.
        public let rule: Int
    }

    /// An instrument between two parties that lets nothing go on this day, and why.
    public struct Dormant: Sendable {
        /// The agreement's number.
        public let agreement: Int
        /// Where it stands.
        public let state: Agreement.State
    }

    /// An arrangement by which two parties share through a third one (R24).
    public struct Relay: Sendable {
        /// The agreement's number.
        public let agreement: Int
        /// The rule.
        public let rule: Int
        /// One of the two parties.
        public let from: Int
        /// The other one.
        public let to: Int
        /// The party in the middle.
        public let through: Int
    }

    /// Where an agreement in force says something.
    public struct Statement: Sendable {
        /// The agreement's number.
        public let agreement: Int
        /// The rule.
        public let rule: Int
    }

    /// What agreements in force say about a recipient whatever a level says: for markings that carry rules of their own, such as ACS,
    /// and for what objects name.
    public struct Standing: Sendable {
        /// The groups that the recipient is in, upper-cased, and where it is said.
        public internal(set) var groups: [String: Statement] = [:]
        /// What the recipient undertakes to keep, upper-cased, and where it is said.
        public internal(set) var kept: [String: Statement] = [:]
        /// Where clauses stand that hold whatever is classified: what objects name, and how sightings are told.
        public internal(set) var said: [Clause: Statement] = [:]

        /// The clauses of `said`.
        static let clauses: Set<Clause> = [.absentNamed, .sightersNamed, .smallCountsWithheld, .countsBanded]

        init() {}
    }

    /// The set.
    public let set: AgreementSet
    /// The day in UTC.
    public let day: Day
    /// The day of each party in the time zone that it declares, in UTC without one.
    private let partyDays: [Day]
    /// The levels.
    public let levels: [Level]
    /// The first level's number of each scheme; a scheme's levels stand the highest first.
    public let schemeStarts: [Int]
    /// Arrangements of relay in force.
    public let relays: [Relay]
    private let standings: [Int: Standing]
    let bases: [Basis]
    let pairs: [[Int32]]
    let dormant: [[Dormant]]
    let partyNames: [String: Int]
    let schemeNames: [String: Int]
    let levelNames: [[String: Int]]

    init(
        set: AgreementSet,
        day: Day,
        partyDays: [Day],
        levels: [Level],
        schemeStarts: [Int],
        relays: [Relay],
        standings: [Int: Standing],
        bases: [Basis],
        pairs: [[Int32]],
        dormant: [[Dormant]],
        partyNames: [String: Int],
        schemeNames: [String: Int],
        levelNames: [[String: Int]]
    ) {
        (self.set, self.day, self.partyDays) = (set, day, partyDays)
        (self.levels, self.schemeStarts) = (levels, schemeStarts)
        self.standings = standings
        (self.relays, self.bases, self.pairs, self.dormant) = (relays, bases, pairs, dormant)
        (self.partyNames, self.schemeNames, self.levelNames) = (partyNames, schemeNames, levelNames)
    }

    /// The day of a party in the time zone that it declares; in UTC without one.
    /// - Parameter party: the party's number.
    /// - Returns: the day.
    public func day(of party: Int) -> Day { partyDays.indices.contains(party) ? partyDays[party] : day }

    /// The number of a party by name, code or identity; nil if it is not declared.
    /// - Parameter name: a name, code or identity; case does not matter.
    /// - Returns: its number.
    public func party(_ name: String) -> Int? { partyNames[name] ?? partyNames[name.lowercased()] }

    /// The number of a scheme by name; nil if it is not declared.
    /// - Parameter name: its name; case does not matter.
    /// - Returns: its number.
    public func scheme(_ name: String) -> Int? { schemeNames[name.lowercased()] }

    /// The number of a level by any of its spellings; nil if the scheme has none of this name.
    /// - Parameters:
    ///   - name: the level as written.
    ///   - scheme: the scheme's number.
    /// - Returns: its number.
    public func level(_ name: String, in scheme: Int) -> Int? {
        levelNames.indices.contains(scheme) ? levelNames[scheme][LevelKey.of(name)] : nil
    }

    /// What is in force from one party to another one.
    /// - Parameters:
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    /// - Returns: numbers of bases for `basis(_:)`.
    @inline(__always)
    public func basisNumbers(from: Int, to: Int) -> [Int32] {
        let place = from &* set.parties.count &+ to
        return pairs.indices.contains(place) ? pairs[place] : []
    }

    /// What agreements in force from one party to another one say about the recipient.
    /// - Parameters:
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    /// - Returns: its groups and undertakings; nothing where none says anything.
    public func standing(from: Int, to: Int) -> Standing {
        guard from >= 0, to >= 0 else { return Standing() }
        return standings[from &* set.parties.count &+ to] ?? Standing()
    }

    /// A basis by its number.
    /// - Parameter number: a number out of `basisNumbers`.
    /// - Returns: the basis.
    @inline(__always)
    public func basis(_ number: Int32) -> Basis { bases[Int(number)] }

    /// Whether national additions of the sender's leave every release under an agreement to an officer.
    /// - Parameters:
    ///   - agreement: the agreement's number.
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    /// - Returns: true if they do.
    public func needsOfficer(_ agreement: Int, from: Int, to: Int) -> Bool {
        basisNumbers(from: from, to: to).contains { basis($0).agreement == agreement && basis($0).needsOfficer }
    }

    /// The number of the level at a rank of a scheme; -1 if there is none.
    /// - Parameters:
    ///   - rank: the place in the ladder, 0 for the lowest.
    ///   - scheme: the scheme's number.
    /// - Returns: the level's number.
    public func level(ofRank rank: Int, inScheme scheme: Int) -> Int {
        guard set.schemes.indices.contains(scheme) else { return -1 }
        let count = set.schemes[scheme].levels.count
        return (0..<count).contains(rank) ? schemeStarts[scheme] + count - 1 - rank : -1
    }

    /// What stands between two parties without letting anything go.
    /// - Parameters:
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    /// - Returns: instruments with their states.
    public func dormant(from: Int, to: Int) -> [Dormant] {
        let place = from &* set.parties.count &+ to
        return dormant.indices.contains(place) ? dormant[place] : []
    }

    /// The article and wording of a rule.
    /// - Parameters:
    ///   - rule: the rule's number in its agreement.
    ///   - agreement: the agreement's number.
    /// - Returns: the rule, or nil if there is none.
    public func rule(_ rule: Int, of agreement: Int) -> Rule? {
        guard set.agreements.indices.contains(agreement) else { return nil }
        let rules = set.agreements[agreement].rules
        return rules.indices.contains(rule) ? rules[rule] : nil
    }
}
