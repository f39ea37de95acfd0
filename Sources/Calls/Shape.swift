public import JSON

/// What a value in JSON looks like; written as JSON Schema 2020-12 (OpenAPI 3.1, 4.8.24).
public indirect enum Shape: Sendable {
    /// Any value.
    case anything
    /// A truth value.
    case flag
    /// The truth value `true`, where something has to be said on purpose.
    case yes
    /// A text.
    case text(TextLimits)
    /// A whole number within bounds.
    case integer(from: Int?, to: Int?)
    /// A number.
    case real
    /// A list.
    case list(Shape, from: Int?, to: Int?)
    /// An object with these members; one without any may have whatever it likes.
    case record([Member])
    /// An object whose members all look alike.
    case map(Shape)
    /// One of some shapes.
    case either([Shape])
    /// An object that has further members, which are described elsewhere.
    case open(Shape)
    /// A shape that has a name, so that the document holds it once.
    case named(String, Shape)
    /// A shape with a remark.
    case noted(Shape, String)

    /// What a text may be.
    public struct TextLimits: Sendable {
        var least: Int?
        var most: Int?
        var format: String?
        var choices: [String] = []
    }

    /// A member of an object.
    public struct Member: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool

        /// A member; one whose name ends in `?` may be left out.
        init(named name: String, _ shape: Shape) {
            isRequired = name.last != "?"
            self.name = isRequired ? name : String(name.dropLast())
            self.shape = shape
        }
    }

    /// Any text.
    public static let text = Shape.text(TextLimits())
    /// A text that is not empty.
    public static let words = Shape.text(TextLimits(least: 1))
    /// A timestamp (RFC 3339).
    public static let time = Shape.text(TextLimits(format: "date-time"))
    /// A day (RFC 3339, `full-date`).
    public static let day = Shape.text(TextLimits(format: "date"))
    /// A whole number.
    public static let number = Shape.integer(from: nil, to: nil)
    /// A STIX identifier.
    public static let identifier = Shape.noted(.text, "a STIX identifier")
    /// A list of texts.
    public static let texts = Shape.list(.text)

    /// A text with bounds in characters.
    public static func text(_ least: Int, _ most: Int) -> Shape { .text(TextLimits(least: least, most: most)) }

    /// A text of at most some characters.
    public static func text(upTo most: Int) -> Shape { .text(TextLimits(most: most)) }

    /// One of some words.
    public static func choice(_ words: String...) -> Shape { choices(words) }

    /// One of some words.
    public static func choices(_ words: [String]) -> Shape { .text(TextLimits(choices: words)) }

    /// A list of any length.
    public static func list(_ element: Shape) -> Shape { .list(element, from: nil, to: nil) }

    /// A number of at least so much.
    public static func number(from least: Int, to most: Int? = nil) -> Shape { .integer(from: least, to: most) }

    /// An object; a member whose name ends in `?` may be left out.
    public static func record(_ members: KeyValuePairs<String, Shape>) -> Shape {
        .record(members.map { Member(named: $0, $1) })
    }

    /// The same with further members, which are described elsewhere.
    public func withOthers() -> Shape { .open(self) }

    /// A record with more members behind its own; any other shape as it is.
    /// - Parameter members: the members, as `record` has them.
    /// - Returns: the shape.
    public func adding(_ members: KeyValuePairs<String, Shape>) -> Shape {
        guard case .record(let own) = self, case .record(let more) = Shape.record(members) else { return self }
        return .record(own + more)
    }

    /// A record with more members behind its own; any other shape as it is.
    /// - Parameter members: the members by their names, as `record` has them.
    /// - Returns: the shape.
    public func adding(_ members: [(String, Shape)]) -> Shape {
        guard case .record(let own) = self else { return self }
        return .record(own + members.map { Member(named: $0, $1) })
    }

    /// The same with a remark for readers of the document.
    public func noted(_ remark: String) -> Shape { .noted(self, remark) }

    /// The shapes with names in it, those within them included.
    var names: [(String, Shape)] {
        switch self {
        case .named(let name, let shape): [(name, shape)] + shape.names
        case .noted(let shape, _), .open(let shape), .map(let shape), .list(let shape, _, _): shape.names
        case .record(let members): members.flatMap(\.shape.names)
        case .either(let shapes): shapes.flatMap(\.names)
        case .anything, .flag, .yes, .text, .integer, .real: []
        }
    }

    /// The shape as a JSON Schema.
    public var schema: JSONTree {
        switch self {
        case .anything: return .members([:])
        case .flag: return .members(["type": .string("boolean")])
        case .yes: return .members(["const": .bool(true)])
        case .real: return .members(["type": .string("number")])
        case .text(let limits):
            return .members([
                "type": .string("string"), "format": limits.format.map { .string($0) },
                "enum": limits.choices.isEmpty ? nil : .strings(limits.choices),
                "minLength": limits.least.map { .integer($0) }, "maxLength": limits.most.map { .integer($0) },
            ])
        case .integer(let least, let most):
            return .members([
                "type": .string("integer"), "minimum": least.map { .integer($0) },
                "maximum": most.map { .integer($0) },
            ])
        case .list(let element, let least, let most):
            return .members([
                "type": .string("array"), "items": element.schema, "minItems": least.map { .integer($0) },
                "maxItems": most.map { .integer($0) },
            ])
        case .record(let members):
            let required = members.filter(\.isRequired).map(\.name)
            return .members([
                "type": .string("object"),
                "properties": members.isEmpty
                    ? nil : .object(members.map { JSONMember($0.name, $0.shape.schema) }),
                "required": required.isEmpty ? nil : .strings(required),
            ])
        case .map(let shape): return .members(["type": .string("object"), "additionalProperties": shape.schema])
        case .either(let shapes): return .members(["anyOf": .array(shapes.map(\.schema))])
        case .open(let shape):
            return .object((shape.schema.members ?? []) + [JSONMember("additionalProperties", .bool(true))])
        case .named(let name, _): return .members(["$ref": .string("#/components/schemas/" + name)])
        case .noted(let shape, let remark):
            let plain = shape.schema
            return .object((plain.members ?? []) + [JSONMember("description", .string(remark))])
        }
    }
}
