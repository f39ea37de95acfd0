import Configuration
import Cryptography
import JSON
import MISP

/// `entente misp`: events of MISP in and out.
enum MISPVerb {
    static let verb = Verb(
        name: "misp",
        summary: "take events of misp in, and write events for misp",
        synopsis: "import FILE|DIR… | export [FILE…]  [--node DIR] [--output FILE] [--feed DIR] [--json]",
        description: """
            import reads events of the MISP core format, or a feed (a folder with `manifest.json`), makes STIX 2.1 of
            them and says how many objects they are, for whom they were meant, and each field that could not be
            carried. With --output the bundle is written there, with --node the objects are kept as the party's own, as
            `entente import` does; with neither nothing is kept. A time without a zone is refused.

            export writes events: of STIX bundles, or with --node of the party's own objects; with --feed as a feed that
            MISP reads. What MISP has no place for is listed on standard error. It is for the node's own people: it does
            not ask whether anything may be released. That it was done is logged.

            A FILE of `-` is standard input.

            Exit status: 0 done, 1 some objects were refused, 2 could not be done.
            """,
        options: [
            .value("node", "DIR", "import: keep the objects in this node; export: the objects of this node"),
            .value("output", "FILE", "write the bundle or the events there"),
            .value("feed", "DIR", "export: write a feed into this folder"),
            .value("distribution", "N", "export: of events that have none, 0 (default) to 3"),
            .flag("json", "print json, one line an event"),
        ],
        examples: [
            "entente misp import --json event.json",
            "entente misp import --node run/eu event.json",
            "entente misp export --feed feed --distribution 1 bundle.json",
        ],
        run: run
    )

    static let largest = 1 << 30

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        switch arguments.operands.first {
        case "import": return try MISPImport.run(Array(arguments.operands.dropFirst()), arguments)
        case "export": return try MISPExport.run(Array(arguments.operands.dropFirst()), arguments)
        default: throw CommandFailure("`import` or `export` is needed", help: "`entente misp --help` explains both")
        }
    }

    /// The fields that could not be carried.
    static func json(_ lost: [LostField]) -> JSONTree {
        .array(
            lost.map {
                .members([
                    "path": .string($0.path), "value_kind": .string($0.kind), "reason": .string($0.reason.rawValue),
                ])
            }
        )
    }

    static func read(_ path: String) throws(CommandFailure) -> JSONValue {
        let bytes = try Input(path: path).all(limit: largest)
        do throws(JSONError) {
            return try JSONDocument(
                parsing: bytes,
                limits: JSONLimits(maximumBytes: largest, maximumDepth: 64)
            ).root
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
    }
}
