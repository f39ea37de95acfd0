internal import JSON
internal import Work

/// A line of the list of main events and incidents.
struct Inject: ExercisePart {
    static let type = "entente-exercise-inject"

    let exercise: String
    let number: String
    let planned: Int64?
    let basis: String?
    let fromStart: Int64?
    /// In seconds.
    let movedBy: Int
    let storyline: String?
    let audience: [String]
    let state: String
    let dependsOn: [String]
    let objectives: [String]
    let messages: [String]
    let sent: Int64?
    let markings: [String]
    let moment: Int64
    let members: [JSONMember]
    /// What it says as it was written.
    let words: [JSONMember]

    static let names = [
        "name", "number", "planned_at", "basis", "from_start", "moved_by", "storyline", "event", "incident",
        "played_by",
        "audience", "means", "body", "expected", "objective_refs", "responsible", "state", "depends_on", "remarks",
        "columns", "sent_at", "message_refs", "modified",
    ]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let number = object.text("number"),
            let state = object.text("state")
        else { return nil }
        (self.exercise, self.number, self.state) = (exercise, number, state)
        planned = object.moment("planned_at")
        basis = object.text("basis")
        fromStart = object.number("from_start").map { Int64($0) * 1_000_000 }
        movedBy = object.number("moved_by").map { Int($0) } ?? 0
        storyline = object.text("storyline")
        audience = object.texts("audience")
        dependsOn = object.texts("depends_on")
        objectives = object.texts("objective_refs")
        messages = object.texts("message_refs")
        sent = object.moment("sent_at")
        markings = object.texts("object_marking_refs")
        moment = object.moment("modified") ?? 0
        members = object.members(Self.names)
        words = object.untranslated(Self.names)
    }

    /// When it is to be sent, in microseconds since 1970: what counts from STARTEX moves with it.
    /// - Parameters:
    ///   - begins: when the exercise is to begin.
    ///   - started: when it began; nil before.
    /// - Returns: the moment; nil for one that is sent on demand.
    func due(begins: Int64, started: Int64?) -> Int64? {
        fromStart.map { (started ?? begins) + $0 } ?? planned
    }

    /// The further columns of the planners' sheet.
    var columns: [String] { members.first { $0.name == "columns" }?.value.members?.map(\.name) ?? [] }

    /// Whether it waits to be sent.
    var isOpen: Bool { state != "sent" && state != "cancelled" }
}

/// What an audience got.
struct SentMessage: ExercisePart {
    static let type = "entente-exercise-message"

    let exercise: String
    let audience: [String]
    let (playedBy, means): (String?, String?)
    let sent: Int64
    let corrects: String?
    /// Whether it is as it was sent: what has another version was changed by somebody, and says so.
    let isAsSent: Bool
    let markings: [String]
    let version: String
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let sent = object.moment("sent_at") else { return nil }
        (self.exercise, self.sent) = (exercise, sent)
        audience = object.texts("audience")
        (playedBy, means) = (object.text("played_by"), object.text("means"))
        corrects = object.text("corrects_ref")
        isAsSent = object.moment("created") == object.moment("modified")
        markings = object.texts("object_marking_refs")
        version = object.text("modified") ?? ""
        moment = object.moment("modified") ?? 0
        members = object.members([
            "name", "played_by", "audience", "means", "body", "sent_at", "exercise_time", "corrects_ref", "modified",
        ])
    }
}

/// Whether what was expected was done.
struct JudgedResult: ExercisePart {
    static let type = "entente-exercise-result"

    let exercise: String
    let party: String
    let (inject, message): (String?, String?)
    let verdict: String
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let party = object.text("party_ref"),
            let verdict = object.text("verdict")
        else { return nil }
        (self.exercise, self.party, self.verdict) = (exercise, party, verdict)
        (inject, message) = (object.text("inject_ref"), object.text("message_ref"))
        moment = object.moment("modified") ?? 0
        members = object.members([
            "name", "inject_ref", "message_ref", "party_ref", "verdict", "evidence_refs", "note", "modified",
        ])
    }
}
