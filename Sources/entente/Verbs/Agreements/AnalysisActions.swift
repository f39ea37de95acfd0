import Agreements
import Configuration
internal import Installation
import JSON
import Labels
import Releasing

/// The actions of `entente agreements` that analyse a set or put one into use.
enum AnalysisActions {
    static func reach(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let tables = try tables(paths, arguments)
        guard let name = arguments.value("from"), let from = tables.party(name) else {
            throw CommandFailure("`--from PARTY` is needed: a declared party")
        }
        guard let text = arguments.value("level") else { throw CommandFailure("`--level LEVEL` is needed") }
        var label = tables.label(text)
        if tables.scheme(label.policy) == nil { label = tables.label("\(name) \(text)") }
        guard let scheme = tables.scheme(label.policy), let level = tables.level(label.classification, in: scheme)
        else {
            throw CommandFailure("there is no level `\(text)`", help: "write scheme or party, then the level")
        }
        let reach = Reach(from: from, level: level, tables)
        if arguments.has("json") {
            NodeAccess.print(reach.json)
        } else if arguments.has("dot") {
            Output.print(reach.dot)
        } else if arguments.has("svg") {
            Output.print(reach.svg)
        } else {
            Output.print(reach.text)
        }
        return reach.entries.contains { !$0.steps.isEmpty } ? .yes : .no
    }

    static func difference(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let day = try AgreementAccess.day(arguments)
        let (old, new): (AgreementSet, AgreementSet)
        switch paths.count {
        case 2:
            old = try AgreementAccess.usable([paths[0]], arguments).set
            new = try AgreementAccess.usable([paths[1]], arguments).set
        case 1 where arguments.has("assume"):
            old = try AgreementAccess.usable(paths, arguments).set
            new = old
        default:
            throw CommandFailure("two sets are needed, or one and `--assume NAME`")
        }
        let assumed = try AgreementAccess.assuming(new, arguments)
        let difference = Difference(AgreementTables(old, day: day), AgreementTables(assumed, day: day))
        if arguments.has("json") {
            NodeAccess.print(difference.json)
        } else {
            Output.print(difference.text)
        }
        return difference.changes.isEmpty ? .yes : .no
    }

    static func preview(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let reading = try AgreementAccess.usable(paths, arguments)
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let assumed = arguments.values("assume")
        let change = try NodeAccess.attempt { () throws(NodeError) in try node.preview(reading, assumed: assumed) }
        show(change, arguments)
        return change.counts.isEmpty ? .yes : .no
    }

    static func apply(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let reading = try AgreementAccess.usable(paths, arguments)
        let officer = try NoticeAccess.host(arguments)
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let done = try NodeAccess.attempt { () throws(NodeError) in try node.apply(reading, officer: officer) }
        if arguments.has("json") {
            var json = done.change.json
            json["set"] = .integer(Int(done.row))
            json["queued"] = .integer(done.queued)
            json["released"] = .integer(done.released)
            json["withdrawn"] = .array(
                done.withdrawn.map {
                    .members(["party": .string($0.party), "id": .string($0.id), "code": .string($0.code)])
                }
            )
            NodeAccess.print(json)
            return .yes
        }
        show(done.change, arguments)
        Output.print("set \(done.row) is in use: \(done.queued) wait for an officer, \(done.released) released, ")
        Output.print("\(done.withdrawn.count) withdrawn\n")
        for withdrawal in done.withdrawn {
            Output.print(
                "  withdrawn from \(withdrawal.party): \(withdrawal.id) (\(withdrawal.code)); a recall is yours to decide\n"
            )
        }
        return .yes
    }

    private static func show(_ change: AgreementChange, _ arguments: Arguments) {
        if arguments.has("json") {
            NodeAccess.print(change.json)
            return
        }
        Output.print("\(change.total) decisions\n")
        for (party, counts) in change.counts.sorted(by: { $0.key < $1.key }) {
            for (step, count) in counts.sorted(by: { $0.key < $1.key }) {
                Output.print("  \(party): \(count) \(step)\n")
            }
        }
        for item in change.items.prefix(100) {
            let code = item.code.isEmpty ? "" : " (\(item.code))"
            Output.print("  \(item.id) to \(item.party): \(item.step)\(code)\n")
            if !item.opened.isEmpty { Output.print("    goes now: \(item.opened.joined(separator: ", "))\n") }
            if !item.closed.isEmpty { Output.print("    withheld now: \(item.closed.joined(separator: ", "))\n") }
        }
        if change.items.count > 100 { Output.print("  … and \(change.items.count - 100) more (--json lists them)\n") }
    }

    private static func tables(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> AgreementTables {
        let set = try AgreementAccess.assuming(AgreementAccess.usable(paths, arguments).set, arguments)
        return AgreementTables(set, day: try AgreementAccess.day(arguments))
    }
}
