internal import Installation
import JSON
import Store

/// `entente reindex`: makes the search index anew.
enum ReindexVerb {
    static let verb = Verb(
        name: "reindex",
        summary: "make the search index of a node anew",
        synopsis: "[--node DIR] [--json]",
        description: """
            Drops the full-text index and makes it anew from the objects, for instance after `entente check` has found
            it wrong. The node may be serving meanwhile; searches find less until it is done.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [NodeAccess.option, NodeAccess.json],
        examples: ["entente reindex --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let start = node.clock()
        let (objects, bytes) = try NodeAccess.stored { () throws(StoreError) in try node.store.rebuildIndex() }
        let seconds = Double(node.clock() - start) / 1_000_000
        if arguments.has("json") {
            NodeAccess.print(
                .members([
                    "objects": .number(String(objects)),
                    "index_bytes": .number(String(bytes)),
                    "seconds": .number(String(seconds)),
                ])
            )
        } else {
            Output.print("\(objects) objects indexed in \(seconds) s\n")
        }
        return .yes
    }
}
