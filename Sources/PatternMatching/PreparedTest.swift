internal import JSON
internal import NormalForms
internal import STIXPatterns

/// One comparison with all that can be made ready of it once.
final class PreparedTest: Sendable {
    let path: PatternObjectPath
    let isNegated: Bool
    let asks: Asks

    enum Asks: Sendable {
        case exists
        case equal([PreparedConstant], isTurned: Bool)
        case ordered(PatternOrder, PreparedConstant)
        /// With a piece of text that is in each that meets it.
        case like(LikeText, required: [UInt8])
        case matches(any PatternExpression, ofBytes: (any PatternExpression)?, required: [UInt8])
        /// Whether the constant is the network around the value, and not in it.
        case network(NetworkRange, isOuter: Bool)
        /// What can be met by nothing: a network that is none.
        case nothing
    }

    /// - Throws: `PatternFault` for an expression that is none.
    init(_ test: PatternTest, _ tools: any PatternTools) throws(PatternFault) {
        guard test.path.steps.count <= PathWalk.longest else { throw .path }
        (path, isNegated) = (test.path, test.isNegated)
        asks =
            switch test.operation {
            case .exists: .exists
            case .equal(let constant): .equal([PreparedConstant(constant)], isTurned: false)
            case .unequal(let constant): .equal([PreparedConstant(constant)], isTurned: true)
            case .isIn(let constants): .equal(constants.map(PreparedConstant.init), isTurned: false)
            case .ordered(let order, let constant): .ordered(order, PreparedConstant(constant))
            case .like(let text): Self.like(tools.composed(text))
            case .matches(let text): try Self.expression(tools.composed(text), tools)
            case .isSubset(let text): NetworkRange(text).map { .network($0, isOuter: true) } ?? .nothing
            case .isSuperset(let text): NetworkRange(text).map { .network($0, isOuter: false) } ?? .nothing
            }
    }

    /// Whether it asks for what something is not.
    var isTurned: Bool {
        if case .equal(_, isTurned: true) = asks { return true }
        return isNegated
    }

    /// By which rule a value meets it that does not meet it exactly; nil for none.
    func rule(by found: FoundValue, _ tools: any PatternTools) -> PatternRule? {
        guard !isTurned, case .equal(let constants, _) = asks else { return nil }
        let comparison = PracticalComparison(tools.forms)
        for constant in constants {
            if let rule = comparison.rule(constant, found.value, at: path) { return rule }
        }
        return nil
    }

    private static func like(_ text: String) -> Asks { .like(LikeText(text), required: RequiredText.like(text)) }

    private static func expression(_ text: String, _ tools: any PatternTools) throws(PatternFault) -> Asks {
        guard let expression = tools.expression(text, ofBytes: false) else { throw .expression }
        let isOfBytes = text.unicodeScalars.allSatisfy { $0.value < 256 }
        return .matches(
            expression,
            ofBytes: isOfBytes ? tools.expression(text, ofBytes: true) : nil,
            required: RequiredText.expression(text)
        )
    }

    /// Whether a value meets it; nil where that took more work than is allowed.
    func isMet(by found: FoundValue, _ tools: any PatternTools) -> Bool? {
        let met: Bool?
        switch asks {
        case .exists: met = true
        case .equal(let constants, let isTurned): met = constants.contains { $0.equals(found.value) } != isTurned
        case .ordered(let order, let constant):
            // What cannot be ordered is neither below nor above, whatever is turned around (9.6.2).
            guard let ordering = constant.ordering(of: found.value) else { return false }
            met =
                switch order {
                case .less: ordering < 0
                case .atMost: ordering <= 0
                case .greater: ordering > 0
                case .atLeast: ordering >= 0
                }
        case .like(let like, _): met = found.normal(tools).map { like.isMet(by: $0.scalars) } ?? false
        case .matches(let expression, let ofBytes, _):
            switch found.value {
            case .bytes(let bytes): met = ofBytes.map { $0.isMet(by: bytes) } ?? false
            case .json:
                guard !tools.isOver else { return nil }
                met = found.normal(tools).map { expression.isMet(by: $0.bytes) } ?? false
            }
        case .network(let network, let isOuter):
            let other = found.text.flatMap { NetworkRange($0) }
            met = other.map { isOuter ? network.contains($0) : $0.contains(network) } ?? false
        case .nothing: met = false
        }
        return met.map { $0 != isNegated }
    }
}

