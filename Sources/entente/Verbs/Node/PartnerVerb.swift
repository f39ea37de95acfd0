import Configuration
internal import Exchange
import Installation
import JSON
import Store

/// `entente partner`: links to other nodes.
enum PartnerVerb {
    static let verb = Verb(
        name: "partner",
        summary: "connect this node with a partner's",
        synopsis: """
            list
                   entente partner invite NAME [--address URL] > FILE
                   entente partner accept FILE
                   entente partner confirm NAME --fingerprint TEXT
                   entente partner discard NAME
                   entente partner end NAME --officer O [--reason R]
                   entente partner evidence [NAME]
                   entente partner settle NAME --officer O --reason R
            """,
        description: """
            Two nodes are connected by one signed invitation file each way. `invite` makes room for a partner (an API
            root, a feed and an inbox that only it can see) and prints the invitation; `accept` takes in the partner's
            and prints its fingerprint. Both officers compare the fingerprint by another way, by telephone say, and
            `confirm` it; before that the link carries nothing.

            A further invitation of a partner waits beside the link, which stays in force until it is confirmed. It has to
            be signed by the known key of the partner's log, or by one that follows it by a rotation, and to be newer than
            every earlier one. `discard` forgets an invitation that waits.

            `end` cuts the link at once: nothing goes or comes any more, and the partner is told. What was released leaves
            its feed; what was given stays proved. A new invitation each way begins the link anew.

            A partner whose log shows two histories, was rolled back or is signed by another key gets and gives nothing
            more. `evidence` shows what came and what was seen before; `settle` lets the exchange go on, in an officer's
            name and with a reason, and both are logged. After a partner has opened its log anew, accept its new
            invitation first.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("address", "URL", "with invite: where the partner reaches this node"),
            .value("fingerprint", "TEXT", "with confirm: what the partner's officer read out"),
            .value("officer", "NAME", "with settle and end: who decides"),
            .value("reason", "TEXT", "with settle and end: why"), NodeAccess.json,
        ],
        examples: [
            "entente partner invite japan --node run/eu > for-japan.json",
            "entente partner accept for-japan.json --node run/japan",
            "entente partner end japan --officer \"A. Martin\" --node run/eu",
        ],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("invite", "NAME", invite), NodeAction("accept", "FILE", accept),
            NodeAction("confirm", "NAME", known(confirm)), NodeAction("discard", "NAME", known(discard)),
            NodeAction("end", "NAME", known(end)),
            NodeAction("evidence") { node, arguments throws(CommandFailure) in try evidence(node, nil, arguments) },
            NodeAction(
                "evidence",
                "NAME",
                known { node, name, arguments throws(CommandFailure) in try evidence(node, name, arguments) }
            ),
            NodeAction("settle", "NAME", known(settle)),
        ])
    )

    /// An action on a partner that is called by any name of its party.
    private static func known(
        _ action: @escaping @Sendable (Node, String, Arguments) throws(CommandFailure) -> ExitStatus
    ) -> @Sendable (Node, String, Arguments) throws(CommandFailure) -> ExitStatus {
        { node, name, arguments throws(CommandFailure) in
            try action(node, NodeAccess.partner(name, node), arguments)
        }
    }

    private static func confirm(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let fingerprint = arguments.value("fingerprint") else {
            throw CommandFailure("`--fingerprint` is needed: what the partner's officer read out")
        }
        try NodeAccess.attempt { () throws(NodeError) in try node.confirm(name, fingerprint: fingerprint) }
        return .yes
    }

    private static func discard(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let isDone = try NodeAccess.attempt { () throws(NodeError) in try node.discardInvitation(of: name) }
        return isDone ? .yes : .no
    }

    private static func end(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let news = try NodeAccess.attempt { () throws(NodeError) in
            try node.endLink(to: name, officer: officer, reason: arguments.value("reason") ?? "")
        }
        if arguments.has("json") {
            NodeAccess.print(.members(["partner": .string(name), "news": .string(news.rawValue)]))
            return .yes
        }
        let told =
            switch news {
            case .told: "its node has taken note"
            case .old: "its node is of an earlier release and was not told: its next pull fails with status 403"
            case .later: "its node could not be reached: it is told when it calls next"
            }
        Output.print("the link to \(name) has ended; \(told)\n")
        return .yes
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let (partners, waiting) = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) -> ([StoredPartner], Set<String>) in
                let partners = try PartnerRows(connection).all()
                var waiting: Set<String> = []
                for partner in partners where try InvitationRows(connection).waiting(partner.name) != nil {
                    waiting.insert(partner.name)
                }
                return (partners, waiting)
            }
        }
        NodeAccess.show(partners, arguments) { partner in
            .members([
                "name": .string(partner.name),
                "title": .string(partner.title),
                "address": .string(partner.address),
                "fingerprint": partner.confirmed == nil ? nil : .string(partner.fingerprint),
                "confirmed": NodeAccess.time(partner.confirmed).map { .string($0) },
                "ended": NodeAccess.time(partner.end?.made).map { .string($0) },
                "ended_by": partner.end.map { .string($0.isTheirs ? "partner" : "here") },
                "waiting": waiting.contains(partner.name) ? .bool(true) : nil,
                "pulled": NodeAccess.time(partner.pulled).map { .string($0) },
                "problem": partner.problem.map { .string($0) },
            ])
        } text: { partner in
            let problem = partner.problem.map { "  \($0)" } ?? ""
            let next = waiting.contains(partner.name) ? "  a new invitation waits for its confirmation" : ""
            return "\(partner.name)  \(partner.title)  \(partner.address)  \(state(of: partner))\(next)\(problem)"
        }
        return .yes
    }

    private static func state(of partner: StoredPartner) -> String {
        if let end = partner.end {
            return "ended \(NodeAccess.time(end.made) ?? "") by \(end.isTheirs ? "the partner" : "this side")"
        }
        return partner.confirmed == nil ? "not confirmed" : "pulled \(NodeAccess.time(partner.pulled) ?? "never")"
    }

    private static func evidence(_ node: Node, _ name: String?, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let all = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in try ReceiptRows(connection).evidence(openOnly: false)
            }
        }
        let found = all.filter { name == nil || $0.partner == name }
        for evidence in found {
            if arguments.has("json") {
                NodeAccess.print(
                    .members([
                        "partner": .string(evidence.partner), "seen": .string(Moment.text(evidence.seen)),
                        "code": .string(evidence.code), "message": .string(evidence.message),
                        "settled": NodeAccess.time(evidence.settled).map { .string($0) },
                        "evidence": .encoded(evidence.body),
                    ])
                )
            } else {
                let state = NodeAccess.time(evidence.settled).map { "settled \($0)" } ?? "the exchange stands still"
                Output.print(
                    "\(evidence.partner)  \(Moment.text(evidence.seen))  \(evidence.code): \(evidence.message)  \(state)\n"
                )
            }
        }
        return found.isEmpty ? .no : .yes
    }

    private static func settle(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        guard let reason = arguments.value("reason"), !reason.isEmpty else {
            throw CommandFailure("`--reason TEXT` is needed")
        }
        let count = try NodeAccess.attempt { () throws(NodeError) in
            try node.settleEvidence(against: name, officer: officer, reason: reason)
        }
        Output.print("\(count) settled\n")
        return count > 0 ? .yes : .no
    }

    private static func invite(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let configuration = node.configuration
        let known = configuration.publicAddress ?? "https://\(configuration.address):\(configuration.port)"
        guard let address = arguments.value("address") ?? (configuration.port == 0 ? nil : known) else {
            throw CommandFailure("`--address` is needed: the node has no fixed port")
        }
        let invitation = try NodeAccess.attempt { () throws(NodeError) in try node.invite(name, address: address) }
        Output.write(try NodeAccess.attempt { () throws(NodeError) in try node.file(invitation) })
        Output.error("fingerprint of this invitation: \(invitation.fingerprint)\n")
        return .yes
    }

    private static func accept(_ node: Node, _ path: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let file = try Input(path: path).all(limit: 1 << 20)
        let taken = try NodeAccess.attempt { () throws(NodeError) in try node.accept(file) }
        let invitation = taken.invitation
        if let remark = taken.remark { Output.error("\(remark)\n") }
        if arguments.has("json") {
            NodeAccess.print(
                .members([
                    "from": .string(invitation.from), "fingerprint": .string(invitation.fingerprint),
                    "standing": .string(taken.standing.rawValue),
                ])
            )
        } else if taken.standing == .known {
            Output.print("\(invitation.from): the link in force says the same; there is nothing to confirm\n")
        } else {
            Output.print(
                """
                \(invitation.from) (\(invitation.title)) at \(invitation.address)
                fingerprint: \(invitation.fingerprint)
                compare it with the partner's officer, then: entente partner confirm \(invitation.from) --fingerprint '…'

                """
            )
            if taken.standing == .renewal { Output.print("the confirmed link stays in force until then\n") }
        }
        return .yes
    }
}
