internal import Calls
import Configuration
import Installation
import JSON
import Labels
import Releasing
import Store

/// `entente quarantine`: what waits for its marking to be known, and what an officer says that a marking means.
enum QuarantineVerb {
    static let verb = Verb(
        name: "quarantine",
        summary: "show what is set apart, and say what a marking means that does not say it itself",
        synopsis: "[list] | explain MARKING MEANING --officer O",
        description: """
            Without an action, lists what is set apart, with its reason, and the words of each marking whose meaning is
            not known. A marking becomes known when its definition is imported, or when a security officer says once what
            it means: `informs` for what limits no release, such as a copyright line, a level of TLP or PAP such as
            TLP:AMBER+STRICT, or `level` with --scheme and --level. What waited for it is free at once, and each
            explanation is an entry of the log. `entente register close NUMBER` takes one back.

            Exit status: 0 done, 1 list: something is set apart, 2 could not be done.
            """,
        options: [
            .value("officer", "NAME", "who says it"), .value("scheme", "S", "with `level`: the scheme"),
            .value("level", "L", "with `level`: the level"), NodeAccess.option, NodeAccess.json,
        ],
        examples: [
            "entente quarantine --node run/eu",
            "entente quarantine explain marking-definition--4082ab6a-… informs --officer 'S. Econd' --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let action = arguments.operands.first ?? "list"
        let words = Array(arguments.operands.dropFirst())
        guard action == "list" && words.isEmpty || action == "explain" && words.count == 2 else {
            throw CommandFailure("an unknown action", help: "the actions are list, and explain MARKING MEANING")
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        return action == "list" ? try list(node, arguments) : try explain(words, node, arguments)
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let apart = try NodeAccess.attempt { () throws(NodeError) in try node.setApart() }
        for one in apart {
            if arguments.has("json") {
                NodeAccess.print(one.json)
            } else {
                Output.print("\(one.id) \(one.version) from \(one.source): \(one.reason)\n")
                for (marking, words) in one.markings {
                    Output.print("  \(marking): \(words ?? "its definition is not here")\n")
                }
            }
        }
        return apart.isEmpty ? .yes : .no
    }

    private static func explain(_ words: [String], _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let kind = RecordKind.all.first(where: { $0.name == MarkingExplanation.kind }) else {
            throw CommandFailure("markings cannot be explained")
        }
        var members = [JSONMember("marking", .string(words[0])), JSONMember("meaning", .string(words[1]))]
        for name in ["scheme", "level"] {
            if let value = arguments.value(name) { members.append(JSONMember(name, .string(value))) }
        }
        let officer = try NoticeAccess.actor(arguments, node, .securityOfficer).officer
        let row = try NodeAccess.attempt { () throws(NodeError) in try node.record(kind, members, officer: officer) }
        if arguments.has("json") {
            NodeAccess.print(.members(["number": .integer(Int(row))]))
        } else {
            Output.print("\(row)\n")
        }
        return .yes
    }
}
