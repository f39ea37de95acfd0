import JSON
import Node

/// What the verbs that send notices share.
enum NoticeAccess {
    /// Who acts.
    static let officer = Verb.Option.value("officer", "NAME", "who asks, answers or tells")
    /// The letter.
    static let reference = Verb.Option.value("reference", "R", "the letter or note that says the same")
    /// The reason.
    static let reason = Verb.Option.value("reason", "TEXT", "why")

    /// The officer that the options name.
    /// - Throws: `CommandFailure` if none is named.
    static func officer(_ arguments: Arguments) throws(CommandFailure) -> String {
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure("`--officer NAME` is needed")
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
