import Configuration
import Installation
import JSON
import Store

/// `entente collection`: the collections of a node.
enum CollectionVerb {
    static let verb = Verb(
        name: "collection",
        summary: "list, add or remove taxii collections",
        synopsis: "list|add|remove [ID] [--kind shelf|inbox] [--title TITLE] [--alias ALIAS] [--node DIR]",
        description: """
            A node has collections of three kinds: a feed holds what was released to one partner and is made with its
            invitation; an inbox takes what sensors hand in (bundles and MISP's spellings too) and cannot be read by them; a
            shelf belongs to the party's own tools, which read, write and delete. `add` makes an inbox or a shelf in the
            API root `tools` and prints its id; `remove` takes one away (its objects stay in the node).

            Exit status: 0 done, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("kind", "KIND", "with add: shelf (default) or inbox"),
            .value("title", "TITLE", "with add: the title"),
            .value("alias", "ALIAS", "with add: a name for paths, any text"),
            .value("description", "TEXT", "with add: a description"), NodeAccess.json,
        ],
        examples: ["entente collection add --node run/eu --kind shelf --title 'SOC tools' --alias soc"],
        run: NodeAction.choice(of: [
            NodeAction("list", list), NodeAction("add", add), NodeAction("remove", "ID", remove),
        ])
    )

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        try NodeAccess.stored { () throws(StoreError) in
            try node.store.read { connection throws(StoreError) in
                for collection in try CollectionRows(connection).all() {
                    let size = try CollectionRows(connection).size(collection.row)
                    if arguments.has("json") {
                        NodeAccess.print(json(collection, size))
                    } else {
                        let kind = collection.kind.rawValue
                        Output.print(
                            "/\(collection.root)/  \(collection.id)  \(kind)  \(size)  \(collection.title)\n"
                        )
                    }
                }
            }
        }
        return .yes
    }

    private static func json(_ collection: StoredCollection, _ size: Int64) -> JSONTree {
        .members([
            "id": .string(collection.id),
            "root": .string(collection.root),
            "kind": .string(collection.kind.rawValue),
            "title": .string(collection.title),
            "alias": collection.alias.map { .string($0) },
            "party": collection.party.map { .string($0) },
            "objects": .number(String(size)),
        ])
    }

    private static func add(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let id = try NodeAccess.attempt { () throws(NodeError) in
            try node.addCollection(
                arguments.value("kind") ?? "shelf",
                title: arguments.value("title"),
                alias: arguments.value("alias"),
                description: arguments.value("description")
            )
        }
        if arguments.has("json") {
            NodeAccess.print(.members(["id": .string(id), "root": .string(NodeConfiguration.toolsRoot)]))
        } else {
            Output.print(id + "\n")
        }
        return .yes
    }

    private static func remove(_ node: Node, _ id: String, _: Arguments) throws(CommandFailure) -> ExitStatus {
        let isDone = try NodeAccess.attempt { () throws(NodeError) in try node.removeCollection(id) }
        guard isDone else { throw CommandFailure("no shelf or inbox has the id `\(id)`") }
        return .yes
    }
}
