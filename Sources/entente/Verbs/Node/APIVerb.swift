import ConsoleServer
import JSON

/// `entente api`: the document of the API for people.
enum APIVerb {
    static let verb = Verb(
        name: "api",
        summary: "print the document of the API for people",
        synopsis: "",
        description: """
            Prints what the console and programs of people can call below /api/v1/ of a node, as OpenAPI 3.1: path, query,
            body and answers of each call, the roles that may make it (`x-roles`) and the scope that a personal token
            needs for it (`x-token-scope`; calls without one cannot be made with a token).

            Exit status: 0.
            """,
        options: [],
        examples: ["entente api > api.json"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.isEmpty else { throw CommandFailure("`api` takes no operand") }
        Output.write(APIDocument.tree.prettyBytes() + [UInt8(ascii: "\n")])
        return .yes
    }
}
