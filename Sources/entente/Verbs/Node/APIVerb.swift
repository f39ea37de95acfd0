import JSON
import Node
import TAXIIServer

/// `entente api`: the documents of what can be called on a node.
enum APIVerb {
    static let verb = Verb(
        name: "api",
        summary: "print the document of the API for people, or for partners' nodes",
        synopsis: "[--partners]",
        description: """
            Prints what the console and programs of people can call below /api/v1/ of a node, as OpenAPI 3.1: path, query,
            body and answers of each call, the roles that may make it (`x-roles`) and the scope that a personal token
            needs for it (`x-token-scope`; calls without one cannot be made with a token).

            With --partners: what partners' nodes ask of each other below /entente/v1/, and how a partner has to stand
            with the node for it (`x-standing`): `linked`, its link is confirmed; `within-limits`, and it asks no more
            than its limits let through; `without-evidence`, and there is no open evidence against its log.

            Exit status: 0.
            """,
        options: [.flag("partners", "print what partners' nodes ask of each other")],
        examples: ["entente api > api.json", "entente api --partners > partners-api.json"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.isEmpty else { throw CommandFailure("`api` takes no operand") }
        let document = arguments.has("partners") ? PartnerDocument.tree : NodeCalls.document
        Output.write(document.prettyBytes() + [UInt8(ascii: "\n")])
        return .yes
    }
}
