/// One thing that is wrong, or could be better, in an object.
public struct Finding: Sendable, Equatable {
    /// How much a finding weighs.
    public enum Severity: String, Sendable {
        /// The specification says MUST: the object is not valid.
        case error
        /// The specification says SHOULD.
        case warning
    }

    /// The kind of finding; a stable word.
    public var code: FindingCode
    /// How much it weighs.
    public var severity: Severity
    /// Where it is, as a path from the object or bundle on; empty for the object itself.
    ///
    /// Examples: `granular_markings[0].selectors[1]`, `objects[3].name`; names that are no words stand as `["a.b"]`.
    public var path: String
    /// The section of the specification, such as `4.7`.
    public var spec: String
    /// What is wrong, and what to write instead.
    public var message: String

    /// A finding.
    /// - Parameters:
    ///   - code: the kind.
    ///   - severity: how much it weighs.
    ///   - path: where it is.
    ///   - spec: the section of the specification.
    ///   - message: what is wrong, and what to write instead.
    public init(_ code: FindingCode, _ severity: Severity, path: String, spec: String, message: String) {
        self.code = code
        self.severity = severity
        self.path = path
        self.spec = spec
        self.message = message
    }
}

/// The kinds of findings; the raw values are a promise.
public enum FindingCode: String, Sendable, CaseIterable {
    /// The text is no JSON.
    case jsonSyntax = "json-syntax"
    /// The value is no object, or has no usable `type`.
    case notAnObject = "not-an-object"
    /// A property that must be there is not.
    case propertyMissing = "property-missing"
    /// A property's value has the wrong type.
    case propertyType = "property-type"
    /// A property's name breaks the rules for names.
    case propertyName = "property-name"
    /// A property's name is reserved.
    case propertyReserved = "property-reserved"
    /// A property stands on a type that does not have it.
    case propertyNotApplicable = "property-not-applicable"
    /// A property is not defined and no extension declares it.
    case propertyCustom = "property-custom"
    /// A property is deprecated.
    case propertyDeprecated = "property-deprecated"
    /// A property that should be there is not.
    case propertySuggested = "property-suggested"
    /// Properties that exclude or need each other.
    case propertyCombination = "property-combination"
    /// An empty list or dictionary.
    case valueEmpty = "value-empty"
    /// A number outside its bounds.
    case valueRange = "value-range"
    /// A term outside an enumeration.
    case valueEnumeration = "value-enumeration"
    /// A term outside an open vocabulary.
    case valueVocabulary = "value-vocabulary"
    /// A term in an unusual spelling.
    case valueSpelling = "value-spelling"
    /// Text that is not in the form the property has.
    case valueFormat = "value-format"
    /// A value that must be a fixed one is another.
    case valueFixed = "value-fixed"
    /// A type name that breaks the rules, or is reserved.
    case typeName = "type-name"
    /// A type that is not defined, and no extension declares it.
    case typeCustom = "type-custom"
    /// A malformed identifier, or one of another type.
    case identifierFormat = "identifier-format"
    /// A UUID of an unexpected version.
    case identifierVersion = "identifier-version"
    /// A deterministic identifier that does not follow from the content.
    case identifierMismatch = "identifier-mismatch"
    /// An identifier in a namespace that others own.
    case identifierNamespace = "identifier-namespace"
    /// One UUID for objects of several types.
    case identifierReused = "identifier-reused"
    /// A reference to an object of the wrong type.
    case referenceType = "reference-type"
    /// A reference that nothing answers to.
    case referenceUnresolved = "reference-unresolved"
    /// A malformed timestamp, or a date that does not exist.
    case timestampFormat = "timestamp-format"
    /// A timestamp with too few fraction digits; as a warning, one with more than many readers take.
    case timestampPrecision = "timestamp-precision"
    /// Timestamps in the wrong order.
    case timestampOrder = "timestamp-order"
    /// The name of a hash algorithm that breaks the rules.
    case hashName = "hash-name"
    /// A hash in the wrong format for its algorithm.
    case hashValue = "hash-value"
    /// A tag that is no language.
    case languageTag = "language-tag"
    /// A key of a dictionary that breaks the rules.
    case dictionaryKey = "dictionary-key"
    /// An extension without what it must have.
    case extensionContent = "extension-content"
    /// An extension under a key that is none.
    case extensionKey = "extension-key"
    /// A granular marking without exactly one of reference and language.
    case markingChoice = "marking-choice"
    /// A malformed selector.
    case selectorSyntax = "selector-syntax"
    /// A selector for something that is not there.
    case selectorAbsent = "selector-absent"
    /// A marking definition that marks itself.
    case markingCircular = "marking-circular"
    /// A marking definition of the Traffic Light Protocol that is none of the fixed ones.
    case markingTLP = "marking-tlp"
    /// A pattern that does not parse.
    case patternSyntax = "pattern-syntax"
    /// A relationship that the specification does not suggest.
    case relationshipSuggested = "relationship-suggested"
    /// A translation that does not fit its object.
    case translationMismatch = "translation-mismatch"
    /// The same version of an object twice.
    case bundleDuplicate = "bundle-duplicate"
    /// The same version of an object twice, with different content.
    case bundleConflict = "bundle-conflict"
}
