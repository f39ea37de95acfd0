import JSON
import LabelXML
import Labels

/// `entente label check`: whether a label is valid under its policy.
enum LabelCheck {
    static func run(_ path: String, _ files: LabelFiles, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let reading = try files.readLabel(path)
        var findings = reading.findings
        if let label = reading.value?.label {
            findings += try files.policy(of: label).check(label)
            if reading.value?.syntax == .adatp { findings += label.missingTimes }
        } else if files.policies.isEmpty {
            throw CommandFailure("a policy is needed: `--policy SPIF.xml`")
        }
        let isValid = !findings.contains { arguments.has("strict") || $0.severity == .error }
        let placed = findings.map { (finding: $0, line: reading.line(of: $0.place)) }
        let ordered = placed.enumerated().sorted {
            ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
        }.map(\.element)
        if arguments.has("json") {
            LabelFindings.print(
                .members([
                    "file": .string(path),
                    "valid": .bool(isValid),
                    "findings": .array(ordered.map { LabelFindings.json($0.finding, line: $0.line) }),
                ])
            )
            return isValid ? .yes : .no
        }
        for (finding, line) in ordered { Output.print(LabelFindings.text(finding, line: line, path: path)) }
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count - errors
        Output.print("\(path): \(isValid ? "valid" : "not valid"), \(errors) errors, \(warnings) warnings\n")
        return isValid ? .yes : .no
    }
}
