import Configuration
import Cryptography
internal import Installation
import Store

/// `entente export`: the party's holdings as a bundle.
enum ExportVerb {
    static let verb = Verb(
        name: "export",
        summary: "write the node's objects as a stix bundle",
        synopsis: "[--from PARTY] [--node DIR] > FILE",
        description: """
            Writes a STIX 2.1 bundle with every version that the node keeps of its own objects, or with --from of those
            that a partner released. It is for the node's own people: it does not ask whether anything may be released.
            That it was done is logged.
            Memory does not grow with the number of objects.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [NodeAccess.option, .value("from", "PARTY", "what this partner released to us")],
        examples: ["entente export --node run/eu > eu.json"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let from = arguments.value("from")
        try NodeAccess.attempt { () throws(NodeError) in try node.logExport(from: from) }
        try NodeAccess.stored { () throws(StoreError) in
            try node.store.read { connection throws(StoreError) in
                let source = try from.map { name throws(StoreError) in
                    try ObjectRows(connection).knownSource(kind: "partner", name: name) ?? -1
                }
                Output.print("{\"type\":\"bundle\",\"id\":\"bundle--\(Random.uuid())\"")
                var after: Int64 = 0
                while true {
                    let batch = try ObjectRows(connection).objects(after: after, limit: 500, source: source ?? 1)
                    for object in batch {
                        Output.print(after == 0 ? ",\"objects\":[\n" : ",\n")
                        Output.write(object.bytes)
                        after = object.row
                    }
                    if batch.isEmpty { break }
                }
                Output.print(after == 0 ? "}\n" : "\n]}\n")
            }
        }
        return .yes
    }
}
