import JSON
import LabelXML
import Labels

/// `entente label translate`: the equivalent label in another policy.
enum LabelTranslate {
    static func run(_ path: String, _ files: LabelFiles, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let label = try files.label(path).label
        let policy = try files.policy(of: label)
        let other = try target(files, policy, arguments)
        let equivalent: EquivalentLabel
        do throws(LabelFinding) {
            equivalent = try policy.equivalent(of: label, in: other)
        } catch {
            return LabelFindings.refuse([error], path, arguments)
        }
        if arguments.has("json") {
            LabelFindings.print(
                .members([
                    "label": equivalent.label.json,
                    "notes": .array(equivalent.notes.map { LabelFindings.json($0, line: nil) }),
                ])
            )
            return .yes
        }
        for note in equivalent.notes { Output.error(LabelFindings.text(note, line: nil, path: path)) }
        try LabelConvert.write(LabelDocument(role: .alternative, label: equivalent.label))
        return .yes
    }

    private static func target(
        _ files: LabelFiles,
        _ policy: SecurityPolicy,
        _ arguments: Arguments
    ) throws(CommandFailure) -> SecurityPolicy {
        guard let name = arguments.value("to") else {
            throw CommandFailure("`label translate` needs the other policy: `--to POLICY`")
        }
        let ids = policy.equivalentPolicies.filter { $0.name == name }.map(\.id)
        let found = files.policies.first {
            $0.name == name || $0.id == name || $0.uri == name || ids.contains($0.id)
        }
        guard let found else {
            let known = files.policies.map { "`\($0.name)`" }.joined(separator: ", ")
            throw CommandFailure(
                "the policy `\(name)` is not given",
                help: "give its file, too: `--policy SPIF.xml`" + (known.isEmpty ? "" : "; given are \(known)")
            )
        }
        return found
    }
}
