/// What is wrong with a label, a clearance or a policy, or worth knowing about it.
public struct LabelFinding: Error, Sendable, Hashable {
    /// How much it weighs.
    public enum Severity: String, Sendable {
        /// It means nothing under the policy, or something else than its maker meant.
        case error
        /// It can be used, but a standard asks for more.
        case warning
    }

    /// What it is about.
    public enum Place: Sendable, Hashable {
        /// The whole of it.
        case whole
        /// The policy that it names.
        case policy
        /// The classification.
        case classification
        /// The category with this index.
        case category(Int)
        /// A value of a category, by their indices.
        case value(category: Int, value: Int)
        /// When it was made.
        case created
        /// When it is looked at again.
        case review
        /// What follows it.
        case succession
        /// A line of the file: for what has no counterpart in a label.
        case line(Int)
    }

    /// The rule, by a name that does not change, such as `category-unknown`.
    public var code: String
    /// How much it weighs.
    public var severity: Severity
    /// What it is about.
    public var place: Place
    /// What is wrong, in words.
    public var message: String

    /// A finding that is an error.
    /// - Parameters:
    ///   - code: the rule.
    ///   - place: what it is about.
    ///   - message: what is wrong, in words.
    public init(_ code: String, at place: Place = .whole, _ message: String) {
        self.code = code
        severity = .error
        self.place = place
        self.message = message
    }

    /// A finding that does not make a label mean nothing.
    /// - Parameters:
    ///   - code: the rule.
    ///   - place: what it is about.
    ///   - message: what is wrong, in words.
    /// - Returns: the finding.
    public static func warning(_ code: String, at place: Place = .whole, _ message: String) -> LabelFinding {
        var finding = LabelFinding(code, at: place, message)
        finding.severity = .warning
        return finding
    }
}

extension LabelFinding.Place: CustomStringConvertible {
    /// The place in words such as `category 2, value 1`; counted from 1.
    public var description: String {
        switch self {
        case .whole: "label"
        case .policy: "policy"
        case .classification: "classification"
        case .category(let index): "category \(index + 1)"
        case .value(let category, let value): "category \(category + 1), value \(value + 1)"
        case .created: "creation"
        case .review: "review"
        case .succession: "succession"
        case .line(let line): "line \(line)"
        }
    }
}
