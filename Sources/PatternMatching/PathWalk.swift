internal import JSON
internal import STIXPatterns

/// Walks from an object along a path, into objects of the same observation where a step leads over a reference.
///
/// Objects may refer to each other in circles and in lists, and a path may follow them again and again: the work is
/// bounded, and where the bound is met that is said.
struct PathWalk {
    /// So many steps of a path at most: what stands for a thing in STIX has a dozen.
    static let longest = 100
    /// So many places that are looked at for one path in one observation at most.
    private static let most = 10_000

    private let observation: Observation
    private let mode: PatternMode
    private var left = most
    /// What stands at the end.
    private(set) var values: [FoundValue] = []
    /// Whether there was more than may be looked at.
    var isCut: Bool { left < 0 }

    init(_ observation: Observation, _ mode: PatternMode) { (self.observation, self.mode) = (observation, mode) }

    /// Adds the values of one object, which has a place in the observation; a list needs `[n]` or `[*]` (9.7.2).
    mutating func walk(_ steps: ArraySlice<PatternObjectPath.Step>, _ value: JSONValue, of place: Int) {
        walk(steps, value, of: place, isElement: false)
    }

    private mutating func walk(
        _ steps: ArraySlice<PatternObjectPath.Step>,
        _ value: JSONValue,
        of place: Int,
        isElement: Bool
    ) {
        left -= 1
        guard left >= 0 else { return }
        guard let step = steps.first else { return end(.json(value), value, of: place, isElement) }
        let rest = steps.dropFirst()
        switch step {
        case .key(let name):
            guard value.kind == .object, let member = value[name] else {
                return elements(of: value) { $0.walk(steps, $1, of: place, isElement: true) }
            }
            if rest.isEmpty {
                if let found = ObservedValue(member, named: name) { end(found, member, of: place, isElement) }
            } else if name.hasSuffix("_ref") {
                follow(member, rest, of: place, isElement)
            } else if name.hasSuffix("_refs"), rest.count > 1 {
                visit(rest[rest.startIndex], member) { walk, reference in
                    walk.follow(reference, rest.dropFirst(), of: place, isElement)
                }
            } else {
                walk(rest, member, of: place, isElement: isElement)
            }
        case .index, .each:
            visit(step, value) { walk, element in
                walk.walk(rest, element, of: place, isElement: isElement)
            }
        }
    }

    /// The elements of a list that a step leads to.
    private mutating func visit(
        _ step: PatternObjectPath.Step,
        _ list: JSONValue,
        _ body: (inout PathWalk, JSONValue) -> Void
    ) {
        guard list.kind == .array else { return }
        switch step {
        case .index(let number): if let element = list[element: number] { body(&self, element) }
        case .each: for element in list.elements where !isCut { body(&self, element) }
        case .key: break
        }
    }

    /// On from the object that a reference names, if it was observed together with this one.
    private mutating func follow(
        _ reference: JSONValue,
        _ steps: ArraySlice<PatternObjectPath.Step>,
        of place: Int,
        _ isElement: Bool
    ) {
        if let object = observation.object(reference) {
            walk(steps, object, of: place, isElement: isElement)
        } else {
            elements(of: reference) { $0.follow($1, steps, of: place, true) }
        }
    }

    /// Notes what stands at the end; in practical mode also the elements of a list that does.
    private mutating func end(_ found: ObservedValue, _ value: JSONValue, of place: Int, _ isElement: Bool) {
        values.append(FoundValue(place, found, isElement: isElement))
        elements(of: value) { $0.values.append(FoundValue(place, .json($1), isElement: true)) }
    }

    /// The elements of a list, where nothing says that it is one: as tools write it.
    private mutating func elements(of value: JSONValue, _ body: (inout PathWalk, JSONValue) -> Void) {
        guard mode == .practical, value.kind == .array else { return }
        for element in value.elements where !isCut {
            left -= 1
            body(&self, element)
        }
    }
}
