internal import Calls
import Configuration
internal import Exchange
import Installation
import JSON

/// `entente consent`: asks and answers between nodes.
enum ConsentVerb {
    static let verb = Verb(
        name: "consent",
        summary: "ask an originator for consent to pass an item on, and answer such requests",
        synopsis: """
            ask ITEM --from PARTNER --for PARTY --officer O [--purpose P] [--until DAY] [--due DAY]
                   entente consent answer REQUEST --yes|--no --officer O [--reference R] [--until DAY]
                   entente consent list [--json]
            """,
        description: """
            What a partner released to us goes further only with its written consent for the item and the recipient
            (R06). `ask` sends a request to the partner from whom the item came; it travels in the feed, for that
            partner alone. `answer` sends a yes or a no back. When the answer has come it is on record as a consent of
            the originator, with its receipt; a no takes the item off the feeds. A later answer takes the place of an
            earlier one. `list` shows own requests and those of partners: asked, overdue, granted, refused.

            Exit status: 0 done (list: nothing waits), 1 list: something waits for an answer, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("from", "PARTNER", "with ask: the partner from whom the item came"),
            .value("for", "PARTY", "with ask: the party that is to get it"),
            NoticeAccess.officer, NoticeAccess.account, .flag("yes", "with answer: consent"),
            .flag("no", "with answer: no consent"), .value("purpose", "P", "what it is wanted for"),
            .value("until", "DAY", "the last day on which the consent holds"),
            .value("due", "DAY", "with ask: by when an answer is asked for"),
            NoticeAccess.reference, NoticeAccess.reason, NodeAccess.json,
        ],
        examples: [
            "entente consent ask report--… --from korea --for Japan --officer 'A. Martin' --node run/eu",
            "entente consent answer entente-notice--… --yes --officer 'Lee' --node run/korea",
        ],
        run: NodeAction.choice(of: [
            NodeAction("ask", "ITEM", ask), NodeAction("answer", "REQUEST", answer), NodeAction("list", list),
        ])
    )

    private static func ask(_ node: Node, _ item: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        guard let called = arguments.value("from"), let party = arguments.value("for") else {
            throw CommandFailure("`--from PARTNER` and `--for PARTY` are needed")
        }
        let partner = try NodeAccess.partner(called, node)
        let officer = try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer
        let id = try NodeAccess.attempt { () throws(NodeError) in
            try node.askConsent(
                for: item,
                of: partner,
                to: party,
                officer: officer,
                details: NoticeAccess.details(arguments)
            )
        }
        NoticeAccess.show(id, arguments)
        return .yes
    }

    private static func answer(_ node: Node, _ request: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard arguments.has("yes") != arguments.has("no") else { throw CommandFailure("`--yes` or `--no` is needed") }
        let officer = try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer
        let id = try NodeAccess.attempt { () throws(NodeError) in
            try node.answerConsent(
                request,
                isGranted: arguments.has("yes"),
                officer: officer,
                details: NoticeAccess.details(arguments)
            )
        }
        NoticeAccess.show(id, arguments)
        return .yes
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let states = try NodeAccess.attempt { () throws(NodeError) in try node.consents() }
        NodeAccess.show(states, arguments) { state in
            let request = state.request
            return .members([
                "id": .string(request.id), "partner": .string(state.partner),
                "incoming": .bool(state.isIncoming), "item": .string(request.item),
                "recipient": request.recipient.map { .string($0) }, "state": .string(state.state.rawValue),
                "purpose": request.purpose.map { .string($0) }, "due": request.due.map { .string($0) },
                "until": (state.answer?.until ?? request.until).map { .string($0) },
                "answer": state.answer.map { .string($0.id) },
                "reference": state.answer?.reference.map { .string($0) },
            ])
        } text: { state in
            let request = state.request
            let way = state.isIncoming ? "\(state.partner) asks us" : "we ask \(state.partner)"
            let due = request.due.map { "  answer by \($0)" } ?? ""
            return "\(request.id)  \(way): \(request.item) for \(request.recipient ?? "")  \(state.state)\(due)"
        }
        return states.contains { $0.state == .asked || $0.state == .overdue } ? .no : .yes
    }
}
