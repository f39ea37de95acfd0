public import STIX

/// The types of cases; the case itself is an `incident` of the standard (STIX 2.1, 4.6).
extension TypeSchema {
    /// What a party does about a case.
    public static let caseAct = TypeSchema(
        "entente-case-act",
        definition: "extension-definition--70d41a49-82f7-4428-838d-50338afff3a6",
        title: "Act on a case",
        summary:
            "What a party does about a case that sides work on together: it opens it, shares it with more parties, "
            + "joins or closes it. It counts only from that party's own node.",
        [
            .required("name", .text, "What it is called."),
            .required("case_ref", .reference(["incident"]), "The case."),
            .required("party_ref", .reference(["identity"]), "The party that acts."),
            .required("verb", .choice(["opened", "shared", "joined", "closed"]), "What it does."),
            .optional("party_refs", .references(["identity"]), "Who is asked to join.", when: "with `shared`"),
            .optional("note", .prose, "What the party says to it."),
        ],
        rules: [.when("verb", is: "shared", needs: ["party_refs"])]
    )

    /// A line of a case.
    public static let caseLine = TypeSchema(
        "entente-case-line",
        definition: "extension-definition--50d657f4-2539-4f86-b161-c76f9ce07585",
        title: "Line of a case",
        summary:
            "One thing that a party says in a case: what happened, an indicator, a hit, a sighting, a technique, an "
            + "advisory, under its own marking.",
        [
            .required("name", .text, "What it says, in short."),
            .required("case_ref", .reference(["incident"]), "The case."),
            .required("kind", .choice(CaseLineKind.allCases.map(\.rawValue)), "What it is about."),
            .optional("happened_at", .timestamp, "When it happened."),
            .optional("description", .prose, "More about it."),
            .optional("object_refs", .references([]), "The objects that it is about."),
            .optional(
                "framework",
                .choice(["attack", "sparta", "disarm"]),
                "Whose technique.",
                when: "with `technique`"
            ),
            .optional("technique", .text, "The technique's own number.", when: "with `technique`"),
        ],
        rules: [
            .when("kind", is: "technique", needs: ["framework", "technique"]),
            .when("kind", is: "indicator", needs: ["object_refs"]),
            .when("kind", is: "hit", needs: ["object_refs"]),
            .when("kind", is: "sighting", needs: ["object_refs"]),
            .needs("framework", "technique"), .needs("technique", "framework"),
        ]
    )

    /// Something that somebody has to do in a case.
    public static let caseTask = TypeSchema(
        "entente-case-task",
        definition: "extension-definition--e87d5981-5e3f-4211-bbdc-fd04a578f804",
        title: "Task of a case",
        summary: "What is to be done in a case, by which function of which party, by when.",
        [
            .required("name", .text, "What is to be done."),
            .required("case_ref", .reference(["incident"]), "The case."),
            .required("owner_ref", .reference(["identity"]), "The party that does it."),
            .required("owner", .text, "Who does it, by function."),
            .optional("due", .date, "By when."),
            .optional("description", .prose, "More about it."),
        ]
    )

    /// How a task stands, as its owner says.
    public static let caseAnswer = TypeSchema(
        "entente-case-answer",
        definition: "extension-definition--125bb47d-8044-4936-9cf2-4c7aa06c2a07",
        title: "Answer to a task",
        summary: "How a task of a case stands. It counts only from the party that does it.",
        [
            .required("name", .text, "What it is called."),
            .required("case_ref", .reference(["incident"]), "The case."),
            .required("task_ref", .reference(["entente-case-task"]), "The task."),
            .required("party_ref", .reference(["identity"]), "The party that does it."),
            .required("state", .choice(["open", "done", "dropped"]), "How it stands."),
            .optional("evidence_refs", .references([]), "What shows that it was done."),
            .optional("note", .prose, "What the party says to it."),
        ]
    )

    /// Whom to call.
    public static let caseContact = TypeSchema(
        "entente-case-contact",
        definition: "extension-definition--21f59219-d672-4c2b-b3c7-2c8be30d1cfc",
        title: "Contact of a case",
        summary:
            "Whom to call at a party's incident response team about a case, by function and never by a person's name.",
        [
            .required("name", .text, "The team."),
            .required("case_ref", .reference(["incident"]), "The case."),
            .required("party_ref", .reference(["identity"]), "Its party."),
            .required("function", .text, "Who answers there, by function."),
            .optional("phone", .text, "The number to call."),
            .optional("email", .text, "The address to write to."),
            .optional("hours", .text, "When somebody answers."),
            .optional("key", .text, "The fingerprint of the key for mail."),
        ]
    )

    /// What one side notes for itself.
    public static let caseNote = TypeSchema(
        "entente-own-case-note",
        definition: "extension-definition--c37812ff-3c4b-45ef-b2e2-6868fc296605",
        title: "Own note on a case",
        summary:
            "What one side notes about a case for itself. It is for the own party's eyes alone: no agreement releases "
            + "it.",
        [
            .required("name", .text, "What it is called."),
            .required("case_ref", .reference(["incident"]), "The case."),
            .required("body", .prose, "What it says."),
        ]
    )
}

/// What a line of a case is about.
public enum CaseLineKind: String, CaseIterable, Sendable {
    /// Something that happened: the time line.
    case event
    /// What was done against it.
    case measure
    /// What is to be looked for.
    case indicator
    /// Where it was met.
    case hit
    /// That it was seen.
    case sighting
    /// How whoever did it works.
    case technique
    /// What is told to others.
    case advisory
}
