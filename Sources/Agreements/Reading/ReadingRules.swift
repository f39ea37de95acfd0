/// What is asked of agreement files that come from outside; a set that a node works by was read under them once.
///
/// This room knows no clock, no zones and no tables of Unicode: whoever runs a set hands in what it needs.
public struct ReadingRules: Sendable {
    /// The time zones that there are.
    public let zones: TimeZoneNames
    /// A text in normalization form KC (Unicode Standard Annex 15).
    public let composed: @Sendable (String) -> String

    /// Rules of reading.
    /// - Parameters:
    ///   - zones: the time zones that there are.
    ///   - composed: a text in normalization form KC.
    public init(zones: TimeZoneNames, composed: @escaping @Sendable (String) -> String) {
        (self.zones, self.composed) = (zones, composed)
    }
}
