import Configuration
internal import Exchange
internal import Holdings
internal import Installation
import Store

/// `entente pull`: fetches what partners have released.
enum PullVerb {
    static let verb = Verb(
        name: "pull",
        summary: "fetch what partners have released to this node",
        synopsis: "[PARTY…] [--node DIR]",
        description: """
            Fetches from each named partner, or from all, what has come since the last pull. The serving node does the
            same on its own; this verb is for scripts and for finding out why a link does not work.

            Exit status: 0 done, 1 a partner could not be pulled from, 2 could not be done.
            """,
        options: [NodeAccess.option, NodeAccess.json],
        examples: ["entente pull eu --node run/japan"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let all = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in try PartnerRows(connection).linked().map(\.name) }
        }
        var status = ExitStatus.yes
        for name in arguments.operands.isEmpty ? all : try NodeAccess.partners(arguments.operands, node) {
            do throws(NodeError) {
                let report = try node.pull(from: name)
                if arguments.has("json") {
                    NodeAccess.print(report.json)
                } else {
                    Output.print("\(name): \(report.total) objects, \(report.added) new\n")
                    for problem in report.refused.texts { Output.error("  \(problem)\n") }
                }
            } catch {
                Output.error("\(name): \(error)\n")
                status = .no
            }
        }
        return status
    }
}
