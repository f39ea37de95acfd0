/// What a reader asks of the list of a collection (TAXII 2.1, 3.4); the answer is in the order of adding.
public struct MemberQuery: Sendable, Hashable {
    /// Which versions of each object.
    public enum Version: Sendable, Hashable {
        /// The newest one.
        case last
        /// The oldest one.
        case first
        /// Every one.
        case all
        /// The one with this version, as microseconds since 1970.
        case exactly(Int64)
    }

    /// Only members added after this, in microseconds since 1970.
    public var addedAfter: Int64?
    /// Only members behind this place of the list.
    public var after: Int64 = 0
    /// Only members up to this place of the list.
    public var upTo: Int64 = .max
    /// Only objects with one of these ids; nil for any.
    public var ids: [String]?
    /// Only objects of one of these STIX types; nil for any.
    public var types: [String]?
    /// The versions asked for; a member that fits one of them is shown.
    public var versions: [Version] = [.last]
    /// Only these specification versions (20, 21); nil for the newest of each object.
    public var specifications: [Int64]?
    /// The most members to give.
    public var limit: Int

    /// A query for the newest version of everything.
    /// - Parameter limit: the most members to give.
    public init(limit: Int) { self.limit = limit }

    /// Whether a member of this state, with this version, is asked for.
    func shows(_ state: MemberState, stamp: Int64) -> Bool {
        if let specifications {
            guard specifications.contains(state.contains(.specification20) ? 20 : 21) else { return false }
        } else if state.contains(.oldSpecification) {
            return false
        }
        return versions.contains { version in
            switch version {
            case .all: true
            case .first: state.contains(.first)
            case .last: state.contains(.last)
            case .exactly(let wanted): wanted == stamp
            }
        }
    }
}

/// A member of a list, without its bytes.
public struct ListedMember: Sendable {
    /// Its place in the list.
    public let seq: Int64
    /// When it was added, in microseconds since 1970.
    public let added: Int64
    /// The row of its object.
    public let object: Int64
    /// Its version as microseconds since 1970.
    public let stamp: Int64
    /// Which versions it is.
    let state: MemberState
}
