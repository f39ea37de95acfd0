public import Labels

/// May this object go to that party? Everything the answer depends on; no clock, no disk.
public struct ReleaseQuestion: Sendable, Equatable {
    /// Whose object it is.
    public enum Origin: Sendable, Equatable {
        /// The party that decides.
        case own
        /// A partner that released it to us.
        case partner(String)
        /// A sensor or tool that handed it in; nobody of the party has taken it over yet.
        case handedIn(String)
    }

    /// What the object's markings say.
    public var markings: MarkingReading
    /// Whose object it is.
    public var origin: Origin
    /// The party that would get it.
    public var recipient: String
    /// The parties that the officer names in the release act.
    public var named: Set<String>
    /// Whether the object is a marking definition whose meaning is known; these travel with what they mark.
    public var isKnownMarking: Bool

    /// A question.
    /// - Parameters:
    ///   - markings: what the object's markings say.
    ///   - origin: whose object it is.
    ///   - recipient: the party that would get it.
    ///   - named: the parties that the officer names.
    ///   - isKnownMarking: whether the object is a marking definition whose meaning is known.
    public init(
        markings: MarkingReading,
        origin: Origin,
        recipient: String,
        named: Set<String> = [],
        isKnownMarking: Bool = false
    ) {
        self.markings = markings
        self.origin = origin
        self.recipient = recipient
        self.named = named
        self.isKnownMarking = isKnownMarking
    }
}
