internal import Calls
internal import JSON
internal import Work

/// What can be asked about exercises.
enum ExerciseQuestions {
    static let all: [WorkQuestion] = [
        WorkQuestion(
            "Exercises with who takes part, how they stand and when they are planned.",
            answer: .record(["items": .list(ExerciseAnswer.head), "parties": .list(ExerciseAnswer.party)])
        ) { call throws(SeenFault) in
            let items = try ExerciseFile.all(call.seen).map { file throws(SeenFault) in
                try ExerciseAnswer.head(file, call)
            }
            return .members(["items": .array(items), "parties": try ExerciseAnswer.parties(call.seen)])
        },
        WorkQuestion(
            "What is real and holds in the exercises that the reader may see (REAL WORLD, NO PLAY), the newest first. Every open "
                + "page shows it before everything else.",
            named: "no-play",
            answer: .record(["items": ExerciseAnswer.noPlay])
        ) { call throws(SeenFault) in .members(["items": try ExerciseAnswer.noPlay(call.seen)]) },
        about(
            "One exercise: who takes part and how, objectives, planning conferences, cells, units, own notes.",
            "exercise",
            SettingAnswer.shape,
            SettingAnswer.tree
        ),
        about(
            "The programme of an exercise: serials as parties propose them, what is agreed, clashes of time, area and "
                + "unit, what was called and done, port calls with their clearance.",
            "programme",
            ProgrammeAnswer.shape,
            ProgrammeAnswer.tree
        ),
        about(
            "The list of main events and incidents of an exercise, as far as the reader may see it: timeline, those on "
                + "demand, late ones.",
            "injects",
            InjectAnswer.shape,
            query: InjectAnswer.query,
            InjectAnswer.tree
        ),
        about(
            "An exercise while it runs: its clock and Zulu, what is real, messages with responses, injects that wait, "
                + "what happened.",
            "live",
            LiveAnswer.shape,
            LiveAnswer.tree
        ),
        about(
            "What an exercise came to: objectives with what was met, observations and how far they have come, what "
                + "shows that sides exercised together.",
            "after",
            AfterAnswer.shape,
            AfterAnswer.tree
        ),
        WorkQuestion(
            "What rows of a sheet would do to the list of main events and incidents, with nothing written.",
            named: "plan",
            body: .record([
                "exercise": .identifier, "rows": .list(.record(InjectActs.row), from: 1, to: InjectRow.most),
            ]),
            answer: .record(["plan": InjectAnswer.plan])
        ) { call throws(SeenFault) in
            guard let body = call.body else { return .members([:]) }
            return .members(["plan": try InjectAnswer.plan(call, body)])
        },
    ]

    /// A question about one exercise.
    private static func about(
        _ summary: String,
        _ name: String,
        _ shape: Shape,
        query: [QueryField] = [QueryField("exercise", .identifier, isRequired: true)],
        _ tree: @escaping @Sendable (ExerciseFile, WorkCall) throws(SeenFault) -> JSONTree
    ) -> WorkQuestion {
        WorkQuestion(
            summary,
            named: name,
            query: query,
            answer: .record(["\(name)?": shape.noted("absent where there is none")])
        ) { call throws(SeenFault) in
            guard let id = call.asked("exercise"), let file = try ExerciseFile(id, call.seen) else {
                return .members([:])
            }
            return .object([JSONMember(name, try tree(file, call))])
        }
    }
}
