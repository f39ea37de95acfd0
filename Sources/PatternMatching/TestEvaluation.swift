internal import JSON
internal import STIXPatterns

/// Holds tests against one observation; what stands at the end of a path is looked up once.
struct TestEvaluation {
    private let observation: Observation
    private let tools: any PatternTools
    private let types: [String]
    /// The values at the end of each path, by the paths' numbers; nil where nobody has looked.
    private var values: [[FoundValue]?]
    /// Whether something took more work than is allowed.
    private(set) var isUndecided = false

    /// - Parameters:
    ///   - observation: the observation.
    ///   - paths: how many paths there are.
    ///   - tools: what is needed of libraries.
    init(_ observation: Observation, paths: Int, _ tools: any PatternTools) {
        (self.observation, self.tools) = (observation, tools)
        types = observation.objects.map { $0.value["type"]?.string ?? "" }
        values = Array(repeating: nil, count: paths)
    }

    /// Whether one object meets a test: what is joined by `AND` is met by one (9.6).
    mutating func isMet(_ node: PreparedPattern.Node) -> Bool {
        isUndecided = false
        for place in types.indices where meets(node, place) { return true }
        return false
    }

    private mutating func meets(_ node: PreparedPattern.Node, _ place: Int) -> Bool {
        switch node {
        case .test(let test, let path): return types[place] == test.path.type && meets(test, path, place)
        case .all(let parts):
            for part in parts where !meets(part, place) { return false }
            return true
        case .any(let parts):
            for part in parts where meets(part, place) { return true }
            return false
        }
    }

    private mutating func meets(_ test: PreparedTest, _ path: Int, _ place: Int) -> Bool {
        var isThere = false
        for value in found(test, path) where value.place == place {
            if case .exists = test.asks { return !test.isNegated }
            guard let answer = test.isMet(by: value, tools) else {
                isUndecided = true
                continue
            }
            if answer { return true }
            isThere = true
        }
        if case .exists = test.asks { return !isThere && test.isNegated }
        return false
    }

    /// The values at the end of a test's path, of all objects of its type.
    private mutating func found(_ test: PreparedTest, _ path: Int) -> [FoundValue] {
        if let known = values[path] { return known }
        var found: [FoundValue] = []
        for (place, object) in observation.objects.enumerated() where types[place] == test.path.type {
            visit(test.path.steps[...], object.value) { value in
                found.append(FoundValue(place, value))
                return false
            }
        }
        values[path] = found
        return found
    }

    /// Each value at the end of a path, until it is enough; a list needs `[n]` or `[*]` (9.7.2).
    @discardableResult
    private func visit(
        _ steps: ArraySlice<PatternObjectPath.Step>,
        _ value: JSONValue,
        _ body: (ObservedValue) -> Bool
    ) -> Bool {
        guard let step = steps.first else { return body(.json(value)) }
        let rest = steps.dropFirst()
        switch step {
        case .key(let name):
            guard value.kind == .object, let member = value[name] else { return false }
            if rest.isEmpty { return ObservedValue(member, named: name).map(body) ?? false }
            if name.hasSuffix("_ref"), let id = member.string {
                return observation.object(id).map { visit(rest, $0, body) } ?? false
            }
            if name.hasSuffix("_refs"), member.kind == .array { return visit(references: member, rest, body) }
            return visit(rest, member, body)
        case .index(let place):
            guard value.kind == .array, let element = value[element: place] else { return false }
            return visit(rest, element, body)
        case .each:
            guard value.kind == .array else { return false }
            for element in value.elements where visit(rest, element, body) { return true }
            return false
        }
    }

    /// Into the objects that a list refers to, if a step into that list follows and another one into an object.
    private func visit(
        references list: JSONValue,
        _ steps: ArraySlice<PatternObjectPath.Step>,
        _ body: (ObservedValue) -> Bool
    ) -> Bool {
        let rest = steps.dropFirst()
        func enter(_ reference: JSONValue) -> Bool {
            if rest.isEmpty { return body(.json(reference)) }
            return reference.string.flatMap(observation.object).map { visit(rest, $0, body) } ?? false
        }
        switch steps.first {
        case .index(let place): return list[element: place].map(enter) ?? false
        case .each:
            for reference in list.elements where enter(reference) { return true }
            return false
        default: return false
        }
    }
}
