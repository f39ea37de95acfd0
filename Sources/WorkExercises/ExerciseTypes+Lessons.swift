public import STIX

/// The types of what is real in an exercise, and of what is learned from it.
extension TypeSchema {
    /// A message about something real.
    public static let noPlay = TypeSchema(
        "entente-no-play",
        definition: "extension-definition--f043ed51-0f75-4a8c-ae6a-b3a3297ddc4b",
        title: "NO PLAY",
        summary:
            "Something real that happens during an exercise: REAL WORLD, NO PLAY. It is never marked as exercise, goes "
            + "to all who take part and comes before everything else until the party that raised it lifts it.",
        [
            .required("name", .text, "What happened, in short, with REAL WORLD before it."),
            // Whoever may not know of the exercise has to know what is real all the same.
            .optional(
                "exercise_ref",
                .reference(["entente-exercise"]),
                "The exercise that it touches; absent for who may not be told of it."
            ),
            .required("party_ref", .reference(["identity"]), "The party that raises it."),
            .required(
                "kind",
                .choice(["distress", "casualty", "collision-risk", "weather", "security", "equipment", "other"]),
                "What it is about."
            ),
            .required("stops", .choice(["all", "serials"]), "What stops."),
            .optional("serials", .texts, "The serials that stop, by their numbers.", when: "with `serials`"),
            .optional("place", .text, "Where it is."),
            .optional("body", .prose, "What is known, and what everybody has to do."),
            .required("raised_at", .timestamp, "When it was raised."),
            .optional("lifted_at", .timestamp, "When it was lifted; absent while it holds."),
            .optional("lifted_note", .text, "What was said when it was lifted."),
        ],
        rules: [.when("stops", is: "serials", needs: ["serials"]), .notBefore("lifted_at", "raised_at")]
    )

    /// What somebody saw in an exercise.
    public static let exerciseObservation = TypeSchema(
        "entente-exercise-observation",
        definition: "extension-definition--cfab7dec-f896-4885-bbd7-15f639cbd100",
        title: "Observation",
        summary:
            "What somebody saw in an exercise that went well or badly: about a page that outsiders can read. What "
            + "becomes of it is said by acts of the parties.",
        [
            .required("name", .text, "What was seen, in short."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("party_ref", .reference(["identity"]), "The party that observed it."),
            .required("body", .prose, "What was seen."),
            .optional("discussion", .prose, "Why it was so."),
            .optional("conclusion", .prose, "What follows."),
            .optional("recommendation", .prose, "What should be done."),
            .optional("observed_at", .timestamp, "When it was seen."),
            .optional("observer", .text, "Who saw it, by function."),
            .optional(
                "objective_refs",
                .references(["entente-exercise-objective"]),
                "The objectives that it touches."
            ),
            .optional("serials", .texts, "The serials that it is about, by their numbers."),
            .optional("object_refs", .references([]), "What it is about."),
        ]
    )

    /// A step on the way from an observation to a lesson that is learned.
    public static let exerciseLesson = TypeSchema(
        "entente-exercise-lesson",
        definition: "extension-definition--64ae6621-c9af-49f7-b69e-24c6e2cefdf2",
        title: "Act on an observation",
        summary:
            "A step from an observation to a lesson: verified or rejected, identified, tasked to an action body, "
            + "implemented, validated. A lesson is learned once the change was validated, and not before. A step "
            + "counts only from its party's own node.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise in which it was observed."),
            .required("observation_ref", .reference(["entente-exercise-observation"]), "The observation."),
            .required("party_ref", .reference(["identity"]), "The party that says so."),
            .required(
                "verb",
                .choice(LessonStanding.Verb.allCases.map(\.rawValue)),
                "Which step."
            ),
            .optional("lesson", .prose, "What is to be learned.", when: "with `identified`"),
            .optional("remedy", .prose, "What is to be changed."),
            .optional("action_body", .text, "Who changes it, by function.", when: "with `tasked`"),
            .optional("due", .date, "By when.", when: "with `tasked`"),
            .optional("reason", .prose, "Why.", when: "with `rejected`"),
            .optional("evidence_refs", .references([]), "What shows it.", when: "with `validated`"),
            .optional("validated_in_ref", .reference(["entente-exercise"]), "The exercise in which the change held."),
        ],
        rules: [
            .when("verb", is: "rejected", needs: ["reason"]), .when("verb", is: "identified", needs: ["lesson"]),
            .when("verb", is: "tasked", needs: ["action_body", "due"]),
            .when("verb", is: "validated", needs: ["evidence_refs"]),
        ]
    )
}
