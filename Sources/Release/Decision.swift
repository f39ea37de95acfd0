/// The answer to a question of release, always with its grounds.
public struct Decision: Sendable, Hashable {
    /// The answer, from the most to the least that is given.
    public enum Outcome: String, Sendable, Comparable, CaseIterable {
        /// The object may go as it is.
        case release
        /// The object may go with portions withheld.
        case rendition
        /// Somebody must say yes first.
        case refer
        /// The object may not go.
        case refuse

        private var strictness: Int {
            switch self {
            case .release: 0
            case .rendition: 1
            case .refer: 2
            case .refuse: 3
            }
        }

        /// Whether one outcome gives more than another.
        public static func < (left: Outcome, right: Outcome) -> Bool { left.strictness < right.strictness }

        /// Whether something goes to the recipient.
        public var lets: Bool { self <= .rendition }
    }

    /// The answer; the strictest of all grounds.
    public var outcome: Outcome
    /// Every rule that was tried, in the fixed order of the engine.
    public var grounds: [Ground]
    /// The agreement that the release stands on, by number; nil for what is not classified, or where nothing goes.
    public var agreement: Int?
    /// The levels that the recipient must apply, by number, in the order of the item's levels.
    public var equivalents: [Int]

    /// The answer for a portion whose marking the recipient's software passes over, and which is marked higher than the object.
    static var ignoredPortion: Decision {
        let ground = Ground(code: .portionsIgnored, verdict: .refuses)
        return Decision(outcome: .refuse, grounds: [ground], agreement: nil, equivalents: [])
    }

    /// The answer where what it depends on cannot be read.
    public static var undecided: Decision {
        let ground = Ground(code: .markingUnknown, verdict: .refuses)
        return Decision(outcome: .refuse, grounds: [ground], agreement: nil, equivalents: [])
    }
}

/// One rule that was tried, with the values that were compared; texts are made from it when somebody reads.
public struct Ground: Sendable, Hashable {
    /// What a rule says.
    public enum Verdict: UInt8, Sendable {
        /// It lets the object go.
        case permits
        /// It leaves the answer to somebody.
        case refers
        /// It keeps the object.
        case refuses
    }

    /// The result.
    public var code: GroundCode
    /// What follows from it.
    public var verdict: Verdict
    /// The agreement's number, or -1.
    public var agreement: Int32 = -1
    /// The rule's number in the agreement, or -1.
    public var article: Int32 = -1
    /// The item's level, or -1.
    public var level: Int32 = -1
    /// The level that it was compared with or answered by, or -1.
    public var other: Int32 = -1
    /// The party that it is about, or -1.
    public var party: Int32 = -1
    /// A value as written, such as a marking or the reference of a consent.
    public var value: String?
    /// The day that was compared with.
    public var day: Int32 = .min

    init(
        code: GroundCode,
        verdict: Verdict,
        agreement: Int32,
        article: Int32,
        level: Int32,
        other: Int32,
        party: Int32,
        value: String?,
        day: Int32
    ) {
        (self.code, self.verdict, self.agreement, self.article) = (code, verdict, agreement, article)
        (self.level, self.other, self.party, self.value, self.day) = (level, other, party, value, day)
    }

    /// A result without values.
    /// - Parameters:
    ///   - code: the result.
    ///   - verdict: what follows from it.
    public init(code: GroundCode, verdict: Verdict) { (self.code, self.verdict) = (code, verdict) }
}
