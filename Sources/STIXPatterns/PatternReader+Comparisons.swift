/// What stands in brackets: comparisons (9.6) of what paths (9.7) lead to.
extension PatternReader {
    // MARK: - Comparisons (9.6)

    /// What was read, and the object types that can meet it, as bits; all bits when there are too many types to tell.
    typealias Read = (node: PatternComparison, types: UInt64)

    /// Comparisons joined by `OR`.
    mutating func readComparisons() throws(PatternProblem) -> Read {
        var (parts, met) = ([PatternComparison](), UInt64(0))
        while true {
            let part = try readConjunction()
            parts.append(part.node)
            met |= part.types
            guard isKeyword(.or) else { return (parts.count == 1 ? parts[0] : .any(parts), met) }
            try advance()
        }
    }

    private mutating func readConjunction() throws(PatternProblem) -> Read {
        let first = try readComparison()
        var (parts, met) = ([first.node], first.types)
        while isKeyword(.and) {
            try advance()
            let place = token.range.lowerBound
            let part = try readComparison()
            parts.append(part.node)
            met &= part.types
            guard met != 0 else {
                throw PatternProblem(
                    offset: place,
                    message: "comparisons joined by `AND` must be about one object type; join observations instead"
                )
            }
        }
        return (parts.count == 1 ? parts[0] : .all(parts), met)
    }

    private mutating func readComparison() throws(PatternProblem) -> Read {
        if isMark("(") {
            try deepen()
            try advance()
            let inner = try readComparisons()
            try take(")")
            depth -= 1
            return inner
        }
        if isKeyword(.not) || isKeyword(.exists) {
            let isNegated = isKeyword(.not)
            if isNegated {
                try advance()
            }
            try take(.exists)
            let path = try readPath()
            return (.test(PatternTest(path.path, isNegated: isNegated, .exists)), path.types)
        }
        let path = try readPath()
        let isNegated = isKeyword(.not)
        if isNegated {
            try advance()
        }
        return (.test(PatternTest(path.path, isNegated: isNegated, try readTest(path))), path.types)
    }

    private mutating func readTest(_ path: PatternPath) throws(PatternProblem) -> PatternOperation {
        let sign = String(decoding: lexer.text[token.range], as: UTF8.self)
        switch token.kind {
        case .equality:
            try advance()
            if let algorithm = path.hashAlgorithm, !PatternHash.isGood(lexer.text[token.range], algorithm) {
                throw expected("a \(algorithm) hash")
            }
            let constant = try readConstant(allowsBoolean: true)
            return ["=", "=="].contains(sign) ? .equal(constant) : .unequal(constant)
        case .order:
            try advance()
            let order = PatternOrder(rawValue: sign) ?? .less
            return .ordered(order, try readConstant(allowsBoolean: false))
        case .keyword(.in):
            try advance()
            return .isIn(try readSet())
        case .keyword(let keyword) where [.like, .matches, .isSubset, .isSuperset].contains(keyword):
            try advance()
            guard case .text = token.kind, case .text(let text) = try readConstant(allowsBoolean: false) else {
                throw expected("a string in apostrophes")
            }
            return switch keyword {
            case .like: .like(text)
            case .matches: .matches(text)
            case .isSubset: .isSubset(text)
            default: .isSuperset(text)
            }
        default: throw expected("a comparison operator")
        }
    }

    private mutating func readConstant(allowsBoolean: Bool) throws(PatternProblem) -> PatternConstant {
        let text = lexer.text[token.range]
        func content(_ start: Int) -> String { String(decoding: text.dropFirst(start).dropLast(), as: UTF8.self) }
        let constant: PatternConstant
        switch token.kind {
        case .integer: constant = Self.number(String(decoding: text, as: UTF8.self))
        case .float: constant = .number(Double(String(decoding: text, as: UTF8.self)) ?? .nan)
        case .text: constant = .text(Self.unescaped(text.dropFirst().dropLast()))
        case .hex: constant = .hex(content(2))
        case .binary: constant = .binary(content(2))
        case .timestamp:
            guard let moment = PatternTimestamp(text.dropFirst(2).dropLast()) else { throw expected("a constant") }
            constant = .timestamp(moment)
        case .boolean where allowsBoolean: constant = .boolean(text.elementsEqual("true".utf8))
        default: throw expected("a constant")
        }
        try advance()
        return constant
    }

    /// A whole number, as such as long as it fits.
    private static func number(_ text: String) -> PatternConstant {
        Int64(text).map { .integer($0) } ?? .number(Double(text) ?? .nan)
    }

    /// A string without the backslashes before apostrophes and backslashes (9.2).
    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
        var (bytes, isEscaped) = ([UInt8](), false)
        bytes.reserveCapacity(text.count)
        for byte in text {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                isEscaped = false
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
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

    private mutating func readSet() throws(PatternProblem) -> [PatternConstant] {
        var constants: [PatternConstant] = []
        try take("(")
        if !isMark(")") {
            let family = constantFamily
            constants.append(try readConstant(allowsBoolean: true))
            while isMark(",") {
                try advance()
                let next = constantFamily
                guard next == family || next == nil else {
                    throw expected("a constant of the same data type as the first of the set")
                }
                constants.append(try readConstant(allowsBoolean: true))
            }
        }
        try take(")")
        return constants
    }

    // MARK: - Paths (9.7)

    private mutating func readPath() throws(PatternProblem) -> PatternPath {
        switch token.kind {
        case .name, .hyphenName: break
        default: throw expected("an object type")
        }
        let type = lexer.text[token.range]
        var path = PatternPath(type, types: bit(of: type))
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
                case .integer(isNegative: false):
                    path.add(index: Int(String(decoding: lexer.text[token.range], as: UTF8.self)) ?? .max)
                case .mark(UInt8(ascii: "*")): path.add(index: nil)
                default: throw expected("a list index or `*`")
                }
                try advance()
                try take("]")
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
        case .text:
            let content = lexer.text[token.range].dropFirst().dropLast()
            path.add(content, named: Self.unescaped(content))
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
