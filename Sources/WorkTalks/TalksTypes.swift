public import STIX

extension TypeSchema {
    /// A dialogue that is held regularly.
    public static let dialogue = TypeSchema(
        "entente-dialogue",
        definition: "extension-definition--3eb32401-9d1d-4ee1-ac6d-811e555968f3",
        title: "Dialogue",
        summary:
            "A series of meetings between parties: at which level, how often, whose turn it is to be the host, and "
            + "the commitment that it keeps.",
        [
            .required("name", .text, "What the dialogue is called."),
            .required("party_refs", .references(["identity"]), "The parties; hosts in this order."),
            .required("level", .text, "At which level it is held, by function (such as `director-general`)."),
            .optional("cadence", .duration, "How often, as an ISO 8601 duration (P1Y)."),
            .optional("commitment_ref", .reference(["entente-commitment"]), "The commitment that it keeps."),
            .optional("chairs", .texts, "The chairs, by function."),
            .optional("description", .prose, "What it is about."),
        ]
    )

    /// A meeting of a dialogue.
    public static let round = TypeSchema(
        "entente-round",
        definition: "extension-definition--f4874e1e-5b8e-4bbc-aed4-8f174575342c",
        title: "Round",
        summary: "One meeting of a dialogue: when, where, with whom, and how far it is prepared.",
        [
            .required("name", .text, "What the round is called."),
            .required("dialogue_ref", .reference(["entente-dialogue"]), "The dialogue."),
            .required("number", .integer(1...10_000), "Which round of the dialogue it is."),
            .required("state", .choice(["planned", "held", "cancelled"]), "Whether it was held."),
            .optional("host_ref", .reference(["identity"]), "The party that is the host."),
            .optional("starts", .timestamp, "When it begins."),
            .optional("ends", .timestamp, "When it ends."),
            .optional("place", .text, "Where it is held."),
            .optional("zone", .text, "The time zone of the place (IANA), such as `Asia/Tokyo`."),
            .optional("participants", .texts, "Who takes part, by function."),
        ],
        rules: [.notBefore("ends", "starts")]
    )

    /// What one side says among itself about a round or a row.
    public static let brief = TypeSchema(
        "entente-own-brief",
        definition: "extension-definition--a0fc7a64-76c5-4446-afd2-fbcdbb96dec6",
        title: "Brief",
        summary: "What one side says among itself before a meeting: its line, what may be said in the room, where it "
            + "will not go. It is for the own party's eyes alone: no agreement releases it.",
        [
            .required("name", .text, "What the brief is called."),
            .required(
                "about_ref",
                .reference(["entente-round", "entente-text"]),
                "The round or the text that it is about."
            ),
            .optional("row", .text, "The row of the text that it is about."),
            .required("our_line", .prose, "What the side wants."),
            .optional("for_the_room", .prose, "What may be said in the room."),
            .optional("red_lines", .prose, "Where the side will not go."),
            .optional("annotation", .prose, "What else those at the table should know."),
        ]
    )

    /// One side's own record of a round.
    public static let record = TypeSchema(
        "entente-own-record",
        definition: "extension-definition--96ad9323-555c-4068-9587-bca6b6b6fde2",
        title: "Own record",
        summary:
            "What one side noted of a round for itself. It is for the own party's eyes alone: what both sides say "
            + "of the round is a summary that they agree on together.",
        [
            .required("name", .text, "What the record is called."),
            .required("round_ref", .reference(["entente-round"]), "The round."),
            .required("body", .prose, "What was said and done."),
        ]
    )

    /// A paper without author and status.
    public static let nonPaper = TypeSchema(
        "entente-non-paper",
        definition: "extension-definition--dced88ef-ac23-47c7-902f-3e45c9b01d2a",
        title: "Non-paper",
        summary: "Thoughts that are handed over without an author and without status: nobody's position, and never "
            + "quoted as one. The log of the party says that it was handed over, the paper does not say by whom.",
        [
            .required("name", .text, "What it is called."),
            .optional("about_ref", .reference(["entente-round", "entente-dialogue"]), "What it is about."),
            .required("body", .prose, "What it says."),
        ]
    )

    /// Something that somebody has to do after a round.
    public static let action = TypeSchema(
        "entente-action",
        definition: "extension-definition--87a41053-6a3f-458e-998b-a876a4b6b707",
        title: "Action",
        summary: "What follows from a round: what is to be done, by which function of which party, by when, and what "
            + "shows that it was done.",
        [
            .required("name", .text, "What is to be done."),
            .required("round_ref", .reference(["entente-round"]), "The round that it follows from."),
            .required("owner_ref", .reference(["identity"]), "The party that does it."),
            .required("owner", .text, "Who does it, by function."),
            .optional("due", .date, "By when."),
            .required("state", .choice(["open", "done", "dropped"]), "How it stands."),
            .optional("evidence_refs", .references([]), "What shows that it was done.", when: "with `done`"),
            .optional("description", .prose, "More about it."),
        ],
        rules: [.when("state", is: "done", needs: ["evidence_refs"])]
    )
}
