import JSON
import STIX
import Workspaces

/// `entente schema`: the object types that Entente adds to STIX 2.1.
enum SchemaVerb {
    static let verb = Verb(
        name: "schema",
        summary: "print the json schema of an object type of entente",
        synopsis: "[TYPE] [--markdown]",
        description: """
            Prints the JSON Schema (2020-12) of an object type that Entente adds to STIX 2.1, over the common properties
            in Schemas/common.json; without a type, the names of all of them, one a line. With --markdown it prints the
            same for people: what the type stands for, and a table of its properties.

            Exit status: 0 there is such a type, 1 there is none, 2 could not be done.
            """,
        options: [.flag("markdown", "print it for people")],
        examples: ["entente schema entente-event > entente-event.json", "entente schema --markdown"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count <= 1 else { throw CommandFailure("at most one type is needed") }
        guard let name = arguments.operands.first else {
            for type in Workspaces.types.own {
                Output.print(arguments.has("markdown") ? type.documentation + "\n" : type.name + "\n")
            }
            return .yes
        }
        guard let type = Workspaces.types.own.first(where: { $0.name == name }) else { return .no }
        if arguments.has("markdown") {
            Output.print(type.documentation)
        } else {
            Output.write(type.jsonSchema.prettyBytes() + Array("\n".utf8))
        }
        return .yes
    }
}
