import Agreements
import Configuration
import JSON
import Releasing

/// `entente agreements`: checks, formats, shows and analyses agreement files.
enum AgreementsVerb {
    static let verb = Verb(
        name: "agreements",
        summary: "check, format, show and analyse agreement files",
        synopsis: "check|format|show|json|reach|difference|preview|apply PATH…",
        description: """
            A PATH is a file or a folder with `.accord` files; without one, `$ENTENTE_AGREEMENTS` or else
            `agreements` of the node's folder.

              check       finds every fault of every file in one run; errors make the set unusable
              format      writes files in their one form (--check only says which are not)
              show        lists what there is; with --name, one agreement with its articles
              json        the set for machines (Schemas/agreements.json)
              reach       who can get a level of a party's, how, under which articles, and who never
              difference  what opens or closes between two sets, or with --assume
              preview     what another set would change for what the node holds; changes nothing
              apply       puts a set into use: withdraws what may not go any more, queues what may go newly

            Exit status: 0 no errors (with --strict no warnings either), 1 errors, 2 a file cannot be read. reach: 1 if
            nobody gets it; difference and preview: 1 if something changes.
            """,
        options: [
            .flag("check", "format: change nothing, answer by the exit status"),
            .flag("strict", "check: warnings count as errors"),
            .value("name", "NAME", "show: one agreement"),
            .value("lang", "L", "the language of titles (default: en)"),
            .value("on", "DATE", "the day (default: today in each agreement's zone)"),
            .value("from", "PARTY", "reach: the originator"), .value("level", "LEVEL", "reach: the level"),
            .flag("dot", "reach: a graph for graphviz"), .flag("svg", "reach: a picture"),
            .value("assume", "NAME", "take a draft as in force", isRepeatable: true),
            .value("officer", "NAME", "apply: who applies the set"), NodeAccess.option, .flag("json", "print json"),
        ],
        examples: [
            "entente agreements check Examples/agreements",
            "entente agreements show Examples/agreements --name JP-KR-2016",
        ],
        run: run
    )

    private static let actions = "check, format, show, json, reach, difference, preview, apply"

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let action = arguments.operands.first else {
            throw CommandFailure("an action is needed", help: "the actions are \(actions)")
        }
        let paths = Array(arguments.operands.dropFirst())
        switch action {
        case "check": return try check(AgreementAccess.read(paths, arguments), arguments)
        case "format": return try format(paths, arguments)
        case "reach": return try AnalysisActions.reach(paths, arguments)
        case "difference": return try AnalysisActions.difference(paths, arguments)
        case "preview": return try AnalysisActions.preview(paths, arguments)
        case "apply": return try AnalysisActions.apply(paths, arguments)
        case "show": return try show(AgreementAccess.usable(paths, arguments), arguments)
        case "json":
            Output.write(try AgreementAccess.usable(paths, arguments).set.json.prettyBytes() + [UInt8(ascii: "\n")])
            return .yes
        default:
            throw CommandFailure("unknown action `\(action)`", help: "the actions are \(actions)")
        }
    }

    private static func check(_ reading: AgreementReading, _ arguments: Arguments) -> ExitStatus {
        let errors = reading.diagnostics.count { $0.severity == .error }
        let warnings = reading.diagnostics.count - errors
        if arguments.has("json") {
            for diagnostic in reading.diagnostics { NodeAccess.print(diagnostic.json) }
        } else {
            Output.print(reading.report())
            let counts =
                "\(reading.set.parties.count) parties, \(reading.set.schemes.count) schemes, "
                + "\(reading.set.agreements.count) agreements"
            Output.print(
                (reading.diagnostics.isEmpty ? "" : "\n") + "\(counts): \(errors) errors, \(warnings) warnings\n"
            )
        }
        return errors == 0 && (warnings == 0 || !arguments.has("strict")) ? .yes : .no
    }

    private static func format(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !paths.isEmpty else { throw CommandFailure("a file or folder is needed") }
        var status = ExitStatus.yes
        for path in paths {
            for file in try AgreementAccess.attempt({ () throws(Files.Failure) in try AgreementFolder.files(path) }) {
                let source = try AgreementAccess.attempt { () throws(Files.Failure) in
                    try AgreementFolder.source(file, isNamed: file == path)
                }
                guard let text = AccordFormatter.format(source) else {
                    Output.error(AgreementReading([source], rules: AgreementFolder.rules).report())
                    status = .no
                    continue
                }
                let old = source.text
                if file == "-" {
                    Output.print(text)
                } else if text != old {
                    if arguments.has("check") {
                        Output.print("\(file)\n")
                        status = .no
                    } else {
                        try AgreementAccess.attempt { () throws(Files.Failure) in
                            try Files.write(Array(text.utf8), to: file, mode: Files.mode(of: file) ?? 0o600)
                        }
                    }
                }
            }
        }
        return status
    }

    private static func show(_ reading: AgreementReading, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let language = arguments.value("lang") ?? "en"
        guard let name = arguments.value("name") else {
            for agreement in reading.set.agreements {
                let (state, period) = agreement.state(on: try AgreementAccess.day(arguments)(agreement.zone))
                let since = period.map { $0.written.isEmpty ? "" : " (\($0.written))" } ?? ""
                let draft = agreement.isDraft ? ", draft" : ""
                if arguments.has("json") {
                    NodeAccess.print(
                        .members([
                            "name": .string(agreement.name), "kind": .string(agreement.kind.rawValue),
                            "state": .string(state.rawValue),
                            "title": agreement.titles.text(in: language).map { .string($0) },
                        ])
                    )
                } else {
                    Output.print("\(agreement.name): \(agreement.kind.rawValue), \(state.rawValue)\(since)\(draft)\n")
                    if let title = agreement.titles.text(in: language) { Output.print("  \(title)\n") }
                }
            }
            return .yes
        }
        guard let agreement = reading.set.agreement(name) else {
            let near = Suggestion.nearest(to: name, in: reading.set.agreements.map(\.name))
            throw CommandFailure("there is no agreement `\(name)`", help: near.map { "did you mean `\($0)`?" })
        }
        if arguments.has("json") {
            NodeAccess.print(agreement.json)
            return .yes
        }
        let (state, _) = agreement.state(on: try AgreementAccess.day(arguments)(agreement.zone))
        AgreementPage(agreement, state, reading.set, language: language).print()
        return .yes
    }
}
