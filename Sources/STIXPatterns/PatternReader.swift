/// Reads a pattern by recursive descent; the first fault ends it.
struct PatternReader {
    /// The most parentheses that may be open at once, so that hostile patterns cannot use up the stack.
    private static let maximumDepth = 200

    private var lexer: PatternLexer
    private var token = PatternToken(kind: .end, range: 0..<0)
    private var depth = 0
    /// The first object types that have been met, each with its bit: no more than there are bits.
    private var places: [ArraySlice<UInt8>: Int] = [:]
    /// The first thing that is allowed but makes no sense.
    private(set) var advice: PatternProblem?

    init(_ text: [UInt8]) {
        lexer = PatternLexer(text)
    }

    /// The whole pattern.
    mutating func readPattern() throws(PatternProblem) {
        try advance()
        try readObservations()
        guard case .end = token.kind else { throw expected("`AND`, `OR`, `FOLLOWEDBY`, a qualifier or the end") }
    }

    // MARK: - Tokens

    private mutating func advance() throws(PatternProblem) {
        token = try lexer.next()
    }

    private func expected(_ wanted: String) -> PatternProblem {
        if case .end = token.kind {
            return PatternProblem(offset: token.range.lowerBound, message: "expected \(wanted), found the end")
        }
        let found = String(decoding: lexer.text[token.range].prefix(40), as: UTF8.self)
        return PatternProblem(offset: token.range.lowerBound, message: "expected \(wanted), found `\(found)`")
    }

    private func isMark(_ mark: Unicode.Scalar) -> Bool {
        if case .mark(let byte) = token.kind { return byte == UInt8(ascii: mark) }
        return false
    }

    private func isKeyword(_ keyword: PatternKeyword) -> Bool {
        if case .keyword(let found) = token.kind { return found == keyword }
        return false
    }

    private mutating func take(_ mark: Unicode.Scalar) throws(PatternProblem) {
        guard isMark(mark) else { throw expected("`\(mark)`") }
        try advance()
    }

    private mutating func take(_ keyword: PatternKeyword) throws(PatternProblem) {
        guard isKeyword(keyword) else { throw expected("`\(keyword.rawValue)`") }
        try advance()
    }

    private mutating func deepen() throws(PatternProblem) {
        depth += 1
        guard depth <= PatternReader.maximumDepth else {
            throw PatternProblem(
                offset: token.range.lowerBound,
                message: "more than \(PatternReader.maximumDepth) parentheses are open"
            )
        }
    }

    // MARK: - Observations (9.5)

    private mutating func readObservations() throws(PatternProblem) {
        try readObservation()
        while isKeyword(.and) || isKeyword(.or) || isKeyword(.followedBy) {
            try advance()
            try readObservation()
        }
    }

    private mutating func readObservation() throws(PatternProblem) {
        if isMark("(") {
            try deepen()
            try advance()
            try readObservations()
            try take(")")
            depth -= 1
            try readQualifiers(isSimple: false)
        } else if isMark("[") {
            try advance()
            _ = try readComparisons()
            try take("]")
            try readQualifiers(isSimple: true)
        } else {
            throw expected("`[` or `(`")
        }
    }

    private mutating func readQualifiers(isSimple: Bool) throws(PatternProblem) {
        var found: [PatternKeyword] = []
        while case .keyword(let keyword) = token.kind {
            let place = token.range.lowerBound
            switch keyword {
            case .within:
                try advance()
                try readPositive("a number of seconds above 0", allowsFloat: true)
                try take(.seconds)
            case .repeats:
                try advance()
                try readPositive("a number of times above 0", allowsFloat: false)
                try take(.times)
            case .start: try readStartStop()
            default: return
            }
            if isSimple, found.contains(keyword) {
                throw PatternProblem(
                    offset: place,
                    message: "the observation has the qualifier `\(keyword.rawValue)` twice"
                )
            }
            found.append(keyword)
        }
    }

    private mutating func readPositive(_ wanted: String, allowsFloat: Bool) throws(PatternProblem) {
        switch token.kind {
        case .integer(isNegative: false): break
        case .float(isNegative: false) where allowsFloat: break
        default: throw expected(wanted)
        }
        guard lexer.text[token.range].contains(where: { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }) else {
            throw expected(wanted)
        }
        try advance()
    }

    private mutating func readStartStop() throws(PatternProblem) {
        try advance()
        let start = try readTimestamp()
        try take(.stop)
        let place = token.range.lowerBound
        let stop = try readTimestamp()
        if !(start < stop), advice == nil {
            let message = "nothing is between a start and a stop that is not later"
            advice = PatternProblem(offset: place, message: message, section: "9.5.1")
        }
    }

    private mutating func readTimestamp() throws(PatternProblem) -> PatternTimestamp {
        guard case .timestamp = token.kind,
            let timestamp = PatternTimestamp(lexer.text[token.range].dropFirst(2).dropLast())
        else { throw expected("a timestamp such as `t'2016-01-20T12:31:12.1Z'`") }
        try advance()
        return timestamp
    }

    // MARK: - Comparisons (9.6)

