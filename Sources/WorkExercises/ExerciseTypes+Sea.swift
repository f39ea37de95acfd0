public import STIX

/// The types of what is held at sea.
extension TypeSchema {
    /// A ship, an aircraft or another unit.
    public static let exerciseUnit = TypeSchema(
        "entente-exercise-unit",
        definition: "extension-definition--9b86d2bf-24c1-445d-b3b2-43e3b2d2863c",
        title: "Unit in an exercise",
        summary: "A ship, an aircraft, troops or a staff that a party sends to an exercise. Its call sign can have a "
            + "marking of its own.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("party_ref", .reference(["identity"]), "The party that sends it."),
            .required(
                "kind",
                .choice(["ship", "submarine", "aircraft", "helicopter", "unmanned", "land", "staff", "other"]),
                "What it is."
            ),
            .optional(
                "flag",
                .text,
                "The state whose unit it is, where the party is an organisation, as the agreements name it."
            ),
            .optional("symbol", .text, "The code of its symbol (APP-6, MIL-STD-2525)."),
            .optional("call_sign", .text, "Its call sign in the exercise."),
            .optional("readiness", .choice(["ready", "limited", "not-ready"]), "Whether it can take part."),
            .optional("readiness_note", .text, "What it lacks."),
            .optional("home_port", .text, "Where it is based."),
            .optional("joins", .timestamp, "From when it takes part."),
            .optional("leaves", .timestamp, "Until when it takes part."),
            .optional("description", .prose, "More about it."),
        ],
        rules: [.notBefore("leaves", "joins")]
    )

    /// A serial of the programme, as one party proposes it.
    public static let exerciseSerial = TypeSchema(
        "entente-exercise-serial",
        definition: "extension-definition--25eeb5dd-229f-4cb8-b329-2494255ffcda",
        title: "Serial of an exercise",
        summary:
            "A serial of the programme, as one party proposes it: what, when, where, by which units. It stands once "
            + "each party that takes part in it has agreed to the same words.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("number", .text, "Its number in the programme, the same whoever proposes it."),
            .required("party_ref", .reference(["identity"]), "The party that proposes it so."),
            .required("party_refs", .references(["identity"]), "The parties that take part and have to agree."),
            .required("starts", .timestamp, "When it begins."),
            .required("ends", .timestamp, "When it ends."),
            .optional("area_name", .text, "What the area is called."),
            .optional(
                "corners",
                .records(
                    "corner",
                    [
                        .required("latitude", .number, "In degrees, north positive."),
                        .required("longitude", .number, "In degrees, east positive."),
                    ]
                ),
                "The corners of the area in their order."
            ),
            .optional("lowest", .number, "From which height above the sea, in metres; below it is negative."),
            .optional("highest", .number, "Up to which height above the sea, in metres."),
            .optional("conducted_by", .text, "Who conducts it, by function."),
            .optional("conductor_ref", .reference(["identity"]), "Whose function that is."),
            .optional("unit_refs", .references(["entente-exercise-unit"]), "The units that take part."),
            .optional("frequencies", .texts, "The lines of the communications plan that are used."),
            .optional("safety_distance", .number, "How far units stay apart, in metres."),
            .optional("criteria", .prose, "What has to be so for a go."),
            .optional("caller_ref", .reference(["identity"]), "The party that may call go or no-go."),
            .optional("called_by", .text, "Who calls it there, by function."),
            .optional("meeting_at", .timestamp, "When the units meet."),
            .optional("meeting_latitude", .number, "Where they meet, in degrees, north positive."),
            .optional("meeting_longitude", .number, "Where they meet, in degrees, east positive."),
            .optional("description", .prose, "How it goes."),
        ],
        rules: [
            .notBefore("ends", "starts"), .notBelow("highest", "lowest"),
            .needs("meeting_latitude", "meeting_longitude"), .needs("meeting_longitude", "meeting_latitude"),
        ]
    )

    /// What a party says of a serial.
    public static let exerciseSerialAct = TypeSchema(
        "entente-exercise-serial-act",
        definition: "extension-definition--f6f9b19a-0488-44bd-ace6-3ee8ec61390d",
        title: "Act on a serial",
        summary:
            "What a party says of a serial: that it agrees to its words, that it is go or no-go, that it was called "
            + "off or done. It counts only from that party's own node.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("number", .text, "The serial, by its number in the programme."),
            .required("party_ref", .reference(["identity"]), "The party that acts."),
            .required(
                "verb",
                .choice(SerialVerb.allCases.map(\.rawValue)),
                "What it says."
            ),
            .optional("thing", .dictionary, "The words that it agrees to.", when: "with `agree`"),
            .optional("digest", .text, "Their digest (RFC 8785, SHA-256).", when: "with `agree`"),
            .optional(
                "reservation",
                .choice(["scrutiny", "language", "parliamentary"]),
                "On what ground it reserves."
            ),
            .optional("acted_at", .timestamp, "When it was called."),
            .optional("began_at", .timestamp, "When it really began.", when: "with `done`"),
            .optional("ended_at", .timestamp, "When it really ended.", when: "with `done`"),
            .optional("weather", .text, "What the weather was."),
            .optional("reason", .prose, "Why.", when: "with `cancelled` and `no-go`"),
        ],
        rules: [
            .when("verb", is: "agree", needs: ["thing", "digest"]),
            .when("verb", is: "agree-ad-referendum", needs: ["thing", "digest"]),
            .when("verb", is: "done", needs: ["began_at", "ended_at"]),
            .when("verb", is: "cancelled", needs: ["reason"]), .when("verb", is: "no-go", needs: ["reason"]),
            .notBefore("ended_at", "began_at"),
        ]
    )

    /// A call at a port.
    public static let exercisePortCall = TypeSchema(
        "entente-exercise-port-call",
        definition: "extension-definition--7b9183b5-156d-4aab-a1a2-1d30fe829c61",
        title: "Port call",
        summary: "A call of units at a port before, during or after an exercise, and what they need there.",
        [
            .required("name", .text, "The port."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("party_ref", .reference(["identity"]), "The party whose units call."),
            .required("host_ref", .reference(["identity"]), "The state whose port it is."),
            .optional("unit_refs", .references(["entente-exercise-unit"]), "The units that call."),
            .required("arrives", .timestamp, "When they come in."),
            .required("departs", .timestamp, "When they leave."),
            .optional("zone", .text, "The time zone of the port (IANA), such as `Asia/Tokyo`."),
            .optional("berth", .text, "Where they lie."),
            .optional("supplies", .texts, "What they need, such as fuel."),
            .optional("description", .prose, "More about it."),
        ],
        rules: [.notBefore("departs", "arrives")]
    )

    /// The clearance of a port call.
    public static let exerciseClearance = TypeSchema(
        "entente-exercise-clearance",
        definition: "extension-definition--bd002154-d534-4647-9d6a-7f403f20b795",
        title: "Clearance",
        summary:
            "Whether units may call at a port. The visiting party asks, the state whose port it is says yes or no; "
            + "each counts only from its own node.",
        [
            .required("name", .text, "What it is called."),
            .required("exercise_ref", .reference(["entente-exercise"]), "The exercise."),
            .required("port_call_ref", .reference(["entente-exercise-port-call"]), "The port call."),
            .required("party_ref", .reference(["identity"]), "The party that says so."),
            .required("state", .choice(["requested", "granted", "refused", "withdrawn"]), "What it says."),
            .optional("reference", .text, "The number of the note."),
            .optional("valid_from", .date, "From which day it holds."),
            .optional("valid_until", .date, "Until which day it holds."),
            .optional("conditions", .prose, "What has to be kept."),
        ],
        rules: [.notBefore("valid_until", "valid_from")]
    )
}
