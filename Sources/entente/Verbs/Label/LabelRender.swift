import JSON
import LabelXML
import Labels

/// `entente label render`: the marking of a label, or what a clearance is for.
enum LabelRender {
    static func run(_ path: String, _ files: LabelFiles, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let clearance = try files.readClearance(path)
        if !clearance.findings.contains(where: { $0.code == "root-wrong" }) {
            return try run(try LabelFiles.value(of: clearance, path), path, files, arguments)
        }
        let label = try files.label(path).label
        let policy = try files.policy(of: label)
        let language = arguments.value("lang") ?? ""
        let marking: String
        do throws(LabelFinding) {
            let place: MarkingPlace = arguments.has("portion") ? .portion : .page
            marking = try policy.marking(of: label, language: language, place: place)
        } catch {
            return LabelFindings.refuse([error], path, arguments)
        }
        if arguments.has("json") {
            LabelFindings.print(
                .members([
                    "marking": .string(marking),
                    "policy": .string(policy.name),
                    "language": language.isEmpty ? nil : .string(language),
                    "colour": policy.classification(named: label.classification)?.colour.map { .string($0) },
                ])
            )
        } else {
            Output.print(marking + "\n")
        }
        return .yes
    }

    private static func run(
        _ clearance: Clearance,
        _ path: String,
        _ files: LabelFiles,
        _ arguments: Arguments
    ) throws(CommandFailure) -> ExitStatus {
        guard !arguments.has("portion") else { throw CommandFailure("a clearance has no marking of a portion") }
        let named = Label(policy: clearance.policy, policyURI: clearance.policyURI, classification: "")
        let policy = try files.policy(of: named)
        let language = arguments.value("lang") ?? ""
        let marking: String
        do throws(LabelFinding) {
            marking = try policy.marking(of: clearance, language: language)
        } catch {
            return LabelFindings.refuse([error], path, arguments)
        }
        if arguments.has("json") {
            LabelFindings.print(
                .members([
                    "marking": .string(marking), "policy": .string(policy.name),
                    "language": language.isEmpty ? nil : .string(language),
                ])
            )
        } else {
            Output.print(marking + "\n")
        }
        return .yes
    }
}
