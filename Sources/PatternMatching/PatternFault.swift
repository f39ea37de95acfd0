public import STIXPatterns

/// Why a pattern cannot be held against anything.
public enum PatternFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The pattern is wrong.
    case problem(PatternProblem)
    /// What `MATCHES` asks for is no regular expression, or too long a one.
    case expression
    /// A path has too many steps.
    case path

    /// What is wrong, and where as far as that is known.
    public var description: String {
        switch self {
        case .problem(let problem): "\(problem) (STIX 2.1, \(problem.section))"
        case .expression: "what `MATCHES` asks for is no regular expression, or too long a one"
        case .path: "a path has more than \(PathWalk.longest) steps"
        }
    }
}
