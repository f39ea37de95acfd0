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
        /// The one of this instant: microseconds since 1970, and what is finer than them (`MemberQuery.finer`).
        case exactly(Int64, finer: String)
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

    /// What a version says beyond microseconds: the further digits, and whether it is a leap second.
    ///
    /// Two versions are of the same instant, however they are spelled, if their microseconds and this are equal.
    /// - Parameter version: the version as sent, a timestamp of STIX; others have nothing that is finer.
    /// - Returns: a text to compare.
    public static func finer(_ version: String) -> String {
        let digits = version.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { $0 != UInt8(ascii: "Z") }
        var further = Array(digits.dropFirst(6))
        while further.last == UInt8(ascii: "0") { further.removeLast() }
        let seconds = version.utf8.dropFirst(17).prefix(2)
        let isLeap = seconds.elementsEqual("60".utf8)
        return (isLeap ? "60." : "") + String(decoding: further, as: UTF8.self)
    }

    /// Whether a member of this state is asked for, whatever its version is.
    func shows(_ state: MemberState) -> Bool { shows(state) { _, _ in false } }

    /// Whether a member of this state, with this version, is asked for.
    /// - Parameters:
    ///   - state: which versions the member is.
    ///   - stamp: its version as microseconds since 1970.
    ///   - version: its version as sent; empty if it has none.
    /// - Returns: true if it is.
    func shows(_ state: MemberState, stamp: Int64, version: String) -> Bool {
        shows(state) { wanted, finer in wanted == stamp && finer == Self.finer(version) }
    }

    private func shows(_ state: MemberState, _ isExactly: (Int64, String) -> Bool) -> Bool {
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
            case .exactly(let stamp, let finer): isExactly(stamp, finer)
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
