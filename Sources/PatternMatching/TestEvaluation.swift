internal import JSON
internal import STIXPatterns

/// Holds tests against one observation.
struct TestEvaluation {
    private let observation: Observation
    private let tools: any PatternTools
    /// Whether something took more work than is allowed.
    private(set) var isUndecided = false

    init(_ observation: Observation, _ tools: any PatternTools) {
        (self.observation, self.tools) = (observation, tools)
    }

    /// Whether one object meets a test.
    mutating func isMet(_ node: PreparedPattern.Node) -> Bool { !objects(meeting: node).isEmpty }

    /// The objects of which each meets a test, by their places: what is joined by `AND` is met by one (9.6).
    private mutating func objects(meeting node: PreparedPattern.Node) -> Set<Int> {
        switch node {
        case .test(let test):
            var found: Set<Int> = []
            for (place, object) in observation.objects.enumerated()
            where object.value["type"]?.isString(test.path.type) ?? false {
                if meets(test, object.value) { found.insert(place) }
            }
            return found
        case .all(let parts):
            var found: Set<Int>?
            for part in parts {
                let met = objects(meeting: part)
                found = found.map { $0.intersection(met) } ?? met
                if found?.isEmpty ?? true { return [] }
            }
            return found ?? []
        case .any(let parts):
            return parts.reduce(into: []) { found, part in found.formUnion(objects(meeting: part)) }
        }
    }

    private mutating func meets(_ test: PreparedTest, _ object: JSONValue) -> Bool {
        if case .exists = test.asks {
            var isThere = false
            visit(test.path.steps[...], object) { _ in
                isThere = true
                return true
            }
            return isThere != test.isNegated
        }
        var (isMet, undecided) = (false, false)
        visit(test.path.steps[...], object) { value in
            guard let answer = test.isMet(by: value, tools) else {
                undecided = true
                return false
            }
            isMet = answer
            return answer
        }
        if undecided, !isMet { isUndecided = true }
        return isMet
    }

    /// Each value at the end of a path, until one is enough; a list needs `[n]` or `[*]` (9.7.2).
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
