internal import Calls
import Configuration
import Exchange
import Installation
import JSON
import Release

/// `entente recall`: recalls what was given, and answers recalls.
enum RecallVerb {
    static let verb = Verb(
        name: "recall",
        summary: "recall what was given to partners, and answer their recalls",
        synopsis: """
            ask ITEM --action ACTION --due DAY --officer O [--from PARTNER]… [--level L] [--reason TEXT]
                   entente recall answer NOTICE --outcome OUTCOME --officer O [--article A] [--reference R]
                   entente recall list [--json]
            """,
        description: """
            `ask` tells each partner that was given the item, or those that `--from` names: withdraw it, destroy it, apply
            another level (reclassify, with --level), or use the corrected version (correct). In the transaction that sends the
            notice the item goes off that partner's feed; a newer version can be released again. Where an agreement gives
            hours or days for changes of level, they are the deadline of `reclassify`; else --due is needed.

            At the holder the item goes no further from the moment in which the notice comes. An officer answers:
              withdraw     withdrawn, destroyed, kept, not-held
              destroy      destroyed, kept, not-held
              reclassify   reclassified, destroyed, kept, not-held
              correct      corrected, destroyed, kept, not-held
            `destroyed` erases the payload from every file of the store first and prints the certificate; identifiers,
            digests and proofs stay. `kept` names the --article on which it stands. `withdrawn` and `reclassified` set what was
            recalled apart. Notice and answer are in both logs.

            `list` shows own recalls and those of partners: asked, overdue, confirmed, with the answer. What is shown is what
            the holder says; nothing is claimed to have been made to happen.

            Exit status: 0 done (list: nothing waits), 1 list: something waits for an answer, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("from", "PARTNER", "with ask: the holders (default: all)", isRepeatable: true),
            .value("action", "ACTION", "with ask: withdraw, destroy, reclassify or correct"),
            .value("level", "L", "with ask: the new level"),
            .value("due", "DAY", "with ask: by when an answer is asked for"),
            .value("outcome", "OUTCOME", "with answer: what became of the item"),
            .value("article", "A", "with answer: on what the item is kept"), NoticeAccess.officer,
            NoticeAccess.account,
            NoticeAccess.reference, NoticeAccess.reason, NodeAccess.json,
        ],
        examples: [
            "entente recall ask report--… --action destroy --due 2026-12-31 --reason 'sent in error' --officer 'Lee'",
            "entente recall answer entente-notice--… --outcome destroyed --officer 'A. Martin' --node run/eu",
        ],
        run: NodeAction.choice(of: [
            NodeAction("ask", "ITEM", ask), NodeAction("answer", "NOTICE", answer), NodeAction("list", list),
        ])
    )

    private static func ask(_ node: Node, _ item: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        guard let action = arguments.value("action").flatMap({ RecallAction(rawValue: $0) }) else {
            let actions = RecallAction.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure("`--action ACTION` is needed", help: "the actions are \(actions)")
        }
        var order = RecallOrder(
            action,
            officer: try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer,
            details: NoticeAccess.details(arguments)
        )
        let partners = arguments.values("from")
        order.partners = partners.isEmpty ? nil : try NodeAccess.partners(partners, node)
        order.level = arguments.value("level")
        let asked = try NodeAccess.attempt { () throws(NodeError) in try node.recall(item, order) }
        if asked.isEmpty, !arguments.has("json") { Output.print("taken back; nobody has it yet\n") }
        for (partner, id) in asked {
            if arguments.has("json") {
                NodeAccess.print(.members(["id": .string(id), "partner": .string(partner)]))
            } else {
                Output.print("\(id)  asked of \(partner)\n")
            }
        }
        return .yes
    }

    private static func answer(_ node: Node, _ id: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let outcome = arguments.value("outcome").flatMap({ RecallOutcome(rawValue: $0) }) else {
            let outcomes = RecallOutcome.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure("`--outcome OUTCOME` is needed", help: "the outcomes are \(outcomes)")
        }
        let officer = try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer
        let done = try NodeAccess.attempt { () throws(NodeError) in
            try node.answerRecall(
                id,
                outcome,
                article: arguments.value("article"),
                officer: officer,
                details: NoticeAccess.details(arguments)
            )
        }
        NoticeAccess.show(done.id, arguments, done.certificate.map { [JSONMember("certificate", $0.json)] } ?? [])
        if let certificate = done.certificate, !arguments.has("json") { EraseVerb.show(certificate) }
        return .yes
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let states = try NodeAccess.attempt { () throws(NodeError) in try node.recalls() }
        NodeAccess.show(states, arguments) { state in
            let notice = state.notice
            return .members([
                "id": .string(notice.id), "partner": .string(state.partner),
                "incoming": .bool(state.isIncoming), "item": .string(notice.item),
                "version": notice.version.map { .string($0) },
                "action": notice.action.map { .string($0.rawValue) },
                "level": notice.level.map { .string($0) }, "due": notice.due.map { .string($0) },
                "reason": notice.reason.map { .string($0) }, "state": .string(state.standing.rawValue),
                "answer": state.answer.map { .string($0.id) },
                "outcome": state.answer?.outcome.map { .string($0.rawValue) },
                "article": state.answer?.article.map { .string($0) },
                "reference": state.answer?.reference.map { .string($0) },
                "passed_on": state.passedOn.isEmpty ? nil : .strings(state.passedOn),
            ])
        } text: { state in
            let notice = state.notice
            let way = state.isIncoming ? "\(state.partner) asks us to" : "we ask \(state.partner) to"
            let answer = state.answer?.outcome.map { ": \($0.rawValue)" } ?? ""
            let article = state.answer?.article.map { " (\($0))" } ?? ""
            let passed = state.passedOn.isEmpty ? "" : "  passed on to \(state.passedOn.joined(separator: ", "))"
            return "\(notice.id)  \(way) \(notice.action?.rawValue ?? "") \(notice.item)  "
                + "\(state.standing.rawValue)\(answer)\(article)  by \(notice.due ?? "no date")\(passed)"
        }
        return states.contains { $0.standing != .confirmed } ? .no : .yes
    }
}
