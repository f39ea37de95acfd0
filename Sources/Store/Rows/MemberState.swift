/// Which versions of an object a member of a collection is; decides which filters show it (TAXII 2.1, 3.4.1).
///
/// The common case, an object with one version, is `first` and `last` at once.
public struct MemberState: OptionSet, Sendable, Hashable {
    /// The bits as stored.
    public let rawValue: Int64

    /// A state from its bits.
    /// - Parameter rawValue: the bits.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The oldest version of its id in this collection (among those of the same specification version).
    public static let first = MemberState(rawValue: 1)
    /// The newest version of its id in this collection (among those of the same specification version).
    public static let last = MemberState(rawValue: 2)
    /// Its id is there in a newer specification version too.
    public static let oldSpecification = MemberState(rawValue: 4)
    /// Its specification version is 2.0.
    public static let specification20 = MemberState(rawValue: 8)

    /// Every state there can be.
    static let all: [MemberState] = (0..<16).map { MemberState(rawValue: $0) }
}
