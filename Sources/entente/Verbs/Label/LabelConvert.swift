import JSON
import LabelXML
import Labels

/// `entente label convert` and `entente label policy`: the same content in another form.
enum LabelConvert {
    static func run(_ path: String, _ files: LabelFiles, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let document = try document(path, files)
        switch arguments.value("as") ?? (arguments.has("json") ? "json" : "adatp") {
        case "adatp": try write(document)
        case "json": LabelFindings.print(document.label.json)
        case "spiffing":
            let policy = try files.policy(of: document.label)
            try write { () throws(XMLError) in try LabelXML.writeNumbered(document.label, policy: policy) }
        case let other: throw CommandFailure("`\(other)` is no syntax", help: "write `adatp`, `spiffing` or `json`")
        }
        return .yes
    }

    /// Prints a policy.
    static func policy(_ path: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let reading = try LabelFiles.read(path) { bytes throws(XMLError) in try LabelXML.readPolicy(bytes) }
        for finding in reading.findings {
            Output.error(LabelFindings.text(finding, line: reading.line(of: finding.place), path: path))
        }
        let policy = try LabelFiles.value(of: reading, path)
        if arguments.has("json") {
            LabelFindings.print(json(policy))
        } else {
            try write { () throws(XMLError) in try LabelXML.write(policy) }
        }
        return .yes
    }

    /// Prints a label as ADatP-4774 XML.
    static func write(_ document: LabelDocument) throws(CommandFailure) {
        var document = document
        if document.role == .unspecified { document.role = .originator }
        let final = document
        try write { () throws(XMLError) in try LabelXML.write(final) }
    }

    private static func write(_ make: () throws(XMLError) -> [UInt8]) throws(CommandFailure) {
        do throws(XMLError) {
            Output.write(try make())
        } catch {
            throw CommandFailure("it cannot be written: \(error)")
        }
    }

    /// Reads a label in any form; what is read and lost is said.
    private static func document(_ path: String, _ files: LabelFiles) throws(CommandFailure) -> LabelDocument {
        let bytes = try Input(path: path).all(limit: 64 << 20)
        let isJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
        if isJSON { return LabelDocument(label: try json(bytes, path)) }
        let reading: XMLReading<LabelDocument>
        do throws(XMLError) {
            reading = try LabelXML.readLabel(bytes, policies: files.policies)
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
        for finding in reading.findings where finding.severity == .warning {
            Output.error(LabelFindings.text(finding, line: reading.line(of: finding.place), path: path))
        }
        return try LabelFiles.value(of: reading, path)
    }

    private static func json(_ bytes: [UInt8], _ path: String) throws(CommandFailure) -> Label {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
        guard let label = Label(json: root) else { throw CommandFailure("`\(path)` holds no label") }
        return label
    }

    private static func json(_ policy: SecurityPolicy) -> JSONTree {
        .members([
            "name": .string(policy.name),
            "id": .string(policy.id),
            "classifications": .array(
                policy.classifications.map {
                    .members([
                        "name": .string($0.name), "lacv": .string($0.lacv), "hierarchy": .integer($0.hierarchy),
                        "colour": $0.colour.map { .string($0) },
                    ])
                }
            ),
            "tag_sets": .array(
                policy.tagSets.map { set in
                    .members([
                        "name": .string(set.name),
                        "id": .string(set.id),
                        "tags": .array(
                            set.tags.map { tag in
                                .members([
                                    "name": tag.name.map { .string($0) },
                                    "type": .string(tag.type.kind.rawValue),
                                    "categories": .strings(tag.categories.map(\.name)),
                                ])
                            }
                        ),
                    ])
                }
            ),
            "equivalent_policies": .array(
                policy.equivalentPolicies.map { .members(["name": .string($0.name), "id": .string($0.id)]) }
            ),
        ])
    }
}
