internal import JSON
internal import STIXPatterns

/// A pattern that is ready to be held against observations.
struct PreparedPattern: Sendable {
    /// What one observation has to meet.
    indirect enum Node: Sendable {
        /// One comparison; its path has a number in the set that holds it.
        case test(PreparedTest, path: Int)
        case all([Node])
        case any([Node])
    }

    /// How observations are to be met.
    let observation: PatternObservation
    let tests: [Node]
    /// From which moment and before which one each test's observations are, where something says so.
    let spans: [ClosedRange<Int64>?]

    /// Makes a pattern ready.
    /// - Parameters:
    ///   - text: the pattern.
    ///   - tools: what is needed of libraries.
    ///   - paths: the numbers of paths in the set that holds it.
    /// - Throws: `PatternFault` if it is wrong, or nothing can be held against something of it.
    init(_ text: String, _ tools: any PatternTools, _ paths: inout PathNumbers) throws(PatternFault) {
        let tree: PatternTree
        do throws(PatternProblem) { tree = try STIXPattern.tree(of: text) } catch { throw .problem(error) }
        observation = tree.observation
        var nodes: [Node] = []
        for test in tree.tests { nodes.append(try Self.node(test, tools, &paths)) }
        tests = nodes
        var spans = [ClosedRange<Int64>?](repeating: nil, count: nodes.count)
        Self.narrow(tree.observation, nil, &spans)
        self.spans = spans
    }

    private static func node(
        _ comparison: PatternComparison,
        _ tools: any PatternTools,
        _ paths: inout PathNumbers
    ) throws(PatternFault) -> Node {
        func all(_ parts: [PatternComparison]) throws(PatternFault) -> [Node] {
            var nodes: [Node] = []
            for part in parts { nodes.append(try node(part, tools, &paths)) }
            return nodes
        }
        switch comparison {
        case .test(let test): return .test(try PreparedTest(test, tools), path: paths.number(of: test.path))
        case .all(let parts): return .all(try all(parts))
        case .any(let parts): return .any(try all(parts))
        }
    }

    /// Notes for each test the span that all qualifiers around it leave; where they leave nothing, one before all.
    private static func narrow(
        _ observation: PatternObservation,
        _ span: ClosedRange<Int64>?,
        _ spans: inout [ClosedRange<Int64>?]
    ) {
        switch observation {
        case .test(let place): spans[place] = span
        case .all(let parts), .any(let parts), .followed(let parts):
            for part in parts { narrow(part, span, &spans) }
        case .qualified(let inner, .between(let start, let stop)):
            // Up to the microsecond before the stop: it is left out itself (9.5.1).
            let (from, until) = (
                max(start.microseconds, span?.lowerBound ?? .min),
                min(stop.microseconds - 1, span?.upperBound ?? .max)
            )
            narrow(inner, from <= until ? from...until : Int64.min...Int64.min, &spans)
        case .qualified(let inner, _): narrow(inner, span, &spans)
        }
    }

    /// Whether the pattern asks for one observation alone, whenever it was.
    var isSingle: Bool {
        if case .test = observation { return true }
        return false
    }

    /// Whether an observation was within the span of a test: an interval that touches it is.
    func isInTime(_ place: Int, _ observation: Observation) -> Bool {
        guard let span = spans[place] else { return true }
        guard let times = observation.times else { return false }
        return times.overlaps(span)
    }
}
