import Advisories
import JSON

/// `entente csaf`: advisories in the Common Security Advisory Framework.
enum CSAFVerb {
    static let verb = Verb(
        name: "csaf",
        summary: "check security advisories (CSAF 2.0 and 2.1)",
        synopsis: "check FILE… [--tests]",
        description: """
            Advisories are those of CSAF 2.0 and 2.1 (OASIS).

              check   makes the tests of the standard's section 6.1 and prints what is wrong, a line of json each:
                      {"test","path","message"}, with the number that the test has there; of several files with "file"

            With --tests, the numbers of the tests that are made are printed.

            Exit status: 0 all tests are passed, 1 one is not, 2 could not be done.
            """,
        options: [.flag("tests", "print which tests are made of each edition")],
        examples: ["entente csaf check advisory.json", "entente csaf check --tests"],
        run: run
    )

    private static let limits = JSONLimits(maximumBytes: 64 << 20)

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let files = Array(arguments.operands.dropFirst())
        guard arguments.operands.first == "check" else {
            throw CommandFailure("an action is needed", help: "the action is check")
        }
        if arguments.has("tests") {
            for edition in CSAFDocument.Edition.allCases {
                Output.print("\(edition.rawValue): \(CSAFCheck.tests(of: edition).joined(separator: " "))\n")
            }
            return .yes
        }
        guard !files.isEmpty else { throw CommandFailure("at least one file is needed") }
        var isRight = true
        for file in files {
            for finding in CSAFCheck.findings(of: try document(file)) {
                isRight = false
                var line = finding.json
                if files.count > 1 { line["file"] = .string(file) }
                Output.write(line.bytes() + Array("\n".utf8))
            }
        }
        return isRight ? .yes : .no
    }

    private static func document(_ file: String) throws(CommandFailure) -> CSAFDocument {
        let bytes = try Input(path: file).all(limit: limits.maximumBytes)
        let parsed: JSONDocument
        do throws(JSONError) { parsed = try JSONDocument(parsing: bytes, limits: limits) } catch {
            throw CommandFailure("`\(file)`: \(error)")
        }
        do throws(AdvisoryFault) { return try CSAFDocument(parsed.root) } catch {
            throw CommandFailure("`\(file)`: \(error)")
        }
    }
}
