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
    fileprivate struct Chosen {
        var latestFirst = Int64.min
        var earliestLast = Int64.max

        mutating func add(_ times: ClosedRange<Int64>?) {
            // When something without a time was, nobody knows: it fits no qualifier that asks for times.
            latestFirst = max(latestFirst, times?.lowerBound ?? .max)
            earliestLast = min(earliestLast, times?.upperBound ?? .min)
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

    /// How often each observation can be used still.
    private var left: [Int]
    private let times: [ClosedRange<Int64>?]
    /// For each test the places of the observations that meet it, the earliest first.
    private let candidates: [[Int]]
    private var steps: Int
    private var chosen: [Int] = []
    private var isOver = false

    private init(_ observations: [Observation], _ candidates: [[Int]], limit: Int) {
        times = observations.map(\.times)
        left = observations.map(\.count)
        steps = limit
        let times = times
        self.candidates = candidates.map { places in
            places.sorted { (times[$0]?.lowerBound ?? .max, $0) < (times[$1]?.lowerBound ?? .max, $1) }
        }
    }

    /// Looks for observations that together meet a pattern.
    /// - Parameters:
    ///   - observation: how observations are to be met.
    ///   - observations: all of them.
    ///   - candidates: for each test the places of those that meet it.
    ///   - limit: so many steps at most.
    /// - Returns: what was found.
    static func solve(
        _ observation: PatternObservation,
        _ observations: [Observation],
        _ candidates: [[Int]],
        limit: Int
    ) -> Answer {
        var solver = PatternSolver(observations, candidates, limit: limit)
        guard solver.isPossible(observation) else { return .notMet }
        let isMet = solver.solve(observation, [], Chosen()) { _, _ in true }
        if isMet { return .met(solver.chosen) }
        return solver.isOver ? .notDecided : .notMet
    }

    /// Whether there are enough observations for each part that is needed, whenever they were.
    private func isPossible(_ node: PatternObservation) -> Bool {
        switch node {
        case .test(let place): !candidates[place].isEmpty
        case .all(let parts), .followed(let parts): parts.allSatisfy(isPossible)
        case .any(let parts): parts.contains(where: isPossible)
        case .qualified(.test(let place), .repeats(let count)):
            candidates[place].reduce(0) { min($0 + left[$1], count) } >= count
        case .qualified(let inner, _): isPossible(inner)
        }
    }

    /// Chooses observations for a node, and goes on with each choice until one is enough; all that is chosen here and
    /// that `begun` has is to be within so many seconds.
    private mutating func solve(_ node: PatternObservation, _ seconds: [Double], _ begun: Chosen, _ next: Next)
        -> Bool
    {
        switch node {
        case .test(let place): return choose(place, 1, from: 0, seconds, begun, Chosen(), next)
        case .all(let parts): return solve(all: parts[...], seconds, begun, Chosen(), next)
        case .any(let parts):
            for part in parts where solve(part, seconds, begun, next) { return true }
            return false
        case .followed(let parts): return solve(followed: parts[...], seconds, begun, nil, next)
        case .qualified(let inner, .within(let limit)):
            return solve(inner, [limit], Chosen()) { solver, found in
                found.fits(limit) && begun.joined(found).fits(all: seconds) && next(&solver, found)
            }
        case .qualified(.test(let place), .repeats(let count)):
            return choose(place, count, from: 0, seconds, begun, Chosen(), next)
        case .qualified(let inner, .repeats(let count)):
            return solve(repeated: inner, count, seconds, begun, Chosen(), next)
        case .qualified(let inner, .between): return solve(inner, seconds, begun, next)
        }
    }

    private mutating func solve(
        all parts: ArraySlice<PatternObservation>,
        _ seconds: [Double],
        _ begun: Chosen,
        _ found: Chosen,
        _ next: Next
    ) -> Bool {
        guard let part = parts.first else { return next(&self, found) }
        return solve(part, seconds, begun.joined(found)) { solver, more in
            solver.solve(all: parts.dropFirst(), seconds, begun, found.joined(more), next)
        }
    }

    private mutating func solve(
        repeated inner: PatternObservation,
        _ count: Int,
        _ seconds: [Double],
        _ begun: Chosen,
        _ found: Chosen,
        _ next: Next
    ) -> Bool {
        guard count > 0 else { return next(&self, found) }
        guard !isOver, count <= steps else { return stop() }
        return solve(inner, seconds, begun.joined(found)) { solver, more in
            solver.solve(repeated: inner, count - 1, seconds, begun, found.joined(more), next)
        }
    }

    private mutating func solve(
        followed parts: ArraySlice<PatternObservation>,
        _ seconds: [Double],
        _ begun: Chosen,
        _ found: Chosen?,
        _ next: Next
    ) -> Bool {
        guard let part = parts.first else { return next(&self, found ?? Chosen()) }
        return solve(part, seconds, begun.joined(found ?? Chosen())) { solver, more in
            guard let found else { return solver.solve(followed: parts.dropFirst(), seconds, begun, more, next) }
            // Equal times do: one is not before the other.
            guard found.latestFirst <= more.earliestLast else { return false }
            return solver.solve(followed: parts.dropFirst(), seconds, begun, found.joined(more), next)
        }
    }

    /// Chooses observations for one test, each as often as it can be used: which of them are the same is all one.
    private mutating func choose(
        _ test: Int,
        _ count: Int,
        from start: Int,
        _ seconds: [Double],
        _ begun: Chosen,
        _ found: Chosen,
        _ next: Next
    ) -> Bool {
        guard count > 0 else { return next(&self, found) }
        let places = candidates[test]
        for at in start..<max(start, places.count) {
            steps -= 1
            guard steps > 0 else { return stop() }
            let place = places[at]
            var more = found
            more.add(times[place])
            guard left[place] > 0, begun.joined(more).fits(all: seconds) else { continue }
            guard isEnough(test, from: at, count, begun.joined(more), seconds) else { continue }
            // As often as can be first: one that is used less often leaves more for what else is asked for.
            let most = min(left[place], count)
            for used in stride(from: most, to: 0, by: -1) {
                left[place] -= used
                chosen += Array(repeating: place, count: min(used, 1))
                if choose(test, count - used, from: at + 1, seconds, begun, more, next) { return true }
                chosen.removeLast()
                left[place] += used
                if isOver { return false }
                steps -= 1
                guard steps > 0 else { return stop() }
            }
        }
        return false
    }

    /// Whether enough is left from a place on that could be in time.
    private mutating func isEnough(_ test: Int, from start: Int, _ count: Int, _ chosen: Chosen, _ seconds: [Double])
        -> Bool
    {
        guard count > 1 else { return true }
        var available = 0
        for place in candidates[test][start...] {
            steps -= 1
            var more = chosen
            more.add(times[place])
            guard more.fits(all: seconds) else {
                // Those behind begin later still.
                var alone = chosen
                alone.latestFirst = times[place]?.lowerBound ?? .max
                guard alone.fits(all: seconds) else { break }
                continue
            }
            available += min(left[place], count)
            if available >= count { return true }
        }
        return false
    }

    private mutating func stop() -> Bool {
        isOver = true
        return false
    }
}

extension PatternSolver.Chosen {
    fileprivate func fits(all seconds: [Double]) -> Bool { seconds.allSatisfy(fits) }
}
