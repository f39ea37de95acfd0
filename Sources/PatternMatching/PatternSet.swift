internal import JSON
internal import STIXPatterns

/// Patterns that are held together against observations: an observation meets only those that could be met by it.
///
/// A test that asks for certain values is found by these, over an index of values; one that does not is held against
/// every object of its types.
public struct PatternSet: Sendable {
    /// One test of one pattern.
    private struct Place: Sendable {
        let pattern: Int
        let test: Int
    }

    /// What is found.
    public struct Answer: Sendable, Equatable {
        /// By the patterns' numbers.
        public let hits: [Hit]
        /// Whether there was time enough to hold every pattern against every observation.
        public let isComplete: Bool
    }

    /// A pattern that is met, or of which that is not decided.
    public struct Hit: Sendable, Equatable {
        /// The pattern, by its number.
        public let pattern: Int
        /// The observations, by their places; empty where that is not decided.
        public let observations: [Int]
        /// Whether it took more steps than are allowed to say whether the pattern is met.
        public let isUndecided: Bool
    }

    /// So often a pattern may cost too much before it is left alone.
    private static let patience = 3

    private let tools: any PatternTools
    private var patterns: [PreparedPattern] = []
    private var paths: [PatternObjectPath: Int] = [:]
    /// All tests; others name them by their numbers.
    private var places: [Place] = []
    /// The paths of each type by which tests are found, with the tests by the values that they ask for.
    private var index: [String: [[PatternObjectPath.Step]: [[UInt8]: [Int32]]]] = [:]
    /// The tests that are held against each object of a type.
    private var others: [String: [Int32]] = [:]

    /// No patterns yet.
    /// - Parameter tools: what is needed of libraries.
    public init(_ tools: any PatternTools) { self.tools = tools }

    /// How many patterns there are.
    public var count: Int { patterns.count }

    /// Adds a pattern.
    /// - Parameter pattern: the pattern.
    /// - Returns: its number.
    @discardableResult
    public mutating func add(_ pattern: PreparedPattern) -> Int {
        let number = patterns.count
        var pattern = pattern
        pattern.number(&paths)
        patterns.append(pattern)
        for (test, node) in pattern.tests.enumerated() {
            let place = Int32(places.count)
            places.append(Place(pattern: number, test: test))
            if let anchors = Self.anchors(node) {
                for anchor in anchors {
                    index[anchor.type, default: [:]][anchor.steps, default: [:]][anchor.key, default: []].append(
                        place
                    )
                }
            } else {
                for type in Self.types(node) { others[type, default: []].append(place) }
            }
        }
        return number
    }

    /// Holds all patterns against observations.
    /// - Parameters:
    ///   - observations: the observations.
    ///   - limit: so many steps for a pattern at most.
    /// - Returns: a hit for each observation that meets a pattern of one observation alone, one for each other pattern
    ///   that is met.
    public func hits(in observations: [Observation], limit: Int) -> Answer {
        var hits: [Hit] = []
        // Of patterns that ask for several observations, those that meet each test.
        var candidates: [Int: [[Int]]] = [:]
        // How often it took too much work to say whether a pattern is met.
        var undecided: [Int: Int] = [:]
        var asked = [Int32](repeating: -1, count: places.count)
        var isComplete = true
        for (place, observation) in observations.enumerated() {
            guard !tools.isOver else {
                isComplete = false
                break
            }
            var evaluation = TestEvaluation(observation, paths: paths.count, tools)
            found(in: observation) { number in
                // Each test once, however many values find it.
                guard asked[Int(number)] != place else { return }
                asked[Int(number)] = Int32(place)
                let one = places[Int(number)]
                let pattern = patterns[one.pattern]
                // One that costs too much again and again takes no more of the time of others.
                guard pattern.isInTime(one.test, observation), undecided[one.pattern] ?? 0 < Self.patience else {
                    return
                }
                let isMet = evaluation.isMet(pattern.tests[one.test])
                if evaluation.isUndecided { undecided[one.pattern, default: 0] += 1 }
                guard isMet else { return }
                if pattern.isSingle {
                    hits.append(Hit(pattern: one.pattern, observations: [place], isUndecided: false))
                } else {
                    candidates[one.pattern, default: Array(repeating: [], count: pattern.tests.count)][one.test]
                        .append(place)
                }
            }
        }
        for (number, lists) in candidates {
            guard !tools.isOver else {
                isComplete = false
                undecided[number] = 1
                continue
            }
            switch PatternSolver.solve(patterns[number].observation, observations, lists, limit: limit) {
            case .met(let places): hits.append(Hit(pattern: number, observations: places, isUndecided: false))
            case .notDecided: undecided[number] = 1
            case .notMet: break
            }
        }
        let met = Set(hits.map(\.pattern))
        for number in undecided.keys where !met.contains(number) {
            hits.append(Hit(pattern: number, observations: [], isUndecided: true))
        }
        hits.sort { ($0.pattern, $0.observations.first ?? 0) < ($1.pattern, $1.observations.first ?? 0) }
        return Answer(hits: hits, isComplete: isComplete)
    }

