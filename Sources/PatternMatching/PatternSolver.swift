internal import STIXPatterns

/// Looks for observations that together meet a pattern, within a bound of steps.
///
/// What was seen over a time was seen at some moment of it (9.1): of several such, the earliest moments that the first
/// and the latest that the last could have been are held against each other. So all that qualifiers ask for depends on
/// two numbers of what was chosen: the latest begin and the earliest end.
struct PatternSolver {
    /// What was found.
    enum Answer: Equatable {
        /// The places of the observations, in the order in which the pattern asks for them.
        case met([Int])
        case notMet
        /// It took more steps than are allowed.
        case notDecided
    }

    /// What was chosen, as far as times go.
    private struct Chosen {
        var latestFirst = Int64.min
        var earliestLast = Int64.max

        /// With one more; when something without a time was, nobody knows: it fits no qualifier that asks for times.
        func adding(_ times: ClosedRange<Int64>?) -> Chosen {
            joined(Chosen(latestFirst: times?.lowerBound ?? .max, earliestLast: times?.upperBound ?? .min))
        }

        func joined(_ other: Chosen) -> Chosen {
            Chosen(
                latestFirst: max(latestFirst, other.latestFirst),
                earliestLast: min(earliestLast, other.earliestLast)
            )
        }

        /// Whether it can have been in less than so many seconds (9.5.1); of nothing, yes.
        func fits(_ seconds: Double) -> Bool {
            guard latestFirst > earliestLast else { return true }
            let (length, overflow) = latestFirst.subtractingReportingOverflow(earliestLast)
            return !overflow && Double(length) < seconds * 1_000_000
        }
    }

    private typealias Next = (inout PatternSolver, Chosen) -> Bool

    /// When observations were, and how many each stands for.
    struct Counted {
        let times: [ClosedRange<Int64>?]
        let counts: [Int]

        init(_ observations: [Observation]) {
            (times, counts) = (observations.map(\.times), observations.map(\.count))
        }
    }

    private let seen: Counted
    /// How often each observation is used.
    private var used: [Int: Int] = [:]
    /// For each test the places of the observations that meet it, the earliest first.
    private let candidates: [Int: [Int]]
    private var steps: Int
    private var chosen: [Int] = []
    private var isOver = false
    /// How deep the search is in itself: each choice stands on those before it.
    private var depth = 0
    /// So deep at most, so that no pattern uses up the stack; what needs more is not decided.
    private static let deepest = 300

    private init(_ seen: Counted, _ candidates: [Int: [Int]], limit: Int) {
        (self.seen, steps) = (seen, limit)
        self.candidates = candidates.mapValues { places in
            places.sorted { (seen.times[$0]?.lowerBound ?? .max, $0) < (seen.times[$1]?.lowerBound ?? .max, $1) }
        }
    }

    /// How often an observation can be used still.
    private func left(_ place: Int) -> Int { seen.counts[place] - (used[place] ?? 0) }

    /// Looks for observations that together meet a pattern.
    /// - Parameters:
    ///   - observation: how observations are to be met.
    ///   - seen: all observations.
    ///   - candidates: for each test the places of those that meet it.
    ///   - limit: so many steps at most.
    /// - Returns: what was found.
    static func solve(
        _ observation: PatternObservation,
        _ seen: Counted,
        _ candidates: [Int: [Int]],
        limit: Int
    ) -> Answer {
        var solver = PatternSolver(seen, candidates, limit: limit)
        guard solver.isPossible(observation) else { return .notMet }
        let isMet = solver.solve(observation, Scope()) { _, _ in true }
        if isMet { return .met(solver.chosen) }
        return solver.isOver ? .notDecided : .notMet
    }

    /// Whether there are enough observations for each part that is needed, whenever they were.
    private func isPossible(_ node: PatternObservation) -> Bool {
        switch node {
        case .test(let place): candidates[place] != nil
        case .all(let parts), .followed(let parts): parts.allSatisfy(isPossible)
        case .any(let parts): parts.contains(where: isPossible)
        case .qualified(.test(let place), .repeats(let count)):
            (candidates[place] ?? []).reduce(0) { min($0 + left($1), count) } >= count
        case .qualified(let inner, _): isPossible(inner)
        }
    }

    /// Goes one choice deeper, as far as there are steps left.
    private mutating func deeper(_ body: (inout PatternSolver) -> Bool) -> Bool {
        guard depth < Self.deepest, spend() else { return stop() }
        depth += 1
        defer { depth -= 1 }
        return body(&self)
    }

    /// Takes one step; false if there is none left.
    private mutating func spend() -> Bool {
        steps -= 1
        return steps > 0
    }

    private mutating func stop() -> Bool {
        isOver = true
        return false
    }

    /// What all that is chosen has to fit, and what of that was chosen before.
    private struct Scope {
        /// Within how many seconds all of it is to be; nil: whenever.
        var seconds: Double?
        var begun = Chosen()

        func with(_ found: Chosen) -> Scope { Scope(seconds: seconds, begun: begun.joined(found)) }

        func fits(_ found: Chosen) -> Bool { seconds.map { begun.joined(found).fits($0) } ?? true }
    }

