/// The first thing that is wrong in a pattern.
public struct PatternProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where it is, in bytes of UTF-8 from the start of the pattern.
    public var offset: Int
    /// What is wrong or what is expected, in words.
    public var message: String
    /// The section that says so.
    public var section = "9"

    /// The place and the words: `byte 17: …`.
    public var description: String { "byte \(offset): \(message)" }
}

/// The STIX 2.1 pattern grammar (section 9, level 3).
///
/// 1. Observations `[…]` joined by `AND`, `OR`, `FOLLOWEDBY`, grouped by parentheses; after each of them qualifiers
///    `WITHIN n SECONDS`, `REPEATS n TIMES`, `START t'…' STOP t'…'` (9.5). Numbers are above zero,
///    and one observation has each kind of qualifier at most once.
/// 2. In an observation, comparisons joined by `AND` and `OR`, grouped by parentheses. Comparisons joined by `AND`
///    can be met by one object type (9.5).
/// 3. A comparison is `path operator constant`, with `NOT` before the operator to negate it, or `EXISTS path`.
/// 4. A path is `type:property`, then `.property`, `.'key'`, `[n]` and `[*]` (9.7). Names with a hyphen are quoted.
/// 5. Keywords are in capitals; `true` and `false` are not. There are no comments.
/// 6. A constant compared with a hash of a known algorithm has its length and characters.
public enum STIXPattern {
    /// The first problem of a pattern.
    /// - Parameter pattern: UTF-8.
    /// - Returns: the problem, or nil if the pattern is right.
    /// - Complexity: O(*n*).
    public static func problem(in pattern: Span<UInt8>) -> PatternProblem? {
        var reader = PatternReader(copy(of: pattern))
        do throws(PatternProblem) {
            _ = try reader.readPattern()
            return nil
        } catch {
            return error
        }
    }

    /// What is wrong in a pattern, and what a right one says that it should not.
    ///
    /// A stop that is not later than its start makes no sense; names of one or two letters are those of no object (2.10).
    /// - Parameter pattern: UTF-8.
    /// - Returns: the first problem, or the first such place; both nil if there is nothing to say.
    /// - Complexity: O(*n*).
    public static func judgement(of pattern: Span<UInt8>) -> (problem: PatternProblem?, advice: PatternProblem?) {
        var reader = PatternReader(copy(of: pattern))
        do throws(PatternProblem) {
            _ = try reader.readPattern()
            return (nil, reader.advice)
        } catch {
            return (error, nil)
        }
    }

    /// What a pattern asks for.
    /// - Parameter pattern: the pattern.
    /// - Returns: its parts.
    /// - Throws: the first problem.
    /// - Complexity: O(*n*).
    public static func tree(of pattern: String) throws(PatternProblem) -> PatternTree {
        var reader = PatternReader(Array(pattern.utf8))
        return try reader.readPattern()
    }

    private static func copy(of span: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(span.count)
        for index in span.indices {
            bytes.append(span[index])
        }
        return bytes
    }
}
