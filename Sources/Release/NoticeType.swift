public import STIX

extension TypeSchema {
    /// What one party's officers ask or tell another's.
    public static let notice = TypeSchema(
        "entente-notice",
        definition: "extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43",
        title: "Notice",
        summary: "What one party's officers ask or tell another's about an item: requests for consent, "
            + "recalls, losses, and the answers to them.",
        [
            .required(
                "kind",
                .choice(["consent-request", "consent-answer", "recall", "recall-answer", "loss", "loss-report"]),
                "What the notice is."
            ),
            .required("item", .text, "The identifier of the item that it is about, as the addressee knows it."),
            .optional("recipient", .text, "With consents: the party that is to get the item.", when: "with consents"),
            .optional(
                "addressee",
                .text,
                "The short name of the party to which the notice is sent.",
                when: "with recalls and losses"
            ),
            .optional(
                "version",
                .text,
                "With recalls: the newest version of the item that is recalled, as sent; absent for an "
                    + "item without versions."
            ),
            .optional(
                "action",
                .choice(RecallAction.allCases.map(\.rawValue)),
                "With recalls: what is asked.",
                when: "with `recall`"
            ),
            .optional("level", .text, "With recalls that reclassify: the new level, as the originator names it."),
            .optional(
                "outcome",
                .choice(RecallOutcome.allCases.map(\.rawValue)),
                "With answers to recalls: what became of the item, in the holder's word.",
                when: "with `recall-answer`"
            ),
            .optional("article", .text, "With answers to recalls: the article under which the item is kept."),
            .optional("noticed", .timestamp, "With losses: when it was noticed.", when: "with `loss`"),
            .optional("actual", .flag, "With losses: whether it is certain; else it is possible."),
            .optional(
                "report",
                .prose,
                "With reports on losses: what the inquiry found.",
                when: "with `loss-report`"
            ),
            .optional("measures", .prose, "With reports on losses: the steps against a repeat."),
            .optional(
                "answers",
                .text,
                "The identifier of the notice that this one answers.",
                when: "with answers and reports"
            ),
            .optional("granted", .flag, "Whether the answer is yes.", when: "with `consent-answer`"),
            .optional("purpose", .text, "What the recipient wants it for."),
            .optional("from", .date, "The first day on which the consent holds."),
            .optional("until", .date, "The last day on which the consent holds."),
            .optional("due", .timestamp, "By when an answer is asked for."),
            .optional("reference", .text, "The letter or note that says the same on paper."),
            .optional("reason", .prose, "Why, in the author's words."),
        ],
        rules: [
            .needs("granted", "answers"), .needs("outcome", "answers"), .needs("report", "answers"),
            .when("kind", is: "consent-request", needs: ["recipient"]),
            .when("kind", is: "consent-answer", needs: ["recipient", "answers", "granted"]),
            .when("kind", is: "recall", needs: ["addressee", "action"]),
            .when("kind", is: "recall-answer", needs: ["addressee", "answers", "outcome"]),
            .when("kind", is: "loss", needs: ["addressee", "noticed"]),
            .when("kind", is: "loss-report", needs: ["addressee", "answers", "report"]),
        ]
    )
}
