internal import IndicatorLife
internal import JSON
internal import PatternMatching
internal import STIX
internal import Work

/// An indicator as far as its reader may know it.
struct Indicator: WorkObject {
    static let type = "indicator"

    let document: JSONDocument
    let pattern: String
    /// In which language the pattern is written.
    let language: String
    let life: IndicatorLife
    let confidence: Int?
    let types: [String]

    init?(_ object: SeenValue) {
        guard let document = object.shown(), let pattern = object.text("pattern") else { return nil }
        (self.document, self.pattern, language) = (document, pattern, object.text("pattern_type") ?? "")
        life = IndicatorLife(document.root)
        confidence = document.root["confidence"]?.integer
        types = object.texts("indicator_types")
    }

    /// Whether its pattern can be held against something.
    var isHeld: Bool { language == "stix" }
}

/// An object as it is held against patterns: without what its reader may not know.
struct Observable: WorkObject {
    /// Of any type.
    static let type = ""

    let document: JSONDocument
    let type: String
    /// What an observed-data object names.
    let references: [String]
    var isObserved: Bool { type == "observed-data" }

    init?(_ object: SeenValue) {
        guard let document = object.shown(), let type = object.text("type") else { return nil }
        (self.document, self.type) = (document, type)
        references = type == "observed-data" ? object.texts("object_refs") : []
    }
}

/// What a reader may see of what was observed.
struct SeenObservations {
    /// So many observed-data objects, the newest, and so many objects of each type that stand alone.
    private static let (most, mostAlone) = (1_000, 200)
    /// So many objects of one observed-data object.
    private static let mostNamed = 200
    /// The types of what can be observed (STIX 2.1, 6).
    static let types = [
        "artifact", "autonomous-system", "directory", "domain-name", "email-addr", "email-message", "file",
        "ipv4-addr",
        "ipv6-addr", "mac-addr", "mutex", "network-traffic", "process", "software", "url", "user-account",
        "windows-registry-key", "x509-certificate",
    ]

    private(set) var observations: [Observation] = []
    /// How each observation is told, by its place.
    private(set) var told: [JSONTree] = []
    /// When each was kept here, by its place, in microseconds since 1970.
    private(set) var kept: [Int64] = []
    /// Whether there was time enough to read all of it.
    private(set) var isComplete = true
    /// What stands in an observation already.
    private var used: Set<String> = []

    /// Everything that was observed, as far as it is looked at.
    init(_ seen: SeenObjects, _ tools: any PatternTools) throws(SeenFault) {
        for (type, most) in [("observed-data", Self.most)] + Self.types.map({ ($0, Self.mostAlone) }) {
            guard !tools.isOver else {
                isComplete = false
                return
            }
            for one in try seen.newest(type, most, as: Observable.self) where !used.contains(one.id) {
                try add(one, seen, tools)
            }
        }
    }

    /// What somebody has at hand, which is kept nowhere.
    init(given objects: [JSONValue]) {
        observations = ObservationReader.observations(objects)
        kept = Array(repeating: 0, count: observations.count)
        told = observations.map { observation in
            let object = observation.objects.first?.value
            let name = object?["value"] ?? object?["name"] ?? object?["key"]
            let type = observation.id.split(separator: "-", maxSplits: 1).first.map(String.init)
            return .members([
                "id": .string(observation.id), "name": .string(name?.string ?? observation.id),
                "type": .string(object?["type"]?.string ?? type ?? ""), "source": .string(""), "banner": .string(""),
            ])
        }
    }

    /// Some objects alone; one that stands in another of them is not told once more.
    init(of ids: [String], _ seen: SeenObjects, _ tools: any PatternTools) throws(SeenFault) {
        var found: [Seen<Observable>] = []
        for id in ids { if let one = try seen.one(id, as: Observable.self) { found.append(one) } }
        for one in found where one.view.isObserved { try add(one, seen, tools) }
        for one in found where !one.view.isObserved && !used.contains(one.id) { try add(one, seen, tools) }
    }

    /// One object alone.
    init?(of id: String, _ seen: SeenObjects, _ tools: any PatternTools) throws(SeenFault) {
        guard let one = try seen.one(id, as: Observable.self) else { return nil }
        try add(one, seen, tools)
    }

    private mutating func add(_ one: Seen<Observable>, _ seen: SeenObjects, _ tools: any PatternTools)
        throws(SeenFault)
    {
        var named: [String: JSONDocument] = [:]
        for reference in one.view.references.prefix(Self.mostNamed) where named[reference] == nil {
            guard !tools.isOver else {
                isComplete = false
                return
            }
            used.insert(reference)
            named[reference] = try seen.one(reference, as: Observable.self)?.view.document
        }
        let object = one.view.document.root
        observations.append(one.view.isObserved ? Observation(object) { named[$0]?.root } : Observation(object))
        kept.append(one.kept)
        told.append(
            .members([
                "id": .string(one.id), "name": .string(one.title), "type": .string(one.view.type),
                "source": .string(one.source), "banner": .string(one.banner),
            ])
        )
    }
}
