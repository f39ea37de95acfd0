/// Holds the patterns of a set against one observation after the other.
struct PatternSearch {
    /// So often a pattern may cost too much before it is left alone.
    private static let patience = 3

    private let set: PatternSet
    /// The observation against which each test was held last.
    private var asked: [Int32]
    private var hits: [PatternSet.Hit] = []
    /// Of patterns that ask for several observations, those that meet each test.
    private var candidates: [Int: Candidates] = [:]
    /// How often it took too much work to say whether a pattern is met.
    private var undecided: [Int: Int] = [:]
    private var isComplete = true
    /// The patterns that were needed so far.
    private var prepared: [Int: PreparedPattern]

    /// What meets the tests of a pattern.
    private struct Candidates {
        /// The places of observations that meet each test exactly, and in any way.
        var (exact, all): ([Int: [Int]], [Int: [Int]]) = ([:], [:])
        /// The rules by which an observation is taken.
        var rules: [Int: Set<PatternRule>] = [:]

        mutating func add(_ place: Int, _ test: Int, _ found: Set<PatternRule>) {
            if found.isEmpty {
                exact[test, default: []].append(place)
            } else {
                rules[place, default: []].formUnion(found)
            }
            all[test, default: []].append(place)
        }
    }

    init(_ set: PatternSet) {
        self.set = set
        asked = Array(repeating: -1, count: set.tests)
        prepared = set.kept
    }

    /// Whether the time is over; then the answer says so.
    mutating func isOver() -> Bool {
        if isComplete, set.tools.isOver { isComplete = false }
        return !isComplete
    }

    /// Holds the tests that an observation could meet against it.
    mutating func look(at observation: Observation, _ place: Int, _ takes: (Int) -> Bool) {
        var evaluation: TestEvaluation?
        let walk = TestWalk(observation, set.finder)
        for test in walk.found where takes(set.place(of: test).pattern) {
            hold(test, place, observation, &evaluation)
        }
        // Where the time is over that is said, and not that something takes too much work.
        guard !walk.unseen.isEmpty, !isOver() else { return }
        for test in walk.unseen {
            let pattern = set.place(of: test).pattern
            if takes(pattern) { undecided[pattern, default: 0] += 1 }
        }
    }

    /// Holds one test against an observation, once, however many values find it.
    private mutating func hold(
        _ number: Int32,
        _ place: Int,
        _ observation: Observation,
        _ evaluation: inout TestEvaluation?
    ) {
        guard asked[Int(number)] != place else { return }
        asked[Int(number)] = Int32(place)
        let one = set.place(of: number)
        // One that costs too much again and again takes no more of the time of others.
        guard undecided[one.pattern] ?? 0 < Self.patience, !isOver(), let pattern = pattern(one.pattern),
            pattern.isInTime(one.test, observation)
        else { return }
        var own = evaluation ?? TestEvaluation(observation, set.mode, set.tools)
        evaluation = nil
        let isMet = own.isMet(pattern.tests[one.test])
        if own.isUndecided { undecided[one.pattern, default: 0] += 1 }
        evaluation = own
        guard isMet else { return }
        if pattern.isSingle {
            hits.append(hit(one.pattern, [place], own.rules))
        } else {
            candidates[one.pattern, default: Candidates()].add(place, one.test, own.rules)
        }
    }

    private func hit(_ pattern: Int, _ places: [Int], _ rules: Set<PatternRule>) -> PatternSet.Hit {
        PatternSet.Hit(
            pattern: pattern,
            observations: places,
            rules: PatternRule.allCases.filter(rules.contains),
            isUndecided: false
        )
    }

    private mutating func pattern(_ number: Int) -> PreparedPattern? {
        if let known = prepared[number] { return known }
        let read = set.pattern(number)
        prepared[number] = read
        return read
    }

    /// What was found; patterns that ask for several observations are decided now.
    mutating func answer(_ observations: [Observation], limit: Int) -> PatternSet.Answer {
        let seen = PatternSolver.Counted(observations)
        for (number, lists) in candidates {
            guard !isOver() else { break }
            guard let pattern = pattern(number) else { continue }
            var answer = PatternSolver.solve(pattern.observation, seen, lists.exact, limit: limit)
            let isExact = answer != .notMet || lists.rules.isEmpty
            if !isExact { answer = PatternSolver.solve(pattern.observation, seen, lists.all, limit: limit) }
            switch answer {
            case .met(let places):
                let rules = isExact ? [] : places.reduce(into: Set()) { $0.formUnion(lists.rules[$1] ?? []) }
                hits.append(hit(number, places, rules))
            case .notDecided: undecided[number] = 1
            case .notMet: break
            }
        }
        let met = Set(hits.map(\.pattern))
        let open = undecided.keys.filter { !met.contains($0) }
        let all = hits + open.map { PatternSet.Hit(pattern: $0, observations: [], isUndecided: true) }
        return PatternSet.Answer(
            hits: all.sorted {
                ($0.pattern, $0.observations.first ?? 0) < ($1.pattern, $1.observations.first ?? 0)
            },
            isComplete: isComplete
        )
    }
}
