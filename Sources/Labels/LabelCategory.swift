/// One tag of a label with its values (ADatP-4774 `Category`).
public struct LabelCategory: Sendable, Hashable {
    /// How the values work on the audience.
    public enum Kind: String, Sendable, CaseIterable {
        /// A reader needs every value.
        case restrictive = "RESTRICTIVE"
        /// A reader needs at least one of the values.
        case permissive = "PERMISSIVE"
        /// No reader needs anything.
        case informative = "INFORMATIVE"
    }

    /// The tag's name such as `Releasable To`.
    public var tag: String
    /// The tag's identifier, if the label gives one (ADatP-4774 `URI`).
    public var uri: String?
    /// How the values work on the audience.
    public var kind: Kind
    /// The values, as written.
    public var values: [String]

    /// A category.
    /// - Parameters:
    ///   - tag: the tag's name.
    ///   - uri: the tag's identifier.
    ///   - kind: how the values work.
    ///   - values: the values, as written.
    public init(tag: String, uri: String? = nil, kind: Kind, values: [String]) {
        self.tag = tag
        self.uri = uri
        self.kind = kind
        self.values = values
    }
}
