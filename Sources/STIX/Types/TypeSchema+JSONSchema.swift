public import JSON

/// The published JSON Schema of a type (2020-12), over the common properties in `Schemas/common.json`.
extension TypeSchema {
    private static let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

    /// The schema.
    public var jsonSchema: JSONTree {
        let own = properties.map { JSONMember($0.name, Self.schema(of: $0)) }
        let common = ["type", "spec_version", "id", "created", "modified"]
        let required = common + properties.filter(\.isRequired).map(\.name) + ["extensions"]
        return .object(
            [
                JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                JSONMember("$id", .string("https://entente.example/schemas/\(name).json")),
                JSONMember("title", .string(title)), JSONMember("description", .string(summary)),
                JSONMember("type", .string("object")),
                JSONMember("allOf", .array([Self.reference(to: "common")] + conditions)),
                JSONMember("properties", .object(frame + own)), JSONMember("required", .strings(required)),
            ] + combinations + [JSONMember("additionalProperties", .bool(true))]
        )
    }

    /// What every object of the type has to name it.
    private var frame: [JSONMember] {
        [
            JSONMember(
                "type",
                .members(["const": .string(name), "description": .string("The type of the object.")])
            ),
            JSONMember(
                "id",
                .members([
                    "type": .string("string"), "pattern": .string("^\(name)--\(Self.uuid)$"),
                    "description": .string("The identifier of the object; a UUID of version 4."),
                ])
            ),
            JSONMember(
                "extensions",
                .members([
                    "type": .string("object"),
                    "properties": .object([JSONMember(definition, Self.reference(to: "new_sdo"))]),
                    "required": .strings([definition]),
                    "description": .string("Names the extension definition of this type."),
                ])
            ),
        ]
    }

    /// The rules between properties that JSON Schema can say.
    private var combinations: [JSONMember] {
        var any: [JSONTree] = []
        var needed: [JSONMember] = []
        for rule in rules {
            switch rule {
            case .atLeastOne(let names): any += names.map { .members(["required": .strings([$0])]) }
            case .needs(let first, let second): needed.append(JSONMember(first, .strings([second])))
            case .notBefore, .notBelow, .when: break
            }
        }
        return (any.isEmpty ? [] : [JSONMember("anyOf", .array(any))])
            + (needed.isEmpty ? [] : [JSONMember("dependentRequired", .object(needed))])
    }

    /// What must be there with a term.
    private var conditions: [JSONTree] {
        rules.compactMap { rule in
            guard case .when(let name, let term, let needed) = rule else { return nil }
            let value = JSONTree.object([JSONMember(name, .members(["const": .string(term)]))])
            return .members([
                "if": .members(["properties": value, "required": .strings([name])]),
                "then": .members(["required": .strings(needed)]),
            ])
        }
    }

    private static func reference(to name: String) -> JSONTree {
        .members(["$ref": .string("common.json#/$defs/\(name)")])
    }

    private static func schema(of property: TypeProperty) -> JSONTree {
        var schema = schema(of: property.kind)
        schema["description"] = .string(property.meaning)
        return schema
    }

    private static func schema(of kind: TypeProperty.Kind) -> JSONTree {
        switch kind {
        case .text, .prose: return reference(to: "text")
        case .texts: return reference(to: "texts")
        case .flag: return .members(["type": .string("boolean")])
        case .number: return .members(["type": .string("number")])
        case .integer(let bounds):
            return .members([
                "type": .string("integer"), "minimum": .integer(bounds.lowerBound),
                "maximum": .integer(bounds.upperBound),
            ])
        case .timestamp: return reference(to: "timestamp")
        case .date: return reference(to: "date")
        case .duration: return reference(to: "duration")
        case .currency: return reference(to: "currency")
        case .dictionary: return reference(to: "dictionary")
        case .choice(let terms): return .members(["type": .string("string"), "enum": .strings(terms)])
        case .reference(let types):
            guard !types.isEmpty else { return reference(to: "identifier") }
            let names = types.count == 1 ? types[0] : "(\(types.joined(separator: "|")))"
            return .members(["type": .string("string"), "pattern": .string("^\(names)--\(uuid)$")])
        case .references(let types):
            return .members([
                "type": .string("array"), "items": schema(of: .reference(types)), "minItems": .integer(1),
                "uniqueItems": .bool(true),
            ])
        case .records(_, let properties):
            let required = properties.filter(\.isRequired).map(\.name)
            let record = JSONTree.members([
                "type": .string("object"),
                "properties": .object(properties.map { JSONMember($0.name, schema(of: $0)) }),
                "required": .strings(required), "additionalProperties": .bool(true),
            ])
            return .members(["type": .string("array"), "items": record, "minItems": .integer(1)])
        }
    }
}
