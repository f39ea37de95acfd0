internal import JSON
internal import Work

/// A promise of a partnership text.
struct Commitment: WorkObject {
    static let type = "entente-commitment"

    /// The day on which it falls due, or first does.
    let due: CivilDay?
    let period: CalendarPeriod?
    let parties: [String]
    let successor: String?
    let markings: [String]
    /// Whether parts of it are marked otherwise than the whole.
    let hasPortions: Bool
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        due = object.moment("due").map { CivilDay(ofMoment: $0) }
        period = object.text("cadence").flatMap { CalendarPeriod($0) }
        parties = object.texts("party_refs")
        successor = object.text("successor_ref")
        markings = object.texts("object_marking_refs")
        hasPortions = object["granular_markings"] != nil
        members = object.members([
            "name", "clause", "area", "verb", "force", "instrument", "article", "description", "responsible",
            "cadence", "due", "status_note", "evidence",
        ])
    }
}

/// How one party sees that a commitment stands.
struct Standing: WorkObject {
    static let type = "entente-standing"

    let commitment: String
    let evidence: [String]
    /// When it was said, in microseconds since 1970.
    let moment: Int64
    let version: String
    let state: String
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let commitment = object.text("commitment_ref"), let state = object.text("state"),
            let version = object.text("modified"), let moment = object.moment("modified")
        else { return nil }
        (self.commitment, self.state, self.version, self.moment) = (commitment, state, version, moment)
        evidence = object.texts("evidence_refs")
        members = object.members(["state", "as_of", "responsible", "note"])
    }
}

/// A dialogue, as far as its rounds keep a commitment.
struct KeepingDialogue: WorkObject {
    static let type = "entente-dialogue"

    let commitment: String?

    init?(_ object: SeenValue) { commitment = object.text("commitment_ref") }
}
