internal import Labels

/// A kind of record that an officer keeps, with the members that it needs (R06, R09, R10, R13 to R21).
public struct RecordKind: Sendable {
    /// The word for it.
    public let name: String
    /// What it is for.
    public let summary: String
    /// Members that it must have.
    public let required: [String]
    /// Members that it may have.
    public let optional: [String]
    /// The member that the record is about.
    public let subject: String
    /// The rule of the field.
    public let rule: String

    /// The kind of what is known of a recipient's software.
    package static let reader = "reader"
    /// The kind of what opens a recipient's feed for an exercise.
    package static let exercise = "exercise"

    /// Every kind.
    public static let all: [RecordKind] = [
        RecordKind(
            name: "consent",
            summary: "an originator's answer about one item",
            required: ["by", "to", "item"],
            optional: ["reference", "purpose", "from", "until", "granted", "written", "as"],
            subject: "item",
            rule: "R06"
        ),
        RecordKind(
            name: "instruction",
            summary: "an officer's authority for a class of objects",
            required: ["name", "to"],
            optional: ["tlp", "levels", "types", "from", "until"],
            subject: "name",
            rule: "R02"
        ),
        RecordKind(
            name: "assurance",
            summary: "a recipient's assurance of protection",
            required: ["by", "agreement", "date"],
            optional: ["reference", "bodies"],
            subject: "agreement",
            rule: "R10"
        ),
        RecordKind(
            name: "person",
            summary: "a cleared and authorised person",
            required: ["name", "nationality", "clearances"],
            optional: ["facility", "briefed", "needs", "exercises", "until", "rank"],
            subject: "name",
            rule: "R13"
        ),
        RecordKind(
            name: "facility",
            summary: "a facility that may hold classified items",
            required: ["name", "level"],
            optional: ["address", "contractor", "cleared_until", "electronic"],
            subject: "name",
            rule: "R13"
        ),
        RecordKind(
            name: "holder",
            summary: "where an item or a copy of it is",
            required: ["item", "facility", "person"],
            optional: ["copy", "translation_of", "copies", "since"],
            subject: "item",
            rule: "R13"
        ),
        RecordKind(
            name: "transport",
            summary: "how an item was carried",
            required: ["item", "to", "method", "covers"],
            optional: ["sent", "receipt", "courier"],
            subject: "item",
            rule: "R16"
        ),
        RecordKind(
            name: "incident",
            summary: "a loss or possible loss",
            required: ["item", "noticed", "actual"],
            optional: ["originator_told", "report", "measures", "notice"],
            subject: "item",
            rule: "R17"
        ),
        RecordKind(
            name: "visit",
            summary: "a visit with its approval",
            required: ["visitor", "host", "subject", "level", "date"],
            optional: ["approved_by", "approved_level", "kind"],
            subject: "visitor",
            rule: "R18"
        ),
        RecordKind(
            name: MarkingExplanation.kind,
            summary: "the meaning of a marking",
            required: ["marking", "meaning"],
            optional: ["scheme", "level"],
            subject: "marking",
            rule: "R03"
        ),
        RecordKind(
            name: "law-change",
            summary: "a change of law that affects protection",
            required: ["party", "text", "date"],
            optional: ["told"],
            subject: "party",
            rule: "R20"
        ),
        RecordKind(
            name: reader,
            summary: "what a recipient's software passes over",
            required: ["party"],
            optional: ["portions", "language"],
            subject: "party",
            rule: "R22"
        ),
        RecordKind(
            name: exercise,
            summary: "an exercise that a recipient's feed is open for",
            required: ["party", "exercise"],
            optional: ["cells"],
            subject: "party",
            rule: "R22"
        ),
        RecordKind(
            name: "end-of-purpose",
            summary: "an item that is no longer needed",
            required: ["item", "closed"],
            optional: ["certificate", "kind"],
            subject: "item",
            rule: "R14"
        ),
    ]
}
