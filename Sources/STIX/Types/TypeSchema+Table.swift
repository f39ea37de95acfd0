/// The documentation of a type, as `Documentation/types.md` has it.
extension TypeSchema {
    /// A section in Markdown: what the type stands for, and a table of its properties.
    public var documentation: String {
        let rows = properties.map { property in
            let presence = property.condition ?? (property.isRequired ? "yes" : "no")
            return "| `\(property.name)` | \(Self.words(for: property.kind)) | \(presence) | \(property.meaning) |\n"
        }
        return """
            ## `\(name)`

            \(summary)

            Extension definition: `\(definition)`. Schema: [`Schemas/\(name).json`](../Schemas/\(name).json).

            | property | type | required | meaning |
            | --- | --- | --- | --- |
            \(rows.joined())
            """
    }

    private static func words(for kind: TypeProperty.Kind) -> String {
        switch kind {
        case .text, .prose: "text"
        case .texts: "list of text"
        case .flag: "boolean"
        case .number: "number"
        case .integer(let bounds): "integer \(bounds.lowerBound) to \(bounds.upperBound)"
        case .timestamp: "timestamp"
        case .date: "text, ISO 8601 date of any precision"
        case .duration: "text, ISO 8601 duration"
        case .currency: "text, ISO 4217 code"
        case .dictionary: "dictionary"
        case .choice(let terms): "enum: \(terms.joined(separator: ", "))"
        case .reference(let types): types.isEmpty ? "reference" : "reference to \(types.joined(separator: " or "))"
        case .references(let types):
            types.isEmpty ? "list of references" : "list of references to \(types.joined(separator: " or "))"
        case .records(let name, let properties):
            "list of \(name)s {\(properties.map { $0.isRequired ? $0.name : $0.name + "?" }.joined(separator: ", "))}"
        }
    }
}
