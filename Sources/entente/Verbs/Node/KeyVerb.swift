import Configuration
import Installation
import JSON
import Store

/// `entente key`: the API keys of the party's own tools.
enum KeyVerb {
    static let verb = Verb(
        name: "key",
        summary: "list, add or revoke api keys of tools",
        synopsis: "list|add|revoke [NAME] [--scope SCOPE…] [--node DIR]",
        description: """
            A tool shows its key as a Bearer token, or with HTTP Basic as the password beside the key's name. A key
            opens the API root `tools`, and there only what its scopes say: `read:ID`, `write:ID` with the id of a
            collection, or `*` for all. `add` prints the key once; the node keeps only its digest.

            Exit status: 0 done, 1 with revoke: there is no such key, 2 could not be done.
            """,
        options: [
            NodeAccess.option,
            .value("scope", "SCOPE", "with add: read:ID, write:ID (ID may be *), or metrics:*", isRepeatable: true),
            NodeAccess.json,
        ],
        examples: ["entente key add soc --scope 'read:*' --scope 'write:*' --node run/eu"],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("add", "NAME", add), NodeAction("revoke", "NAME", revoke),
        ])
    )

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let keys = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in try KeyRows(connection).all() }
        }
        NodeAccess.show(keys, arguments) { key in
            .members([
                "name": .string(key.name),
                "scopes": .strings(key.scopes.split(separator: " ").map(String.init)),
                "created": NodeAccess.time(key.created).map { .string($0) },
                "revoked": NodeAccess.time(key.revoked).map { .string($0) },
            ])
        } text: { key in
            "\(key.name)  \(key.scopes)  \(NodeAccess.time(key.revoked).map { "revoked \($0)" } ?? "valid")"
        }
        return .yes
    }

    private static func add(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let scopes = arguments.values("scope")
        let secret = try NodeAccess.attempt { () throws(NodeError) in try node.addKey(name, scopes: scopes) }
        if arguments.has("json") {
            NodeAccess.print(.members(["name": .string(name), "key": .string(secret)]))
        } else {
            Output.print(secret + "\n")
        }
        return .yes
    }

    private static func revoke(_ node: Node, _ name: String, _: Arguments) throws(CommandFailure) -> ExitStatus {
        let isDone = try NodeAccess.attempt { () throws(NodeError) in try node.revokeKey(name) }
        return isDone ? .yes : .no
    }
}
