import Configuration
import Cryptography
internal import Installation
import JSON
import Store
import Witnessing

/// `entente check`: proves that a store is whole.
enum CheckVerb {
    static let verb = Verb(
        name: "check",
        summary: "prove that a node's store is whole",
        synopsis: "[--partner NAME] [--node DIR] [--json]",
        description: """
            Checks every page and reference of the store, the digest of every object, the order of every collection's
            list, that each object has exactly one newest version there, and the reach of the search index. Then log,
            feeds, holdings and receipts against each other: every entry is what the log holds, every tile and the
            signed checkpoint fit, whatever stands in a feed was logged, every receipt holds and is for what is held.
            With --partner it is the partner's published log that is fetched and checked whole, against what was seen
            of it and against every receipt. The node may be serving meanwhile.

            Exit status: 0 the store is whole, 1 it is not, 2 could not be checked.
            """,
        options: [
            NodeAccess.option, .value("partner", "NAME", "check this partner's published log"), NodeAccess.json,
        ],
        examples: ["entente check --node run/eu", "entente check --partner japan --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let folder = NodeAccess.folder(arguments)
        guard folder.isSetUp else { throw CommandFailure("there is no node in `\(folder.path)`") }
        let problems =
            if let partner = arguments.value("partner") {
                try self.problems(ofPartner: partner, arguments)
            } else {
                try self.problems(in: folder, arguments)
            }
        show(problems, arguments)
        return problems.isEmpty ? .yes : .no
    }

    private static func problems(
        in folder: NodeFolder,
        _ arguments: Arguments
    ) throws(CommandFailure) -> [StoreCheck.Problem] {
        let problems = try NodeAccess.stored { () throws(StoreError) in try Self.problems(in: folder.storeFile) }
        // A damaged file is not opened for writing, and its log is not asked.
        guard problems.isEmpty else { return problems }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        return try NodeAccess.stored { () throws(StoreError) in
            try node.store.read { connection throws(StoreError) in
                try connection.snapshot { () throws(StoreError) in try LedgerCheck(node, connection).problems() }
            }
        }
    }

    private static func problems(
        ofPartner name: String,
        _ arguments: Arguments
    ) throws(CommandFailure) -> [StoreCheck.Problem] {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let partner = try NodeAccess.partner(name, node)
        return try NodeAccess.attempt { () throws(NodeError) in try LedgerCheck.problems(ofPartner: partner, node) }
    }

    /// What is wrong with a store.
    static func problems(in path: String) throws(StoreError) -> [StoreCheck.Problem] {
        let connection = try Connection(path: path, access: .read)
        return try StoreCheck.problems(connection, digest: SHA256.digest(of:))
    }

    /// Prints what is wrong, or that nothing is.
    static func show(_ problems: [StoreCheck.Problem], _ arguments: Arguments) {
        if arguments.has("json") {
            let list = problems.map { problem in
                JSONTree.members(["code": .string(problem.code), "message": .string(problem.message)])
            }
            return NodeAccess.print(.members(["whole": .bool(problems.isEmpty), "problems": .array(list)]))
        }
        for problem in problems { Output.print("\(problem.code): \(problem.message)\n") }
        if problems.isEmpty { Output.print("the store is whole\n") }
    }
}
