internal import JSON
internal import Work

/// An exercise.
struct Exercise: WorkObject {
    static let type = "entente-exercise"

    let kind: String
    /// When it is to begin and to end, in microseconds since 1970.
    let (starts, ends): (Int64, Int64)
    let zone: String
    let scenarioStarts: Int64?
    let place: String?
    let host: String?
    let directors: [String]
    let participants: [Participant]
    let markings: [String]
    let sequence: Int
    let members: [JSONMember]

    /// How a party takes part.
    struct Participant: Sendable {
        let party: String
        let members: [JSONMember]
    }

    init?(_ object: SeenValue) {
        guard let starts = object.moment("starts"), let ends = object.moment("ends"), let zone = object.text("zone")
        else { return nil }
        (self.starts, self.ends, self.zone) = (starts, ends, zone)
        kind = object.text("kind") ?? "mixed"
        scenarioStarts = object.moment("scenario_starts")
        (place, host) = (object.text("place"), object.text("host_ref"))
        directors = object.texts("director_refs")
        participants = object.records("participants").compactMap { one in
            one.text("party_ref").map {
                Participant(party: $0, members: one.members(["role", "way", "ground", "forces"]))
            }
        }
        markings = object.texts("object_marking_refs")
        sequence = object.sequence
        members = object.members([
            "name", "kind", "starts", "ends", "zone", "scenario_starts", "place", "host_ref", "director_refs",
            "scenario", "description", "created", "modified",
        ])
    }
}

extension SeenValue {
    /// How many seconds lie between the first version and this one: calendars ask for a number that grows.
    var sequence: Int {
        let (created, modified) = (moment("created") ?? 0, moment("modified") ?? 0)
        return Int(clamping: max(0, (modified - created) / 1_000_000))
    }
}

/// What belongs to an exercise.
protocol ExercisePart: WorkObject {
    /// The exercise.
    var exercise: String { get }
    /// When its version was written, in microseconds since 1970.
    var moment: Int64 { get }
    var members: [JSONMember] { get }
}

/// What a party does about an exercise.
struct ExerciseDone: ExercisePart {
    static let type = "entente-exercise-act"

    let exercise: String
    let party: String
    let verb: ExerciseStanding.Verb
    let named: [String]
    let at: Int64
    let exerciseTime: Int64?
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let party = object.text("party_ref"),
            let verb = object.text("verb").flatMap(ExerciseStanding.Verb.init)
        else { return nil }
        (self.exercise, self.party, self.verb) = (exercise, party, verb)
        named = object.texts("party_refs")
        moment = object.moment("modified") ?? 0
        at = object.moment("acted_at") ?? moment
        exerciseTime = object.moment("exercise_time")
        members = object.members(["name", "verb", "acted_at", "exercise_time", "note", "modified"])
    }
}

/// A part of an exercise of which no more is asked than who wrote it, when it takes place and how it stands.
struct ExercisePiece<Kind: PieceKind>: ExercisePart {
    static var type: String { Kind.type }

    let exercise: String
    let party: String?
    /// What it is about, by the property that the kind names.
    let about: String?
    let state: String?
    let (starts, ends): (Int64?, Int64?)
    let (place, zone): (String?, String?)
    /// The word of a cell.
    let cell: String?
    /// The state whose unit it is.
    let flag: String?
    let units: [String]
    let parties: [String]
    let serials: [String]
    let objectives: [String]
    let observations: [String]
    let products: [ExerciseProduct]
    let markings: [String]
    let sequence: Int
    let created: Int64
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref") ?? (Kind.standsAlone ? "" : nil) else { return nil }
        self.exercise = exercise
        party = object.text("party_ref")
        about = Kind.about.flatMap { object.text($0) }
        state = object.text(Kind.state)
        (starts, ends) = (object.moment(Kind.span.starts), object.moment(Kind.span.ends))
        (place, zone) = (object.text("place"), object.text("zone"))
        (cell, flag) = (object.text("cell"), object.text("flag"))
        units = object.texts("unit_refs")
        parties = object.texts("party_refs")
        serials = object.texts("serials")
        (objectives, observations) = (object.texts("objective_refs"), object.texts("observation_refs"))
        products = object.records("products").map(ExerciseProduct.init)
        markings = object.texts("object_marking_refs")
        sequence = object.sequence
        created = object.moment("created") ?? 0
        moment = object.moment("modified") ?? created
        members = object.members(Kind.members + ["created", "modified"])
    }
}

