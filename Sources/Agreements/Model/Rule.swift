internal import JSON
public import Labels

/// One rule of an agreement with the article that it stands in.
public struct Rule: Sendable, Hashable {
    /// The article such as `article 4(2)`; empty where none is named.
    public var article: String
    /// What the rule says.
    public var content: RuleContent
    /// The sentence as the file words it, for people.
    public var wording: String
    /// Where it is written.
    public var span: SourceSpan
}

/// What a rule of an agreement says.
public enum RuleContent: Sendable, Hashable {
    /// Which level of one side answers which level of the other (R04).
    case levels(EquivalenceTable)
    /// The highest levels that may go at all, one for each scheme that it speaks of (R01).
    case ceiling([LevelReference])
    /// The highest levels that may go electronically.
    case electronicCeiling([LevelReference])
    /// Nothing classified may go electronically.
    case courierOnly
    /// The subjects that it covers; empty means every one.
    case subjects([String])
    /// A caveat of the sender's that the receiver undertakes to keep (R22).
    case keepsCaveat(String)
    /// Groups of a marking's rules that a party belongs to, such as those of ACS: `FOREIGNGOV`, `USA.USG`.
    case groups(party: String, [String])
    /// Levels that a party does not let out under this text, whatever else it says; in national additions only.
    case never([LevelReference])
    /// Levels from which upwards two officers of the sender release (R02).
    case twoOfficers([LevelReference])
    /// Two parties share through a third one (R24).
    case relay(from: String, to: String, through: String)
    /// A duty or condition in words of its own.
    case clause(Clause, Clock?)
    /// Something that the text gives that is no release of information, such as visits of forces.
    case provides(String)
}

/// The pairs of levels of an article, or what it says in their place.
public struct EquivalenceTable: Sendable, Hashable {
    /// The direction of the rows.
    public enum Direction: Sendable, Hashable {
        /// Rows hold both ways.
        case both
        /// Rows hold from the left party to the right one.
        case oneWay(from: String, to: String)
    }

    /// What stands in place of rows.
    public enum Form: String, Sendable, Hashable {
        /// The rows hold.
        case rows
        /// The table is not public, or was not read: nothing is known, so nothing goes.
        case unknown
        /// The receiver protects what it gets under the originator's own marking.
        case original
    }

    /// One row: the levels of the parties that answer each other.
    public struct Row: Sendable, Hashable {
        /// What a party has in this row if it has no level.
        public enum Gap: String, Sendable, Hashable {
            /// Explicitly nothing answers.
            case none
            /// Not known here: the text is not public, or was not read.
            case unknown
        }

        /// The levels of one party each; the first of a group is proposed where several answer.
        public var groups: [[LevelReference]] = []
        /// Parties that have no level here, and why.
        public var gaps: [String: Gap] = [:]
        /// What every other party has, where the row says so.
        public var rest: Gap?
        /// The first day on which the row holds.
        public var from: Day = .first
        /// The last day on which the row holds.
        public var until: Day = .last
        /// Where it is written.
        public var span: SourceSpan
    }

    /// The direction of the rows.
    public var direction: Direction
    /// What stands in place of rows.
    public var form: Form
    /// The rows.
    public var rows: [Row]
}

/// A level as a file names it, and what it was found to mean.
public struct LevelReference: Sendable, Hashable {
    /// The words of the file.
    public var text: String
    /// Where they stand.
    public var span: SourceSpan
    /// The level, once the set is put together.
    public var name: LevelName?

    var json: JSONTree { name?.json ?? .string(text) }
}
