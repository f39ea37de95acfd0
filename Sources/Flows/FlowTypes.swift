public import STIX

/// Types of others that say in which order things happened, or are to be done: Attack Flow and the incident suite.
public enum FlowTypes {
    /// All of them.
    public static let all = AttackFlow.types + IncidentSuite.types
    /// What they add to types of the specification.
    public static let additions = [IncidentSuite.addition]
}

/// Attack Flow 2.0 (MITRE Engenuity, Center for Threat-Informed Defense): what an attacker did, step by step.
enum AttackFlow {
    /// Its extension definition.
    static let definition = "extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4"
    private static let steps = ["attack-action", "attack-operator", "attack-condition"]

    static let types = [
        type(
            "attack-flow",
            "Attack flow",
            "An attack, step by step: where it begins.",
            [
                .required("name", .text, "what it is called"),
                .optional("description", .prose, "what it is about"),
                .required(
                    "scope",
                    .choice(["incident", "campaign", "threat-actor", "malware", "attack-tree", "other"]),
                    "what kind of behaviour it describes"
                ),
                .required(
                    "start_refs",
                    .references(["attack-action", "attack-condition"]),
                    "the steps that begin it"
                ),
            ]
        ),
        type(
            "attack-action",
            "Action",
            "A technique that was carried out.",
            [
                .required("name", .text, "the technique, or the tactic"),
                .optional("description", .prose, "what was done, how and why"),
                .optional("tactic_id", .text, "the number of the tactic"),
                .optional("tactic_ref", .reference([]), "the tactic"),
                .optional("technique_id", .text, "the number of the technique"),
                .optional("technique_ref", .reference(["attack-pattern"]), "the technique"),
                .optional("execution_start", .timestamp, "when it began"),
                .optional("execution_end", .timestamp, "when it ended"),
                .optional("command_ref", .reference(["process"]), "what was run"),
                .optional("asset_refs", .references(["attack-asset"]), "what it was done to"),
                .optional("effect_refs", .references(steps), "what came of it"),
            ],
            rules: [.notBefore("execution_end", "execution_start")]
        ),
        type(
            "attack-asset",
            "Asset",
            "What an action was done to.",
            [
                .required("name", .text, "what it is called"), .optional("description", .prose, "what it is"),
                .optional("object_ref", .reference([]), "the object that describes it"),
            ]
        ),
        type(
            "attack-condition",
            "Condition",
            "A state that comes of an action, or is needed for one.",
            [
                .required("description", .prose, "the condition"),
                .optional("pattern", .text, "how it would be seen"),
                .optional("pattern_type", .text, "the language of the pattern"),
                .optional("pattern_version", .text, "its version"),
                .optional("on_true_refs", .references(steps), "what follows if it is met"),
                .optional("on_false_refs", .references(steps), "what follows if it is not"),
            ]
        ),
        type(
            "attack-operator",
            "Operator",
            "Joins several ways.",
            [
                .required("operator", .choice(["AND", "OR"]), "whether all are needed, or one"),
                .optional("effect_refs", .references(steps), "what follows"),
            ]
        ),
    ]

    private static func type(
        _ name: String,
        _ title: String,
        _ summary: String,
        _ properties: [TypeProperty],
        rules: [TypeRule] = []
    ) -> TypeSchema {
        TypeSchema(name, definition: definition, title: title, summary: summary, properties, rules: rules)
    }
}

/// The Incident Core extension 2.0 with its events, impacts and tasks (OASIS CTI, draft of October 2023).
enum IncidentSuite {
    /// The extension of an incident.
    static let definition = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
    private static let fidelity = ["day", "hour", "minute", "month", "second", "year"]
    private static let recovery = ["extended", "not-applicable", "not-recoverable", "regular", "supplemented"]

    static let addition = TypeAddition(
        definition,
        to: "incident",
        [
            .required(
                "determination",
                .choice(["blocked", "confirmed", "failed-attempt", "false-positive", "suspected"]),
                "what is held of it"
            ),
            .required("investigation_status", .text, "how far it is"),
            .optional("criticality", .integer(0...100), "how grave it is"),
            .optional("detection_methods", .texts, "how it was found"),
            .optional("events", .records("event-entry", entry("event")), "what happened"),
            .optional("event_refs", .references(["event"]), "what happened, as earlier drafts have it"),
            .optional("impact_refs", .references(["impact"]), "what came of it"),
            .optional("impacted_entity_counts", .dictionary, "how many of whom it struck"),
            .optional("incident_types", .texts, "what kind it is"),
            .optional("recoverability", .choice(recovery), "whether it can be made good"),
            .optional(
                "scores",
                .records(
                    "incident-score",
                    [
                        .required("name", .text, "of what system"), .required("value", .number, "the score"),
                        .optional("description", .prose, "how it was found"),
                    ]
                ),
                "scores of systems"
            ),
            .optional("tasks", .records("task-entry", entry("task")), "what is done"),
            .optional("task_refs", .references(["task"]), "what is done, as earlier drafts have it"),
            .optional("sequence_refs", .references(["sequence"]), "in which order, as earlier drafts have it"),
            .optional("sequence_start_refs", .references(["sequence"]), "what begins, as earlier drafts have it"),
        ]
    )

