import Cryptography
import JSON
import STIX
import Workspaces

/// `entente validate`: judges files by STIX 2.1.
enum ValidateVerb {
    static let verb = Verb(
        name: "validate",
        summary: "judge objects and bundles by stix 2.1",
        synopsis: "[--json] [--strict] FILE…\n       entente validate --batch [--strict]",
        description: """
            Reads STIX 2.1 objects, bundles or TAXII envelopes and says what is wrong with each object: errors where
            the specification says MUST, warnings where it says SHOULD, each with its place and section. Bundles of
            any size are read piece by piece; a file with translations is read twice, to compare them with their
            objects. A FILE of `-` is standard input, where translations are judged on their own.

            Exit status: 0 if everything is valid, 1 if something is not (text that is no JSON included), 2 if a
            file cannot be read.

            With --json, one line an object: {"file":…,"id":…,"valid":…,"findings":[{"code":…,"severity":…,
            "path":…,"spec":…,"message":…}]}; what concerns the bundle stands in a line with the bundle's id.
            With --batch, each line of standard input is one object or bundle, and gets one such line without
            `file`, in order, with the findings of all objects in it.
            """,
        options: [
            .flag("json", "print json, one line an object"),
            .flag("strict", "treat warnings as errors"),
            .flag("batch", "read one object or bundle a line from standard input"),
        ],
        examples: ["entente validate bundle.json", "entente validate --json --strict - <object.json"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let validator = STIXValidator(types: Workspaces.types, sha1: { SHA1.digest(of: $0) })
        var report = ValidationReport(isStrict: arguments.has("strict"), isJSON: arguments.has("json"))
        if arguments.has("batch") {
            guard arguments.operands.isEmpty else {
                throw CommandFailure("`--batch` reads standard input and takes no file")
            }
            return try batch(validator, &report)
        }
        guard !arguments.operands.isEmpty else {
            throw CommandFailure("no file is given", help: "`entente validate -` reads standard input")
        }
        for path in arguments.operands {
            try validate(try Input(path: path), validator, &report)
        }
        report.summarise()
        return report.isValid ? .yes : .no
    }

    private static func batch(
        _ validator: STIXValidator,
        _ report: inout ValidationReport
    ) throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        while let line = try lines.next() {
            do throws(JSONError) {
                let document = try JSONDocument(parsing: line)
                report.answer(document.root, validator.findings(forBundle: document.root))
            } catch {
                report.answer(nil, [error.finding])
            }
        }
        return report.isValid ? .yes : .no
    }

    /// One file, read piece by piece.
    private static func validate(
        _ input: consuming Input,
        _ validator: STIXValidator,
        _ report: inout ValidationReport
    ) throws(CommandFailure) {
        let path = input.name
        report.file = path
        var file = FileValidation(validator: validator)
        while true {
            let chunk = try input.chunk()
            let goesOn = chunk.isEmpty ? file.finish(&report) : file.read(chunk, &report)
            guard goesOn, !chunk.isEmpty else { break }
        }
        guard path != "-", !file.translations.isEmpty else { return }
        // What a translation is of may stand before it: a second reading of the file compares them.
        let again = try Input(path: path)
        while true {
            let chunk = try again.chunk()
            guard !chunk.isEmpty, file.translations.read(chunk, &report) else { return }
        }
    }
}

/// The state of one file that is validated piece by piece.
private struct FileValidation {
    let validator: STIXValidator
    private var reader = JSONListReader(list: "objects")
    private var bundle = STIXBundleCheck()
    private var elements: [JSONListElement] = []
    /// The translations that have been met.
    var translations: TranslationCheck

    init(validator: STIXValidator) {
        self.validator = validator
        translations = TranslationCheck(validator: validator)
    }

    /// Reads the next bytes; false if there is no use in going on.
    mutating func read(_ chunk: [UInt8], _ report: inout ValidationReport) -> Bool {
        var fault: JSONError?
        do throws(JSONError) {
            try reader.read(chunk, into: &elements)
        } catch {
            fault = error
        }
        for element in elements {
            judge(element, &report)
        }
        elements.removeAll(keepingCapacity: true)
        guard let fault else { return true }
        report.take(nil, [fault.finding])
        return false
    }

    private mutating func judge(_ element: JSONListElement, _ report: inout ValidationReport) {
        let prefix = "objects[\(element.index)]"
        do throws(JSONError) {
            let document = try JSONDocument(parsing: element.bytes, origin: element.origin)
            let findings =
                validator.findings(for: document.root, prefix: prefix)
                + bundle.findings(adding: document.root, prefix: prefix)
            translations.add(document.root, prefix: prefix, size: element.bytes.count)
            report.take(document.root, findings)
        } catch {
            report.take(nil, [error.finding])
        }
    }

    /// Ends the file.
    mutating func finish(_ report: inout ValidationReport) -> Bool {
        do throws(JSONError) {
            switch try reader.finish() {
            case .whole(let element):
                let document = try JSONDocument(parsing: element.bytes, origin: element.origin)
                report.take(document.root, validator.findings(for: document.root))
            case .object(let members, let count):
                let document = try JSONDocument(parsing: members.bytes())
                // A TAXII envelope has no type, and nothing to judge but its objects.
                guard document.root["type"] != nil else { return false }
                report.take(document.root, validator.findings(forFrame: document.root, objectCount: count))
            }
        } catch {
            report.take(nil, [error.finding])
        }
        return false
    }
}

extension JSONError {
    /// The fault as a finding.
    var finding: Finding {
        Finding(.jsonSyntax, .error, path: "", spec: "1.2.10", message: "\(description) (json-\(code))")
    }
}
