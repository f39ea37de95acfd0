import Cryptography
import JSON
import Node
import Store

/// `entente check`: proves that a store is whole.
enum CheckVerb {
    static let verb = Verb(
        name: "check",
        summary: "prove that a node's store is whole",
        synopsis: "[--node DIR] [--json]",
        description: """
            Checks every page and reference of the store, the digest of every object, the order of every collection's
            list, that each object has exactly one newest version there, and the reach of the search index. The node
            may be serving meanwhile.

            Exit status: 0 the store is whole, 1 it is not, 2 could not be checked.
            """,
        options: [NodeAccess.option, NodeAccess.json],
        examples: ["entente check --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let folder = NodeAccess.folder(arguments)
        guard folder.isSetUp else { throw CommandFailure("there is no node in `\(folder.path)`") }
        let problems = try NodeAccess.stored { () throws(StoreError) in try Self.problems(in: folder.storeFile) }
        show(problems, arguments)
        return problems.isEmpty ? .yes : .no
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
