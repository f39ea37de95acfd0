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
    /// Where there are many, the places of objects by their names.
    private let places: [String: Int]

    /// So many observations one object may stand for: counts above it are as good as it.
    private static let most = 1_000_000_000
    /// So many objects are looked through one after the other.
    private static let few = 16

    /// An observation.
    public init(id: String, objects: [(name: String, value: JSONValue)], times: ClosedRange<Int64>?, count: Int) {
        (self.id, self.objects, self.times, self.count) = (id, objects, times, count)
        places =
            objects.count > Self.few
            ? Dictionary(objects.enumerated().map { ($1.name, $0) }) { first, _ in first } : [:]
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

    /// The object to which a value refers; nil for none.
    func object(_ reference: JSONValue) -> JSONValue? {
        guard reference.kind == .string else { return nil }
        if places.isEmpty { return objects.first { reference.isString($0.name) }?.value }
        return reference.string.flatMap { places[$0] }.map { objects[$0].value }
    }
}

/// Makes observations of objects.
public enum ObservationReader {
    /// The observations that there are in some objects: each observed-data object with what it names, and each other
    /// object that none of them names.
    public static func observations(_ objects: [JSONValue]) -> [Observation] {
        var places: [String: Int] = [:]
        places.reserveCapacity(objects.count)
        for (place, object) in objects.enumerated() { if let id = object["id"]?.string { places[id] = place } }
        var observations: [Observation] = []
        var isUsed = Array(repeating: false, count: objects.count)
        let isObserved = objects.map { $0["type"]?.isString("observed-data") ?? false }
        for (place, object) in objects.enumerated() where isObserved[place] {
            let observation = Observation(object) { name in
                guard let found = places[name] else { return nil }
                isUsed[found] = true
                return objects[found]
            }
            observations.append(observation)
        }
        for (place, object) in objects.enumerated() where !isObserved[place] && !isUsed[place] {
            observations.append(Observation(object))
        }
        return observations
    }
}
