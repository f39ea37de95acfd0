/// What a reader may see under a policy: levels, and values of categories (ADatP-4774, appendix 2).
public struct Clearance: Sendable, Hashable {
    /// The policy's name, as written.
    public var policy: String
    /// The policy's identifier, if the clearance gives one.
    public var policyURI: String?
    /// The levels, by name; a level that is not in the list is not cleared, not even a lower one.
    public var classifications: [String]
    /// The values that the reader holds.
    public var categories: [LabelCategory]

    /// A clearance.
    /// - Parameters:
    ///   - policy: the policy's name.
    ///   - policyURI: the policy's identifier.
    ///   - classifications: the levels.
    ///   - categories: the values that the reader holds.
    public init(
        policy: String,
        policyURI: String? = nil,
        classifications: [String],
        categories: [LabelCategory] = []
    ) {
        self.policy = policy
        self.policyURI = policyURI
        self.classifications = classifications
        self.categories = categories
    }
}
