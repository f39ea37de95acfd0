import JSON

/// How an object type takes part in the model; decides the common properties (3.2).
enum ObjectClass: Sendable {
    case domain
    case relationship
    case observable
    case meta
    case bundle
    case part
}

/// A property as the tables write it.
struct PropertyEntry: Sendable {
    let name: String
    let type: ValueType
    let isRequired: Bool
}

/// A property that must be present.
func required(_ name: String, _ type: ValueType) -> PropertyEntry {
    PropertyEntry(name: name, type: type, isRequired: true)
}

/// A property that may be present.
func optional(_ name: String, _ type: ValueType) -> PropertyEntry {
    PropertyEntry(name: name, type: type, isRequired: false)
}

/// A rule between properties, as the tables write it.
enum RuleEntry: Sendable {
    /// At least one of these is present.
    case atLeastOne([String])
    /// Exactly one of these is present.
    case exactlyOne([String])
    /// If the first is present, so is the second.
    case needs(String, String)
    /// The first is present only together with the second, because it describes it; the same check, other words.
    case exclusive(String, String)
    /// The first is not earlier than the second.
    case notBefore(String, String)
    /// The first should not be earlier than the second: no sentence says MUST.
    case suggestsNotBefore(String, String)
    /// The first is later than the second.
    case after(String, String)
    /// The first is a number that is not below the second.
    case notBelow(String, String)
}

/// The description of one kind of object: its properties and the rules between them, ready for fast look-up.
final class Schema: Sendable {
    /// A property: where its name stands, and its type.
    struct Property: Sendable {
        let nameStart: Int
        let nameLength: Int
        let type: ValueType
    }

    /// A rule with its properties as bits and places.
    struct Rule: Sendable {
        enum Kind: Sendable {
            case atLeastOne
            case exactlyOne
            case needs
            case exclusive
            case notBefore
            case suggestsNotBefore
            case after
            case notBelow
        }

        let kind: Kind
        let mask: UInt64
        let first: Int
        let second: Int
    }

    let name: String
    /// The section of the specification, such as `4.7`.
    let section: String
    let objectClass: ObjectClass
    /// The same, but for common properties: findings about their values name section 3.2.
    let commonView: Schema?
    /// How many of the properties are common ones; they stand first.
    let commonCount: Int
    let properties: ContiguousArray<Property>
    let rules: ContiguousArray<Rule>
    /// A bit for each property that must be present.
    let requiredMask: UInt64
    /// Whether it is of others: what is wrong in properties of its own is a warning.
    let isOfOthers: Bool
    private let names: [UInt8]
    private let slots: [UInt8]

    init(
        _ name: String,
        section: String,
        _ objectClass: ObjectClass,
        _ entries: [PropertyEntry],
        commonCount: Int = 0,
        isOfOthers: Bool = false,
        rules ruleEntries: [RuleEntry] = []
    ) {
        self.isOfOthers = isOfOthers
        self.name = name
        self.section = section
        self.objectClass = objectClass
        self.commonCount = commonCount
        commonView = commonCount > 0 ? Schema(name, section: "3.2", objectClass, []) : nil
        var properties: ContiguousArray<Property> = []
        var names: [UInt8] = []
        var slots = [UInt8](repeating: .max, count: 128)
        var places: [String: Int] = [:]
        var mask: UInt64 = 0
        // The tables hold at most 64 properties a type; a test of the tables keeps it so.
        for entry in entries.prefix(64) {
            let bytes = Array(entry.name.utf8)
            let place = properties.count
            var slot = Int(JSONNode.hash(of: bytes.span) & 127)
            while slots[slot] != .max {
                slot = (slot + 1) & 127
            }
            slots[slot] = UInt8(place)
            places[entry.name] = place
            properties.append(Property(nameStart: names.count, nameLength: bytes.count, type: entry.type))
            names.append(contentsOf: bytes)
            if entry.isRequired {
                mask |= 1 << UInt64(place)
            }
        }
        self.properties = properties
        self.names = names
        self.slots = slots
        requiredMask = mask
        rules = ContiguousArray(ruleEntries.compactMap { Schema.compiled($0, places) })
    }

    private static func compiled(_ entry: RuleEntry, _ places: [String: Int]) -> Rule? {
        func rule(_ kind: Rule.Kind, _ names: [String]) -> Rule? {
            let found = names.compactMap { places[$0] }
            guard found.count == names.count, let first = found.first, let last = found.last else { return nil }
            return Rule(kind: kind, mask: found.reduce(0) { $0 | 1 << UInt64($1) }, first: first, second: last)
        }
        return switch entry {
        case .atLeastOne(let names): rule(.atLeastOne, names)
        case .exactlyOne(let names): rule(.exactlyOne, names)
        case .needs(let first, let second): rule(.needs, [first, second])
        case .exclusive(let first, let second): rule(.exclusive, [first, second])
        case .notBefore(let later, let earlier): rule(.notBefore, [later, earlier])
        case .suggestsNotBefore(let later, let earlier): rule(.suggestsNotBefore, [later, earlier])
        case .after(let later, let earlier): rule(.after, [later, earlier])
        case .notBelow(let greater, let lesser): rule(.notBelow, [greater, lesser])
        }
    }

    /// The place of a property, or nil.
    func place(of name: Span<UInt8>, hash: UInt16) -> Int? {
        var slot = Int(hash & 127)
        while slots[slot] != .max {
            let place = Int(slots[slot])
            let property = properties[place]
            if property.nameLength == name.count, isEqual(name, at: property.nameStart) { return place }
            slot = (slot + 1) & 127
        }
        return nil
    }

    private func isEqual(_ name: Span<UInt8>, at start: Int) -> Bool {
        for index in name.indices where names[start + index] != name[index] {
            return false
        }
        return true
    }

    /// The name of the property at a place.
    func name(at place: Int) -> String {
        let property = properties[place]
        return String(decoding: names[property.nameStart..<property.nameStart + property.nameLength], as: UTF8.self)
    }

    /// The place of a property by its name as text, or nil.
    func place(_ name: String) -> Int? {
        let bytes = name.utf8Span.span
        return place(of: bytes, hash: JSONNode.hash(of: bytes))
    }
}
