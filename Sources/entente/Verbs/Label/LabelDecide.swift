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
        let label = try files.label(labelPath).label
        let policy = try files.policy(of: label)
        let clearance = try files.clearance(clearancePath)
        let decision = policy.allows(clearance, label)
        var reasons: [LabelFinding] = []
        if case .denied(let found) = decision { reasons = found }
        if arguments.has("json") {
            LabelFindings.print(
                .members([
                    "permitted": .bool(reasons.isEmpty),
                    "reasons": .array(reasons.map { LabelFindings.json($0, line: nil) }),
                ])
            )
        } else if reasons.isEmpty {
            Output.print("yes\n")
        } else {
            Output.print("no\n" + reasons.map { "  \($0.message) (\($0.code))\n" }.joined())
        }
        return reasons.isEmpty ? .yes : .no
    }
}
