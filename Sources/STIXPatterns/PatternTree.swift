/// What a pattern asks for (STIX 2.1, 9.5).
public struct PatternTree: Sendable, Hashable {
    /// How observations are to be met.
    public var observation: PatternObservation
    /// What one observation has to meet, by the numbers in `observation`.
    public var tests: [PatternComparison]

    /// A pattern by its parts.
    public init(observation: PatternObservation, tests: [PatternComparison]) {
        (self.observation, self.tests) = (observation, tests)
    }
}

/// How observations are to be met.
public indirect enum PatternObservation: Sendable, Hashable {
    /// One observation meets a test.
    case test(Int)
    /// Each part by other observations (`AND`).
    case all([PatternObservation])
    /// One of the parts (`OR`).
    case any([PatternObservation])
    /// Each part by other observations, none before those of the part before it (`FOLLOWEDBY`).
    case followed([PatternObservation])
    /// What qualifies a part.
    case qualified(PatternObservation, PatternQualifier)
}

/// What qualifies observations (9.5.1).
public enum PatternQualifier: Sendable, Hashable {
    /// All of them in less than so many seconds.
    case within(Double)
    /// So many times, by different observations.
    case repeats(Int)
    /// Each of them from a moment on and before another one.
    case between(PatternTimestamp, PatternTimestamp)
}

/// What one observation has to meet (9.6).
public indirect enum PatternComparison: Sendable, Hashable {
    case test(PatternTest)
    /// Each of them, by one object.
    case all([PatternComparison])
    /// One of them.
    case any([PatternComparison])
}

/// One comparison.
public struct PatternTest: Sendable, Hashable {
    /// Of what.
    public var path: PatternObjectPath
    /// Whether it is turned around by `NOT`.
    public var isNegated: Bool
    /// What is asked.
    public var operation: PatternOperation

    /// One comparison.
    public init(_ path: PatternObjectPath, isNegated: Bool, _ operation: PatternOperation) {
        (self.path, self.isNegated, self.operation) = (path, isNegated, operation)
    }
}

/// Where a value stands (9.7): `file:hashes.'SHA-256'`.
public struct PatternObjectPath: Sendable, Hashable {
    /// A step into an object or a list.
    public enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
        /// Each element (`[*]`).
        case each
    }

    /// The type of the object.
    public var type: String
    /// The way into it.
    public var steps: [Step]

    /// A path.
    public init(type: String, steps: [Step]) { (self.type, self.steps) = (type, steps) }

    /// As a pattern has it.
    public var text: String {
        var text = type + ":"
        for (place, step) in steps.enumerated() {
            switch step {
            case .key(let name):
                text += (place > 0 ? "." : "") + (Self.isPlain(name) ? name : PatternConstant.quoted(name))
            case .index(let number): text += "[\(number)]"
            case .each: text += "[*]"
            }
        }
        return text
    }

    /// Whether a name may stand without apostrophes.
    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return PatternKeyword(rawValue: name) == nil && !["true", "false"].contains(name)
            && name.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 0x20) || $0 == 95 }
    }
}

/// What is asked of a value (9.6.1).
public enum PatternOperation: Sendable, Hashable {
    case exists
    case equal(PatternConstant)
    case unequal(PatternConstant)
    case ordered(PatternOrder, PatternConstant)
    case isIn([PatternConstant])
    case like(String)
    case matches(String)
    case isSubset(String)
    case isSuperset(String)
}

/// How a value is ordered to a constant.
public enum PatternOrder: String, Sendable, Hashable {
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
}

/// A constant (9.2).
public enum PatternConstant: Sendable, Hashable {
    case integer(Int64)
    case number(Double)
    case text(String)
    case boolean(Bool)
    /// Hexadecimal digits.
    case hex(String)
    /// Base 64.
    case binary(String)
    case timestamp(PatternTimestamp)

    /// As a pattern has it, numbers in their shortest form.
    public var spelling: String {
        switch self {
        case .integer(let number): String(number)
        case .number(let number): Self.shortest(number)
        case .text(let text): Self.quoted(text)
        case .boolean(let flag): flag ? "true" : "false"
        case .hex(let text): "h'\(text.lowercased())'"
        case .binary(let text): "b'\(text)'"
        case .timestamp(let moment): "t'\(moment.text)'"
        }
    }

    static func shortest(_ number: Double) -> String { Int64(exactly: number).map(String.init) ?? "\(number)" }

    static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
