import Configuration
internal import Installation
import JSON

/// `entente init`: sets a node up.
enum InitVerb {
    static let verb = Verb(
        name: "init",
        summary: "set up a node: configuration, keys, certificate",
        synopsis: "--name NAME [--title TITLE] [--port PORT] [--console-port PORT] [--open-witness] [--node DIR]",
        description: """
            Makes the node's folder with entente.json (every setting with its default), a signing key and a TLS key
            with a self-signed certificate, which partners pin. Existing keys are kept; a node that is set up already
            is an error, so that nothing is overwritten.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("name", "NAME", "the party's short name: lower-case letters, digits, hyphens"),
            .value("title", "TITLE", "the party's name for people"),
            .value("identity", "ID", "the stix identifier of the party's identity"),
            .value("address", "ADDRESS", "the address to listen on (default 127.0.0.1)"),
            .value("port", "PORT", "the port to listen on (default: a free one at each start)"),
            .value("console-port", "PORT", "the port of the console for people (default: none)"),
            .flag("open-witness", "receipts may show others that this node is a witness"), NodeAccess.json,
        ],
        examples: ["entente init --node run/japan --name japan --title 'Japan' --port 9444"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let name = arguments.value("name"), NodeConfiguration.isName(name) else {
            throw CommandFailure("`--name` needs 1 to 40 lower-case letters, digits and hyphens")
        }
        let folder = NodeAccess.folder(arguments)
        guard !folder.isSetUp else { throw CommandFailure("`\(folder.path)` is set up already") }
        var configuration = NodeConfiguration()
        configuration.name = name
        configuration.title = arguments.value("title") ?? name
        configuration.identity = arguments.value("identity")
        configuration.address = arguments.value("address") ?? configuration.address
        configuration.isOpenWitness = arguments.has("open-witness")
        if let text = arguments.value("port") {
            guard let port = UInt16(text) else { throw CommandFailure("`--port` needs a number from 0 to 65535") }
            configuration.port = Int(port)
        }
        if let text = arguments.value("console-port") {
            guard let port = UInt16(text) else {
                throw CommandFailure("`--console-port` needs a number from 0 to 65535")
            }
            configuration.consolePort = Int(port)
        }
        do throws(NodeFolder.Failure) {
            try folder.setUp(configuration)
        } catch {
            throw CommandFailure(error.description)
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        try NodeAccess.attempt { () throws(NodeError) in try node.makeToolsRoot() }
        if arguments.has("json") {
            NodeAccess.print(.members(["node": .string(folder.path), "name": .string(name)]))
        } else {
            Output.print("set up \(name) in \(folder.path)\n")
        }
        return .yes
    }
}