    /// Comparisons joined by `OR`.
    /// - Returns: the object types that can meet them, as bits; all bits when there are too many types to tell.
    private mutating func readComparisons() throws(PatternProblem) -> UInt64 {
        var met = try readConjunction()
        while isKeyword(.or) {
            try advance()
            met |= try readConjunction()
        }
        return met
    }

    private mutating func readConjunction() throws(PatternProblem) -> UInt64 {
        var met = try readComparison()
        while isKeyword(.and) {
            try advance()
            let place = token.range.lowerBound
            met &= try readComparison()
            guard met != 0 else {
                throw PatternProblem(
                    offset: place,
                    message: "comparisons joined by `AND` must be about one object type; join observations instead"
                )
            }
        }
        return met
    }

    private mutating func readComparison() throws(PatternProblem) -> UInt64 {
        if isMark("(") {
            try deepen()
            try advance()
            let met = try readComparisons()
            try take(")")
            depth -= 1
            return met
        }
        if isKeyword(.not) || isKeyword(.exists) {
            if isKeyword(.not) {
                try advance()
            }
            try take(.exists)
            return try readPath().types
        }
        let path = try readPath()
        if isKeyword(.not) {
            try advance()
        }
        try readTest(path)
        return path.types
    }

    private mutating func readTest(_ path: PatternPath) throws(PatternProblem) {
        switch token.kind {
        case .equality:
            try advance()
            if let algorithm = path.hashAlgorithm, !PatternHash.isGood(lexer.text[token.range], algorithm) {
                throw expected("a \(algorithm) hash")
            }
            try readConstant(allowsBoolean: true)
        case .order:
            try advance()
            try readConstant(allowsBoolean: false)
        case .keyword(.in):
            try advance()
            try readSet()
        case .keyword(.like), .keyword(.matches), .keyword(.isSubset), .keyword(.isSuperset):
            try advance()
            guard case .text = token.kind else { throw expected("a string in apostrophes") }
            try advance()
        default: throw expected("a comparison operator")
        }
    }

    private mutating func readConstant(allowsBoolean: Bool) throws(PatternProblem) {
        switch token.kind {
        case .integer, .float, .text, .hex, .binary, .timestamp: break
        case .boolean where allowsBoolean: break
        default: throw expected("a constant")
        }
        try advance()
    }

    /// The data type of a constant; whole numbers and others count as one, since both compare with both (9.2).
    private var constantFamily: Int? {
        switch token.kind {
        case .integer, .float: 0
        case .text: 1
        case .hex: 2
        case .binary: 3
        case .timestamp: 4
        case .boolean: 5
        default: nil
        }
    }

    private mutating func readSet() throws(PatternProblem) {
        try take("(")
        if !isMark(")") {
            let family = constantFamily
            try readConstant(allowsBoolean: true)
            while isMark(",") {
                try advance()
                let next = constantFamily
                guard next == family || next == nil else {
                    throw expected("a constant of the same data type as the first of the set")
                }
                try readConstant(allowsBoolean: true)
            }
        }
        try take(")")
    }

    // MARK: - Paths (9.7)

    private mutating func readPath() throws(PatternProblem) -> PatternPath {
        switch token.kind {
        case .name, .hyphenName: break
        default: throw expected("an object type")
        }
        var path = PatternPath(types: bit(of: lexer.text[token.range]))
        adviseOnLength(of: lexer.text[token.range], "object type")
        try advance()
        try take(":")
        if case .name = token.kind, !lexer.text[token.range].elementsEqual("id".utf8) {
            adviseOnLength(of: lexer.text[token.range], "property")
        }
        try readComponent(&path)
        while true {
            if isMark(".") {
                try advance()
                try readComponent(&path)
            } else if isMark("[") {
                try advance()
                switch token.kind {
                case .integer(isNegative: false), .mark(UInt8(ascii: "*")): try advance()
                default: throw expected("a list index or `*`")
                }
                try take("]")
                path.endsWithIndex()
            } else {
                return path
            }
        }
    }

    /// Types and properties have names of 3 to 250 letters (3.1, 3.8); what follows may be keys, which may be shorter.
    private mutating func adviseOnLength(of name: ArraySlice<UInt8>, _ what: String) {
        guard name.count < 3, advice == nil else { return }
        let shown = String(decoding: name, as: UTF8.self)
        let message = "no \(what) has a name as short as `\(shown)`; names have 3 letters or more"
        advice = PatternProblem(offset: name.startIndex, message: message, section: "9.7")
    }

    private mutating func readComponent(_ path: inout PatternPath) throws(PatternProblem) {
        switch token.kind {
        case .name: path.add(lexer.text[token.range])
        case .text: path.add(lexer.text[token.range].dropFirst().dropLast())
        case .hyphenName: throw expected("a property name; put one with a hyphen in apostrophes")
        default: throw expected("a property name")
        }
        try advance()
    }

    private mutating func bit(of type: ArraySlice<UInt8>) -> UInt64 {
        if let place = places[type] { return 1 << UInt64(place) }
        let place = places.count
        guard place < UInt64.bitWidth else { return .max }
        places[type] = place
        return 1 << UInt64(place)
    }
}
