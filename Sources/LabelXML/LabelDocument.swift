public import Labels

/// A label as an XML document has it.
public struct LabelDocument: Sendable, Hashable {
    /// What the label is for (ADatP-4774, appendix 1).
    public enum Role: String, Sendable, CaseIterable {
        /// The label that the originator gave.
        case originator = "originatorConfidentialityLabel"
        /// An equivalent label in another policy.
        case alternative = "alternativeConfidentialityLabel"
        /// The label of metadata.
        case metadata = "metadataConfidentialityLabel"
        /// Not said: the root of old labels.
        case unspecified = "ConfidentialityLabel"
    }

    /// What the label is for.
    public var role: Role
    /// The identifier within a larger document (`Id`), if there is one.
    public var id: String?
    /// The label.
    public var label: Label
    /// How it was written where it was read.
    public var syntax = LabelXML.Syntax.adatp

    /// A document.
    /// - Parameters:
    ///   - role: what the label is for.
    ///   - id: the identifier within a larger document.
    ///   - label: the label.
    public init(role: Role = .originator, id: String? = nil, label: Label) {
        self.role = role
        self.id = id
        self.label = label
    }
}

/// What was read, what is wrong with it, and where it stands.
public struct XMLReading<Value: Sendable>: Sendable {
    /// What was read; nil if the document is of another kind or lacks what makes it one.
    public var value: Value?
    /// What is wrong, and what was not read.
    public var findings: [LabelFinding] = []
    /// The lines of what the findings of others are about, counted from 1.
    public var lines: [LabelFinding.Place: Int] = [:]

    /// The line of a place, or that of what it is in.
    /// - Parameter place: the place.
    /// - Returns: the line, counted from 1; nil if it is not known.
    public func line(of place: LabelFinding.Place) -> Int? {
        switch place {
        case .line(let line): line
        case .value(let category, _): lines[place] ?? lines[.category(category)] ?? lines[.whole]
        default: lines[place] ?? lines[.whole]
        }
    }

    /// Whether something is wrong.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

/// The namespaces that are read.
enum Namespace {
    /// Labels (ADatP-4774, appendix 1).
    static let label = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
    /// Clearances (ADatP-4774, appendix 2).
    static let clearance = "urn:nato:stanag:4774:confidentialityclearance:1:0"
    /// Labels and clearances by number, as the library spiffing writes them.
    static let spiffing = "http://surevine.com/xmlns/spiffy"
    /// Policies (xmlspif.org).
    static let spif = "http://www.xmlspif.org/spif"
}
