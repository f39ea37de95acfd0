public import JSON

/// A portion that a recipient does not get.
public struct WithheldPortion: Sendable, Hashable {
    /// The selector of the portion (STIX 2.1, 7.2.3.1).
    public var selector: String
    /// Why it does not go; nil for a reference to something that the recipient does not get.
    public var decision: Decision?
    /// Whether a tear line stands in its place.
    public var hasTearLine: Bool
    /// What the portion is called in every version of the object, where it is part of a block that has a name
    /// (`ParagraphBlocks`): the places of blocks change.
    public var name: String?

    /// The portion for the officer: its selector and why it does not go.
    /// - Parameter explanation: how grounds are said.
    /// - Returns: JSON.
    public func json(_ explanation: Explanation) -> JSONTree {
        .members([
            "selector": .string(selector), "tear_line": hasTearLine ? .bool(true) : nil,
            "grounds": decision.map { decision in
                .array(decision.grounds.filter { $0.verdict != .permits }.map { explanation.json(of: $0) })
            },
        ])
    }
}
