import JSON
import LabelXML
import Labels

/// `entente label render`: the marking of a label.
enum LabelRender {
    static func run(_ path: String, _ files: LabelFiles, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
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
}
