public import JSON
internal import STIXPatterns

/// What was observed together: an observed-data object (STIX 2.1, 4.14) with the objects that it names, or one object.
public struct Observation: Sendable {
    /// What it is called: its identifier, or that of its only object.
    public let id: String
    /// Its objects by the names under which they refer to each other.
    public let objects: [(name: String, value: JSONValue)]
    /// When the first and the last of it was seen, in microseconds since 1970; nil where that is not known.
    public let times: ClosedRange<Int64>?
    /// How many observations it stands for (9.1).
    public let count: Int
    private let places: [[UInt8]: Int]

    /// So many observations one object may stand for: counts above it are as good as it.
    private static let most = 1_000_000_000

    /// An observation.
    public init(id: String, objects: [(name: String, value: JSONValue)], times: ClosedRange<Int64>?, count: Int) {
        (self.id, self.objects, self.times, self.count) = (id, objects, times, count)
        places = Dictionary(objects.enumerated().map { (Array($1.name.utf8), $0) }) { first, _ in first }
    }

    /// One object by itself, seen once at a time that nobody knows.
    public init(_ object: JSONValue) {
        let id = object["id"]?.string ?? ""
        self.init(id: id, objects: [(id, object)], times: nil, count: 1)
    }

    /// An observed-data object.
    /// - Parameters:
    ///   - object: the object.
    ///   - named: an object that it names by an identifier; nil for one that is not there.
    public init(_ object: JSONValue, named: (String) -> JSONValue?) {
        var objects: [(name: String, value: JSONValue)] = []
        if let inner = object["objects"], inner.kind == .object {
            // As STIX 2.0 has them, and 2.1 lets them stay.
            for member in inner.members {
                if let name = member.name.string { objects.append((name, member.value)) }
            }
        }
        for reference in object["object_refs"].map({ Array($0.elements) }) ?? [] {
            if let id = reference.string, let found = named(id) { objects.append((id, found)) }
        }
        let moment = { (name: String) in
            object[name]?.string.flatMap { PatternTimestamp(Array($0.utf8)[...]) }?.microseconds
        }
        let first = moment("first_observed")
        let times = first.map { first in first...max(first, moment("last_observed") ?? first) }
        let count = object["number_observed"]?.integer ?? 1
        self.init(
            id: object["id"]?.string ?? "",
            objects: objects,
            times: times,
            count: min(max(count, 1), Self.most)
        )
    }

    /// An object by the name under which others refer to it.
    func object(_ name: String) -> JSONValue? { places[Array(name.utf8)].map { objects[$0].value } }
}

/// Makes observations of objects.
public enum ObservationReader {
    /// The observations that there are in some objects: each observed-data object with what it names, and each other
    /// object that none of them names.
    public static func observations(_ objects: [JSONValue]) -> [Observation] {
        var named: [String: JSONValue] = [:]
        for object in objects { if let id = object["id"]?.string { named[id] = object } }
        var observations: [Observation] = []
        var used: Set<String> = []
        for object in objects where object["type"]?.isString("observed-data") ?? false {
            for reference in object["object_refs"].map({ Array($0.elements) }) ?? [] {
                if let id = reference.string { used.insert(id) }
            }
            observations.append(Observation(object) { named[$0] })
        }
        for object in objects where !(object["type"]?.isString("observed-data") ?? false) {
            if let id = object["id"]?.string, used.contains(id) { continue }
            observations.append(Observation(object))
        }
        return observations
    }
}
