public import JSON

/// The texts of an object in its reader's language, out of a translation that the reader may see (STIX 2.1, 7.1).
public struct SeenTranslation {
    /// The properties whose words are an author's own: these are translated, and no others.
    ///
    /// A text that is a term, the name of a measure or a clause stays what it is, whatever a translation says of it.
    static let prose: Set<String> = [
        "name", "abstract", "content", "description", "text", "outcome", "place", "status_note", "evidence",
        "responsible", "organisation", "instrument", "definition", "base", "text_value", "explanation", "objective",
        "goals", "applies_to", "conditions",
    ]

    /// The language of the texts.
    let language: String
    /// Whether a machine made them, and nobody has looked at them.
    let isMachine: Bool
    /// What people call the object in its own language.
    let original: String
    /// The marking definitions that the translation bears, for itself and for portions.
    package let markings: [String]
    private let contents: JSONValue

    /// Texts of an object.
    /// - Parameters:
    ///   - language: their language (RFC 5646).
    ///   - isMachine: whether a machine made them, and nobody has looked at them.
    ///   - original: what people call the object in its own language.
    ///   - contents: the texts by property.
    ///   - markings: the marking definitions that the translation bears.
    package init(
        language: String,
        isMachine: Bool,
        original: String,
        contents: JSONValue,
        markings: [String] = []
    ) {
        (self.language, self.isMachine, self.original, self.contents) = (language, isMachine, original, contents)
        self.markings = markings
    }

    /// The translated value of a property; nil where there is none that is of the same kind.
    /// - Parameters:
    ///   - name: the property.
    ///   - own: its value in the object.
    /// - Returns: the value.
    package func value(_ name: String, for own: JSONValue) -> JSONValue? {
        guard Self.prose.contains(name), let value = contents[name], value.kind == own.kind else { return nil }
        switch value.kind {
        case .string: return value.string?.isEmpty == false ? value : nil
        case .array:
            let isWhole = value.count == own.count && value.elements.allSatisfy { $0.string?.isEmpty == false }
            return isWhole && own.elements.allSatisfy { $0.kind == .string } ? value : nil
        default: return nil
        }
    }

    /// What the API says of it, where a name or another text is taken from it.
    public var json: JSONTree {
        .members([
            "lang": .string(language), "original": .string(original), "by_machine": isMachine ? .bool(true) : nil,
        ])
    }
}
