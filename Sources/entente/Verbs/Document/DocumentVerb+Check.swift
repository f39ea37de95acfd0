import Documents
import JSON

extension DocumentVerb {
    @Sendable
    static func check(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        var count = 0
        for file in files {
            let bytes = try Input(path: file).all(limit: DocumentLimits.bytes)
            let reasons = try of(file) { () throws(DocumentFault) in try DocumentCheck.reasons(bytes) }
            count += reasons.count
            for reason in reasons {
                if arguments.has("json") {
                    line([
                        "file": .string(file), "reason": .string(reason.code.rawValue), "part": .string(reason.part),
                        "paragraph": reason.paragraph.map { .integer($0) } ?? .null,
                    ])
                } else {
                    let place = reason.paragraph.map { ", paragraph \($0)" } ?? ""
                    Output.print("\(file): \(reason.part)\(place): \(reason.code.rawValue)\n")
                }
            }
        }
        return count == 0 ? .yes : .no
    }
}
