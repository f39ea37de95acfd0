import Advisories
import Configuration
internal import Desk
internal import Installation
import JSON
import Work
import Workspaces

/// `entente vex`: what advisories say of a product.
enum VEXVerb {
    static let verb = Verb(
        name: "vex",
        summary: "say whether a product is affected, by security advisories",
        synopsis: "PRODUCT [FILE…] [--node DIR]",
        description: """
            Prints what advisories say of a product, a line of json for each:
            {"product","vulnerability","status","flag","advisory"}. The status is known_affected, known_not_affected,
            fixed or under_investigation; the flag says why a product is not affected, and is null where nothing does.

            PRODUCT is a product's identifier in an advisory, its name in the Common Platform Enumeration, a package
            URL, or words of its name.
            Advisories are FILE… (CSAF 2.0 and 2.1, records of CVE), without files those that the
            node holds, the newest first.

            Exit status: 0 something is said of it, 1 nothing is, 2 could not be done.
            """,
        options: [NodeAccess.option],
        examples: ["entente vex CSAFPID-9080700 advisory.json", "entente vex \"Product A 1.0\" --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let product = arguments.operands.first, !product.isEmpty else {
            throw CommandFailure("a product is needed")
        }
        let files = arguments.operands.dropFirst()
        var isAnything = false
        if files.isEmpty {
            let node = try NodeAccess.open(arguments)
            defer { node.close() }
            let answer = try AdvisoryAccess.answer("vex", ["product": product], node)
            for item in answer["items"]?.elements ?? [] {
                isAnything = true
                let flag = item["flag"]?.string ?? ""
                NodeAccess.print(
                    .members([
                        "product": item["product"], "vulnerability": item["vulnerability"], "status": item["status"],
                        "flag": flag.isEmpty ? .null : .string(flag), "advisory": item["advisory"],
                    ])
                )
            }
            if answer["complete"] == .bool(false) { Output.error("older advisories were not read any more\n") }
        }
        for file in files {
            let document = try CSAFVerb.json(try CSAFVerb.read(file), file)
            do throws(AdvisoryFault) {
                let advisory = try Advisory(document.root)
                for line in advisory.lines(about: product) {
                    isAnything = true
                    NodeAccess.print(line.json(advisory.id))
                }
            } catch {
                throw CommandFailure("`\(file)`: \(error)")
            }
        }
        return isAnything ? .yes : .no
    }
}

/// What a node answers of advisories.
enum AdvisoryAccess {
    static func answer(_ name: String, _ fields: [String: String], _ node: Node) throws(CommandFailure) -> JSONTree {
        guard let question = Workspaces.all.flatMap(\.questions).first(where: { $0.name == name }) else {
            throw CommandFailure("there is no question `\(name)`")
        }
        return try NodeAccess.attempt { () throws(NodeError) in try node.answer(question, fields) }
    }

    /// The report that stands for an advisory, by its identifier or that of the advisory; the newest counts.
    static func report(called name: String, _ node: Node) throws(CommandFailure) -> String? {
        if name.hasPrefix("report--") { return name }
        let items = try answer("advisories", [:], node)["items"]?.elements ?? []
        return items.first { $0["advisory"]?.string == name }?["id"]?.string
    }
}