/// A constant as it is compared.
struct PreparedConstant: Sendable {
    private enum Kind: Sendable {
        case integer(Int64)
        case number(Double)
        case text(String, latin: [UInt8]?)
        case boolean(Bool)
        case bytes([UInt8])
        case timestamp(PatternTimestamp)
    }

    private let kind: Kind

    private init(_ kind: Kind) { self.kind = kind }

    /// A whole number.
    static func whole(_ number: Int64) -> PreparedConstant { PreparedConstant(Kind.integer(number)) }

    /// A text; nil for anything else.
    var text: String? {
        if case .text(let text, _) = kind { return text }
        return nil
    }

    /// A whole number that stands in a text as numbers are written; nil for anything else.
    var quotedNumber: Int64? {
        guard let text, let number = Int64(text), String(number).utf8.elementsEqual(text.utf8) else { return nil }
        return number
    }

    init(_ constant: PatternConstant) {
        kind =
            switch constant {
            case .integer(let number): .integer(number)
            case .number(let number): .number(number)
            case .text(let text): .text(text, latin: Bytes.latin(text))
            case .boolean(let flag): .boolean(flag)
            case .hex(let text): .bytes(Bytes.hex(text) ?? [])
            case .binary(let text): .bytes(Bytes.base64(text) ?? [])
            case .timestamp(let moment): .timestamp(moment)
            }
    }

    /// Whether a value is the same (9.6.2): texts by their code points, numbers by what they are worth.
    func equals(_ value: ObservedValue) -> Bool {
        switch (kind, value) {
        case (.boolean(let flag), .json(let value)): value.bool == flag
        case (.text(let text, _), .json(let value)): value.isString(text)
        default: ordering(of: value) == 0
        }
    }

    /// How a value is ordered to the constant; nil where they cannot be compared.
    func ordering(of value: ObservedValue) -> Int? {
        switch (kind, value) {
        case (.integer(let number), .json(let value)) where value.kind == .number:
            if let other = value.integer { return Self.sign(Int64(other), number) }
            return value.number.map { Self.sign($0, Double(number)) }
        case (.number(let number), .json(let value)) where value.kind == .number:
            return value.number.map { Self.sign($0, number) }
        case (.text(let text, _), .json(let value)):
            // Bytes of UTF-8 are in the order of their code points.
            return value.string.map { Self.sign($0.utf8, text.utf8) }
        case (.text(_, let latin), .bytes(let bytes)): return latin.map { Self.sign(bytes, $0) }
        case (.bytes(let constant), .bytes(let bytes)): return Self.sign(bytes, constant)
        case (.bytes(let constant), .json(let value)):
            return value.string.flatMap(Bytes.latin).map { Self.sign($0, constant) }
        case (.timestamp(let moment), .json(let value)):
            let other = value.string.flatMap { PatternTimestamp(Array($0.utf8)[...]) }
            return other.map { Self.sign($0, moment) }
        default: return nil
        }
    }

    private static func sign<Value: Comparable>(_ one: Value, _ other: Value) -> Int {
        one < other ? -1 : one > other ? 1 : 0
    }

    private static func sign(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> Int {
        one.lexicographicallyPrecedes(other) ? -1 : other.lexicographicallyPrecedes(one) ? 1 : 0
    }

    /// The bytes by which an equal value of an object is found in an index; nil for a constant that has several.
    var key: [UInt8]? {
        switch kind {
        case .text(let text, _): [0] + text.utf8
        case .integer(let number): [1] + String(number).utf8
        case .boolean(let flag): [2, flag ? 1 : 0]
        default: nil
        }
    }

    /// The bytes by which a value is looked up.
    static func key(of value: JSONValue) -> [UInt8]? {
        switch value.kind {
        case .string: [0] + value.contentBytes
        case .bool: [2, value.bool == true ? 1 : 0]
        case .number:
            if let integer = value.integer {
                [1] + String(integer).utf8
            } else if let number = value.number, let integer = Int64(exactly: number) {
                [1] + String(integer).utf8
            } else {
                nil
            }
        default: nil
        }
    }
}
