import Calls
import Configuration
internal import Desk
internal import Installation
import JSON
import Work
import Workspaces

/// `entente work`: asks the workspaces of a node.
enum WorkVerb {
    static let verb = Verb(
        name: "work",
        summary: "ask the workspaces of a node: commitments, watch and others",
        synopsis: "[NAME[/QUESTION] [--where FIELD=VALUE…]] [--node DIR]",
        description: """
            Answers a question of a workspace as JSON, over all that the node holds and has not set apart. Without a
            name it lists the workspaces, their questions and the fields that narrow each.

            Exit status: 0 answered, 1 there is no such question, 2 could not be done.
            """,
        options: [
            .value("where", "FIELD=VALUE", "narrows the question", isRepeatable: true), NodeAccess.option,
        ],
        examples: [
            "entente work", "entente work commitments --node run/japan",
            "entente work watch --where kind=missile-test --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count <= 1 else { throw CommandFailure("at most one question is needed") }
        guard let asked = arguments.operands.first else { return list() }
        guard let question = question(asked) else { return .no }
        var fields: [String: String] = [:]
        for pair in arguments.values("where") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, question.query.contains(where: { $0.name == parts[0] }) else {
                let known = question.query.map { "`\($0.name)`" }.joined(separator: ", ")
                throw CommandFailure(
                    "`--where` needs FIELD=VALUE, not `\(pair)`",
                    help: known.isEmpty ? "nothing narrows this question" : "the fields are \(known)"
                )
            }
            fields[parts[0]] = parts[1]
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let answer = try NodeAccess.attempt { () throws(NodeError) in try node.answer(question, fields) }
        Output.write(answer.prettyBytes() + Array("\n".utf8))
        return .yes
    }

    /// A question by the name of its workspace, and its own behind a slash.
    private static func question(_ asked: String) -> WorkQuestion? {
        let parts = asked.split(separator: "/", maxSplits: 1).map(String.init)
        let workspace = Workspaces.all.first { $0.name == parts.first }
        return workspace?.questions.first { $0.body == nil && $0.name == (parts.count > 1 ? parts[1] : "") }
    }

    private static func list() -> ExitStatus {
        for workspace in Workspaces.all {
            // What is asked about something is asked where that is: in the console, or by a program.
            for question in workspace.questions where question.body == nil {
                let name = question.name.isEmpty ? workspace.name : "\(workspace.name)/\(question.name)"
                let fields = question.query.map { " --where \($0.name)=…" }.joined()
                Output.print("\(name)\(fields)\n    \(question.summary)\n")
            }
        }
        return .yes
    }
}
