internal import JSON
internal import STIXPatterns

/// Holds tests against one observation; what stands at the end of a path is looked up once.
struct TestEvaluation {
    private let observation: Observation
    private let tools: any PatternTools
    /// The types of the objects, by their places.
    private let types: [String]
    /// What stands at the end of each path, by the paths' numbers; nil where nobody has looked.
    private var walks: [Int: PathWalk] = [:]
    /// Whether something took more work than is allowed.
    private(set) var isUndecided = false

    /// - Parameters:
    ///   - observation: the observation.
    ///   - tools: what is needed of libraries.
    init(_ observation: Observation, _ tools: any PatternTools) {
        (self.observation, self.tools) = (observation, tools)
        types = observation.objects.map { $0.value["type"]?.string ?? "" }
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
        let walk = walk(test.path, path)
        var isThere = false
        for value in walk.values where value.place == place {
            if case .exists = test.asks { return !test.isNegated }
            isThere = true
            guard let answer = test.isMet(by: value, tools) else {
                isUndecided = true
                continue
            }
            if answer { return true }
        }
        // What was not looked at might have met it.
        if walk.isCut { isUndecided = true }
        if case .exists = test.asks { return !isThere && test.isNegated && !walk.isCut }
        return false
    }

    /// What stands at the end of a path, in all objects of its type.
    private mutating func walk(_ path: PatternObjectPath, _ number: Int) -> PathWalk {
        if let known = walks[number] { return known }
        var walk = PathWalk(observation)
        for (place, object) in observation.objects.enumerated() where types[place] == path.type {
            walk.walk(path.steps[...], object.value, of: place)
        }
        walks[number] = walk
        return walk
    }
}
