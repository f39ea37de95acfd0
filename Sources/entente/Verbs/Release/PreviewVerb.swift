import Configuration
internal import Installation
import JSON
import Release
internal import Releasing

/// `entente preview`: what a party would get of an object, with what was blackened and why.
enum PreviewVerb {
    static let verb = Verb(
        name: "preview",
        summary: "show what a party would get of an object, and what is withheld and why",
        synopsis: "ID… --to PARTY [--node DIR]",
        description: """
            Prints the decision, the object as the party would get it, and each withheld portion with its grounds.
            Changes nothing.

            Exit status: 0 something would go, 1 nothing would, 2 could not be done.
            """,
        options: [
            .value("to", "PARTY", "a partner"), .value("channel", "C", "electronic (default) or courier"),
            .flag("give-absent", "let identifiers of what is not held here go"),
            .value("version", "TIME", "this version of the one held object, by its `modified`"),
            .value("purpose", "P", "what it is wanted for"),
            .flag("named", "the act names the recipient (tlp:amber)"),
            .value("on", "DATE", "the day (default: today)"),
            .value("set", "N", "with an ID: an earlier set of agreements, by its number"),
            .value("assume", "NAME", "take a draft as in force", isRepeatable: true),
            .flag("undecided", "no officer has decided yet"), .value("lang", "L", "en, ja, fr or de"),
            NodeAccess.option,
            NodeAccess.json,
        ],
        examples: ["entente preview report--2b0c… --to japan --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !arguments.operands.isEmpty else { throw CommandFailure("an id is needed") }
        let results = try NodeDecision.results(arguments)
        for result in results {
            if arguments.has("json") {
                var json = result.json
                if let rendition = result.rendition { json["object"] = .encoded(rendition.bytes) }
                NodeAccess.print(json)
                continue
            }
            Output.print("\(result.id) \(result.version)\n\(result.decision.outcome.rawValue) to \(result.party)\n")
            if let rendition = result.rendition {
                if let document = try? JSONDocument(parsing: rendition.bytes) {
                    Output.write(JSONTree(document.root).prettyBytes() + [UInt8(ascii: "\n")])
                }
                for portion in rendition.withheld {
                    Output.print("  ██ \(portion.selector)\(portion.hasTearLine ? " (tear line)" : "")\n")
                    for ground in portion.decision?.grounds ?? [] where ground.verdict != .permits {
                        Output.print(
                            "     - \(result.explanation.text(of: ground))  [\(result.explanation.source(of: ground))]\n"
                        )
                    }
                }
            } else {
                for ground in result.decision.grounds where ground.verdict != .permits {
                    Output.print(result.explanation.line(of: ground) + "\n")
                }
            }
            NodeDecision.warn(of: result)
        }
        return results.contains { $0.decision.outcome.lets } ? .yes : .no
    }
}

/// `entente queue`: what waits for an officer.
enum QueueVerb {
    static let verb = Verb(
        name: "queue",
        summary: "list what waits for an officer's decision",
        synopsis: "[--node DIR]",
        description: """
            Objects that an applied set of agreements lets go newly, and renditions that have to be made anew, wait
            here: `entente release ID --to PARTY --officer NAME` decides. --standing releases first what standing
            instructions cover.

            Exit status: 0 nothing waits, 1 something waits, 2 could not be done.
            """,
        options: [.flag("standing", "release what standing instructions cover"), NodeAccess.option, NodeAccess.json],
        examples: ["entente queue --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        if arguments.has("standing") {
            let count = try NodeAccess.attempt { () throws(NodeError) in try node.releaseByInstruction() }
            if !arguments.has("json") { Output.print("\(count) released under standing instructions\n") }
        }
        let waiting = try NodeAccess.attempt { () throws(NodeError) in try node.queue() }
        for item in waiting {
            if arguments.has("json") {
                NodeAccess.print(
                    .members([
                        "id": .string(item.id), "party": .string(item.party), "reason": .string(item.reason),
                        "since": NodeAccess.time(item.since).map { .string($0) },
                    ])
                )
            } else {
                Output.print(
                    "\(item.id) to \(item.party) (\(item.reason), since \(NodeAccess.time(item.since) ?? ""))\n"
                )
            }
        }
        return waiting.isEmpty ? .yes : .no
    }
}
