import Agreements
import JSON
import Labels
import Node
import Release

/// `entente decide ID` and `entente preview ID`: what a release act would do, without doing it.
enum NodeDecision {
    /// Decides about objects of the node.
    static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let results = try results(arguments)
        for result in results {
            if arguments.has("json") {
                NodeAccess.print(result.json)
                continue
            }
            Output.print("\(result.id) \(result.version)\n\(result.decision.outcome.rawValue) to \(result.party)\n")
            for ground in result.decision.grounds {
                let mark = ground.verdict == .permits ? "+" : ground.verdict == .refers ? "?" : "-"
                let source = result.explanation.source(of: ground)
                Output.print("  \(mark) \(result.explanation.text(of: ground))  [\(source)]\n")
            }
            for level in result.explanation.equivalents { Output.print("  = \(level.description)\n") }
            guard !result.decision.outcome.lets else { continue }
            for remedy in result.explanation.remedies { Output.print("  > \(remedy)\n") }
        }
        return results.allSatisfy { $0.decision.outcome.lets } ? .yes : .no
    }

    /// The results of a trial for the ids and party of the arguments.
    static func results(_ arguments: Arguments) throws(CommandFailure) -> [ReleaseResult] {
        guard let party = arguments.value("to") else { throw CommandFailure("`--to PARTY` is needed") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var order = ReleaseOrder(
            parties: [party],
            ids: arguments.operands,
            named: arguments.has("named") ? [party] : [],
            officer: "",
            isTrial: true
        )
        order.officer = arguments.has("undecided") ? "" : "an officer"
        order.purpose = arguments.value("purpose")
        order.assumed = arguments.values("assume")
        order.language = arguments.value("lang") ?? "en"
        if let channel = arguments.value("channel") {
            guard let channel = Channel(rawValue: channel) else {
                throw CommandFailure("`\(channel)` is neither `electronic` nor `courier`")
            }
            order.channel = channel
        }
        if let text = arguments.value("set") {
            guard let set = Int64(text) else { throw CommandFailure("`\(text)` is no number of a set") }
            order.agreements = set
        }
        if let text = arguments.value("on") {
            guard let day = Day(text) else { throw CommandFailure("`\(text)` is no day", help: "write `2026-11-24`") }
            order.day = day
        }
        let all = try NodeAccess.attempt { () throws(NodeError) in try node.release(order) }
        // What would go along is not what was asked.
        return all.filter { arguments.operands.contains($0.id) }
    }
}
