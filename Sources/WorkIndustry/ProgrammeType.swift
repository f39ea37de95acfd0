public import STIX

extension TypeSchema {
    /// A joint programme.
    public static let programme = TypeSchema(
        "entente-programme",
        definition: "extension-definition--dad374ae-ccc2-4831-b974-626690e08ad3",
        title: "Programme",
        summary: "A joint capability, industrial, research or space programme with its parties and dates.",
        [
            .required("name", .text, "Name of the programme."),
            .required("kind", .choice(["capability", "industry", "research", "space"]), "Kind of programme."),
            .required("party_refs", .references(["identity"]), "The states or organisations that run it."),
            .required("organisation", .text, "The bodies and firms that carry it."),
            .required("started", .date, "When it began: a year, a month or a day (2022, 2022-12, 2022-12-09)."),
            .required(
                "milestones",
                .records(
                    "milestone",
                    [
                        .required("date", .date, "When the step was or is to be taken."),
                        .required("name", .text, "What the step is."),
                        .optional("description", .prose, "More about it."),
                    ]
                ),
                "Dated steps, oldest first; each has date (as started), name and, where useful, "
                    + "description."
            ),
            .required("in_service", .text, "Year in which it is to be in service."),
            .required("description", .prose, "What the programme is."),
        ]
    )
}
