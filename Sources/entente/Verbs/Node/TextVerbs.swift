import Configuration
internal import Desk
internal import Installation
import JSON

/// What `entente talks` can say of texts beside what workspaces answer.
enum TextVerbs {
    static let all: [String: @Sendable (JSONTree, Arguments, Node) throws(CommandFailure) -> ExitStatus] = [
        "effect": effect, "file": file,
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

    /// A text as a file, to standard output.
    @Sendable
    private static func file(_ body: JSONTree, _ arguments: Arguments, _ node: Node) throws(CommandFailure)
        -> ExitStatus
    {
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure("`--officer NAME` is needed", help: "the log says for whom root wrote the file")
        }
        guard let format = text("format", body).flatMap(TextFile.Format.init) else {
            throw CommandFailure("`format` is none of `docx`, `akn` and `csv`")
        }
        let order = TextFile.Order(
            format,
            isAgreed: body["agreed"] == .bool(true),
            language: text("language", body),
            work: text("work", body)
        )
        let (id, isUnsent) = (text("text", body) ?? "", body["unsent"] == .bool(true))
        let made = try NodeAccess.attempt { () throws(NodeError) in
            try node.textFile(id, order, isUnsent: isUnsent, by: Actor.host(for: officer).officer)
        }
        guard let made else { throw CommandFailure("there is no such text") }
        if made.left > 0 { Output.error("\(made.left) own wordings are left out: nobody else has them\n") }
        Output.write(made.bytes)
        return .yes
    }
}
