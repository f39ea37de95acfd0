/// The marking of an object or of a portion of it: a level of a scheme, with what limits or widens its audience.
///
/// The same value stands for a STIX marking definition with the label extension, for an ADatP-4774 confidentiality
/// label and for a label in the agreement language. It keeps the names as they were written; what they mean is
/// looked up in a scheme (`SecurityPolicy` or the parties of an agreement set).
public struct Label: Sendable, Hashable {
    /// The scheme, by the name that the label gives (ADatP-4774 `PolicyIdentifier`).
    public var policy: String
    /// The scheme's identifier such as `urn:oid:1.3.26.1.3.1`, if the label gives one.
    public var policyURI: String?
    /// The level, as written by the originator.
    public var classification: String
    /// What limits or widens the audience, in the order of the label.
    public var categories: [LabelCategory]
    /// The party whose information it is, if the label says so.
    public var originator: String?
    /// Parties whose information went into derived work, beside the originator (R05).
    public var origins: [String]
    /// When the label was made: a timestamp as it was written.
    public var created: String?
    /// When the originator will look at it again (R12): a timestamp as it was written.
    public var review: String?
    /// The label that takes this one's place at an instant; at most one element.
    public var succession: [LabelSuccession]
    /// What kind of name `originator` is, such as `rfc822Name` (ADatP-4774, table 9).
    public var originatorIDType: String?
    /// A text that is shown with the level (ADatP-4774 `PrivacyMark`).
    public var privacyMark: String?

    /// A label.
    /// - Parameters:
    ///   - policy: the scheme's name.
    ///   - policyURI: the scheme's identifier.
    ///   - classification: the level, as written.
    ///   - categories: what limits or widens the audience.
    ///   - originator: whose information it is.
    ///   - origins: whose information went into it beside the originator's.
    ///   - created: when the label was made.
    ///   - review: when it is looked at again.
    ///   - succession: the label that follows it.
    public init(
        policy: String,
        policyURI: String? = nil,
        classification: String,
        categories: [LabelCategory] = [],
        originator: String? = nil,
        origins: [String] = [],
        created: String? = nil,
        review: String? = nil,
        succession: [LabelSuccession] = []
    ) {
        self.policy = policy
        self.policyURI = policyURI
        self.classification = classification
        self.categories = categories
        self.originator = originator
        self.origins = origins
        self.created = created
        self.review = review
        self.succession = succession
    }
}

/// The label that follows another one at an instant: a dated downgrade (ADatP-4774, succession handling).
public struct LabelSuccession: Sendable, Hashable {
    /// When it takes effect: a timestamp as it was written.
    public var instant: String
    /// The label that holds from then on.
    public var label: Label

    /// A succession.
    /// - Parameters:
    ///   - instant: when it takes effect.
    ///   - label: the label that holds from then on.
    public init(instant: String, label: Label) {
        self.instant = instant
        self.label = label
    }
}
