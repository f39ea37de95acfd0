import Advisories
import Configuration
import Exchange
internal import Holdings
internal import Installation
import JSON
internal import Labels

/// `entente csaf`: security advisories in and out, and what is wrong in them.
enum CSAFVerb {
    static let verb = Verb(
        name: "csaf",
        summary: "check security advisories and playbooks, take them in, write them (csaf, cve, cacao)",
        synopsis: "check FILE… | import FILE… | export ID  [--node DIR] [--tlp LEVEL] [--json]",
        description: """
            Advisories are those of CSAF 2.0 and 2.1 (OASIS), and records of CVE (JSON 5.x). Playbooks of CACAO 2.0
            are taken as they are; of their check the test is `schema`, and they go out byte for byte.

              check   makes the tests of the standard's section 6.1 and prints what is wrong, a line of json each:
                      {"test","path","message"}, with the number that the test has there; of several files with "file".
                      With --tests the numbers of the tests that are made are printed
              import  keeps the file of an advisory byte for byte as an artifact, with the vulnerabilities, products and
                      remediations that it speaks of and a report that ties them, as the party's own. They bear the TLP
                      label of the advisory, one without a label the party's default (`unlabelled_tlp`); --tlp names
                      another, which is not wider. Whom its sharing group means is a proposal: nothing is released
              export  writes a held advisory as CSAF 2.1: ID is the report's identifier or the advisory's own. One of
                      CSAF 2.0 is converted; the label is that of its marking here where that is narrower. What could
                      not be carried is told on standard error. It is for the node's own people: it does not ask
                      whether anything may be released. That it was done is logged

            Exit status: 0 done, 1 a test is not passed, an object was refused, or there is no such advisory, 2 could
            not be done.
            """,
        options: [
            .flag("tests", "check: print which tests are made of each edition"), NodeAccess.option,
            .value("tlp", "LEVEL", "import: GREEN, AMBER, AMBER+STRICT or RED"), NodeAccess.json,
        ],
        examples: [
            "entente csaf check advisory.json", "entente csaf import --node run/eu advisory.json",
            "entente csaf export --node run/eu EX-2026-0002 > advisory.json",
        ],
        run: run
    )

