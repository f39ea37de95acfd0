import JSON
import Node
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
                   entente partner evidence [NAME]
                   entente partner settle NAME --officer O --reason R
            """,
        description: """
            Two nodes are connected by one signed invitation file each way. `invite` makes room for a partner (an API
            root, a feed and an inbox that only it can see) and prints the invitation; `accept` takes in the partner's
            and prints its fingerprint. Both officers compare the fingerprint by another way, by telephone say, and
            `confirm` it; before that the link carries nothing.

            A partner whose log shows two histories, was rolled back or is signed by another key gets and gives nothing
            more. `evidence` shows what came and what was seen before; `settle` lets the exchange go on, in an officer's
            name and with a reason, and both are logged. After a partner has opened its log anew, accept its new
            invitation first.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("address", "URL", "with invite: where the partner reaches this node"),
            .value("fingerprint", "TEXT", "with confirm: what the partner's officer read out"),
            .value("officer", "NAME", "with settle: who decides"),
            .value("reason", "TEXT", "with settle: why"), NodeAccess.json,
        ],
        examples: [
            "entente partner invite japan --node run/eu > for-japan.json",
            "entente partner accept for-japan.json --node run/japan",
        ],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("invite", "NAME", invite), NodeAction("accept", "FILE", accept),
            NodeAction("confirm", "NAME", confirm),
            NodeAction("evidence") { node, arguments throws(CommandFailure) in try evidence(node, nil, arguments) },
            NodeAction("evidence", "NAME", evidence), NodeAction("settle", "NAME", settle),
        ])
    )

    private static func confirm(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let fingerprint = arguments.value("fingerprint") else {
            throw CommandFailure("`--fingerprint` is needed: what the partner's officer read out")
        }
        try NodeAccess.attempt { () throws(NodeError) in try node.confirm(name, fingerprint: fingerprint) }
        return .yes
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let partners = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in try PartnerRows(connection).all() }
        }
        NodeAccess.show(partners, arguments) { partner in
            .members([
                "name": .string(partner.name),
                "title": .string(partner.title),
                "address": .string(partner.address),
                "fingerprint": .string(partner.fingerprint),
                "confirmed": NodeAccess.time(partner.confirmed).map { .string($0) },
                "pulled": NodeAccess.time(partner.pulled).map { .string($0) },
                "problem": partner.problem.map { .string($0) },
            ])
        } text: { partner in
            let state =
                partner.confirmed == nil ? "not confirmed" : "pulled \(NodeAccess.time(partner.pulled) ?? "never")"
            let problem = partner.problem.map { "  \($0)" } ?? ""
            return "\(partner.name)  \(partner.title)  \(partner.address)  \(state)\(problem)"
        }
        return .yes
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
        guard let officer = arguments.value("officer"), !officer.isEmpty, let reason = arguments.value("reason"),
            !reason.isEmpty
        else { throw CommandFailure("`--officer NAME` and `--reason TEXT` are needed") }
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
        let invitation = try NodeAccess.attempt { () throws(NodeError) in try node.accept(file) }
        if arguments.has("json") {
            NodeAccess.print(
                .members(["from": .string(invitation.from), "fingerprint": .string(invitation.fingerprint)])
            )
        } else {
            Output.print(
                """
                \(invitation.from) (\(invitation.title)) at \(invitation.address)
                fingerprint: \(invitation.fingerprint)
                compare it with the partner's officer, then: entente partner confirm \(invitation.from) --fingerprint '…'

                """
            )
        }
        return .yes
    }
}
