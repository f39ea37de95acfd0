/// How much of the agreement language is read from outside at once.
///
/// A set that stands in a node's store was read under the limits of its day, and is read without them.
public enum AccordLimits {
    /// The bytes of one file.
    public static let fileBytes = 4 << 20
    /// The bytes of one line: a long article in Japanese has room in it.
    public static let lineBytes = 16 << 10
    /// Faults, and doubts, that are shown; reading ends with so many faults.
    static let findings = 1_000
    /// Faults for which the nearest right word is looked for.
    static let suggestions = 50
    /// The characters of the source line that a diagnostic for people shows.
    static let shownLine = 400
    /// The characters of a message.
    static let message = 2_000
    /// Parties, and schemes, of a set: it is laid out for each ordered pair of parties.
    static let parties = 1_000
    /// Agreements of a set.
    static let agreements = 10_000
    /// Levels of all schemes, times parties: one answer each in a comparison of two sets.
    static let reaches = 300_000
    /// Steps that it takes to lay a set out for one day.
    static let tableSteps = 50_000_000
    /// Steps that the checks of a set as a whole may take.
    static let checkSteps = 50_000_000
}
