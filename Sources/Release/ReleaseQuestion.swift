internal import STIX

/// May this object go to that party? Everything the answer depends on; no clock, no disk.
public struct ReleaseQuestion: Sendable {
    /// Who makes the release (R02: a release has a named decision maker).
    public enum Maker: Sendable, Hashable {
        /// An officer's act.
        case officer
        /// A standing instruction covers it, by its name.
        case instruction(String)
        /// Nobody yet.
        case nobody
    }

    /// What a recipient is, beside the party that it belongs to.
    public enum Recipient: Sendable, Hashable {
        /// The party's own authorities.
        case authority
        /// A contractor; whether facility and staff are cleared (R21).
        case contractor(isCleared: Bool)
    }

    /// What the object's markings mean.
    public var marking: PreparedMarking {
        get { shared.marking }
        set { shared = SharedMarking(newValue) }
    }
    /// The markings behind one reference: the engine looks at them without copying their lists.
    private(set) var shared: SharedMarking
    /// The identifier of the object.
    public var item: String
    /// The party that decides, by number; -1 if it is not declared.
    public var from: Int
    /// The party that would get it, by number; -1 if it is not declared.
    public var to: Int
    /// Parties whose information it is beside what the marking says: from whom it came, from what it was derived.
    public var origins: [Int] = []
    /// Originators that are no declared party.
    public var unknownOrigins: [String] = []
    /// A sensor or tool that handed it in and for which nobody has taken it over.
    public var handedInBy: String?
    /// How it would go.
    public var channel = Channel.electronic
    /// Whether the officer names the recipient in the release act (TLP:AMBER).
    public var isNamed = false
    /// Consents about this item.
    public var consents: [Consent] = []
    /// The recall that stands against this version, if any.
    public var recall: RecallBlock?
    /// Whether it was made of something that is for its own party's eyes alone.
    public var isOfOwnEyes = false
    /// The day before which nothing of it leaves; nil for none.
    public var embargo: Embargo?
    /// The exercises that the recipient's feed is open for, by their identifiers, each with the cells that it is open
    /// for.
    public var exercises: [String: Set<String>] = [:]
    /// What the recipient wants it for.
    public var purpose: String?
    /// Agreements, by number, under which the recipient has assured protection (R10).
    public var assurances: [Int] = []
    /// What the recipient is.
    public var recipient = Recipient.authority
    /// Who makes the release.
    public var maker = Maker.officer
    /// Whether identifiers of what is not held may go with what names them.
    public var givesAbsent = false
    /// What is known of the software by which the recipient reads.
    public var reader = RecipientReader()
    /// Whether the object is a marking definition whose meaning is known; these travel with what they mark.
    public var isKnownMarking = false

    /// Whether it is for its own party's eyes alone, whatever it is marked with.
    var isOwnEyes: Bool { isOfOwnEyes || OwnEyes.covers(item) }

    /// A question.
    /// - Parameters:
    ///   - marking: what the markings mean.
    ///   - item: the identifier of the object.
    ///   - from: the party that decides.
    ///   - to: the party that would get it.
    public init(marking: PreparedMarking, item: String, from: Int, to: Int) {
        (shared, self.item, self.from, self.to) = (SharedMarking(marking), item, from, to)
    }
}

/// Markings that many questions share.
final class SharedMarking: Sendable {
    let marking: PreparedMarking

    init(_ marking: PreparedMarking) { self.marking = marking }
}
