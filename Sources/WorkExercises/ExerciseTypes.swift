public import STIX

/// The types of the life of an exercise.
extension TypeSchema {
    /// An exercise.
    public static let exercise = TypeSchema(
        "entente-exercise",
        definition: "extension-definition--539a02eb-c0f3-406e-9dd4-3775d4852845",
        title: "Exercise",
        summary:
            "An exercise at sea, at the table or both, which parties plan, hold and evaluate together. Its name begins "
            + "with EXERCISE, so that nothing of it is taken for real.",
        [
            .required("name", .text, "What it is called, with EXERCISE before it."),
            .required("kind", .choice(["sea", "table", "mixed"]), "Where it is held."),
            .required("starts", .timestamp, "When it is to begin (STARTEX as planned)."),
            .required("ends", .timestamp, "When it is to end (ENDEX as planned)."),
            .required("zone", .text, "The time zone of its clock times (IANA), such as `Asia/Tokyo`."),
            .optional("scenario_starts", .timestamp, "The exercise time at STARTEX, if it is not the real one."),
            .optional("place", .text, "Where it is held."),
            .optional("host_ref", .reference(["identity"]), "The party that is the host."),
            .optional(
                "director_refs",
                .references(["identity"]),
                "The parties that may begin, pause and end it, beside the one that opened it."
            ),
            .optional(
                "participants",
                .records(
                    "participant",
                    [
                        .required("party_ref", .reference(["identity"]), "The party."),
                        .required("role", .choice(["player", "observer", "host"]), "How it takes part."),
                        .required("way", .choice(["node", "courier"]), "How it gets what is for it."),
                        .optional("ground", .text, "The agreement under which it may get what it gets."),
                        .optional("forces", .text, "What covers the status of its forces."),
                    ]
                ),
                "How parties take part, third states too."
            ),
            .optional("scenario", .prose, "The setting, all of it invented."),
            .optional("description", .prose, "What it is for."),
        ],
        rules: [.notBefore("ends", "starts")]
    )

    /// What a party does about an exercise.
    public static let exerciseAct = TypeSchema(
        "entente-exercise-act",
        definition: "extension-definition--1a2b2c32-223c-4c5c-8eac-aa7e719d1990",
        title: "Act on an exercise",
        summary:
            "What a party does about an exercise: it opens it, asks more parties, joins, withdraws, begins, pauses, "
            + "resumes, ends or closes it. It counts only from that party's own node.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("party_ref", .reference(["identity"]), "The party that acts."),
            .required(
                "verb",
                .choice(ExerciseStanding.Verb.allCases.map(\.rawValue)),
                "What it does."
            ),
            .optional("acted_at", .timestamp, "The moment that counts, such as that of STARTEX."),
            .optional("exercise_time", .timestamp, "What the clock of the exercise shows from then on."),
            .optional("party_refs", .references(["identity"]), "Who is asked to join.", when: "with `shared`"),
            .optional("note", .prose, "What the party says to it."),
        ],
        rules: [
            .when("verb", is: "shared", needs: ["party_refs"]), .when("verb", is: "started", needs: ["acted_at"]),
            .when("verb", is: "paused", needs: ["acted_at"]), .when("verb", is: "resumed", needs: ["acted_at"]),
            .when("verb", is: "ended", needs: ["acted_at"]),
        ]
    )

    /// What an exercise is to reach.
    public static let exerciseObjective = TypeSchema(
        "entente-exercise-objective",
        definition: "extension-definition--b30fabb0-0aab-4094-8782-ae06f5f01b86",
        title: "Objective of an exercise",
        summary:
            "What an exercise is to reach, by what it is measured, and from which lessons and commitments it comes.",
        [
            .required("name", .text, "What is to be reached."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .optional("number", .text, "Its number."),
            .optional("measured_by", .prose, "By what it is seen that it was reached."),
            .optional("commitment_ref", .reference(["entente-commitment"]), "The commitment that it serves."),
            .optional(
                "observation_refs",
                .references(["entente-exercise-observation"]),
                "Observations of earlier exercises that it comes from."
            ),
            .optional("description", .prose, "More about it."),
        ]
    )

    /// A conference at which an exercise is planned.
    public static let exerciseConference = TypeSchema(
        "entente-exercise-conference",
        definition: "extension-definition--d9f7c9b3-ad98-46a3-bdb0-732ebd9caa40",
        title: "Planning conference",
        summary:
            "A conference or workshop at which an exercise is planned or looked at afterwards, with its products.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required(
                "kind",
                .choice([
                    "concept", "initial", "main", "final", "injects", "site-survey", "briefing", "hot-washup",
                    "post-exercise", "other",
                ]),
                "Which one: initial, main and final are IPC, MPC and FPC, injects the workshop of the MEL/MIL."
            ),
            .required("state", .choice(["planned", "held", "cancelled"]), "Whether it was held."),
            .optional("host_ref", .reference(["identity"]), "The party that is the host."),
            .optional("starts", .timestamp, "When it begins."),
            .optional("ends", .timestamp, "When it ends."),
            .optional("place", .text, "Where it is held."),
            .optional("zone", .text, "The time zone of the place (IANA), such as `Asia/Tokyo`."),
            .optional(
                "products",
                .records(
                    "product",
                    [
                        .required("name", .text, "What it is, such as EXSPEC or EXPLAN."),
                        .required("state", .choice(["open", "done"]), "How it stands."),
                        .optional("due", .date, "By when."),
                        .optional("owner", .text, "Who makes it, by function."),
                        .optional("owner_ref", .reference(["identity"]), "Whose function that is."),
                    ]
                ),
                "What it brings forth."
            ),
            .optional("description", .prose, "What it is about."),
        ],
        rules: [.notBefore("ends", "starts")]
    )

    /// A group of people in an exercise.
    public static let exerciseCell = TypeSchema(
        "entente-exercise-cell",
        definition: "extension-definition--e558bed5-1b8d-4ab2-bba6-2c7561143aa2",
        title: "Cell of an exercise",
        summary:
            "A group of people in an exercise: those who run it, those whom they trust, those who look on, or an "
            + "audience that plays. Who belongs to it stands in each node's own register.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("cell", .text, "The word by which markings and registers know it."),
            .required("kind", .choice(["white", "trusted", "observer", "audience"]), "What it does."),
            .optional("party_refs", .references(["identity"]), "The parties whose people are in it."),
            .optional("means", .texts, "By which means it is reached."),
            .optional("description", .prose, "More about it."),
        ]
    )

    /// What one side notes for itself.
    public static let exerciseNote = TypeSchema(
        "entente-own-exercise-note",
        definition: "extension-definition--a88fad32-edbf-44c1-a656-cf22cf308269",
        title: "Own note on an exercise",
        summary:
            "What one side notes about an exercise for itself. It is for the own party's eyes alone: no agreement "
            + "releases it.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("body", .prose, "What it says."),
        ]
    )
}
