import Configuration
import Exchange
internal import Holdings
internal import Installation
import JSON

/// `entente import`: takes files into the party's own holdings.
enum ImportVerb {
    static let verb = Verb(
        name: "import",
        summary: "take stix bundles or objects into the node",
        synopsis: "FILE… [--as-found] [--node DIR] [--json]",
        description: """
            Validates each object, keeps those that are valid as the party's own, durably batch by batch, and says what
            became of the rest. Objects whose markings are not known are kept in quarantine and never released. Taking
            a file twice adds nothing, so an import that was interrupted is simply run again. A FILE of `-` is
            standard input. The node may be serving meanwhile.

            With --as-found, objects that are not valid are kept too, as they were found, apart from the rest: with what
            is wrong with each, searchable, and never released. A valid version that is as new takes the place of one.
            What has no identifier, or markings that nobody can read, stays refused. That it was done is logged.

            Exit status: 0 all objects were taken or there already, 1 some were refused, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .flag("as-found", "keep what is not valid too, apart and never released"),
            NodeAccess.json,
        ],
        examples: [
            "entente import --node run/eu Examples/eu-japan/eu/*.json",
            "entente import --as-found --node run/eu ics-attack.json",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !arguments.operands.isEmpty else { throw CommandFailure("at least one file is needed") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var status = ExitStatus.yes
        for path in arguments.operands {
            var progress = Progress(path, total: Progress.size(of: path))
            let report = try NodeAccess.attempt { () throws(NodeError) in
                try node.importFile(path, asFound: arguments.has("as-found")) { progress.update($0) }
            }
            progress.finish()
            if report.refused.count > 0 { status = .no }
            show(path, report, arguments)
        }
        return status
    }

    /// So many refusals are shown as text.
    private static let shown = 100

    private static func show(_ path: String, _ report: ImportReport, _ arguments: Arguments) {
        if arguments.has("json") {
            var json = report.json
            json["file"] = .string(path)
            return NodeAccess.print(json)
        }
        var line = "\(path): \(report.total) objects, \(report.added) new, \(report.known) there already"
        if report.quarantined > 0 { line += ", \(report.quarantined) in quarantine" }
        if report.found > 0 { line += ", \(report.found) kept as found" }
        if report.refused.count > 0 { line += ", \(report.refused.count) refused" }
        Output.print(line + "\n")
        for refusal in report.refused.texts.prefix(shown) { Output.error("  \(refusal)\n") }
        if report.refused.count > shown {
            Output.error("  … and \(report.refused.count - shown) more that are not shown; --json lists them\n")
        }
    }
}
