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

    /// Writes a line straight into the output: a `JSONTree` would cost as much as the check that the line tells of.
    private func line(_ object: JSONValue?, _ findings: [Finding], _ isGood: Bool, file: String?) {
        Output.write { output in
            output.append(UInt8(ascii: "{"))
            if let file {
                ValidationReport.member("file", file, to: &output)
                output.append(UInt8(ascii: ","))
            }
            output.append(contentsOf: #""id":"#.utf8)
            if let id = object?["id"], id.kind == .string {
                id.writeCanonical(to: &output)
            } else {
                output.append(contentsOf: "null".utf8)
            }
            output.append(contentsOf: (isGood ? #","valid":true"# : #","valid":false"#).utf8)
            output.append(contentsOf: #","findings":["#.utf8)
            for (place, finding) in findings.enumerated() {
                if place > 0 {
                    output.append(UInt8(ascii: ","))
                }
                ValidationReport.write(finding, to: &output)
            }
            output.append(contentsOf: "]}\n".utf8)
        }
    }

    private static func write(_ finding: Finding, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        member("code", finding.code.rawValue, to: &output)
        output.append(UInt8(ascii: ","))
        member("severity", finding.severity.rawValue, to: &output)
        output.append(UInt8(ascii: ","))
        member("path", finding.path, to: &output)
        output.append(UInt8(ascii: ","))
        member("spec", finding.spec, to: &output)
        output.append(UInt8(ascii: ","))
        member("message", finding.message, to: &output)
        output.append(UInt8(ascii: "}"))
    }

    private static func member(_ name: String, _ value: String, to output: inout [UInt8]) {
        JSONEscapes.write(name, to: &output)
        output.append(UInt8(ascii: ":"))
        JSONEscapes.write(value, to: &output)
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
