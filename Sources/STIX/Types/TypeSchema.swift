/// An object type beyond STIX 2.1, carried by an extension definition as a new domain object (7.3).
///
/// The one description of the type: validation, the published JSON Schema, the forms and the documentation are made of
/// it.
public struct TypeSchema: Sendable {
    /// The type on the wire, such as `entente-event`.
    public let name: String
    /// The identifier of the extension definition that carries it.
    public let definition: String
    /// What it is called in the schema.
    public let title: String
    /// What it stands for, in a sentence or two.
    public let summary: String
    /// Its properties beside the common ones (3.2), in the order in which people read them.
    public let properties: [TypeProperty]
    /// What must hold between them.
    public let rules: [TypeRule]

    /// A type.
    /// - Parameters:
    ///   - name: the type on the wire.
    ///   - definition: the identifier of its extension definition.
    ///   - title: what it is called.
    ///   - summary: what it stands for.
    ///   - properties: its properties beside the common ones.
    ///   - rules: what must hold between them.
    public init(
        _ name: String,
        definition: String,
        title: String,
        summary: String,
        _ properties: [TypeProperty],
        rules: [TypeRule] = []
    ) {
        self.name = name
        self.definition = definition
        self.title = title
        self.summary = summary
        self.properties = properties
        self.rules = rules
    }
}

/// What others add to a type of the specification by a property extension (7.3.1).
public struct TypeAddition: Sendable {
    /// The identifier of the extension definition.
    public let definition: String
    /// The type that it is for.
    public let type: String
    /// Its properties beside `extension_type`.
    public let properties: [TypeProperty]

    /// An addition.
    /// - Parameters:
    ///   - definition: the identifier of the extension definition.
    ///   - type: the type that it is for.
    ///   - properties: its properties beside `extension_type`.
    public init(_ definition: String, to type: String, _ properties: [TypeProperty]) {
        (self.definition, self.type, self.properties) = (definition, type, properties)
    }
}

/// A property of a type.
public struct TypeProperty: Sendable {
    /// What a property holds.
    public indirect enum Kind: Sendable {
        /// A line of text that is not empty.
        case text
        /// Paragraphs of text.
        case prose
        /// Texts that are not empty, at least one.
        case texts
        /// A truth value.
        case flag
        /// A number.
        case number
        /// A whole number within bounds.
        case integer(ClosedRange<Int>)
        /// A timestamp (2.16).
        case timestamp
        /// A year, a month or a day.
        case date
        /// A length of time (ISO 8601), such as `P1Y`.
        case duration
        /// A currency (ISO 4217).
        case currency
        /// The identifier of an object of one of these types; of any if there are none.
        case reference([String])
        /// Identifiers, at least one.
        case references([String])
        /// One of these terms.
        case choice([String])
        /// A dictionary (2.3).
        case dictionary
        /// Records with properties of their own, at least one; the name says what one of them is.
        case records(String, [TypeProperty])
    }

    /// Its name.
    public let name: String
    /// What it holds.
    public let kind: Kind
    /// Whether every object of the type has it.
    public let isRequired: Bool
    /// What it means, in a sentence.
    public let meaning: String
    /// When it is there, in words, if a rule says so: `with recalls`.
    public let condition: String?

    /// A property that every object of the type has.
    public static func required(_ name: String, _ kind: Kind, _ meaning: String) -> TypeProperty {
        TypeProperty(name: name, kind: kind, isRequired: true, meaning: meaning, condition: nil)
    }

    /// A property that may be left out.
    /// - Parameters:
    ///   - name: its name.
    ///   - kind: what it holds.
    ///   - meaning: what it means.
    ///   - condition: when it is there, if a rule says so.
    /// - Returns: the property.
    public static func optional(
        _ name: String,
        _ kind: Kind,
        _ meaning: String,
        when condition: String? = nil
    ) -> TypeProperty {
        TypeProperty(name: name, kind: kind, isRequired: false, meaning: meaning, condition: condition)
    }
}

/// What must hold between the properties of an object.
public enum TypeRule: Sendable {
    /// At least one of these is present.
    case atLeastOne([String])
    /// If the first is present, so is the second.
    case needs(String, String)
    /// The first is a time that is not earlier than the second.
    case notBefore(String, String)
    /// The first is a number that is not below the second.
    case notBelow(String, String)
    /// Where a property has a term, these are present.
    case when(String, is: String, needs: [String])
}

/// What forms and tables ask of a property.
extension TypeProperty.Kind {
    /// The names of all kinds.
    public static let names = [
        "text", "prose", "texts", "flag", "number", "integer", "timestamp", "date", "duration", "currency",
        "reference",
        "references", "choice", "dictionary", "records",
    ]

    /// The name of the kind.
    public var name: String {
        switch self {
        case .text: "text"
        case .prose: "prose"
        case .texts: "texts"
        case .flag: "flag"
        case .number: "number"
        case .integer: "integer"
        case .timestamp: "timestamp"
        case .date: "date"
        case .duration: "duration"
        case .currency: "currency"
        case .reference: "reference"
        case .references: "references"
        case .choice: "choice"
        case .dictionary: "dictionary"
        case .records: "records"
        }
    }

    /// The terms of a choice.
    public var terms: [String]? {
        if case .choice(let terms) = self { terms } else { nil }
    }

    /// The types that a reference may lead to; nil if any may.
    public var targets: [String]? {
        switch self {
        case .reference(let types), .references(let types): types.isEmpty ? nil : types
        default: nil
        }
    }

    /// The bounds of a whole number.
    public var bounds: ClosedRange<Int>? {
        if case .integer(let bounds) = self { bounds } else { nil }
    }
}
