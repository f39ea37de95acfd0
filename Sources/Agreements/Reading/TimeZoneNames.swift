/// The names of time zones that whoever runs a set can turn into days; this room itself knows no clock and no zones.
public struct TimeZoneNames: Sendable {
    /// Whether a name is one that days can be counted in.
    public let isKnown: @Sendable (String) -> Bool
    /// Names to propose where one is not known.
    public let proposals: [String]

    /// Names of time zones.
    /// - Parameters:
    ///   - proposals: names to propose where one is not known.
    ///   - isKnown: whether a name is one that days can be counted in.
    public init(proposals: [String], isKnown: @escaping @Sendable (String) -> Bool) {
        (self.proposals, self.isKnown) = (proposals, isKnown)
    }
}
