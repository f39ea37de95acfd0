internal import STIXPatterns

/// Patterns that are held together against observations: an observation meets only those that could be met by it.
///
/// Of most patterns nothing is kept but the text and what they are found by: they are read once more when something is
/// held against them.
public struct PatternSet: Sendable {
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
        /// By which rules it is met that the standard does not have; none where it is met exactly.
        public var rules: [PatternRule] = []
        /// Whether it took more steps than are allowed to say whether the pattern is met.
        public let isUndecided: Bool
    }

    private(set) var tools: any PatternTools
    /// How values are compared.
    public let mode: PatternMode
    private(set) var finder: TestFinder
    /// The texts of all patterns, one after the other, and where each ends.
    private var texts: [UInt8] = []
    private var ends: [Int] = []
    /// The number of the first test of each pattern.
    private var first: [Int32] = []
    /// The pattern of each test.
    private var patterns: [Int32] = []
    /// Patterns that are held against much; others are read again when they are needed.
    private(set) var kept: [Int: PreparedPattern] = [:]
    private var paths = PathNumbers()

    /// No patterns yet.
    /// - Parameters:
    ///   - tools: what is needed of libraries.
    ///   - mode: how values are compared.
    public init(_ tools: any PatternTools, mode: PatternMode = .exact) {
        (self.tools, self.mode) = (tools, mode)
        finder = TestFinder(tools, mode)
    }

    /// How many patterns there are.
    public var count: Int { ends.count }

    /// Adds a pattern.
    /// - Parameter text: the pattern.
    /// - Returns: its number: how many there were before.
    /// - Throws: `PatternFault` if it is wrong, or asks for what nothing can be held against.
    @discardableResult
    public mutating func add(_ text: String) throws(PatternFault) -> Int {
        let pattern = try PreparedPattern(text, tools, &paths)
        let number = ends.count
        texts += text.utf8
        ends.append(texts.count)
        first.append(Int32(patterns.count))
        var isFound = true
        for node in pattern.tests {
            isFound = finder.add(Int32(patterns.count), node) && isFound
            patterns.append(Int32(number))
        }
        if !isFound { kept[number] = pattern }
        return number
    }

    /// The pattern of a test, and which of its tests it is.
    func place(of test: Int32) -> (pattern: Int, test: Int) {
        let pattern = patterns[Int(test)]
        return (Int(pattern), Int(test - first[Int(pattern)]))
    }

    /// How many tests there are.
    var tests: Int { patterns.count }

    /// A pattern by its number, read once more; nil is none, for it was right when it was added.
    func pattern(_ number: Int) -> PreparedPattern? {
        let start = number == 0 ? 0 : ends[number - 1]
        var paths = paths
        return try? PreparedPattern(String(decoding: texts[start..<ends[number]], as: UTF8.self), tools, &paths)
    }

    /// The same patterns with other means, for a set that is kept longer than one question lasts.
    public func by(_ tools: any PatternTools) -> PatternSet {
        var set = self
        (set.tools, set.finder.tools) = (tools, tools)
        return set
    }

    /// Holds all patterns against observations.
    /// - Parameters:
    ///   - observations: the observations.
    ///   - limit: so many steps for a pattern at most.
    /// - Returns: a hit for each observation that meets a pattern of one observation alone, one for each other pattern
    ///   that is met.
    public func hits(in observations: [Observation], limit: Int) -> Answer {
        hits(in: observations, limit: limit) { _ in true }
    }

    /// Holds some of the patterns against observations; of the others nothing comes out, not even the time they take.
    /// - Parameters:
    ///   - observations: the observations.
    ///   - limit: so many steps for a pattern at most.
    ///   - takes: whether a pattern is held, by its number.
    /// - Returns: the hits.
    public func hits(in observations: [Observation], limit: Int, where takes: (Int) -> Bool) -> Answer {
        var search = PatternSearch(self)
        for (place, observation) in observations.enumerated() {
            guard !search.isOver() else { break }
            search.look(at: observation, place, takes)
        }
        return search.answer(observations, limit: limit)
    }
}

/// The paths of a set, each once, by numbers: by the bytes of their names, as objects have them.
struct PathNumbers {
    private var numbers: [[UInt8]: Int] = [:]

    /// The number of a path, which it has from then on.
    mutating func number(of path: PatternObjectPath) -> Int {
        let key = Self.key(of: path)
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count
        return numbers.count - 1
    }

    /// Bytes that no other path has: what begins a step stands in no name.
    private static func key(of path: PatternObjectPath) -> [UInt8] {
        var key = Array(path.type.utf8)
        for step in path.steps {
            switch step {
            case .key(let name):
                key.append(0xFF)
                key += name.utf8
            case .index(let number):
                key.append(0xFE)
                key += String(number).utf8
            case .each: key.append(0xFD)
            }
        }
        return key
    }
}
