/// Whether one version of an object may follow another (STIX 2.1, 3.6).
///
/// 1. Both have the same `id`, and the type is one that has versions.
/// 2. The creator is the same: `created_by_ref` does not change, and neither does `created`.
/// 3. `modified` is later.
/// 4. Nothing follows a revoked version.
public enum Versioning {
    /// Why a version may not follow another.
    public enum Refusal: String, Sendable, Equatable {
        /// The identifiers differ.
        case otherObject = "other-object"
        /// At least one of the two has no versions.
        case notVersioned = "not-versioned"
        /// The creators differ.
        case otherCreator = "other-creator"
        /// The times of creation differ.
        case createdChanged = "created-changed"
        /// The version is not later.
        case notLater = "not-later"
        /// The version before is revoked.
        case afterRevocation = "after-revocation"

        /// What is wrong, in words.
        public var message: String {
            switch self {
            case .otherObject: "it is another object"
            case .notVersioned: "another content has this id, and objects of this type have no versions"
            case .otherCreator: "another version of it has another `created_by_ref`"
            case .createdChanged: "another version of it has another `created`"
            case .notLater: "another content has this id and version"
            case .afterRevocation: "an earlier version of it is revoked"
            }
        }
    }

    /// Why a version may not stand among those that are there, whichever came first.
    /// - Parameters:
    ///   - version: the version.
    ///   - others: other versions of the same object; its neighbours in time are enough if they fit together.
    /// - Returns: the first reason, or nil if it may stand among them.
    /// - Complexity: O(n) in the number of others.
    public static func refusal(of version: STIXObjectHeader, among others: [STIXObjectHeader]) -> Refusal? {
        for other in others {
            let isBefore =
                if let time = version.modified, let held = other.modified {
                    time.isEarlier(than: held)
                } else {
                    false
                }
            let refusal = isBefore ? refusal(of: other, after: version) : refusal(of: version, after: other)
            if let refusal { return refusal }
        }
        return nil
    }

    /// Why a version may not follow another, if it may not.
    /// - Parameters:
    ///   - next: the later version.
    ///   - previous: the version before.
    /// - Returns: the reason, or nil if it may follow.
    public static func refusal(of next: STIXObjectHeader, after previous: STIXObjectHeader) -> Refusal? {
        guard next.id == previous.id else { return .otherObject }
        guard let later = next.modified, let earlier = previous.modified, let created = next.created,
            let createdBefore = previous.created
        else { return .notVersioned }
        if previous.isRevoked { return .afterRevocation }
        if next.createdByRef != previous.createdByRef { return .otherCreator }
        if !created.isSameInstant(as: createdBefore) { return .createdChanged }
        return earlier.isEarlier(than: later) ? nil : .notLater
    }
}
