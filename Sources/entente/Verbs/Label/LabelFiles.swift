import JSON
import LabelXML
import Labels

/// The files that `entente label` was given.
struct LabelFiles {
    /// The policies, in the order of the options.
    let policies: [SecurityPolicy]

    /// Reads the policies.
    /// - Throws: `CommandFailure` for a policy that cannot be read or contradicts itself.
    init(_ arguments: Arguments) throws(CommandFailure) {
        var policies: [SecurityPolicy] = []
        for path in arguments.values("policy") {
            let reading = try Self.read(path) { bytes throws(XMLError) in try LabelXML.readPolicy(bytes) }
            policies.append(try Self.value(of: reading, path))
        }
        self.policies = policies
    }

    /// The policy of a label: the one that it names, else the first.
    func policy(of label: Label) throws(CommandFailure) -> SecurityPolicy {
        if let policy = policies.first(where: { $0.isNamed(label.policy, uri: label.policyURI) }) ?? policies.first {
            return policy
        }
        throw CommandFailure("a policy is needed: `--policy SPIF.xml`")
    }

    /// Reads a label as far as it goes.
    func readLabel(_ path: String) throws(CommandFailure) -> XMLReading<LabelDocument> {
        let policies = policies
        return try Self.read(path) { bytes throws(XMLError) in try LabelXML.readLabel(bytes, policies: policies) }
    }

    /// Reads a label that can be used.
    func label(_ path: String) throws(CommandFailure) -> LabelDocument {
        try Self.value(of: try readLabel(path), path)
    }

    /// Reads a clearance as far as it goes.
    func readClearance(_ path: String) throws(CommandFailure) -> XMLReading<Clearance> {
        let policies = policies
        return try Self.read(path) { bytes throws(XMLError) in
            try LabelXML.readClearance(bytes, policies: policies)
        }
    }

    /// Reads a clearance that can be used.
    func clearance(_ path: String) throws(CommandFailure) -> Clearance {
        try Self.value(of: try readClearance(path), path)
    }

    /// Reads a file that is XML.
    static func read<Value>(
        _ path: String,
        _ reader: ([UInt8]) throws(XMLError) -> XMLReading<Value>
    ) throws(CommandFailure) -> XMLReading<Value> {
        let bytes = try Input(path: path).all(limit: 64 << 20)
        do throws(XMLError) {
            return try reader(bytes)
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
    }

    /// What was read, if nothing is wrong with it.
    static func value<Value>(of reading: XMLReading<Value>, _ path: String) throws(CommandFailure) -> Value {
        if let finding = reading.findings.first(where: { $0.severity == .error }) {
            let line = reading.line(of: finding.place).map { "line \($0): " } ?? ""
            throw CommandFailure("`\(path)`: \(line)\(finding.message) (\(finding.code))")
        }
        guard let value = reading.value else { throw CommandFailure("`\(path)` is of another kind") }
        return value
    }
}

/// Findings for people and as JSON.
enum LabelFindings {
    /// One line for people, such as `label.xml:8: error category-unknown (category 1, value 2): …`.
    static func text(_ finding: LabelFinding, line: Int?, path: String) -> String {
        let place: String
        switch finding.place {
        case .line, .whole: place = ""
        default: place = " (\(finding.place))"
        }
        let start = path + (line.map { ":\($0)" } ?? "")
        return "\(start): \(finding.severity.rawValue) \(finding.code)\(place): \(finding.message)\n"
    }

    /// A finding as JSON.
    static func json(_ finding: LabelFinding, line: Int?) -> JSONTree {
        .members([
            "code": .string(finding.code),
            "severity": .string(finding.severity.rawValue),
            "line": line.map { .integer($0) },
            "where": .string("\(finding.place)"),
            "message": .string(finding.message),
        ])
    }

    /// Prints a value as one line of JSON.
    static func print(_ tree: JSONTree) { Output.write(tree.bytes() + [UInt8(ascii: "\n")]) }

    /// Says no, with the reasons.
    static func refuse(_ findings: [LabelFinding], _ path: String, _ arguments: Arguments) -> ExitStatus {
        if arguments.has("json") {
            print(.members(["reasons": .array(findings.map { json($0, line: nil) })]))
        }
        for finding in findings { Output.error(text(finding, line: nil, path: path)) }
        return .no
    }
}