/// What a conference brings forth.
struct ExerciseProduct: Sendable {
    let name: String
    let isOpen: Bool
    /// The party whose function makes it.
    let party: String?
    /// The end of the day by which it is there, in microseconds since 1970.
    let due: Int64?

    init(_ object: SeenValue) {
        name = object.text("name") ?? ""
        isOpen = object.text("state") == "open"
        party = object.text("owner_ref")
        due = object.dayEnd("due")
    }
}

/// Which part.
protocol PieceKind: Sendable {
    static var type: String { get }
    /// Whether it says something where its exercise may not be known; the identifier of that is empty then.
    static var standsAlone: Bool { get }
    /// The property with what it is about.
    static var about: String? { get }
    /// The property with how it stands.
    static var state: String { get }
    /// The properties with when it begins and ends.
    static var span: (starts: String, ends: String) { get }
    /// What is answered of it.
    static var members: [String] { get }
}

extension PieceKind {
    static var standsAlone: Bool { false }
    static var about: String? { nil }
    static var state: String { "state" }
    static var span: (starts: String, ends: String) { ("starts", "ends") }
}

enum ObjectiveKind: PieceKind {
    static let type = "entente-exercise-objective"
    static let about: String? = "commitment_ref"
    static let members = ["name", "number", "measured_by", "commitment_ref", "observation_refs", "description"]
}

enum ConferenceKind: PieceKind {
    static let type = "entente-exercise-conference"
    static let members = [
        "name", "kind", "state", "host_ref", "starts", "ends", "place", "zone", "products", "description",
    ]
}

enum CellKind: PieceKind {
    static let type = "entente-exercise-cell"
    static let state = "kind"
    static let members = ["name", "cell", "kind", "party_refs", "means", "description"]
}

enum UnitKind: PieceKind {
    static let type = "entente-exercise-unit"
    static let state = "readiness"
    static let span = (starts: "joins", ends: "leaves")
    static let members = [
        "name", "party_ref", "kind", "flag", "symbol", "call_sign", "readiness", "readiness_note", "home_port",
        "joins", "leaves", "description",
    ]
}

enum PortCallKind: PieceKind {
    static let type = "entente-exercise-port-call"
    static let about: String? = "host_ref"
    static let span = (starts: "arrives", ends: "departs")
    static let members = [
        "name", "party_ref", "host_ref", "unit_refs", "arrives", "departs", "zone", "berth", "supplies",
        "description",
    ]
}

enum ClearanceKind: PieceKind {
    static let type = "entente-exercise-clearance"
    static let about: String? = "port_call_ref"
    static let members = ["name", "party_ref", "state", "reference", "valid_from", "valid_until", "conditions"]
}

enum ResponseKind: PieceKind {
    static let type = "entente-exercise-response"
    static let about: String? = "message_ref"
    static let members = ["name", "message_ref", "party_ref", "cell", "body"]
}

enum NoPlayKind: PieceKind {
    static let type = "entente-no-play"
    static let standsAlone = true
    static let state = "stops"
    static let span = (starts: "raised_at", ends: "lifted_at")
    static let members = [
        "name", "party_ref", "kind", "stops", "serials", "place", "body", "raised_at", "lifted_at", "lifted_note",
    ]
}

enum ObservationKind: PieceKind {
    static let type = "entente-exercise-observation"
    static let members = [
        "name", "party_ref", "body", "discussion", "conclusion", "recommendation", "observed_at", "observer",
        "objective_refs", "serials", "object_refs",
    ]
}

enum OwnNoteKind: PieceKind {
    static let type = "entente-own-exercise-note"
    static let members = ["name", "body"]
}
