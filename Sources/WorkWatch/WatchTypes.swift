public import STIX

extension TypeSchema {
    /// Something that happened.
    public static let event = TypeSchema(
        "entente-event",
        definition: "extension-definition--da661b2c-1f80-4512-b259-e8a5624d5d5d",
        title: "Event",
        summary: "Something that happened, or in an exercise is played as having happened. It carries no "
            + "disputed figures: those are claims about it.",
        [
            .required("name", .text, "Short title of the event."),
            .required(
                "kind",
                .choice(["missile-test", "troop-movement", "arms-transfer", "exercise", "meeting", "legal-act"]),
                "Kind of event."
            ),
            .required(
                "occurred_from",
                .timestamp,
                "When it happened or began, in UTC. At precision day or coarser the date is the local "
                    + "date at the place."
            ),
            .optional("occurred_until", .timestamp, "When it ended; not before occurred_from."),
            .optional(
                "occurred_precision",
                .choice(["minute", "hour", "day", "month", "year"]),
                "How exactly the time is known; the finer digits of the timestamps then mean nothing."
            ),
            .required("place", .text, "Where it happened, in words."),
            .optional("location_ref", .reference(["location"]), "The location object of the place."),
            .required("participant_refs", .references(["identity"]), "Who took part: states, bodies, forces."),
            .optional("outcome", .prose, "What came out of it, as far as it is not disputed."),
            .optional("exercise_marker", .flag, "True for invented exercise data. Absent or false for real events."),
            .required("description", .prose, "What happened."),
            .optional(
                "fulfils_refs",
                .references(["entente-commitment"]),
                "The commitments for which this event is evidence."
            ),
            .optional("details", .dictionary, "Further facts by key, for example ships or votes."),
        ],
        rules: [.notBefore("occurred_until", "occurred_from")]
    )

    /// Who said which figure about an event.
    public static let claim = TypeSchema(
        "entente-claim",
        definition: "extension-definition--3b72a9ac-6699-4980-ab2e-3e94b102f551",
        title: "Claim",
        summary: "Who said which figure about an event, when, and how far source and content can be relied"
            + " on. Claims that contradict each other stay side by side. At least one of value, "
            + "value_min, value_max and text_value is present.",
        [
            .required("claimant_ref", .reference(["identity"]), "Who made the claim."),
            .required("about_ref", .reference(["entente-event"]), "The event that the claim is about."),
            .required(
                "measure",
                .text,
                "What is claimed (open vocabulary: apogee, range, flight-time, launch-time, fall-time, "
                    + "position, eez, designation, outcome, troops, containers, rounds, voyages, missiles, "
                    + "...)."
            ),
            .optional("value", .number, "The figure, where there is one."),
            .optional("value_min", .number, "The lower end, where a span was claimed."),
            .optional("value_max", .number, "The upper end, where a span was claimed; not below value_min."),
            .optional(
                "text_value",
                .text,
                "What was claimed, where it is not a figure, or what the figure is counted from."
            ),
            .optional("unit", .text, "Unit of the figure (km, s, min, persons, ...)."),
            .optional(
                "comparison",
                .choice(["exact", "about", "at-least", "at-most", "over"]),
                "How the claimant qualified the figure. Absent: not known."
            ),
            .required(
                "as_of",
                .timestamp,
                "The day on which the claim was made, or for which it holds, as far as the source tells."
            ),
            .required(
                "source_reliability",
                .choice(["A", "B", "C", "D", "E", "F"]),
                "Reliability of the claimant: A completely reliable, B usually, C fairly, D not usually, "
                    + "E unreliable, F can't be judged."
            ),
            .required(
                "information_credibility",
                .integer(1...6),
                "Credibility of the content: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5"
                    + " improbable, 6 can't be judged."
            ),
            .optional(
                "revises_ref",
                .reference(["entente-claim"]),
                "The earlier claim on the same measure that this one replaces, such as a first report."
            ),
            .optional(
                "contradicts_refs",
                .references(["entente-claim"]),
                "Claims that can't be true together with this one."
            ),
            .required("description", .prose, "The claim in a sentence."),
        ],
        rules: [.atLeastOne(["value", "value_min", "value_max", "text_value"]), .notBelow("value_max", "value_min")]
    )

    /// The stance that an actor took in public.
    public static let statement = TypeSchema(
        "entente-statement",
        definition: "extension-definition--ce7598aa-0d2b-40e0-9504-15e7c885d5bf",
        title: "Statement",
        summary: "The stance that an actor took in public towards others or towards events.",
        [
            .required("actor_ref", .reference(["identity"]), "Who spoke."),
            .required(
                "stance",
                .choice(["supports", "condemns", "denies", "confirms", "concerned", "opposes", "neutral"]),
                "The stance taken."
            ),
            .required("target_refs", .references([]), "Whom or what the stance is towards."),
            .required("made_at", .timestamp, "When it was made."),
            .required("text", .prose, "What was said, summed up."),
            .optional("about_refs", .references([]), "Events or other objects that it speaks about."),
            .required(
                "channel",
                .text,
                "By what way it was made public (joint press text, resolution, press remark, ...)."
            ),
        ]
    )
}
