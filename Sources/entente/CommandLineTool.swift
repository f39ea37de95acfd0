import Agreements
import Glibc

/// The tool: finds the verb, parses its options, runs it, and turns the outcome into an exit status.
enum CommandLineTool {
    /// The version that `--version` prints.
    static let version = "0.1.0"

    /// The verbs, in the order of the list.
    static let verbs: [Verb] =
        [
            APIVerb.verb, SchemaVerb.verb, ValidateVerb.verb, CanonicalizeVerb.verb, SCOIDVerb.verb,
            MarkingsVerb.verb, PatternVerb.verb, MatchVerb.verb, IndicatorsVerb.verb, DetectionVerb.verb,
            LabelVerb.verb, CalendarVerb.verb, DocumentVerb.verb, ExerciseVerb.verb,
            ExtractVerb.verb, FangVerb.defang, FangVerb.verb, CorrelateVerb.verb, WarningListVerb.verb,
            AgreementsVerb.verb,
            DecideVerb.verb, PreviewVerb.verb, QueueVerb.verb,
            RegisterVerb.verb, QuarantineVerb.verb,
            MISPVerb.verb,
        ] + nodeVerbs

    /// The verbs that work on a node.
    private static let nodeVerbs: [Verb] = [
        InitVerb.verb, ServeVerb.verb, ImportVerb.verb, CollectionVerb.verb, KeyVerb.verb, ConsumerVerb.verb,
        PartnerVerb.verb,
        ReleaseVerb.verb, PullVerb.verb, SourceVerb.verb, HookVerb.verb, ShowVerb.verb, SearchVerb.verb,
        WorkVerb.verb,
        TalksVerb.verb, CommitmentsVerb.verb, SightingsVerb.verb, CasesVerb.verb, ExercisesVerb.verb,
        ExportVerb.verb,
        BackupVerb.verb,
        BackupVerb.restore, CheckVerb.verb, ReindexVerb.verb,
        ConsentVerb.verb, RecallVerb.verb, LossVerb.verb, EraseVerb.verb, CourierVerb.verb, PeopleVerb.verb,
        ReceiptVerb.verb, CSAFVerb.verb, VEXVerb.verb,
        AuditVerb.verb,
        LogVerb.verb, CheckpointVerb.verb, NoteVerb.verb,
        ProofVerb.verb,
    ]

    /// Runs the tool.
    /// - Parameter words: the words behind the program's name.
    /// - Returns: the exit status.
    static func run(_ words: [String]) -> ExitStatus {
        guard let first = words.first else {
            Output.error(overview)
            return .failed
        }
        switch first {
        case "--help", "-h", "help":
            if let name = words.dropFirst().first, let verb = verbs.first(where: { $0.name == name }) {
                Output.print(verb.help)
            } else {
                Output.print(overview)
            }
            return .yes
        case "--version":
            Output.print("entente \(version)\n")
            return .yes
        default: break
        }
        guard let verb = verbs.first(where: { $0.name == first }) else {
            let near = Suggestion.nearest(to: first, in: verbs.map(\.name))
            return fail(
                CommandFailure(
                    "unknown verb `\(first)`",
                    help: near.map { "did you mean `\($0)`?" } ?? "`entente --help` lists the verbs"
                )
            )
        }
        guard !verb.parts.isEmpty, let word = words.dropFirst().first, !word.hasPrefix("-") else {
            return run(verb, words.dropFirst())
        }
        guard let part = verb.part(word) else {
            let names = verb.parts.map { String($0.name.dropFirst(verb.name.count + 1)) }
            let help = Suggestion.nearest(to: word, in: names).map { "did you mean `\($0)`?" }
            return fail(
                CommandFailure(
                    "`entente \(verb.name)` knows no `\(word)`",
                    help: help ?? "it knows " + names.map { "`\($0)`" }.joined(separator: ", ")
                )
            )
        }
        return run(part, words.dropFirst(2))
    }

    private static func run(_ verb: Verb, _ words: ArraySlice<String>) -> ExitStatus {
        do throws(CommandFailure) {
            let arguments = try Arguments(words, for: verb)
            if arguments.has("help") {
                Output.print(verb.help)
                return .yes
            }
            return try verb.run(arguments)
        } catch {
            return fail(error)
        }
    }

    private static func fail(_ failure: CommandFailure) -> ExitStatus {
        Output.flush()
        Output.error("entente: \(failure.description)\n")
        if let help = failure.help {
            Output.error("  \(help)\n")
        }
        return .failed
    }

    private static var overview: String {
        var text = "usage: entente VERB [OPTIONS] [FILE…]\n\nverbs:\n"
        let width = verbs.map(\.name.count).max() ?? 0
        for verb in verbs {
            text += "  \(verb.name)\(String(repeating: " ", count: width - verb.name.count))  \(verb.summary)\n"
        }
        text += """

            `entente VERB --help` explains a verb; `entente --version` prints the version.
            Exit status: 0 done, the answer is yes; 1 done, the answer is no; 2 could not be done.

            """
        return text
    }
}

/// Runs the tool with the words of the process, and ends it.
func runCommandLine() -> Never {
    // What libraries make on the way is ours alone too; what is meant for others is given its rights by name.
    umask(0o077)
    let status = CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
    Output.flush()
    exit(status.rawValue)
}
