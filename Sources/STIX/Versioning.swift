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

    /// Whether two versions are the same one by `id` and time, so that they must have the same content.
    /// - Parameters:
    ///   - one: a version.
    ///   - other: another version.
    /// - Returns: true if they are.
    public static func isSameVersion(_ one: STIXObjectHeader, _ other: STIXObjectHeader) -> Bool {
        guard one.id == other.id else { return false }
        switch (one.version, other.version) {
        case (nil, nil): return true
        case (let first?, let second?): return first.isSameInstant(as: second)
        default: return false
        }
    }
}
