import Calls
import Configuration
internal import Installation
import JSON
internal import PaperServer
internal import People

/// `report` beside the acts of a workspace: a report about something for one partner, to standard output.
enum PartnerReporting {
    /// The verb.
    /// - Parameters:
    ///   - field: the field with what it is about.
    ///   - work: what it is about, by its identifier.
    /// - Returns: what the verb does with its fields.
    static func made(_ field: String, _ work: @escaping @Sendable (String) -> ReportedWork)
        -> @Sendable (
            JSONTree, Arguments, Node
        ) throws(CommandFailure) -> ExitStatus
    {
        { body, arguments, node throws(CommandFailure) in
            func text(_ name: String) throws(CommandFailure) -> String {
                guard let text = body[name]?.string, !text.isEmpty else {
                    throw CommandFailure("`\(name)=…` is needed")
                }
                return text
            }
            guard arguments.value("account") != nil else {
                throw CommandFailure(
                    "`--account NAME` is needed",
                    help: "a report has what an account may see, and may let leave"
                )
            }
            let (id, party, format) = (try text(field), try text("party"), try text("format"))
            let actor = try NoticeAccess.actor(arguments, node, Role.allCases.filter(\.seesContent))
            let made = try NodeAccess.attempt { () throws(NodeError) in
                try node.report(
                    work(id),
                    for: party,
                    in: format,
                    isAccessible: body["accessible"] == .bool(true),
                    language: body["language"]?.string ?? "en",
                    by: actor
                )
            }
            Output.write(made)
            return .yes
        }
    }
}