    static let types = [
        TypeSchema(
            "event",
            definition: "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e",
            title: "Event",
            summary: "Something that happened in an incident.",
            [
                .required(
                    "status",
                    .choice(["not-occurred", "occurred", "ongoing", "pending", "undetermined"]),
                    "whether it happened"
                ),
                .optional("name", .text, "what it is called"), .optional("description", .prose, "what it was"),
                .optional("event_types", .texts, "what kind it is"), .optional("goal", .text, "what it was to reach"),
                .optional("sighting_refs", .references(["sighting"]), "what was seen of it"),
                .optional("subevents", .records("event-entry", entry("event")), "its parts"), changes,
            ] + times,
            rules: [.notBefore("end_time", "start_time")]
        ),
        TypeSchema(
            "impact",
            definition: "extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9",
            title: "Impact",
            summary: "What an incident does to somebody.",
            [
                .required("impact_category", .text, "what kind it is"),
                .optional("criticality", .integer(0...100), "how grave it is"),
                .optional("description", .prose, "what it is"),
                .optional("impacted_entity_counts", .dictionary, "how many of whom it struck"),
                .optional("impacted_refs", .references([]), "whom or what it struck"),
                .optional("recoverability", .choice(recovery), "whether it can be made good"),
                .optional("superseded_by_ref", .reference(["impact"]), "what it became"),
            ] + times,
            rules: [.notBefore("end_time", "start_time"), .needs("superseded_by_ref", "end_time")]
        ),
        TypeSchema(
            "task",
            definition: "extension-definition--2074a052-8be4-4932-849e-f5e7798e0030",
            title: "Task",
            summary: "Something that is done about an incident.",
            [
                .required(
                    "outcome",
                    .choice(["cancelled", "failed", "ongoing", "pending", "successful", "unknown"]),
                    "how it ended"
                ),
                .optional("name", .text, "what it is called"), .optional("description", .prose, "what it is"),
                .optional("task_types", .texts, "what kind it is"), .optional("error", .prose, "what went wrong"),
                .optional("impacted_entity_counts", .dictionary, "how many of whom it touches"),
                .optional("priority", .integer(0...100), "how urgent it is"),
                .optional("subtasks", .records("task-entry", entry("task")), "its parts"), changes,
            ] + times,
            rules: [.notBefore("end_time", "start_time")]
        ), sequence,
    ]

    /// A step in the order of events or tasks, as drafts before 2.0 have it, after the steps of CACAO.
    private static let sequence = TypeSchema(
        "sequence",
        definition: "extension-definition--be0c7c79-1961-43db-afde-637066a87a64",
        title: "Sequence",
        summary: "A step in the order of the events or tasks of an incident.",
        [
            .required("sequence_type", .choice(["event", "task"]), "of what it is the order"),
            .required(
                "step_type",
                .choice(["end_step", "parallel_step", "single_step", "start_step"]),
                "what kind of step it is"
            ),
            .optional("sequenced_object", .reference(["event", "task"]), "the event or task"),
            .optional("on_completion", .reference(["sequence"]), "what follows in any case"),
            .optional("on_success", .reference(["sequence"]), "what follows if it succeeds"),
            .optional("on_failure", .reference(["sequence"]), "what follows if it fails"),
            .optional("next_steps", .references(["sequence"]), "what follows beside each other"),
        ],
        rules: [.when("step_type", is: "single_step", needs: ["sequenced_object"])]
    )

    private static let times: [TypeProperty] = [
        .optional("start_time", .timestamp, "when it began"),
        .optional("start_time_fidelity", .choice(fidelity), "how exactly that is known"),
        .optional("end_time", .timestamp, "when it ended"),
        .optional("end_time_fidelity", .choice(fidelity), "how exactly that is known"),
    ]

    private static let changes = TypeProperty.optional(
        "changed_objects",
        .records(
            "state-change",
            [
                .required("state_change_type", .text, "how it changed"),
                .optional("initial_ref", .reference([]), "what was before"),
                .optional("result_ref", .reference([]), "what came of it"),
            ]
        ),
        "what it changed"
    )

    /// An entry of a sequence (3.2, 3.6).
    private static func entry(_ type: String) -> [TypeProperty] {
        [
            .required("\(type)_ref", .reference([type]), "which one"),
            .optional(
                "next_steps",
                .records(
                    "\(type)-sequence-entry",
                    [
                        .required("\(type)_ref", .reference([type]), "what follows"),
                        .required("condition_type", .choice(["optional", "required", "unknown"]), "whether it must"),
                        .required(
                            "transition_type",
                            .choice(["completion", "failure", "success", "unknown"]),
                            "when it follows"
                        ),
                    ]
                ),
                "what follows"
            ), .optional("sequence_start", .flag, "whether a sequence begins here"),
        ]
    }
}
