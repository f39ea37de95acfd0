internal import JSON
internal import PatternMatching
internal import STIX
internal import STIXPatterns
internal import Work

/// An indicator as far as its pattern can be held against something.
struct Indicator: WorkObject {
    static let type = "indicator"

    let pattern: String
    private let from: Int64?
    private let until: Int64?

    init?(_ object: SeenValue) {
        guard let pattern = object.text("pattern"), object.text("pattern_type") == "stix" else { return nil }
        self.pattern = pattern
        (from, until) = (object.moment("valid_from"), object.moment("valid_until"))
    }

    /// Whether it is live (STIX 2.1, 4.7): it has begun, and has not ended; what is revoked is not seen at all.
    func isLive(on now: Int64) -> Bool { (from ?? .min) <= now && now < (until ?? .max) }
}

/// An object as it is held against patterns: without what its reader may not know.
struct Observable: WorkObject {
    /// Of any type.
    static let type = ""

    let document: JSONDocument
    let type: String
    let references: [String]

    init?(_ object: SeenValue) {
        guard let document = object.shown(), let type = object.text("type") else { return nil }
        (self.document, self.type) = (document, type)
        references = object.texts("object_refs")
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

    /// Everything that was observed, as far as it is looked at.
    init(_ seen: SeenObjects) throws(SeenFault) {
        var used: Set<String> = []
        for one in try seen.newest(Observed.self, Self.most) {
            try add(one.id, one.title, one.source, one.banner, one.view.observable, seen, &used)
        }
        for type in Self.types {
            for one in try seen.newest(type, Self.mostAlone, as: Observable.self) where !used.contains(one.id) {
                try add(one.id, one.title, one.source, one.banner, one.view, seen, &used)
            }
        }
    }

    /// One object alone.
    init?(of id: String, _ seen: SeenObjects) throws(SeenFault) {
        guard let one = try seen.one(id, as: Observable.self) else { return nil }
        var used: Set<String> = []
        try add(one.id, one.title, one.source, one.banner, one.view, seen, &used)
    }

    private struct Observed: WorkObject {
        static let type = "observed-data"
        let observable: Observable
        init?(_ object: SeenValue) {
            guard let observable = Observable(object) else { return nil }
            self.observable = observable
        }
    }

    private mutating func add(
        _ id: String,
        _ title: String,
        _ source: String,
        _ banner: String,
        _ view: Observable,
        _ seen: SeenObjects,
        _ used: inout Set<String>
    ) throws(SeenFault) {
        var named: [String: JSONDocument] = [:]
        if view.type == "observed-data" {
            for reference in view.references.prefix(Self.mostNamed) where named[reference] == nil {
                used.insert(reference)
                named[reference] = try seen.one(reference, as: Observable.self)?.view.document
            }
            observations.append(Observation(view.document.root) { named[$0]?.root })
        } else {
            observations.append(Observation(view.document.root))
        }
        told.append(
            .members([
                "id": .string(id), "name": .string(title), "type": .string(view.type), "source": .string(source),
                "banner": .string(banner),
            ])
        )
    }
}
