import JSON

/// The object types that the tables describe; the raw value is the type's bit in a `TypeSet`.
enum ObjectType: Int, CaseIterable, Sendable {
    // Domain objects (section 4).
    case attackPattern
    case campaign
    case courseOfAction
    case grouping
    case identity
    case incident
    case indicator
    case infrastructure
    case intrusionSet
    case location
    case malware
    case malwareAnalysis
    case note
    case observedData
    case opinion
    case report
    case threatActor
    case tool
    case vulnerability
    // Relationship objects (section 5).
    case relationship
    case sighting
    // Cyber-observable objects (section 6).
    case artifact
    case autonomousSystem
    case directory
    case domainName
    case emailAddr
    case emailMessage
    case file
    case ipv4Addr
    case ipv6Addr
    case macAddr
    case mutex
    case networkTraffic
    case process
    case software
    case url
    case userAccount
    case windowsRegistryKey
    case x509Certificate
    // Meta objects and the bundle (sections 7 and 8).
    case extensionDefinition
    case languageContent
    case markingDefinition
    case bundle

    /// The type name on the wire.
    var name: String { ObjectType.names[rawValue] }

    /// The case names are the type names in camel case; `x509Certificate` and `ipv4Addr` follow the same rule.
    private static let names = allCases.map { type in
        var name: [UInt8] = []
        for byte in String(describing: type).utf8 {
            let isUpper = byte &- UInt8(ascii: "A") < 26
            if isUpper {
                name.append(UInt8(ascii: "-"))
            }
            name.append(isUpper ? byte | 0x20 : byte)
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// The type with this name, by its hash and bytes; nil for types that the tables do not know.
    static func named(_ text: Span<UInt8>) -> ObjectType? { ObjectTypeTable.shared.type(text) }
}

/// The names of the types, found by hash.
private struct ObjectTypeTable: Sendable {
    static let shared = ObjectTypeTable()

    private var names: [[UInt8]] = []
    private var slots = [UInt8](repeating: .max, count: 256)

    private init() {
        for type in ObjectType.allCases {
            let bytes = Array(type.name.utf8)
            var slot = Int(JSONNode.hash(of: bytes.span) & 255)
            while slots[slot] != .max {
                slot = (slot + 1) & 255
            }
            slots[slot] = UInt8(type.rawValue)
            names.append(bytes)
        }
    }

    func type(_ text: Span<UInt8>) -> ObjectType? {
        var slot = Int(JSONNode.hash(of: text) & 255)
        while slots[slot] != .max {
            if STIXName.isEqual(text, names[Int(slots[slot])]) { return ObjectType(rawValue: Int(slots[slot])) }
            slot = (slot + 1) & 255
        }
        return nil
    }
}

/// A set of object types, one bit each, by their numbers in a `TypeTable`; the top bit stands for types that no table
/// knows.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt128

    init(rawValue: UInt128) {
        self.rawValue = rawValue
    }

    init(_ types: ObjectType...) {
        rawValue = types.reduce(0) { $0 | 1 << UInt128($1.rawValue) }
    }

    init(number: Int) {
        rawValue = 1 << UInt128(number)
    }

    private init(_ range: ClosedRange<Int>) {
        rawValue = range.reduce(0) { $0 | 1 << UInt128($1) }
    }

    /// How many types of one's own there can be.
    static let room = 127 - ObjectType.allCases.count

    static let unknown = TypeSet(number: 127)
    static let domainObjects = TypeSet(ObjectType.attackPattern.rawValue...ObjectType.vulnerability.rawValue)
        .union(own)
    static let relationshipObjects = TypeSet(.relationship, .sighting)
    static let observables = TypeSet(ObjectType.artifact.rawValue...ObjectType.x509Certificate.rawValue)
    static let metaObjects = TypeSet(.extensionDefinition, .languageContent, .markingDefinition)
    static let own = TypeSet(ObjectType.allCases.count...126)
    /// Every object that can stand in a bundle.
    static let objects = domainObjects.union(relationshipObjects).union(observables).union(metaObjects).union(unknown)
    /// What a relationship or sighting may be about (5.1.2, 5.2.1).
    static let subjects = domainObjects.union(observables).union(unknown)

    func contains(_ type: ObjectType) -> Bool { contains(type.rawValue) }

    /// Whether the type with a number is in the set; nil for a type that no table knows.
    func contains(_ number: Int?) -> Bool { rawValue & 1 << UInt128(number ?? 127) != 0 }
}
