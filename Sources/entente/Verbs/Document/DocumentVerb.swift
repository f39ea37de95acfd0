import Documents
import JSON

/// `entente document`: what documents of office programs say, and what became of texts.
enum DocumentVerb {
    static let verb = Verb(
        name: "document",
        summary: "compare and merge texts by phrase",
        synopsis: "compare EARLIER LATER | merge BASE OURS THEIRS [--language LANGUAGE] [--json]",
        description: """
            Files are texts in UTF-8. A FILE of `-` is standard input.

              compare  prints what was deleted and inserted, by phrase
              merge    prints the text of both versions; what both changed, each in another way, is a conflict and shown
                       with both wordings; nothing is decided

            Words are those of UAX 29, by ICU's dictionaries; runs of katakana, numbers and references to articles are
            held whole.

            Exit status: 0 done; 1 (merge) if there are conflicts; 2 if a file cannot be read.
            """,
        options: [
            .value("language", "LANGUAGE", "the language of the texts, such as `ja`"),
            .flag("json", "print the answer as json lines"),
        ],
        examples: [
            "entente document compare --language ja before.txt after.txt",
            "entente document merge --json base.txt ours.txt theirs.txt",
        ],
        run: run
    )

    private static let actions = ["compare": 2, "merge": 3]

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let action = arguments.operands.first, let count = actions[action] else {
            throw CommandFailure("an action is needed", help: "the actions are `compare` and `merge`")
        }
        let files = Array(arguments.operands.dropFirst())
        guard files.count == count else { throw CommandFailure("`document \(action)` takes \(count) files") }
        return action == "merge" ? try merge(files, arguments) : try compare(files, arguments)
    }
}
