public import JSON
internal import STIXPatterns

/// From when until when an indicator counts (STIX 2.1, 4.7), and what it is worth on a day.
///
/// A score is what a reader's model makes of an indicator; it is never written into the indicator.
public struct IndicatorLife: Sendable {
    /// From when until when an indicator counts, in microseconds since 1970; nil where it does not say.
    public struct Span: Sendable, Hashable {
        /// From when on.
        public let from: Int64?
        /// From when on no more.
        public let until: Int64?
        /// Whether its author has taken it back.
        public let isRevoked: Bool

        /// When an indicator counts, by its properties alone: its pattern is not looked at.
        public init(_ object: JSONValue) {
            func moment(_ name: String) -> Int64? {
                object[name]?.string.flatMap { PatternTimestamp(Array($0.utf8)[...]) }?.microseconds
            }
            (from, until) = (moment("valid_from"), moment("valid_until"))
            isRevoked = object["revoked"]?.bool ?? false
        }

        /// Whether it counts at a moment: not revoked, begun and not ended.
        public func isLive(at now: Int64) -> Bool {
            !isRevoked && (from ?? .min) <= now && now < (until ?? .max)
        }
    }

    /// When it counts.
    public let span: Span
    /// What it asks for, if that is a pattern of STIX.
    private let pattern: String?
    private let confidence: Double?
    private let score: Double?

    private static let day: Double = 86_400_000_000

    /// The life of an indicator.
    public init(_ object: JSONValue) {
        span = Span(object)
        pattern = object["pattern_type"]?.isString("stix") ?? true ? object["pattern"]?.string : nil
        confidence = object["confidence"]?.number
        score = object["x_opencti_score"]?.number
    }

    /// What it is about: the type that its pattern asks for first; empty where that cannot be said.
    public var kind: String {
        guard let pattern, let tree = try? STIXPattern.tree(of: pattern) else { return "" }
        var comparison = tree.tests.first
        while let one = comparison {
            switch one {
            case .test(let test): return test.path.type
            case .all(let parts), .any(let parts): comparison = parts.first
            }
        }
        return ""
    }

    /// Whether it counts at a moment.
    public func isLive(at now: Int64) -> Bool { span.isLive(at: now) }

    /// What it is worth.
    public struct Worth: Sendable, Equatable {
        /// 0 to 100.
        public let score: Double
        /// When the model's threshold is met, in microseconds since 1970.
        public let end: Int64
    }

    /// What a model makes of it at a moment.
    /// - Parameters:
    ///   - now: the moment.
    ///   - model: the model.
    ///   - seen: when it was seen last; its age is counted from then on, but by OpenCTI from its begin.
    /// - Returns: nil where the model says nothing of such indicators, or it does not say when it begins.
    public func worth(at now: Int64, by model: DecayModel, seen: Int64?) -> Worth? {
        guard let rule = model.rule(for: kind), let from = span.from else { return nil }
        let begin: Int64
        let base: Double
        if case .openCTI = model {
            (begin, base) = (from, score ?? model.base)
        } else {
            (begin, base) = (max(from, seen ?? from), confidence ?? model.base)
        }
        let whole = min(max(base, 0), 100)
        let (age, overflow) = now.subtractingReportingOverflow(begin)
        guard !overflow else { return nil }
        let score = rule.score(whole, after: Double(age) / Self.day)
        let end = begin.addingReportingOverflow(Int64(rule.end(whole) * Self.day))
        return Worth(score: score, end: end.overflow ? .max : end.partialValue)
    }
}
