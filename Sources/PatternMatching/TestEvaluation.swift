internal import JSON
internal import STIXPatterns

/// Holds tests against one observation; what stands at the end of a path is looked up once.
struct TestEvaluation {
    private let observation: Observation
    private let mode: PatternMode
    private let tools: any PatternTools
    /// The types of the objects, by their places.
    private let types: [String]
    /// What stands at the end of each path, by the paths' numbers; nil where nobody has looked.
    private var walks: [Int: PathWalk] = [:]
    /// Whether something took more work than is allowed.
    private(set) var isUndecided = false
    /// By which rules the last test was met that was met not exactly.
    private(set) var rules: Set<PatternRule> = []

    /// - Parameters:
    ///   - observation: the observation.
    ///   - mode: how values are compared.
    ///   - tools: what is needed of libraries.
    init(_ observation: Observation, _ mode: PatternMode, _ tools: any PatternTools) {
        (self.observation, self.mode, self.tools) = (observation, mode, tools)
        types = observation.objects.map { $0.value["type"]?.string ?? "" }
    }

    /// Whether one object meets a test: what is joined by `AND` is met by one (9.6).
    mutating func isMet(_ node: PreparedPattern.Node) -> Bool {
        isUndecided = false
        rules = []
        for place in types.indices where meets(node, place, .exact) { return true }
        guard mode == .practical else { return false }
        for place in types.indices {
            rules = []
            if meets(node, place, .practical) { return true }
        }
        return false
    }

    private mutating func meets(_ node: PreparedPattern.Node, _ place: Int, _ mode: PatternMode) -> Bool {
        let before = rules
        switch node {
        case .test(let test, let path):
            return types[place] == test.path.type && meets(test, path, place, mode)
        case .all(let parts):
            for part in parts where !meets(part, place, mode) {
                rules = before
                return false
            }
            return true
        case .any(let parts):
            for part in parts where meets(part, place, mode) { return true }
            return false
        }
    }

    private mutating func meets(_ test: PreparedTest, _ path: Int, _ place: Int, _ mode: PatternMode) -> Bool {
        let walk = walk(test.path, path)
        var isThere = false
        for value in walk.values where value.place == place && !value.isElement {
            if case .exists = test.asks { return !test.isNegated }
            isThere = true
            guard let answer = test.isMet(by: value, tools) else {
                isUndecided = true
                continue
            }
            if answer { return true }
        }
        if mode == .practical, meetsByRule(test, walk, place) { return true }
        // What was not looked at might have met it.
        if walk.isCut { isUndecided = true }
        if case .exists = test.asks { return !isThere && test.isNegated && !walk.isCut }
        return false
    }

    /// Whether a value meets a test by a rule; what is turned around is not met by more than it says.
    private mutating func meetsByRule(_ test: PreparedTest, _ walk: PathWalk, _ place: Int) -> Bool {
        guard !test.isTurned else { return false }
        for value in walk.values where value.place == place {
            if value.isElement, test.isMet(by: value, tools) == true {
                rules.insert(.element)
                return true
            }
            guard let rule = test.rule(by: value, tools) else { continue }
            rules.formUnion(value.isElement ? [rule, .element] : [rule])
            return true
        }
        return false
    }

    /// What stands at the end of a path, in all objects of its type.
    private mutating func walk(_ path: PatternObjectPath, _ number: Int) -> PathWalk {
        if let known = walks[number] { return known }
        var walk = PathWalk(observation, mode)
        for (place, object) in observation.objects.enumerated() where types[place] == path.type {
            walk.walk(path.steps[...], object.value, of: place)
        }
        walks[number] = walk
        return walk
    }
}
