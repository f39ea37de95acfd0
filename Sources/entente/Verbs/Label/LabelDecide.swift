import JSON
import LabelXML
import Labels

/// `entente label decide`: whether a reader with a clearance may see what has a label.
enum LabelDecide {
    static func run(
        _ labelPath: String,
        _ clearancePath: String,
        _ files: LabelFiles,
        _ arguments: Arguments
    ) throws(CommandFailure) -> ExitStatus {
        let label = try files.readLabel(labelPath)
        let clearance = try files.readClearance(clearancePath)
        // What can be read in two ways is seen by nobody: a fault makes the answer no.
        var reasons = faults(label, labelPath) + faults(clearance, clearancePath)
        if reasons.isEmpty || label.value == nil || clearance.value == nil {
            let label = try LabelFiles.value(of: label, labelPath).label
            let policy = try files.policy(of: label)
            let decision = policy.allows(try LabelFiles.value(of: clearance, clearancePath), label)
            if case .denied(let found) = decision { reasons = found.map { ($0, nil, nil) } }
        }
        if arguments.has("json") {
            LabelFindings.print(
                .members([
                    "permitted": .bool(reasons.isEmpty),
                    "reasons": .array(
                        reasons.map { finding, path, line in
                            var json = LabelFindings.json(finding, line: line)
                            json["file"] = path.map { .string($0) }
                            return json
                        }
                    ),
                ])
            )
        } else if reasons.isEmpty {
            Output.print("yes\n")
        } else {
            let lines = reasons.map { finding, path, line in
                let place = path.map { "\($0):" + (line.map { "\($0):" } ?? "") + " " } ?? ""
                return "  \(place)\(finding.message) (\(finding.code))\n"
            }
            Output.print("no\n" + lines.joined())
        }
        return reasons.isEmpty ? .yes : .no
    }

    /// What is wrong with a file, and where.
    private static func faults<Value>(
        _ reading: XMLReading<Value>,
        _ path: String
    ) -> [(finding: LabelFinding, path: String?, line: Int?)] {
        reading.findings.filter { $0.severity == .error }.map { ($0, path, reading.line(of: $0.place)) }
    }
}
