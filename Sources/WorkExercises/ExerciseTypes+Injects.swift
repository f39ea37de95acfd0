public import STIX

/// The types of what is played in.
extension TypeSchema {
    /// A line of the main events and incidents list.
    public static let exerciseInject = TypeSchema(
        "entente-exercise-inject",
        definition: "extension-definition--c714d6fd-f076-4c56-9b18-5ecebdf4f763",
        title: "Inject",
        summary:
            "A line of the list of main events and incidents (MEL/MIL): what is played in, when, to whom, and what is "
            + "expected of them. It stands behind the wall: its audience gets a message when it is sent, never the "
            + "line.",
        [
            .required("name", .text, "Its title."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("number", .text, "Its number in the list."),
            .optional("planned_at", .timestamp, "When it is to be sent; absent for one that is sent on demand."),
            .optional("basis", .text, "Its time as it was written, such as `D+2 H+3 M+45`."),
            .optional(
                "from_start",
                .integer(-31_622_400...31_622_400),
                "So many seconds after STARTEX, where its time counts from there: it moves with STARTEX."
            ),
            .optional(
                "moved_by",
                .integer(-31_622_400...31_622_400),
                "So many seconds it was put off since its time was written so."
            ),
            .optional("storyline", .text, "The storyline that it belongs to."),
            .optional("event", .text, "The event that it belongs to."),
            .optional("incident", .text, "The incident that it belongs to."),
            .optional("played_by", .text, "Who sends it in the play."),
            .required("audience", .texts, "The cells to which it goes."),
            .optional("means", .text, "By which means."),
            .optional("body", .prose, "What they are told."),
            .optional("expected", .prose, "What they are expected to do."),
            .optional(
                "objective_refs",
                .references(["entente-exercise-objective"]),
                "The objectives that it serves."
            ),
            .optional("responsible", .text, "Who plays it in, by function."),
            .required("state", .choice(["draft", "ready", "on-hold", "sent", "cancelled"]), "How it stands."),
            .optional("depends_on", .texts, "The numbers of those that come before it."),
            .optional("remarks", .prose, "Remarks of those who plan."),
            .optional("columns", .dictionary, "Further columns of the planners' sheet, as they were."),
            .optional("sent_at", .timestamp, "When it was sent.", when: "with `sent`"),
            .optional(
                "message_refs",
                .references(["entente-exercise-message"]),
                "The messages that its audience got.",
                when: "with `sent`"
            ),
        ],
        rules: [.when("state", is: "sent", needs: ["sent_at", "message_refs"])]
    )

    /// What an audience gets.
    public static let exerciseMessage = TypeSchema(
        "entente-exercise-message",
        definition: "extension-definition--48980f10-9dbf-4c41-8cab-8ed5b6753aa7",
        title: "Exercise message",
        summary:
            "What an audience of an exercise gets when an inject is sent. It is never changed: what was wrong in it "
            + "is said in another message that corrects it.",
        [
            .required("name", .text, "Its title, with the name of the exercise before it."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .optional("played_by", .text, "Who sends it in the play."),
            .required("audience", .texts, "The cells to which it goes."),
            .optional("means", .text, "By which means."),
            .required("body", .prose, "What they are told."),
            .required("sent_at", .timestamp, "When it was sent."),
            .optional("exercise_time", .timestamp, "What the clock of the exercise showed."),
            .optional("corrects_ref", .reference(["entente-exercise-message"]), "The message that it corrects."),
        ]
    )

    /// What a player does about a message.
    public static let exerciseResponse = TypeSchema(
        "entente-exercise-response",
        definition: "extension-definition--e3b61066-4888-4cde-b371-5808d50f8dbd",
        title: "Response to an exercise message",
        summary: "What a cell of an exercise did or answered about a message that it got.",
        [
            .required("name", .text, "What was done, in short."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("message_ref", .reference(["entente-exercise-message"]), "The message."),
            .required("party_ref", .reference(["identity"]), "Whose people they are."),
            .required("cell", .text, "The cell."),
            .optional("body", .prose, "More about it."),
        ]
    )

    /// Whether what was expected was done.
    public static let exerciseResult = TypeSchema(
        "entente-exercise-result",
        definition: "extension-definition--116bfbb7-4e75-4897-aac2-2957f9bdfa4f",
        title: "Expectation judged",
        summary: "Whether what was expected of an audience was done, as an evaluator of one party saw it.",
        [
            .required("name", .text, "What was expected, in short."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .optional("inject_ref", .reference(["entente-exercise-inject"]), "The inject."),
            .optional("message_ref", .reference(["entente-exercise-message"]), "The message."),
            .required("party_ref", .reference(["identity"]), "Whose evaluator it is."),
            .required("verdict", .choice(["met", "partly", "not-met"]), "Whether it was done."),
            .optional("evidence_refs", .references([]), "What shows it."),
            .optional("note", .prose, "What was seen."),
        ],
        rules: [.atLeastOne(["inject_ref", "message_ref"])]
    )
}
