internal import Calls
import Configuration
import Exchange
internal import Installation
import JSON

/// `entente erase`: destroys what a partner gave.
enum EraseVerb {
    static let verb = Verb(
        name: "erase",
        summary: "destroy what a partner gave, with a certificate; the proofs stay",
        synopsis: "ITEM --from PARTNER --officer O --reason TEXT [--again] [--json]",
        description: """
            Destroys every version of an item that came from a partner, and the renditions made of it for others (R14): the
            payload goes from the store, its lists, search index, free pages and write-ahead log. Identifiers, digests, acts,
            log entries and receipts stay, so that what was given can be proved. The certificate lists what was destroyed, and
            what a node cannot reach: backups, exports, blocks that the disk keeps. A recall is answered with
            `entente recall answer … --outcome destroyed`, which does the same and tells the originator.

            What was destroyed is not taken again, however it comes: a courier file of earlier, a repeated delivery. With
            --again nothing is destroyed, but what was may be taken again if its giver gives it again.

            Exit status: 0 destroyed, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("from", "PARTNER", "the partner from whom the item came"), NoticeAccess.officer,
            NoticeAccess.account,
            NoticeAccess.reason, .flag("again", "let what was destroyed be taken again"), NodeAccess.json,
        ],
        examples: ["entente erase report--… --from korea --officer 'A. Martin' --reason 'purpose fulfilled'"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let item = try NodeAccess.operand(arguments, "item")
        guard let called = arguments.value("from"), let reason = arguments.value("reason") else {
            throw CommandFailure("`--from PARTNER` and `--reason TEXT` are needed")
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let partner = try NodeAccess.partner(called, node)
        let officer = try NoticeAccess.actor(arguments, node, .disclosureOfficer).officer
        if arguments.has("again") {
            try NodeAccess.attempt { () throws(NodeError) in
                try node.allowAgain(item, of: partner, officer: officer, reason: reason)
            }
            return .yes
        }
        let certificate = try NodeAccess.attempt { () throws(NodeError) in
            try node.erase(item, of: partner, officer: officer, reason: reason)
        }
        if arguments.has("json") {
            NodeAccess.print(certificate.json)
        } else {
            show(certificate)
        }
        return .yes
    }

    /// Prints a certificate for people.
    static func show(_ certificate: ErasureCertificate) {
        Output.print("destroyed \(certificate.item) of \(certificate.partner) by \(certificate.officer)\n")
        for version in certificate.versions {
            Output.print("  \(version.id) \(version.version) sha256 \(version.sha256)\n")
        }
        Output.print("  gone from: \(ErasureCertificate.places.joined(separator: ", "))\n")
        Output.print("  out of reach: \(ErasureCertificate.outOfReach.joined(separator: ", "))\n")
    }
}
