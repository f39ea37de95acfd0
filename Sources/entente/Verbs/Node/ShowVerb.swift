import Configuration
internal import Holdings
internal import Installation
import JSON
import STIX
import Store

/// `entente show`: one object, where it came from and to whom it went.
enum ShowVerb {
    static let verb = Verb(
        name: "show",
        summary: "show an object, its source and its releases",
        synopsis: "ID [--node DIR] [--json]",
        description: """
            Prints every version of an object that the node keeps, from every source, with the party that originated
            it, the reason of a quarantine if it is in one, and the acts by which it was released.

            Exit status: 0 there is such an object, 1 there is none, 2 could not be done.
            """,
        options: [NodeAccess.option, NodeAccess.json],
        examples: ["entente show entente-commitment--… --node run/japan"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let id = try NodeAccess.operand(arguments, "id")
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let (found, erased) = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in
                var found: [(ObjectRows.Summary, [ReleaseAct])] = []
                for version in try ObjectRows(connection).versions(of: id) {
                    found.append((version, try ReleaseRows(connection).acts(on: version.row)))
                }
                return (found, try ErasureRows(connection).erased(id))
            }
        }
        for (version, acts) in found { show(version, acts, arguments) }
        for version in erased { show(version, arguments) }
        return found.isEmpty && erased.isEmpty ? .no : .yes
    }

    private static func show(_ version: ObjectRows.Summary, _ acts: [ReleaseAct], _ arguments: Arguments) {
        let source = version.source
        if arguments.has("json") {
            return NodeAccess.print(
                .members([
                    "id": .string(version.id),
                    "version": .string(version.version),
                    "source": .string(source),
                    "kept": NodeAccess.time(version.kept).map { .string($0) },
                    "quarantine": version.quarantine.map { .string($0) },
                    "findings": findings(version).map { .array($0.map(json)) },
                    "releases": .array(acts.map(json)),
                    "object": .encoded(version.bytes),
                ])
            )
        }
        Output.print(
            "version   \(version.version)\nsource    \(source)\nkept      \(NodeAccess.time(version.kept) ?? "")\n"
        )
        if let quarantine = version.quarantine { Output.print("quarantine  \(quarantine)\n") }
        for finding in findings(version) ?? [] {
            Output.print(
                "finding   \(finding.path): \(finding.message) [\(finding.code.rawValue), \(finding.spec)]\n"
            )
        }
        for act in acts {
            Output.print("\(act.outcome)  to \(act.party) by \(act.officer) on \(NodeAccess.time(act.made) ?? "")\n")
        }
        if let document = try? JSONDocument(parsing: version.bytes) {
            Output.write(JSONTree(document.root).prettyBytes() + Array("\n\n".utf8))
        }
    }

    /// What is wrong with an object that is kept as it was found; nil for any other.
    private static func findings(_ version: ObjectRows.Summary) -> [Finding]? {
        guard version.sourceKind == FoundRows.kind, let object = try? JSONDocument(parsing: version.bytes) else {
            return nil
        }
        return STIXValidator.strict.findings(for: object.root)
            .filter { $0.severity == .error }
    }

    /// What was erased is shown as such: when, and with which digest, so that receipts can be matched.
    private static func show(_ version: ErasureRows.Version, _ arguments: Arguments) {
        let when = NodeAccess.time(version.erased) ?? ""
        let digest = version.digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        if arguments.has("json") {
            return NodeAccess.print(
                .members([
                    "id": .string(version.id), "version": .string(version.version), "erased": .string(when),
                    "sha256": .string(digest),
                ])
            )
        }
        Output.print("version   \(version.version)\nerased    \(when)\nsha256    \(digest)\n\n")
    }

    private static func json(_ finding: Finding) -> JSONTree {
        .members([
            "code": .string(finding.code.rawValue), "path": .string(finding.path), "spec": .string(finding.spec),
            "message": .string(finding.message),
        ])
    }

    private static func json(_ act: ReleaseAct) -> JSONTree {
        .members([
            "party": .string(act.party),
            "officer": .string(act.officer),
            "made": NodeAccess.time(act.made).map { .string($0) },
            "outcome": .string(act.outcome),
            "agreement_set": act.agreements.map { .integer(Int($0)) },
            "decision": .encoded(act.grounds),
        ])
    }
}
