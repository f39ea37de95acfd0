internal import Release
public import STIX

extension TypeSchema {
    /// A text that parties agree on together, line by line.
    public static let text = TypeSchema(
        "entente-text",
        definition: "extension-definition--a1d87660-a1b2-4e70-bc5b-507be593acc6",
        title: "Text to be agreed",
        summary: "A text that parties agree on together, row by row: an agenda, a joint summary, the articles of an "
            + "agreement. Its rows are wordings of each party; what is agreed follows from the parties' acts alone.",
        [
            .required("name", .text, "What the text is called."),
            .required(
                "kind",
                .choice(["agreement", "agenda", "summary", "statement", "plan"]),
                "What becomes of it once it is agreed."
            ),
            .required("party_refs", .references(["identity"]), "The parties that have to agree."),
            .required("languages", .texts, "The languages in which it is authentic (RFC 5646)."),
            .optional("about_ref", .reference([]), "The round, the dialogue or whatever else it belongs to."),
            .optional("description", .prose, "What it is for."),
            .optional("agreement", .text, "The name of the draft of an agreement in which its articles are written."),
        ]
    )

    /// The wording of a row by one party.
    public static let wording = TypeSchema(
        "entente-wording",
        definition: "extension-definition--297033fa-8e09-4785-af29-1167275bcc4d",
        title: "Wording of a row",
        summary:
            "What one party would have a row of a text say, in each authentic language. The other parties see it "
            + "once it was released to them, in exactly the version that was.",
        [
            .required("name", .text, "What people call it: the text and the row."),
            .required("text_ref", .reference(["entente-text"]), "The text."),
            .required(
                "row",
                .text,
                "The row, by a name that stays while numbers move (such as `art_4`)."
            ),
            .optional("number", .text, "The number that is shown, such as `4`."),
            .optional("position", .number, "Where the row stands among the others; equal ones by their names."),
            .required("party_ref", .reference(["identity"]), "The party whose wording it is."),
            .optional("heading", .dictionary, "The heading by language."),
            .required("body", .dictionary, "The words by language; an empty one strikes the row."),
            .optional("base", .dictionary, "The words by language that it departs from."),
            .required(
                "state",
                .choice(["open", "bracketed", "alternative"]),
                "Whether it is offered, stands in brackets, or is one of several that would do."
            ),
            .optional("note", .prose, "What is said of it to the other parties."),
            .optional("article", .text, "The article of the draft of an agreement that it stands for."),
            .optional(
                "accord",
                .prose,
                "What that article would say in the agreement language, as its party reads it. No act is about it."
            ),
        ]
    )

    /// The act of one party in what parties agree on together.
    public static let act = TypeSchema(
        "entente-act",
        definition: "extension-definition--03341722-f9db-4eea-b650-3fb2bb630d61",
        title: "Act of a party",
        summary: "What one party does about a thing that parties can only agree on together, over a digest of the "
            + "thing as it read it. It counts once it was released to the others, and it comes from the party itself.",
        [
            .required("name", .text, "What people call it: the act, the text and the row."),
            .required("text_ref", .reference(["entente-text"]), "What the thing belongs to."),
            .optional("row", .text, "The row; without one the act is about all rows together."),
            .required("party_ref", .reference(["identity"]), "The party that acts."),
            .required("verb", .choice(JointAct.Verb.allCases.map(\.rawValue)), "What it does."),
            .optional(
                "reservation",
                .choice(JointAct.Reservation.allCases.map(\.rawValue)),
                "The ground of a reservation.",
                when: "with `reserve`"
            ),
            .required(
                "thing",
                .dictionary,
                "The thing itself: the digest is SHA-256 over its form of RFC 8785."
            ),
            .required("digest", .text, "The digest in lower-case hexadecimal digits."),
            .optional("reason", .prose, "What is said of it to the other parties."),
        ],
        rules: [.when("verb", is: "reserve", needs: ["reservation"])]
    )

    /// A term that parties use in several languages.
    public static let term = TypeSchema(
        "entente-term",
        definition: "extension-definition--a74a4cb2-0e11-40d9-be2c-38a883673d40",
        title: "Term",
        summary:
            "A term in several languages as one party would have it used. It is agreed between two parties when each "
            + "has the same terms in an object of its own that agrees, and gave it to the other.",
        [
            .required("name", .text, "What people call it."),
            .required("party_ref", .reference(["identity"]), "The party whose term it is."),
            .required("terms", .dictionary, "The term by language (RFC 5646), in at least two."),
            .required("state", .choice(["proposed", "agreed"]), "Whether its party agrees to it, or proposes it."),
            .optional("source", .text, "Where it stands so: a treaty, a table of terms, a decision."),
            .optional("description", .prose, "When it is used, and what it does not mean."),
        ]
    )

    /// What one party tells of its draft of an agreement.
    public static let draftDigest = TypeSchema(
        "entente-draft-digest",
        definition: "extension-definition--1b125a83-86b1-48ad-b289-ea8c775e5343",
        title: "Digests of a draft",
        summary: "What one party tells of its draft of an agreement once the words are agreed: a digest of each "
            + "article, and of all. It says nothing of what stands in them, but whether both sides wrote the same.",
        [
            .required("name", .text, "What people call it: the text and the draft."),
            .required("text_ref", .reference(["entente-text"]), "The text that was agreed."),
            .required("party_ref", .reference(["identity"]), "The party whose draft it is."),
            .required("agreement", .text, "The draft's name."),
            .required(
                "articles",
                .records(
                    "digest",
                    [
                        .required("article", .text, "The article."),
                        .required(
                            "sha256",
                            .text,
                            "SHA-256 over the form of RFC 8785 of its rules, in lower-case hexadecimal digits."
                        ),
                    ]
                ),
                "The articles with their digests."
            ),
            .required("digest", .text, "The same over kind, parties and all articles together."),
        ]
    )
}
