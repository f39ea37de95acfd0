import Agreements
import Configuration
internal import Installation
import JSON
import Labels
import Release
import Releasing

/// `entente decide ID` and `entente preview ID`: what a release act would do, without doing it.
enum NodeDecision {
    /// Decides about objects of the node.
    static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if let person = arguments.value("person") { return try run(arguments, for: person) }
        let results = try results(arguments)
        for result in results {
            if arguments.has("json") {
                NodeAccess.print(result.json)
            } else {
                show(result.id, result.version, result.decision, result.explanation, to: result.party)
                warn(of: result)
            }
        }
        return results.allSatisfy { $0.decision.outcome.lets } ? .yes : .no
    }

    /// What an officer is told of what may go.
    static func warn(of result: ReleaseResult) {
        for warning in result.warnings {
            Output.print(
                "  ! \(result.id): \(result.explanation.text(of: warning))  [\(warning.code.rawValue)]\n"
            )
        }
    }

    /// Decides for a person: a name of the register, or json.
    private static func run(_ arguments: Arguments, for person: String) throws(CommandFailure) -> ExitStatus {
        guard !arguments.has("to") else {
            throw CommandFailure("`--to` asks for a party and `--person` for a person: give one of them")
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var order = PersonOrder(
            person.hasPrefix("{") ? .described(person) : .registered(person),
            ids: arguments.operands
        )
        order.purpose = arguments.value("purpose")
        order.assumed = arguments.values("assume")
        order.language = arguments.value("lang") ?? "en"
        (order.agreements, order.day) = (try set(arguments), try day(arguments))
        let results = try NodeAccess.attempt { [order] () throws(NodeError) in try node.decide(order) }
        for result in results {
            if arguments.has("json") {
                NodeAccess.print(result.json)
            } else {
                let name = result.person ?? "the person"
                show(result.id, result.version, result.decision, result.explanation, to: name)
            }
        }
        return results.allSatisfy { $0.decision.outcome.lets } ? .yes : .no
    }

    private static func show(
        _ id: String,
        _ version: String,
        _ decision: Decision,
        _ explanation: Explanation,
        to name: String
    ) {
        Output.print("\(id) \(version)\n\(decision.outcome.rawValue) to \(name)\n")
        for ground in decision.grounds {
            Output.print(explanation.line(of: ground) + "\n")
        }
        for level in explanation.equivalents { Output.print("  = \(level.description)\n") }
        guard !decision.outcome.lets else { return }
        for remedy in explanation.remedies { Output.print("  > \(remedy)\n") }
    }

    /// The number of `--set`.
    private static func set(_ arguments: Arguments) throws(CommandFailure) -> Int64? {
        guard let text = arguments.value("set") else { return nil }
        guard let set = Int64(text) else { throw CommandFailure("`\(text)` is no number of a set") }
        return set
    }

    /// The day of `--on`.
    private static func day(_ arguments: Arguments) throws(CommandFailure) -> Day? {
        guard let text = arguments.value("on") else { return nil }
        guard let day = Day(text) else { throw CommandFailure("`\(text)` is no day", help: "write `2026-11-24`") }
        return day
    }

    /// The results of a trial for the ids and party of the arguments.
    static func results(_ arguments: Arguments) throws(CommandFailure) -> [ReleaseResult] {
        guard let called = arguments.value("to") else { throw CommandFailure("`--to PARTY` is needed") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let party = try NodeAccess.partner(called, node)
        var order = ReleaseOrder(
            parties: [party],
            ids: arguments.operands,
            named: arguments.has("named") ? [party] : [],
            officer: "",
            isTrial: true
        )
        order.officer = arguments.has("undecided") ? "" : "an officer"
        order.versions = try ReleaseVerb.version(arguments)
        order.givesAbsent = arguments.has("give-absent")
        order.purpose = arguments.value("purpose")
        order.assumed = arguments.values("assume")
        order.language = arguments.value("lang") ?? "en"
        order.channel = try ReleaseVerb.channel(arguments) ?? order.channel
        (order.agreements, order.day) = (try set(arguments), try day(arguments))
        let all = try NodeAccess.attempt { [order] () throws(NodeError) in try node.release(order) }
        // What would go along is not what was asked.
        return all.filter { arguments.operands.contains($0.id) }
    }
}
