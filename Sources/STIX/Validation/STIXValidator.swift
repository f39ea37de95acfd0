public import JSON

/// Judges objects by STIX 2.1: what must hold is an error, what should hold a warning.
///
/// The validator is a pure value without state between objects; use one for as many objects as you like. Checks
/// that need several objects are in `STIXBundleCheck`.
///
///     let validator = STIXValidator(types: .specification, sha1: digest)
///     let findings = validator.findings(for: try JSONDocument(text).root)
///     let isValid = !findings.contains { $0.severity == .error }
public struct STIXValidator: Sendable {
    /// What the validator looks at.
    public struct Options: Sendable, Equatable {
        /// Whether warnings are looked for; without them the validator is faster.
        public var includesWarnings: Bool

        /// The choices.
        /// - Parameter includesWarnings: whether warnings are looked for.
        public init(includesWarnings: Bool = true) {
            self.includesWarnings = includesWarnings
        }
    }

    /// What the validator looks at.
    public let options: Options
    let types: TypeTable
    let sha1: (@Sendable ([UInt8]) -> [UInt8])?

    /// A validator.
    /// - Parameters:
    ///   - types: the types that it knows.
    ///   - options: what it looks at.
    ///   - sha1: the SHA-1 function, for deterministic identifiers (2.9); without it those are not compared.
    public init(types: TypeTable, options: Options = Options(), sha1: (@Sendable ([UInt8]) -> [UInt8])? = nil) {
        self.types = types
        self.options = options
        self.sha1 = sha1
    }

    /// What is wrong with an object, or with a bundle and all objects in it.
    /// - Parameters:
    ///   - value: the object or bundle.
    ///   - prefix: what stands before the paths, such as `objects[3]`.
    /// - Returns: the findings in the order of the text; empty if there is nothing to say.
    /// - Complexity: O(*n*) in the size of the value.
    public func findings(for value: JSONValue, prefix: String = "") -> [Finding] {
        var check = ObjectCheck(value.document, at: value.index, prefix: prefix, options: options, types: types)
        check.checkObject(value.index, sha1: sha1)
        return check.findings
    }
}
