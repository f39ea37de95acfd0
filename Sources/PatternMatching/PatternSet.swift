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
    private var paths = PathNumbers()
    /// All tests; others name them by their numbers.
    private var places: [Place] = []
    /// The paths of each type by which tests are found, by their numbers, with the tests by the values they ask for.
    private var index: [String: [Int: [[UInt8]: [Int32]]]] = [:]
    /// The tests that are held against each object of a type.
    private var others: [String: [Int32]] = [:]

    /// No patterns yet.
    /// - Parameter tools: what is needed of libraries.
    public init(_ tools: any PatternTools) { self.tools = tools }

    /// How many patterns there are.
    public var count: Int { patterns.count }

    /// Adds a pattern.
    /// - Parameter text: the pattern.
    /// - Returns: its number: how many there were before.
    /// - Throws: `PatternFault` if it is wrong, or asks for what nothing can be held against.
    @discardableResult
    public mutating func add(_ text: String) throws(PatternFault) -> Int {
        let tree: PatternTree
        do throws(PatternProblem) { tree = try STIXPattern.tree(of: text) } catch { throw .problem(error) }
        let number = patterns.count
        let pattern = try PreparedPattern(tree, tools, &paths)
        patterns.append(pattern)
        for (test, node) in pattern.tests.enumerated() {
            let place = Int32(places.count)
            places.append(Place(pattern: number, test: test))
            if let anchors = Self.anchors(node) {
                for anchor in anchors {
                    let type = paths[anchor.path].type
                    index[type, default: [:]][anchor.path, default: [:]][anchor.key, default: []].append(place)
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
        var search = Search(asked: Array(repeating: -1, count: places.count))
        for (place, observation) in observations.enumerated() {
            guard !search.isOver(tools) else { break }
            look(at: observation, place, &search)
        }
        for (number, lists) in search.candidates {
            guard !search.isOver(tools) else { break }
            switch PatternSolver.solve(patterns[number].observation, observations, lists, limit: limit) {
            case .met(let places):
                search.hits.append(Hit(pattern: number, observations: places, isUndecided: false))
            case .notDecided: search.undecided[number] = 1
            case .notMet: break
            }
        }
        return search.answer
    }

    /// What has been found so far.
    private struct Search {
        /// The observation against which each test was held last.
        var asked: [Int32]
        var hits: [Hit] = []
        /// Of patterns that ask for several observations, those that meet each test.
        var candidates: [Int: [Int: [Int]]] = [:]
        /// How often it took too much work to say whether a pattern is met.
        var undecided: [Int: Int] = [:]
        private var isComplete = true

        init(asked: [Int32]) { self.asked = asked }

        /// Whether the time is over; then the answer says so.
        mutating func isOver(_ tools: any PatternTools) -> Bool {
            if isComplete, tools.isOver { isComplete = false }
            return !isComplete
        }

        var answer: Answer {
            let met = Set(hits.map(\.pattern))
            let open = undecided.keys.filter { !met.contains($0) }
            let all = hits + open.map { Hit(pattern: $0, observations: [], isUndecided: true) }
            return Answer(
                hits: all.sorted {
                    ($0.pattern, $0.observations.first ?? 0) < ($1.pattern, $1.observations.first ?? 0)
                },
                isComplete: isComplete
            )
        }
    }

    /// Holds the tests that an observation could meet against it.
    private func look(at observation: Observation, _ place: Int, _ search: inout Search) {
        var evaluation = TestEvaluation(observation, paths: paths.count, tools)
        for type in Set(evaluation.types) {
            for number in others[type] ?? [] { hold(number, place, observation, &evaluation, &search) }
            for (path, tests) in index[type] ?? [:] {
                let walk = evaluation.walk(paths[path], path)
                for value in walk.values {
                    guard let key = value.key else { continue }
                    for number in tests[key] ?? [] { hold(number, place, observation, &evaluation, &search) }
                }
                guard walk.isCut else { continue }
                for number in tests.values.joined() { search.undecided[places[Int(number)].pattern, default: 0] += 1 }
            }
        }
    }

    /// Holds one test against an observation, once, however many values find it.
    private func hold(
        _ number: Int32,
        _ place: Int,
        _ observation: Observation,
        _ evaluation: inout TestEvaluation,
        _ search: inout Search
    ) {
        guard search.asked[Int(number)] != place else { return }
        search.asked[Int(number)] = Int32(place)
        let one = places[Int(number)]
        let pattern = patterns[one.pattern]
        // One that costs too much again and again takes no more of the time of others.
        guard pattern.isInTime(one.test, observation), search.undecided[one.pattern] ?? 0 < Self.patience,
            !search.isOver(tools)
        else { return }
        let isMet = evaluation.isMet(pattern.tests[one.test])
        if evaluation.isUndecided { search.undecided[one.pattern, default: 0] += 1 }
        guard isMet else { return }
        if pattern.isSingle {
            search.hits.append(Hit(pattern: one.pattern, observations: [place], isUndecided: false))
        } else {
            search.candidates[one.pattern, default: [:]][one.test, default: []].append(place)
        }
    }

    // What tests ask for.

    private struct Anchor {
        let path: Int
        let key: [UInt8]
    }

    /// So many values of one test are looked up by at most.
    private static let most = 1_000

    /// Values of which an object has to have one to meet a test; nil where the test does not say.
    private static func anchors(_ node: PreparedPattern.Node) -> [Anchor]? {
        switch node {
        case .test(let test, let path):
            guard !test.isNegated, case .equal(let constants, isTurned: false) = test.asks, constants.count <= most,
                !test.path.steps.contains(where: isSpecial)
            else { return nil }
            var anchors: [Anchor] = []
            for constant in constants {
                guard let key = constant.key else { return nil }
                anchors.append(Anchor(path: path, key: key))
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
}

/// The paths of a set, each once, by numbers: by the bytes of their names, as objects have them.
struct PathNumbers {
    private var all: [PatternObjectPath] = []
    private var numbers: [[UInt8]: Int] = [:]

    var count: Int { all.count }

    subscript(number: Int) -> PatternObjectPath { all[number] }

    /// The number of a path, which it has from then on.
    mutating func number(of path: PatternObjectPath) -> Int {
        let key = Array(path.text.utf8)
        if let known = numbers[key] { return known }
        numbers[key] = all.count
        all.append(path)
        return all.count - 1
    }
}
