internal import JSON
public import Labels

/// An instrument between parties, in force or not, with its articles.
public struct Agreement: Sendable, Hashable {
    /// What the instrument is about.
    public enum Kind: String, Sendable, CaseIterable {
        /// Protection of classified information: the only kind that lets classified information go.
        case informationSecurity = "information security"
        /// A partnership or another text that binds politically.
        case partnership = "partnership"
        /// Visits of each other's forces.
        case reciprocalAccess = "reciprocal access"
        /// Supplies and services between forces.
        case crossServicing = "cross-servicing"
        /// Transfer of equipment and technology.
        case equipmentTransfer = "equipment transfer"
        /// Sharing of two parties through a third one (R24).
        case relay = "relay arrangement"
        /// A party's own rules for itself and its members.
        case internalRules = "internal rules"
        /// National additions to agreements, which can only restrict.
        case additions = "national additions"
    }

    /// Where an instrument stands.
    public enum State: String, Sendable, CaseIterable {
        /// Nothing is under way.
        case none
        /// The parties negotiate.
        case negotiating
        /// Signed, not yet in force.
        case signed
        /// In force.
        case inForce = "in force"
        /// Suspended.
        case suspended
        /// Ended.
        case ended
        /// Nobody has agreed it: it is there for the question what would be if.
        case draft
        /// It is not known where it stands.
        case unknown
    }

    /// A state with the days on which it holds.
    public struct Period: Sendable, Hashable {
        /// The state.
        public var state: State
        /// The first day, read strictly: of a month or year that is all that is known, the last day.
        public var from: Day
        /// The last day, read strictly, or the last day that there is.
        public var until: Day
        /// The date as written, such as `2025-07`.
        public var written: String
        /// Where it is written.
        public var span: SourceSpan
    }

    /// The name that other files and decisions use.
    public var name: String
    /// Its titles in languages.
    public var titles: [Title] = []
    /// The parties.
    public var parties: [String] = []
    /// Whether the members of the one party named are parties as well.
    public var isWithMembers = false
    /// What it is about.
    public var kind: Kind = .informationSecurity
    /// Whether nobody has agreed it: it counts only where somebody asks what would be if it were in force.
    public var isDraft = false
    /// Where it stood when, in the order of the file.
    public var periods: [Period] = []
    /// Each year renewed unless notice is given, with the days of notice.
    public var noticeDays: Int?
    /// The time zone whose midnight bounds its days (IANA); UTC without one.
    public var zone: String?
    /// Names of agreements that it takes the place of, or that national additions restrict.
    public var related: [String] = []
    /// Institutions of a party that it binds.
    public var institutions: [String] = []
    /// Where the facts were read.
    public var sources: [Source] = []
    /// Remarks for the reader.
    public var notes: [String] = []
    /// What it says.
    public var rules: [Rule] = []
    /// What articles say in their own words, where the file has them.
    public var words: [ArticleWords] = []
    /// Where it is declared.
    public var span: SourceSpan

    /// Where it stands on a day: the last period written that has begun and not ended, else none.
    /// - Parameter day: a day in its time zone.
    /// - Returns: the state, with the period that gives it.
    public func state(on day: Day) -> (state: State, period: Period?) {
        var found: Period?
        for period in periods where period.from <= day && day <= period.until {
            if found.map({ $0.from <= period.from }) ?? true { found = period }
        }
        if let found { return (found.state, found) }
        let isOver = periods.contains { $0.state == .inForce && $0.until < day }
        return (isOver ? .ended : .none, nil)
    }

    /// The rules of one clause.
    /// - Parameter clause: the clause.
    /// - Returns: the rules, with their clocks.
    public func clauses(_ clause: Clause) -> [Rule] {
        rules.filter { rule in
            if case .clause(clause, _) = rule.content { true } else { false }
        }
    }
}
