/// A security policy as a value: its levels, its categories, how they are shown and what they stand for elsewhere.
///
/// It holds what an Open XML SPIF 2.1 says (xmlspif.org; ADatP-4774.1, chapter 3). Not held, and reported when a file is
/// read: `updateInfo`, `privacyMarks`, `equivalentSecurityCategoryTagSet` and `extensions`.
public struct SecurityPolicy: Sendable, Hashable {
    /// The name, as labels write it (`securityPolicyId`).
    public var name: String
    /// The object identifier, such as `1.3.26.1.3.1`.
    public var id: String
    /// The policy of labels that name none, if there is one (`defaultSecurityPolicyId`).
    public var fallback: Identifier?
    /// The attributes of the file such as `schemaVersion` and `creationDate`, in order.
    public var header: [PolicyAttribute]
    /// The levels, in the order of the file.
    public var classifications: [PolicyClassification]
    /// How levels are shown that do not say it themselves.
    public var classificationMarkings: PolicyMarkings
    /// The tag sets, in the order in which they are shown.
    public var tagSets: [PolicyTagSet]
    /// The policies that it has equivalences with.
    public var equivalentPolicies: [EquivalentPolicy]
    /// How the whole is shown.
    public var markings: PolicyMarkings

    /// The name and the object identifier of a policy.
    public struct Identifier: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The object identifier.
        public var id: String

        /// An identifier.
        /// - Parameters:
        ///   - name: the name.
        ///   - id: the object identifier.
        public init(name: String, id: String) {
            self.name = name
            self.id = id
        }
    }

    /// A policy.
    /// - Parameters:
    ///   - name: the name.
    ///   - id: the object identifier.
    ///   - fallback: the policy of labels that name none.
    ///   - header: the attributes of the file.
    ///   - classifications: the levels.
    ///   - classificationMarkings: how levels are shown that do not say it themselves.
    ///   - tagSets: the tag sets.
    ///   - equivalentPolicies: the policies that it has equivalences with.
    ///   - markings: how the whole is shown.
    public init(
        name: String,
        id: String,
        fallback: Identifier? = nil,
        header: [PolicyAttribute] = [],
        classifications: [PolicyClassification],
        classificationMarkings: PolicyMarkings = PolicyMarkings(),
        tagSets: [PolicyTagSet] = [],
        equivalentPolicies: [EquivalentPolicy] = [],
        markings: PolicyMarkings = PolicyMarkings()
    ) {
        self.name = name
        self.id = id
        self.fallback = fallback
        self.header = header
        self.classifications = classifications
        self.classificationMarkings = classificationMarkings
        self.tagSets = tagSets
        self.equivalentPolicies = equivalentPolicies
        self.markings = markings
    }

    /// The identifier as labels write it: `urn:oid:` and the object identifier.
    public var uri: String { "urn:oid:" + id }

    /// Whether a label or a clearance is one of this policy: by its identifier if it has one, and by its name.
    /// - Parameters:
    ///   - name: the name that it gives; empty if it gives none.
    ///   - uri: the identifier that it gives.
    /// - Returns: whether it is this policy.
    public func isNamed(_ name: String, uri: String?) -> Bool {
        let isSameName = name.isEmpty || self.name.lowercased() == name.lowercased() || name == id || name == self.uri
        guard let uri, uri.hasPrefix("urn:oid:") else { return isSameName && !name.isEmpty }
        return uri == self.uri && isSameName
    }

    /// Whether the names in labels mean the same in capitals and small letters (ADatP-4774, 5.2: NATO and PUBLIC).
    var isCaseInsensitive: Bool { id == "1.3.26.1.3.1" || ["NATO", "PUBLIC"].contains(name.uppercased()) }

    /// Whether two names are the same in this policy.
    func areSame(_ one: String, _ two: String) -> Bool {
        one == two || isCaseInsensitive && one.uppercased() == two.uppercased()
    }

    /// The level with a name, or nil.
    /// - Parameter name: the name.
    /// - Returns: the level.
    public func classification(named name: String) -> PolicyClassification? {
        classifications.first { areSame($0.name, name) }
    }

    /// The level with a number, or nil.
    /// - Parameter lacv: the number.
    /// - Returns: the level.
    public func classification(lacv: String) -> PolicyClassification? {
        classifications.first { PolicyNumber.areSame($0.lacv, lacv) }
    }

    /// The tag set with a name, or nil.
    /// - Parameter name: the name.
    /// - Returns: the tag set.
    public func tagSet(named name: String) -> PolicyTagSet? { tagSets.first { areSame($0.name, name) } }

    /// The tag set with an object identifier, or nil.
    /// - Parameter id: the object identifier.
    /// - Returns: the tag set.
    public func tagSet(id: String) -> PolicyTagSet? { tagSets.first { $0.id == id } }

    /// The category with a number, or nil.
    /// - Parameters:
    ///   - tagSetID: the object identifier of its tag set.
    ///   - type: the type of its tag.
    ///   - lacv: the number.
    /// - Returns: the category.
    public func category(tagSetID: String, type: PolicyTagType, lacv: String) -> PolicyCategory? {
        for tag in tagSet(id: tagSetID)?.tags ?? [] where tag.type == type {
            if let found = tag.categories.first(where: { PolicyNumber.areSame($0.lacv, lacv) }) { return found }
        }
        return nil
    }
}

/// The numbers of a policy (`lacv`), which files write with and without leading zeros.
enum PolicyNumber {
    /// Whether two spellings are the same number.
    static func areSame(_ one: String, _ two: String) -> Bool {
        one == two || (Int(one).map { $0 == Int(two) } ?? false)
    }
}