    /// The numbers of the tests that an observation could meet, some more than once.
    private func found(in observation: Observation, _ body: (Int32) -> Void) {
        for object in observation.objects {
            guard let type = object.value["type"]?.string else { continue }
            others[type]?.forEach(body)
            for (steps, values) in index[type] ?? [:] {
                Self.visit(steps[...], object.value, observation) { key in values[key]?.forEach(body) }
            }
        }
    }

    // What tests ask for.

    private struct Anchor {
        let type: String
        let steps: [PatternObjectPath.Step]
        let key: [UInt8]
    }

    /// So many values of one test are looked up by at most.
    private static let most = 1_000

    /// Values of which an object has to have one to meet a test; nil where the test does not say.
    private static func anchors(_ node: PreparedPattern.Node) -> [Anchor]? {
        switch node {
        case .test(let test, _):
            guard !test.isNegated, case .equal(let constants, isTurned: false) = test.asks, constants.count <= most,
                !test.path.steps.contains(where: isSpecial)
            else { return nil }
            var anchors: [Anchor] = []
            for constant in constants {
                guard let key = constant.key else { return nil }
                anchors.append(Anchor(type: test.path.type, steps: test.path.steps, key: key))
            }
            return anchors
        case .all(let parts): return parts.compactMap(anchors).min { $0.count < $1.count }
        case .any(let parts):
            var all: [Anchor] = []
            for part in parts {
                guard let some = anchors(part), all.count + some.count <= most else { return nil }
                all += some
            }
            return all
        }
    }

    /// Whether a step leads to bytes, whose values are compared in more than one spelling.
    private static func isSpecial(_ step: PatternObjectPath.Step) -> Bool {
        if case .key(let name) = step { return name.hasSuffix("_hex") || name.hasSuffix("_bin") }
        return false
    }

    private static func types(_ node: PreparedPattern.Node) -> Set<String> {
        switch node {
        case .test(let test, _): [test.path.type]
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion(types($1)) }
        }
    }

    /// The keys of all values at the end of a path.
    private static func visit(
        _ steps: ArraySlice<PatternObjectPath.Step>,
        _ value: JSONValue,
        _ observation: Observation,
        _ body: ([UInt8]) -> Void
    ) {
        guard let step = steps.first else {
            if let key = PreparedConstant.key(of: value) { body(key) }
            return
        }
        let rest = steps.dropFirst()
        func into(_ member: JSONValue, _ name: String) {
            if !rest.isEmpty, name.hasSuffix("_ref"), let id = member.string {
                if let object = observation.object(id) { visit(rest, object, observation, body) }
            } else if name.hasSuffix("_refs"), rest.count > 1 {
                let inner = rest.dropFirst()
                for (place, reference) in member.elements.enumerated() {
                    if case .index(let wanted) = rest.first, wanted != place { continue }
                    if let object = reference.string.flatMap(observation.object) {
                        visit(inner, object, observation, body)
                    }
                }
            } else {
                visit(rest, member, observation, body)
            }
        }
        switch step {
        case .key(let name):
            if value.kind == .object, let member = value[name] { into(member, name) }
        case .index(let place):
            if value.kind == .array, let element = value[element: place] { visit(rest, element, observation, body) }
        case .each:
            guard value.kind == .array else { return }
            for element in value.elements { visit(rest, element, observation, body) }
        }
    }
}
