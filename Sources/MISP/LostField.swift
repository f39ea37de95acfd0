/// A field that could not be carried, and why.
public struct LostField: Sendable, Equatable {
    /// Where it stands: `Event.Attribute[3].Tag[0]`, or `objects[7].confidence`.
    public let path: String
    /// What kind of value it is, in words.
    public let kind: String
    /// Why it could not be carried.
    public let reason: Reason

    /// Why a field could not be carried.
    public enum Reason: String, Sendable, CaseIterable {
        /// A tag that is local to a MISP instance never leaves it.
        case localTag = "a local tag never leaves the instance that set it"
        /// Who entered an event is told to nobody.
        case person = "the address of a person stays with the instance that has it"
        /// What an instance works out for its own users.
        case computed = "it is worked out by the instance for its own users"
        /// What the distribution keeps back.
        case distribution = "its distribution is the own organisation alone"
        /// MISP has no place for it.
        case noPlace = "MISP has no place for it"
        /// A count of nothing.
        case notSeen = "MISP cannot say that something was looked for and not seen"
        /// The object that it refers to is not there.
        case absent = "what it refers to is not there"
        /// MISP counts in whole seconds.
        case fraction = "MISP keeps whole seconds"
    }

    /// A field that could not be carried.
    public init(_ path: String, _ kind: String, _ reason: Reason) {
        (self.path, self.kind, self.reason) = (path, kind, reason)
    }
}