    /// Chooses observations for a node, and goes on with each choice until one is enough.
    private mutating func solve(_ node: PatternObservation, _ scope: Scope, _ next: Next) -> Bool {
        deeper { solver in
            switch node {
            case .test(let place): return solver.choose(place, 1, from: 0, scope, Chosen(), next)
            case .all(let parts): return solver.solve(parts[...], inOrder: false, scope, nil, next)
            case .followed(let parts): return solver.solve(parts[...], inOrder: true, scope, nil, next)
            case .any(let parts):
                for part in parts where solver.solve(part, scope, next) { return true }
                return false
            case .qualified(let inner, .within(let limit)):
                return solver.solve(inner, Scope(seconds: limit)) { solver, found in
                    found.fits(limit) && scope.fits(found) && next(&solver, found)
                }
            case .qualified(.test(let place), .repeats(let count)):
                return count <= Self.each
                    ? solver.choose(place, count, from: 0, scope, Chosen(), next)
                    : solver.take(place, count, scope, next)
            case .qualified(let inner, .repeats(let count)):
                // Each time stands on the one before it.
                guard count < Self.deepest else { return solver.stop() }
                return solver.solve(Array(repeating: inner, count: count)[...], inOrder: false, scope, nil, next)
            case .qualified(let inner, .between): return solver.solve(inner, scope, next)
            }
        }
    }

    /// One part after the other; in order, none begins after all of the next has ended: equal times do.
    private mutating func solve(
        _ parts: ArraySlice<PatternObservation>,
        inOrder: Bool,
        _ scope: Scope,
        _ found: Chosen?,
        _ next: Next
    ) -> Bool {
        guard let part = parts.first else { return next(&self, found ?? Chosen()) }
        return solve(part, scope.with(found ?? Chosen())) { solver, more in
            guard let found else { return solver.solve(parts.dropFirst(), inOrder: inOrder, scope, more, next) }
            guard !inOrder || found.latestFirst <= more.earliestLast else { return false }
            return solver.solve(parts.dropFirst(), inOrder: inOrder, scope, found.joined(more), next)
        }
    }

    /// Chooses observations for one test, each as often as it can be used: which of them are the same is all one.
    private mutating func choose(
        _ test: Int,
        _ count: Int,
        from start: Int,
        _ scope: Scope,
        _ found: Chosen,
        _ next: Next
    ) -> Bool {
        guard count > 0 else { return next(&self, found) }
        let places = candidates[test] ?? []
        for at in start..<max(start, places.count) {
            guard spend() else { return stop() }
            let place = places[at]
            let more = found.adding(seen.times[place])
            guard left(place) > 0, scope.fits(more), isEnough(test, from: at, count, scope.with(more)) else {
                continue
            }
            // As often as can be first: one that is used less often leaves more for what else is asked for.
            for used in stride(from: min(left(place), count), to: 0, by: -1) {
                self.used[place, default: 0] += used
                chosen.append(place)
                let isMet = deeper { $0.choose(test, count - used, from: at + 1, scope, more, next) }
                if isMet { return true }
                chosen.removeLast()
                self.used[place, default: 0] -= used
                if isOver { return false }
            }
        }
        return false
    }

    /// So many of one kind are chosen in each way that there is; more are taken as they come.
    private static let each = 100

    /// Takes many observations for one test as they come, from each of them on: if what else is asked for is not met
    /// by these, others might, and that is not decided.
    private mutating func take(_ test: Int, _ count: Int, _ scope: Scope, _ next: Next) -> Bool {
        let places = candidates[test] ?? []
        var isPossible = false
        for start in places.indices {
            let first = Chosen().adding(seen.times[places[start]])
            guard spend() else { return stop() }
            guard scope.fits(first), isEnough(test, from: start, count, scope.with(first)) else { continue }
            isPossible = true
            var (found, open, taken) = (Chosen(), count, [(place: Int, used: Int)]())
            for place in places[start...] where open > 0 {
                guard spend() else { return stop() }
                let more = found.adding(seen.times[place])
                guard left(place) > 0, scope.fits(more) else { continue }
                taken.append((place, min(left(place), open)))
                open -= min(left(place), open)
                found = more
            }
            guard open == 0 else { continue }
            for one in taken { used[one.place, default: 0] += one.used }
            chosen += taken.map(\.place)
            if next(&self, found) { return true }
            chosen.removeLast(taken.count)
            for one in taken { used[one.place, default: 0] -= one.used }
            if isOver { return false }
        }
        return isPossible ? stop() : false
    }

    /// Whether enough is left from a place on that could be in time.
    private mutating func isEnough(_ test: Int, from start: Int, _ count: Int, _ scope: Scope) -> Bool {
        guard count > 1 else { return true }
        var available = 0
        for place in (candidates[test] ?? [])[start...] {
            steps -= 1
            guard scope.fits(Chosen().adding(seen.times[place])) else {
                // Those behind begin later still.
                let begin = Chosen(latestFirst: seen.times[place]?.lowerBound ?? .max)
                guard scope.fits(begin) else { break }
                continue
            }
            available += min(left(place), count)
            if available >= count { return true }
        }
        return false
    }
}
