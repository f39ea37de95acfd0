internal import Calls
import Configuration
import Exchange
import Installation
import JSON
internal import People

/// What the verbs that send notices share.
enum NoticeAccess {
    /// Who acts.
    static let officer = Verb.Option.value("officer", "NAME", "who asks, answers or tells")
    /// The letter.
    static let reference = Verb.Option.value("reference", "R", "the letter or note that says the same")
    /// The reason.
    static let reason = Verb.Option.value("reason", "TEXT", "why")

    /// Who acts, with an account.
    static let account = Verb.Option.value("account", "NAME", "who acts: an account; asks for password and code")

    /// The name for whom root acts, as it is written down.
    /// - Throws: `CommandFailure` if none is named.
    static func host(_ arguments: Arguments) throws(CommandFailure) -> String {
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure("`--officer NAME` is needed", help: "the log says that root acted for that name")
        }
        return Actor.host(for: officer).officer
    }

    /// Who acts: an account with its second factor, or root for the name that the options give.
    /// - Throws: `CommandFailure` if nobody is named, or the account does not prove itself.
    static func actor(_ arguments: Arguments, _ node: Node, _ roles: Role...) throws(CommandFailure) -> Actor {
        try actor(arguments, node, roles)
    }

    /// Who acts, with one of the roles in a list.
    static func actor(_ arguments: Arguments, _ node: Node, _ roles: [Role]) throws(CommandFailure) -> Actor {
        guard let account = arguments.value("account") else { return Actor.host(for: try typed(arguments)) }
        guard arguments.value("officer") == nil else {
            throw CommandFailure("`--account` and `--officer` do not go together: an account has its own name")
        }
        let secrets = try Secrets.ask(["password", "code"])
        return try NodeAccess.attempt { () throws(NodeError) in
            try node.actor(account, password: secrets[0], code: secrets[1], roles: roles)
        }
    }

    private static func typed(_ arguments: Arguments) throws(CommandFailure) -> String {
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure(
                "`--account NAME` or `--officer NAME` is needed",
                help: "with `--officer` the log says that root acted for that name"
            )
        }
        return officer
    }

    /// What the options say beside the question or the answer.
    static func details(_ arguments: Arguments) -> NoticeDetails {
        var details = NoticeDetails()
        details.purpose = arguments.value("purpose")
        details.until = arguments.value("until")
        details.due = arguments.value("due")
        details.reference = arguments.value("reference")
        details.reason = arguments.value("reason")
        return details
    }

    /// Prints the identifier of what was sent.
    static func show(_ id: String, _ arguments: Arguments, _ more: [JSONMember] = []) {
        if arguments.has("json") {
            NodeAccess.print(.object([JSONMember("id", .string(id))] + more))
        } else {
            Output.print(id + "\n")
        }
    }
}
