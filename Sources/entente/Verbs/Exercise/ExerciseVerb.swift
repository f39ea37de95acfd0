/// `entente exercise`: what exercises bring with them, each kind of thing with a verb of its own.
enum ExerciseVerb {
    static let verb = Verb(
        name: "exercise",
        summary: "sheets of injects and other files of exercises",
        synopsis: "THING …",
        description: """
            Each THING has options of its own: `entente exercise THING --help` shows them.

            \(parts.map { "  \($0.name.dropFirst("exercise ".count))  \($0.summary)" }.joined(separator: "\n"))

            Exit status: as each of them says; 2 if none is named.
            """,
        options: [],
        examples: ["entente exercise --help"] + parts.flatMap { $0.examples.prefix(1) },
        parts: parts,
        run: { _ throws(CommandFailure) in
            throw CommandFailure("a thing is needed", help: "`entente exercise --help` lists them")
        }
    )

    /// The things, one a line; the name of each begins with `exercise `.
    private static let parts: [Verb] = [
        ExerciseMSEL.verb, ExerciseNotice.verb, ExerciseSymbol.verb, ExerciseTarget.verb, ExerciseView.verb,
    ]
}
