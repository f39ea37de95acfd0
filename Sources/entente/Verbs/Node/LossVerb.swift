internal import Calls
import Configuration
import Exchange
import Installation
import JSON
import Release

/// `entente loss`: tells originators of losses, and reports on them.
enum LossVerb {
    static let verb = Verb(
        name: "loss",
        summary: "tell an originator of a loss or possible loss, and report on it",
        synopsis: """
            tell ITEM --to PARTNER --noticed WHEN [--certain] [--due DAY] --officer O [--reason TEXT]
                   entente loss report NOTICE --found TEXT [--measures TEXT] --officer O
                   entente loss list [--json]
            """,
        description: """
            `tell` sends the partner from whom the item came the notice that it is lost, or may be (R17), and puts the
            incident on record. `report` sends what the inquiry found and what is done against a repeat; the incident is
            closed when all three are there (`entente register check` says what is missing). Where an agreement gives hours
            or days, they are the deadline of the report. `list` shows own losses and those of partners: asked while the
            report is missing, overdue, confirmed.

            Exit status: 0 done (list: nothing waits), 1 list: a report is missing, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("to", "PARTNER", "with tell: the partner from whom the item came"),
            .value("noticed", "WHEN", "with tell: day or timestamp at which it was noticed"),
            .flag("certain", "with tell: the loss is certain, not only possible"),
            .value("due", "DAY", "with tell: by when the report is promised"),
            .value("found", "TEXT", "with report: what the inquiry found"),
            .value("measures", "TEXT", "with report: the steps against a repeat"), NoticeAccess.officer,
            NoticeAccess.account,
            NoticeAccess.reference, NoticeAccess.reason, NodeAccess.json,
        ],
        examples: [
            "entente loss tell report--… --to korea --noticed 2026-11-24 --officer 'A. Martin' --node run/eu",
            "entente loss report entente-notice--… --found 'found again, unopened' --measures 'new safe' --officer O",
        ],
        run: NodeAction.choice(of: [
            NodeAction("tell", "ITEM", tell), NodeAction("report", "NOTICE", report), NodeAction("list", list),
        ])
    )

    private static func tell(_ node: Node, _ item: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let called = arguments.value("to"), let noticed = arguments.value("noticed") else {
            throw CommandFailure("`--to PARTNER` and `--noticed WHEN` are needed")
        }
        let partner = try NodeAccess.partner(called, node)
        let order = LossOrder(
            noticed: noticed,
            isActual: arguments.has("certain"),
            officer: try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer,
            details: NoticeAccess.details(arguments)
        )
        let id = try NodeAccess.attempt { () throws(NodeError) in try node.tellLoss(of: item, to: partner, order) }
        NoticeAccess.show(id, arguments)
        return .yes
    }

    private static func report(_ node: Node, _ id: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let found = arguments.value("found") else { throw CommandFailure("`--found TEXT` is needed") }
        let officer = try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer
        let report = try NodeAccess.attempt { () throws(NodeError) in
            try node.reportLoss(
                id,
                report: found,
                measures: arguments.value("measures"),
                officer: officer,
                details: NoticeAccess.details(arguments)
            )
        }
        NoticeAccess.show(report, arguments)
        return .yes
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let states = try NodeAccess.attempt { () throws(NodeError) in try node.losses() }
        NodeAccess.show(states, arguments) { state in
            let notice = state.notice
            return .members([
                "id": .string(notice.id), "partner": .string(state.partner),
                "incoming": .bool(state.isIncoming), "item": .string(notice.item),
                "noticed": notice.noticed.map { .string($0) }, "certain": .bool(notice.isActual ?? false),
                "due": notice.due.map { .string($0) }, "reason": notice.reason.map { .string($0) },
                "state": .string(state.standing.rawValue), "report": state.report?.report.map { .string($0) },
                "measures": state.report?.measures.map { .string($0) },
            ])
        } text: { state in
            let notice = state.notice
            let way = state.isIncoming ? "\(state.partner) tells us" : "we told \(state.partner)"
            let what = notice.isActual ?? false ? "lost" : "perhaps lost"
            return "\(notice.id)  \(way): \(notice.item) \(what), noticed \(notice.noticed ?? "")  "
                + "\(state.standing.rawValue)\(state.report?.report.map { ": \($0)" } ?? "")"
        }
        return states.contains { $0.standing != .confirmed } ? .no : .yes
    }
}
