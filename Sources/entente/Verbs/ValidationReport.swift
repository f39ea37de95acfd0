import JSON
import STIX

/// What a validation says, for people or as JSON lines.
struct ValidationReport {
    /// The file at hand.
    var file = ""
    /// Whether nothing that is wrong has been met.
    private(set) var isValid = true
    private let isStrict: Bool
    private let isJSON: Bool
    private var objectCount = 0
    private var errorCount = 0
    private var warningCount = 0

    init(isStrict: Bool, isJSON: Bool) {
        self.isStrict = isStrict
        self.isJSON = isJSON
    }

    /// Takes the findings of one object; nil stands for text that could not be read.
    mutating func take(_ object: JSONValue?, _ findings: [Finding]) {
        let isGood = count(findings)
        if isJSON {
            line(object, findings, isGood, file: file)
        } else {
            for finding in findings {
                show(finding, id: object?["id"]?.string)
            }
        }
    }

    /// Takes the findings of one line of a batch, and answers it.
    mutating func answer(_ object: JSONValue?, _ findings: [Finding]) {
        let isGood = count(findings)
        line(object, findings, isGood, file: nil)
    }

    private mutating func count(_ findings: [Finding]) -> Bool {
        objectCount += 1
        let errors = findings.count { $0.severity == .error }
        errorCount += errors
        warningCount += findings.count - errors
        let isGood = isStrict ? findings.isEmpty : errors == 0
        isValid = isValid && isGood
        return isGood
    }

    private func line(_ object: JSONValue?, _ findings: [Finding], _ isGood: Bool, file: String?) {
        let tree = JSONTree.members([
            "file": file.map { .string($0) },
            "id": object?["id"]?.string.map { .string($0) } ?? .null,
            "valid": .bool(isGood),
            "findings": .array(findings.map { ValidationReport.tree($0) }),
        ])
        Output.write(tree.bytes() + [UInt8(ascii: "\n")])
    }

    private static func tree(_ finding: Finding) -> JSONTree {
        .members([
            "code": .string(finding.code.rawValue),
            "severity": .string(finding.severity.rawValue),
            "path": .string(finding.path),
            "spec": .string(finding.spec),
            "message": .string(finding.message),
        ])
    }

    private func show(_ finding: Finding, id: String?) {
        let isError = finding.severity == .error || isStrict
        let word = finding.severity.rawValue
        let shown = Output.isTerminal ? "\u{1B}[\(isError ? 31 : 33)m\(word)\u{1B}[0m" : word
        let place = [id ?? "", finding.path].filter { !$0.isEmpty }.joined(separator: " ")
        let prefix = place.isEmpty ? "" : "\(place): "
        Output.print("\(file): \(prefix)\(shown): \(finding.message) [\(finding.code.rawValue), \(finding.spec)]\n")
    }

    /// Prints the last line for people.
    func summarise() {
        guard !isJSON else { return }
        let word = isValid ? "valid" : "not valid"
        let shown = Output.isTerminal ? "\u{1B}[\(isValid ? 32 : 31)m\(word)\u{1B}[0m" : word
        Output.print("\(shown): \(objectCount) checked, \(errorCount) errors, \(warningCount) warnings\n")
    }
}
