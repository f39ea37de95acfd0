internal import JSON
internal import Work

/// A dialogue.
struct Dialogue: WorkObject {
    static let type = "entente-dialogue"

    let parties: [String]
    let commitment: String?
    let markings: [String]
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        parties = object.texts("party_refs")
        commitment = object.text("commitment_ref")
        markings = object.texts("object_marking_refs")
        members = object.members([
            "name", "level", "cadence", "party_refs", "chairs", "description", "commitment_ref",
        ])
    }
}

/// A meeting of a dialogue.
struct Round: WorkObject {
    static let type = "entente-round"

    let dialogue: String
    let number: Int
    let state: String
    let host: String?
    let starts: Int64?
    let ends: Int64?
    let place: String?
    let zone: String?
    /// How many seconds lie between the first version and this one: calendars ask for a number that grows.
    let sequence: Int
    let markings: [String]
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let dialogue = object.text("dialogue_ref"), let number = object.number("number"),
            let state = object.text("state")
        else { return nil }
        (self.dialogue, self.number, self.state) = (dialogue, Int(number), state)
        (host, starts, ends) = (object.text("host_ref"), object.moment("starts"), object.moment("ends"))
        (place, zone) = (object.text("place"), object.text("zone"))
        let (created, modified) = (object.moment("created") ?? 0, object.moment("modified") ?? 0)
        sequence = Int(clamping: max(0, (modified - created) / 1_000_000))
        markings = object.texts("object_marking_refs")
        members = object.members([
            "name", "number", "state", "host_ref", "starts", "ends", "place", "zone", "participants", "modified",
        ])
    }
}

/// Something written for a round: a brief, an own record or a non-paper.
struct RoundPaper<Kind: RoundPaperKind>: WorkObject {
    static var type: String { Kind.type }

    let about: String
    let row: String?
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let about = object.text(Kind.about) else { return nil }
        (self.about, row) = (about, object.text("row"))
        moment = object.moment("modified") ?? .min
        members = object.members(Kind.members + ["modified"])
    }
}

/// Which paper.
protocol RoundPaperKind: Sendable {
    static var type: String { get }
    static var about: String { get }
    static var members: [String] { get }
}

enum BriefKind: RoundPaperKind {
    static let type = "entente-own-brief"
    static let about = "about_ref"
    static let members = ["name", "about_ref", "row", "our_line", "for_the_room", "red_lines", "annotation"]
}

enum RecordKind: RoundPaperKind {
    static let type = "entente-own-record"
    static let about = "round_ref"
    static let members = ["name", "body"]
}

enum NonPaperKind: RoundPaperKind {
    static let type = "entente-non-paper"
    static let about = "about_ref"
    static let members = ["name", "body"]
}

/// Something that somebody has to do.
struct Action: WorkObject {
    static let type = "entente-action"

    let round: String
    let owner: String
    let state: String
    /// The end of the day by which it is to be done, in microseconds since 1970; nil without one.
    let due: Int64?
    let markings: [String]
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let round = object.text("round_ref"), let owner = object.text("owner_ref"),
            let state = object.text("state")
        else { return nil }
        (self.round, self.owner, self.state) = (round, owner, state)
        due = object.dayEnd("due")
        markings = object.texts("object_marking_refs")
        members = object.members(["name", "owner", "owner_ref", "due", "state", "description", "evidence_refs"])
    }

    /// Whether it was to be done before a moment and was not.
    func isOverdue(on now: Int64) -> Bool { state == "open" && (due ?? .max) < now }
}
