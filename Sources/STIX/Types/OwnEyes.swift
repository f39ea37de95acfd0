/// Types whose objects never leave the party that wrote them: briefs, red lines, a side's own record of a meeting.
///
/// The name of the type says it, so that no setting, marking or agreement can let one out, and a type that is added
/// later is kept by its name alone.
public enum OwnEyes {
    /// How the names of these types begin.
    public static let prefix = "entente-own-"

    /// Whether an object is of such a type.
    /// - Parameter id: its STIX identifier.
    /// - Returns: whether it is.
    public static func covers(_ id: String) -> Bool { id.utf8.starts(with: prefix.utf8) }
}