    private static let limits = JSONLimits(maximumBytes: 64 << 20)

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let files = Array(arguments.operands.dropFirst())
        switch arguments.operands.first {
        case "check": return try check(files, arguments)
        case "import": return try take(files, arguments)
        case "export": return try export(files, arguments)
        default: throw CommandFailure("an action is needed", help: "the actions are check, import, export")
        }
    }

    private static func check(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("tests") {
            for edition in CSAFDocument.Edition.allCases {
                Output.print("\(edition.rawValue): \(CSAFCheck.tests(of: edition).joined(separator: " "))\n")
            }
            return .yes
        }
        guard !files.isEmpty else { throw CommandFailure("at least one file is needed") }
        var isRight = true
        for file in files {
            for finding in try findings(file) {
                isRight = false
                var line = finding.json
                if files.count > 1 { line["file"] = .string(file) }
                NodeAccess.print(line)
            }
        }
        return isRight ? .yes : .no
    }

    private static func findings(_ file: String) throws(CommandFailure) -> [AdvisoryFinding] {
        let parsed = try json(try read(file), file)
        do throws(AdvisoryFault) {
            if Advisory.isPlaybook(parsed.root) { return AdvisoryFinding.all(in: parsed.root) }
            return CSAFCheck.findings(of: try CSAFDocument(parsed.root))
        } catch {
            throw CommandFailure("`\(file)`: \(error)")
        }
    }

    static func read(_ file: String) throws(CommandFailure) -> [UInt8] {
        try Input(path: file).all(limit: limits.maximumBytes)
    }

    static func json(_ bytes: [UInt8], _ file: String) throws(CommandFailure) -> JSONDocument {
        do throws(JSONError) { return try JSONDocument(parsing: bytes, limits: limits) } catch {
            throw CommandFailure("`\(file)`: \(error)")
        }
    }

    private static func take(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !files.isEmpty else { throw CommandFailure("at least one file is needed") }
        let wanted = try arguments.value("tlp").map { text throws(CommandFailure) in try level(text) }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        var status = ExitStatus.yes
        for file in files {
            let bytes = try read(file)
            let reading = try NodeAccess.attempt { () throws(NodeError) in try AdvisoryReading(bytes) }
            let proposed = node.proposedLevel(of: reading)
            let level = wanted ?? proposed
            // What has no label may be given any but CLEAR; a label that there is can only be narrowed.
            guard reading.level.map({ level >= $0 }) ?? (level != .clear) else {
                throw CommandFailure("`\(file)` is \(proposed.label), and \(level.label) is wider")
            }
            let (report, outcome) = try NodeAccess.attempt { () throws(NodeError) in
                try node.keep(reading, at: level)
            }
            let recipients = try NodeAccess.attempt { () throws(NodeError) in
                try node.recipients(of: reading.advisory)
            }
            if outcome.refused.count > 0 { status = .no }
            tell(file, reading, (report, level, recipients), outcome, arguments)
        }
        return status
    }

    private static func level(_ text: String) throws(CommandFailure) -> TLPLevel {
        guard let level = TLPLevel.allCases.first(where: { $0.label == "TLP:" + text || $0.label == text }) else {
            throw CommandFailure(
                "`\(text)` is no TLP level",
                help: "the levels are CLEAR, GREEN, AMBER, AMBER+STRICT, RED"
            )
        }
        return level
    }

    private static func tell(
        _ file: String,
        _ reading: AdvisoryReading,
        _ made: (report: String, level: TLPLevel, recipients: [String]),
        _ outcome: ImportReport,
        _ arguments: Arguments
    ) {
        if arguments.has("json") {
            let head = JSONTree.members([
                "advisory": .string(reading.advisory.id), "report": .string(made.report),
                "tlp": .string(made.level.label), "recipients": .strings(made.recipients),
                "findings": .integer(reading.findings.count),
            ])
            return NodeAccess.print(.object((head.members ?? []) + (outcome.json.members ?? [])))
        }
        Output.print(
            "\(file): \(reading.advisory.id), \(made.level.label), \(outcome.total) objects, \(outcome.added) new, "
                + "\(outcome.known) there already\n  \(made.report)\n"
        )
        if !made.recipients.isEmpty {
            Output.print(
                "  its sharing group means \(made.recipients.joined(separator: ", ")); nothing is released\n"
            )
        }
        if !reading.findings.isEmpty {
            Output.print("  tests of the standard that it does not pass: \(reading.findings.count)\n")
        }
        for refusal in outcome.refused.texts.prefix(100) { Output.error("  \(refusal)\n") }
    }

    private static func export(_ names: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard names.count == 1, let name = names.first else { throw CommandFailure("exactly one advisory is needed") }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        guard let id = try AdvisoryAccess.report(called: name, node) else {
            Output.error("there is no advisory `\(name)`\n")
            return .no
        }
        let found = try NodeAccess.attempt { () throws(NodeError) in try node.takeOut(advisory: id) }
        guard let found else { return .no }
        let parsed = try json(found.bytes, id)
        if (try? Advisory(parsed.root))?.format == .playbook {
            Output.write(found.bytes)
            return .yes
        }
        let levels = found.markings.compactMap { TLPLevel(markingDefinition: $0) }
        guard let level = levels.max() else {
            throw CommandFailure("`\(id)` bears no TLP marking, and CSAF 2.1 asks for one")
        }
        let label = String(level.label.dropFirst(4))
        do throws(AdvisoryFault) {
            let advisory = try Advisory(parsed.root)
            if advisory.format == .cve {
                Output.write(advisory.csaf(tlp: label).prettyBytes() + Array("\n".utf8))
                return .yes
            }
            if advisory.format == .csaf21, CSAFConversion.isNarrow(advisory.tlp, label) {
                Output.write(found.bytes)
                return .yes
            }
            let conversion = try CSAFConversion(parsed.root, tlp: label)
            Output.write(conversion.document.prettyBytes() + Array("\n".utf8))
            for lost in conversion.lost { Output.error("\(lost.path): \(lost.message)\n") }
            return .yes
        } catch {
            throw CommandFailure("`\(id)`: \(error)")
        }
    }
}
