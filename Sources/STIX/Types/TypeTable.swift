import JSON

/// The types that objects are judged by: those of STIX 2.1, some of one's own and some of others, laid out for fast
/// look-up.
///
/// A type has a number, which is its bit in a `TypeSet`: first those of the specification, then one's own, then those
/// of others, in their order. A type of others is meant only where an object names its extension definition, since
/// anybody may call a type `event`; and what is wrong in it is a warning: its definition may have gone on.
public final class TypeTable: Sendable {
    /// The types of the specification alone.
    public static let specification = TypeTable([])

    /// One's own types.
    public let own: [TypeSchema]
    /// One's own and those of others, by their places.
    let all: [TypeSchema]
    /// What others add to types of the specification, by the bytes of their extension definitions.
    private let additions: [(key: [UInt8], addition: TypeAddition, schema: Schema)]
    private let names: [[UInt8]]
    private let slots: [UInt8]
    private let schemas: [Schema]
    private let parts: [Schema]
    private let choices: [Choice]

    /// The terms of a property.
    struct Choice: Sendable {
        let property: String
        let terms: [String]
        let bytes: [[UInt8]]
    }

    /// A table.
    ///
    /// It has room for `TypeSet.room` types beside those of the specification, each name once; what is beyond is left
    /// out.
    /// - Parameters:
    ///   - types: one's own types.
    ///   - others: types of others.
    ///   - additions: what others add to types of the specification.
    public init(_ types: [TypeSchema], others: [TypeSchema] = [], additions: [TypeAddition] = []) {
        var names = ObjectType.allCases.map { Array($0.name.utf8) }
        var all: [TypeSchema] = []
        var count = 0
        for (place, type) in (types + others).enumerated()
        where all.count < TypeSet.room && !names.contains(Array(type.name.utf8)) {
            names.append(Array(type.name.utf8))
            all.append(type)
            if place < types.count { count += 1 }
        }
        var slots = [UInt8](repeating: .max, count: 512)
        for (number, name) in names.enumerated() {
            var slot = Int(JSONNode.hash(of: name.span) & 511)
            while slots[slot] != .max {
                slot = (slot + 1) & 511
            }
            slots[slot] = UInt8(number)
        }
        let numbers = Dictionary(
            names.enumerated().map { (String(decoding: $1, as: UTF8.self), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var layout = Layout(numbers: numbers)
        schemas = all.enumerated().map { layout.schema(of: $1, isOfOthers: $0 >= count) }
        self.additions = additions.map { (Array($0.definition.utf8), $0, layout.schema(of: $0)) }
        (parts, choices) = (layout.parts, layout.choices)
        (own, self.all, self.names, self.slots) = (Array(all.prefix(count)), all, names, slots)
    }

    /// What others add to a type, by the key of the extension; nil for extensions that are not known.
    func addition(_ key: Span<UInt8>, to type: ObjectType?) -> Schema? {
        guard let type else { return nil }
        return additions.first { STIXName.isEqual(key, $0.key) && $0.addition.type == type.name }?.schema
    }

    /// The number of a type; nil for types that the table does not know.
    func number(of text: Span<UInt8>) -> Int? {
        var slot = Int(JSONNode.hash(of: text) & 511)
        while slots[slot] != .max {
            let number = Int(slots[slot])
            if STIXName.isEqual(text, names[number]) { return number }
            slot = (slot + 1) & 511
        }
        return nil
    }

    /// The schema of one's own type, by its place among them.
    func schema(own place: Int) -> Schema { schemas[place] }

    /// The records of a property of one's own type.
    func part(_ place: Int) -> Schema { parts[place] }

    /// The terms of a property of one's own type.
    func choice(_ place: Int) -> Choice { choices[place] }

    /// The types of a set in words: `identity`, or `file` or `artifact`.
    func words(of set: TypeSet) -> String {
        let found = names.indices.filter { set.contains($0) }.map {
            "`\(String(decoding: names[$0], as: UTF8.self))`"
        }
        if found.count > 8 {
            return set.contains(.identity) ? "an object of another kind" : "a cyber-observable object"
        }
        return found.joined(separator: " or ")
    }

    /// Lays types out: their properties become what the checks read.
    private struct Layout {
        let numbers: [String: Int]
        var parts: [Schema] = []
        var choices: [Choice] = []

        /// The content of an extension, which says what kind of extension it is (7.3.1).
        mutating func schema(of addition: TypeAddition) -> Schema {
            let kind = PropertyEntry(name: "extension_type", type: .form(.something), isRequired: true)
            let entries = [kind] + entries(of: addition.properties)
            return Schema(addition.definition, section: "7.3", .part, entries, isOfOthers: true)
        }

        mutating func schema(of type: TypeSchema, isOfOthers: Bool) -> Schema {
            let entries = entries(of: type.properties)
            let common = Schemas.common(.domain, nil)
            return Schema(
                type.name,
                section: "7.3",
                .domain,
                common + entries,
                commonCount: common.count,
                isOfOthers: isOfOthers,
                rules: type.rules.compactMap(Self.rule) + [.notBefore("modified", "created")]
            )
        }

        private mutating func entries(of properties: [TypeProperty]) -> [PropertyEntry] {
            var entries: [PropertyEntry] = []
            for property in properties {
                let type = valueType(of: property)
                entries.append(PropertyEntry(name: property.name, type: type, isRequired: property.isRequired))
            }
            return entries
        }

        /// A rule by the places of properties; those that read a value are checked by it.
        private static func rule(_ rule: TypeRule) -> RuleEntry? {
            switch rule {
            case .atLeastOne(let names): .atLeastOne(names)
            case .needs(let first, let second): .needs(first, second)
            case .notBefore(let later, let earlier): .notBefore(later, earlier)
            case .notBelow(let greater, let lesser): .notBelow(greater, lesser)
            case .when: nil
            }
        }

        private mutating func valueType(of property: TypeProperty) -> ValueType {
            switch property.kind {
            case .text, .prose: return .form(.something)
            case .texts: return .texts
            case .flag: return .boolean
            case .number: return .float(-Double.infinity...Double.infinity)
            case .integer(let bounds): return .integer(bounds)
            case .timestamp: return .timestamp
            case .date: return .form(.partialDate)
            case .duration: return .form(.duration)
            case .currency: return .form(.currency)
            case .reference(let types): return .reference(set(types))
            case .references(let types): return .references(set(types))
            case .dictionary: return .dictionary(.any)
            case .choice(let terms):
                let bytes = terms.map { Array($0.utf8) }
                choices.append(Choice(property: property.name, terms: terms, bytes: bytes))
                return .ownTerm(choices.count - 1)
            case .records(let name, let properties):
                let entries = entries(of: properties)
                parts.append(Schemas.inner(name, "7.3", entries))
                return .ownParts(parts.count - 1)
            }
        }

        private func set(_ types: [String]) -> TypeSet {
            guard !types.isEmpty else { return .objects }
            return types.compactMap { numbers[$0] }.reduce(TypeSet()) { $0.union(TypeSet(number: $1)) }
        }
    }
}
