import Installation
import JSON
import Store

/// `entente search`: finds objects by the words in them.
enum SearchVerb {
    static let verb = Verb(
        name: "search",
        summary: "find objects by words, in japanese and european languages",
        synopsis:
            "WORD… [--limit N] [--lang L] [--node DIR] [--json]\n       entente search --batch [--limit N] [--node DIR]",
        description: """
            Finds objects that hold all the words; words in double quotes must follow each other. Inflected forms are
            found (English, French, German and others), the last words also by how they begin, from three letters on;
            width, case and accents make no difference, and Japanese is found by any letters of it, one included. The
            newest come first. A translation is found as the object that it translates, and names are in the reader's
            language where there is a translation.

            With --batch, each line of standard input is a query and gets one line of JSON: count, ids, milliseconds.

            Exit status: 0 something was found, 1 nothing was, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("limit", "N", "how many to show (default 20)"),
            .value("lang", "L", "the reader's language (default: the terminal's)"),
            .flag("batch", "read one query a line from standard input"), NodeAccess.json,
        ],
        examples: ["entente search 訓練 --node run/japan", "entente search '\"ballistic missile\"' --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.has("batch") == arguments.operands.isEmpty else {
            throw CommandFailure("words are needed, or `--batch` without words")
        }
        guard let limit = Int(arguments.value("limit") ?? "20"), (0...100_000).contains(limit) else {
            throw CommandFailure("`--limit` needs a number from 0 to 100000")
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        if arguments.has("batch") { return try batch(node, limit) }
        let query = arguments.operands.joined(separator: " ")
        let language = FoundObjects.language(arguments.value("lang"))
        let found = try NodeAccess.stored { () throws(StoreError) in
            try node.store.finishIndexing()
            return try node.store.read { connection throws(StoreError) in
                try FoundObjects(query, limit: limit, language: language, connection)
            }
        }
        if arguments.has("json") {
            NodeAccess.print(
                .members([
                    "count": .number(String(found.count)),
                    "objects": .array(found.items.map { .encoded($0.object.bytes) }),
                ])
            )
        } else {
            Output.print("\(found.count) found\n")
            for item in found.items { Output.print("\(item.object.id)  \(item.name)\n") }
        }
        return found.count > 0 ? .yes : .no
    }

    private static func batch(_ node: Node, _ limit: Int) throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        try NodeAccess.stored { () throws(StoreError) in try node.store.finishIndexing() }
        while let line = try lines.next() {
            let start = node.clock()
            let query = String(decoding: line, as: UTF8.self)
            let (count, ids) = try NodeAccess.stored { () throws(StoreError) in
                try node.store.read { connection throws(StoreError) in
                    let found = try SearchRows(connection).find(query, limit: limit)
                    let ids = try found.rows.map { row throws(StoreError) in
                        try MemberPages(connection).name(of: row).map(\.id) ?? ""
                    }
                    return (found.count, ids)
                }
            }
            NodeAccess.print(
                .members([
                    "query": .string(query),
                    "count": .number(String(count)),
                    "ids": .strings(ids),
                    "milliseconds": .number(String(Double(node.clock() - start) / 1_000)),
                ])
            )
        }
        return .yes
    }
}
