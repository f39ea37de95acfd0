/// Reads a pattern by recursive descent; the first fault ends it.
struct PatternReader {
    /// The most parentheses that may be open at once, so that hostile patterns cannot use up the stack.
    private static let maximumDepth = 200
    /// The most levels of a pattern: each qualifier is one around what it qualifies, so that many of them in a row
    /// could use up the stack of whoever walks the pattern, or lets go of it.
    private static let maximumHeight = 400

    private(set) var lexer: PatternLexer
    private(set) var token = PatternToken(kind: .end, range: 0..<0)
    var depth = 0
    /// The first object types that have been met, each with its bit: no more than there are bits.
    var places: [ArraySlice<UInt8>: Int] = [:]
    /// The first thing that is allowed but makes no sense.
    var advice: PatternProblem?
    /// The levels of what was read last.
    private var height = 0
    /// What stands in brackets, in order.
    private var tests: [PatternComparison] = []

    init(_ text: [UInt8]) {
        lexer = PatternLexer(text)
    }

    /// The whole pattern.
    mutating func readPattern() throws(PatternProblem) -> PatternTree {
        try advance()
        let observation = try readObservations()
        guard case .end = token.kind else { throw expected("`AND`, `OR`, `FOLLOWEDBY`, a qualifier or the end") }
        return PatternTree(observation: observation, tests: tests)
    }

    // MARK: - Tokens

    mutating func advance() throws(PatternProblem) {
        token = try lexer.next()
    }

    func expected(_ wanted: String) -> PatternProblem {
        if case .end = token.kind {
            return PatternProblem(offset: token.range.lowerBound, message: "expected \(wanted), found the end")
        }
        let found = String(decoding: lexer.text[token.range].prefix(40), as: UTF8.self)
        return PatternProblem(offset: token.range.lowerBound, message: "expected \(wanted), found `\(found)`")
    }

    func isMark(_ mark: Unicode.Scalar) -> Bool {
        if case .mark(let byte) = token.kind { return byte == UInt8(ascii: mark) }
        return false
    }

    func isKeyword(_ keyword: PatternKeyword) -> Bool {
        if case .keyword(let found) = token.kind { return found == keyword }
        return false
    }

    mutating func take(_ mark: Unicode.Scalar) throws(PatternProblem) {
        guard isMark(mark) else { throw expected("`\(mark)`") }
        try advance()
    }

    mutating func take(_ keyword: PatternKeyword) throws(PatternProblem) {
        guard isKeyword(keyword) else { throw expected("`\(keyword.rawValue)`") }
        try advance()
    }

    mutating func deepen() throws(PatternProblem) {
        depth += 1
        guard depth <= PatternReader.maximumDepth else {
            throw PatternProblem(
                offset: token.range.lowerBound,
                message: "more than \(PatternReader.maximumDepth) parentheses are open"
            )
        }
    }

    // MARK: - Observations (9.5)

    /// `AND` binds more tightly than `OR`, and that more tightly than `FOLLOWEDBY` (9.4).
    private mutating func readObservations() throws(PatternProblem) -> PatternObservation {
        var parts = [try readAlternatives()]
        var highest = height
        while isKeyword(.followedBy) {
            try advance()
            parts.append(try readAlternatives())
            highest = max(highest, height)
        }
        height = parts.count == 1 ? highest : highest + 1
        return parts.count == 1 ? parts[0] : .followed(parts)
    }

    private mutating func readAlternatives() throws(PatternProblem) -> PatternObservation {
        var parts = [try readTogether()]
        var highest = height
        while isKeyword(.or) {
            try advance()
            parts.append(try readTogether())
            highest = max(highest, height)
        }
        height = parts.count == 1 ? highest : highest + 1
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func readTogether() throws(PatternProblem) -> PatternObservation {
        var parts = [try readObservation()]
        var highest = height
        while isKeyword(.and) {
            try advance()
            parts.append(try readObservation())
            highest = max(highest, height)
        }
        height = parts.count == 1 ? highest : highest + 1
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func readObservation() throws(PatternProblem) -> PatternObservation {
        if isMark("(") {
            try deepen()
            try advance()
            let inner = try readObservations()
            try take(")")
            depth -= 1
            return try readQualifiers(of: inner, isSimple: false)
        } else if isMark("[") {
            try advance()
            let place = tests.count
            tests.append(.all([]))
            tests[place] = try readComparisons().node
            try take("]")
            height = 1
            return try readQualifiers(of: .test(place), isSimple: true)
        } else {
            throw expected("`[` or `(`")
        }
    }

    private mutating func readQualifiers(of inner: PatternObservation, isSimple: Bool) throws(PatternProblem)
        -> PatternObservation
    {
        var (found, observation) = ([PatternKeyword](), inner)
        while case .keyword(let keyword) = token.kind {
            let place = token.range.lowerBound
            let qualifier: PatternQualifier
            switch keyword {
            case .within:
                try advance()
                qualifier = .within(try readPositive("a number of seconds above 0", allowsFloat: true))
                try take(.seconds)
            case .repeats:
                try advance()
                let count = try readPositive("a number of times above 0", allowsFloat: false)
                qualifier = .repeats(Int(min(count, 1e15)))
                try take(.times)
            case .start: qualifier = try readStartStop()
            default: return observation
            }
            if isSimple, found.contains(keyword) {
                throw PatternProblem(
                    offset: place,
                    message: "the observation has the qualifier `\(keyword.rawValue)` twice"
                )
            }
            height += 1
            guard height <= Self.maximumHeight else {
                throw PatternProblem(
                    offset: place,
                    message: "the pattern has more than \(Self.maximumHeight) levels"
                )
            }
            found.append(keyword)
            observation = .qualified(observation, qualifier)
        }
        return observation
    }

    private mutating func readPositive(_ wanted: String, allowsFloat: Bool) throws(PatternProblem) -> Double {
        switch token.kind {
        case .integer(isNegative: false): break
        case .float(isNegative: false) where allowsFloat: break
        default: throw expected(wanted)
        }
        let text = lexer.text[token.range]
        guard text.contains(where: { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }),
            let number = Double(String(decoding: text, as: UTF8.self))
        else { throw expected(wanted) }
        try advance()
        return number
    }

    private mutating func readStartStop() throws(PatternProblem) -> PatternQualifier {
        try advance()
        let start = try readTimestamp()
        try take(.stop)
        let place = token.range.lowerBound
        let stop = try readTimestamp()
        if !(start < stop), advice == nil {
            let message = "nothing is between a start and a stop that is not later"
            advice = PatternProblem(offset: place, message: message, section: "9.5.1")
        }
        return .between(start, stop)
    }

    private mutating func readTimestamp() throws(PatternProblem) -> PatternTimestamp {
        guard case .timestamp = token.kind,
            let timestamp = PatternTimestamp(lexer.text[token.range].dropFirst(2).dropLast())
        else { throw expected("a timestamp such as `t'2016-01-20T12:31:12.1Z'`") }
        try advance()
        return timestamp
    }
}
