public import JSON

/// The answer to a question of release, always with its grounds.
public struct Decision: Sendable, Equatable {
    /// The answer.
    public enum Outcome: String, Sendable {
        /// The object may go as it is.
        case release
        /// The object may not go.
        case refuse
    }

    /// One rule that was tried.
    public struct Ground: Sendable, Equatable {
        /// A stable word for the rule and its result.
        public var code: String
        /// Where the rule stands.
        public var source: String
        /// Whether the rule lets the object go.
        public var permits: Bool
        /// The values that were compared and what follows, for people.
        public var text: String
    }

    /// The answer; the strictest of all grounds.
    public var outcome: Outcome
    /// Every rule that was tried, in the fixed order of the engine.
    public var grounds: [Ground]
    /// For a refusal the smallest change that would release, or nil if nothing would.
    public var remedy: String?

    /// The decision as JSON: `outcome`, `grounds`, `remedy`.
    public var json: JSONTree {
        .members([
            "outcome": .string(outcome.rawValue),
            "grounds": .array(
                grounds.map { ground in
                    .members([
                        "code": .string(ground.code),
                        "source": .string(ground.source),
                        "permits": .bool(ground.permits),
                        "text": .string(ground.text),
                    ])
                }
            ),
            "remedy": remedy.map { .string($0) },
        ])
    }
}
