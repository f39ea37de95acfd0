import Configuration
internal import Desk
internal import Installation
import JSON

/// What `entente talks` can say of texts beside what workspaces answer.
enum TextVerbs {
    static let all: [String: @Sendable (JSONTree, Arguments, Node) throws(CommandFailure) -> ExitStatus] = [
        "effect": effect,
    ]

    private static func text(_ name: String, _ body: JSONTree) -> String? {
        if case .string(let text)? = body[name] { text } else { nil }
    }

    /// What the alternatives of a text would open or close.
    @Sendable
    private static func effect(_ body: JSONTree, _ arguments: Arguments, _ node: Node) throws(CommandFailure)
        -> ExitStatus
    {
        let (id, row, held) = (text("text", body) ?? "", text("row", body), text("held", body))
        let answer = try NodeAccess.attempt { () throws(NodeError) in try node.textEffect(id, row: row, held: held) }
        guard let answer else { throw CommandFailure("no row of this text is tied to an article") }
        Output.write(answer.prettyBytes() + Array("\n".utf8))
        return .yes
    }
}
