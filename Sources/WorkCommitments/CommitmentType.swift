public import STIX

extension TypeSchema {
    /// A promise of a partnership text.
    public static let commitment = TypeSchema(
        "entente-commitment",
        definition: "extension-definition--036e51f7-5ac1-45eb-8c50-8a07f856f720",
        title: "Commitment",
        summary: "One promise of a partnership text, clause by clause: who promised what, with which "
            + "force, how often, by when, and what would show that it was kept. Soft commitments are "
            + "never breached; a reader is shown since when there is no evidence.",
        [
            .required("name", .text, "Short title of the commitment."),
            .required("clause", .text, "Clause of the instrument, as cited by desk officers (for example SDP-02)."),
            .required("area", .text, "Area of cooperation (open vocabulary: dialogue, maritime, cyber, space, ...)."),
            .required(
                "verb",
                .text,
                "The operative verb of the clause (open vocabulary: explore, promote, exchange, consult, "
                    + "hold, review, develop, participate, ...). An explore clause is kept by exploring."
            ),
            .required(
                "force",
                .choice(["political-non-binding", "legal-binding"]),
                "Whether the clause binds politically only or in law."
            ),
            .required("party_refs", .references(["identity"]), "The parties that made the promise."),
            .required("responsible", .prose, "The bodies that act on it on each side."),
            .optional(
                "cadence",
                .duration,
                "How often it falls due, as an ISO 8601 duration (P1Y); absent where the text names no "
                    + "period."
            ),
            .optional("due", .timestamp, "When it falls due next, or once."),
            .optional("status_note", .prose, "Where it stands, in the author's words."),
            .required("evidence", .prose, "What a party could hold as proof that it was kept."),
            .optional(
                "successor_ref",
                .reference(["entente-commitment"]),
                "The later commitment that continues this one."
            ),
            .required("instrument", .text, "The instrument that holds the clause, with its date."),
            .optional(
                "article",
                .text,
                "The article of an agreement file that carries it (for example eu-japan-sia "
                    + "Article 8)."
            ),
            .required(
                "description",
                .prose,
                "The commitment in a sentence or two (a paraphrase, not the legal text)."
            ),
        ]
    )

    /// How one party sees that a commitment stands.
    public static let standing = TypeSchema(
        "entente-standing",
        definition: "extension-definition--f8b494a8-8953-4e54-af7e-ef601e2d9a24",
        title: "Standing of a commitment",
        summary:
            "How one party sees that a commitment stands, with what shows it and who acts on it there. Each party "
            + "says its own; where both say the same, that is what they see together.",
        [
            .required("name", .text, "What the commitment is called."),
            .required("commitment_ref", .reference(["entente-commitment"]), "The commitment."),
            .required(
                "state",
                .choice(["not-begun", "under-way", "kept", "closed"]),
                "How it stands; closed is one that is over or continued by another."
            ),
            .optional("as_of", .date, "The day of which it is said."),
            .optional("evidence_refs", .references([]), "What shows it.", when: "with `kept`"),
            .optional("responsible", .text, "Who acts on it, by function."),
            .optional("note", .prose, "More about it."),
        ],
        rules: [.when("state", is: "kept", needs: ["evidence_refs"])]
    )
}
