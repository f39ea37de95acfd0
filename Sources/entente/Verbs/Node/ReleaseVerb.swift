import JSON
import Node
import Release

/// `entente release`: decides, and gives partners what may go.
enum ReleaseVerb {
    static let verb = Verb(
        name: "release",
        summary: "release objects to partners, as far as the rules allow",
        synopsis: "(ID… | --all) --to PARTY… --officer NAME [--name PARTY…] [--dry-run] [--node DIR]",
        description: """
            Decides for each object and party whether it may go, records the act with its grounds, and puts what may go
            into the party's feed; the party is told at once. Rules of this release: only the party's own objects;
            TLP:CLEAR and TLP:GREEN may go to a partner, TLP:AMBER only to parties given with --name,
            TLP:AMBER+STRICT and TLP:RED never; no marking means not released, an unknown marking means quarantine.

            Exit status: 0 everything asked for may go, 1 something may not, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .flag("all", "every object of the party's own"),
            .value("to", "PARTY", "a partner that gets it", isRepeatable: true),
            .value("officer", "NAME", "who decides; recorded with the act"),
            .value("name", "PARTY", "a party that is named for tlp:amber", isRepeatable: true),
            .flag("dry-run", "decide and show, change nothing"), NodeAccess.json,
        ],
        examples: ["entente release --all --to japan --officer 'A. Martin' --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let parties = arguments.values("to")
        guard !parties.isEmpty else { throw CommandFailure("`--to PARTY` is needed") }
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure("`--officer NAME` is needed: a release has a named decision maker")
        }
        guard arguments.has("all") != !arguments.operands.isEmpty else {
            throw CommandFailure("either ids or `--all` is needed")
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let order = ReleaseOrder(
            parties: parties,
            ids: arguments.has("all") ? nil : arguments.operands,
            named: Set(arguments.values("name")),
            officer: officer,
            isTrial: arguments.has("dry-run")
        )
        let results = try NodeAccess.attempt { () throws(NodeError) in try node.release(order) }
        show(results, arguments)
        return results.allSatisfy { $0.decision.outcome == .release } ? .yes : .no
    }

    private static func show(_ results: [ReleaseResult], _ arguments: Arguments) {
        if arguments.has("json") {
            for result in results { NodeAccess.print(result.json) }
            return
        }
        for party in Set(results.map(\.party)).sorted() {
            let mine = results.filter { $0.party == party }
            let released = mine.filter { $0.decision.outcome == .release }
            let new = mine.filter(\.isNew).count
            Output.print("\(party): \(released.count) may go (\(new) new), \(mine.count - released.count) may not\n")
            var reasons: [String: Int] = [:]
            for result in mine where result.decision.outcome == .refuse {
                let code = result.decision.grounds.first { !$0.permits }?.code ?? "refused"
                reasons[code, default: 0] += 1
            }
            for (code, count) in reasons.sorted(by: { $0.key < $1.key }) { Output.print("  \(code): \(count)\n") }
        }
    }
}
