internal import JSON
internal import Work

/// A step from an observation to a lesson that is learned.
struct LessonDone: ExercisePart {
    static let type = "entente-exercise-lesson"

    let exercise: String
    let observation: String
    let party: String
    let verb: LessonStanding.Verb
    let evidence: [String]
    /// The end of the day by which it is to be done, in microseconds since 1970.
    let due: Int64?
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let observation = object.text("observation_ref"),
            let party = object.text("party_ref"), let verb = object.text("verb").flatMap(LessonStanding.Verb.init)
        else { return nil }
        (self.exercise, self.observation, self.party, self.verb) = (exercise, observation, party, verb)
        evidence = object.texts("evidence_refs")
        due = object.dayEnd("due")
        moment = object.moment("modified") ?? 0
        members = object.members([
            "name", "party_ref", "verb", "lesson", "remedy", "action_body", "due", "reason", "evidence_refs",
            "validated_in_ref", "modified",
        ])
    }

    /// As a step.
    func done(_ id: String) -> LessonStanding.Done {
        LessonStanding.Done(party: party, verb: verb, moment: moment, id: id, evidence: evidence)
    }
}
