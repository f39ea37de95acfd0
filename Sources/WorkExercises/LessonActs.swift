internal import Calls
internal import JSON
internal import STIX
internal import Work

/// What a person does about what is real in an exercise, and about what is learned from it.
enum LessonActs {
    static let all = [noPlay, lift, observe, lesson]

    private static let noPlayKinds = [
        "distress", "casualty", "collision-risk", "weather", "security", "equipment", "other",
    ]
    private static let prefix = "REAL WORLD, NO PLAY: "

    private static let noPlay = WorkAct(
        "no-play",
        "Raises REAL WORLD, NO PLAY: something real happens. It bears no mark of the exercise, goes to all who take "
            + "part, and stands before everything else until it is lifted.",
        body: .record([
            "exercise": .identifier, "name": .words, "kind": .choices(noPlayKinds),
            "stops?": .choice("all", "serials").noted("left out, everything stops"),
            "serials?": .texts.noted("numbers"), "place?": .text, "body?": .text, "markings?": .texts,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.named(call)
        guard file.part != nil else { throw .invalid("the own party has no part in this exercise") }
        let name = try call.text("name")
        let stops = try call.optional("stops") ?? "all"
        var form = ExerciseForm(call)
        form.set("name", .string(name.hasPrefix(prefix) ? name : prefix + name))
        form.set("exercise_ref", .string(file.exercise.id))
        form.set("party_ref", .string(try file.own()))
        // It is real: marks of exercises are taken off, levels stay.
        form.set("object_marking_refs", .strings(try ExerciseMarks.levels(of: file.markings(call), call.seen)))
        try form.choice("kind", noPlayKinds, isNeeded: true)
        form.set("stops", .string(stops))
        if stops == "serials" {
            try form.list("serials", isNeeded: true)
        } else if stops != "all" {
            throw .invalid("`stops` is none of all, serials")
        }
        try form.texts("place", "body")
        form.set("raised_at", .string(WorkAct.timestamp(call.now)))
        return [call.new(.noPlay, form.members, to: file.others)]
    }

    private static let lift = WorkAct(
        "lift",
        "Lifts an own REAL WORLD, NO PLAY.",
        body: .record(["no_play": .identifier, "note?": .text])
    ) { call throws(WorkFault) in
        let raised = try call.object(call.text("no_play"), as: ExercisePiece<NoPlayKind>.self)
        let file = try ExerciseFile.named(call, raised.view.exercise)
        guard raised.source == "own" else { throw .invalid("the party that raised it lifts it") }
        guard raised.view.ends == nil else { throw .conflict("it was lifted already") }
        var members = [JSONMember("lifted_at", .string(WorkAct.timestamp(call.now)))]
        if let note = try call.optional("note") { members.append(JSONMember("lifted_note", .string(note))) }
        return [.change(raised.id, members, to: file.others)]
    }

    private static let observe = WorkAct(
        "observe",
        "Writes an observation of the own party, or changes one.",
        body: .record([
            "exercise": .identifier, "id?": .identifier.noted("the observation that is changed"), "name?": .words,
            "body?": .words, "discussion?": .text, "conclusion?": .text, "recommendation?": .text,
            "observed_at?": .time, "observer?": .text.noted("by function"), "objectives?": .texts,
            "serials?": .texts.noted("numbers"), "objects?": .texts, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.named(call)
        let known = try file.changed(call, ExercisePiece<ObservationKind>.self)
        guard file.part != nil else { throw .invalid("the own party has no part in this exercise") }
        var form = ExerciseForm(call, isChange: known != nil)
        try file.begin(&form)
        if known == nil { form.set("party_ref", .string(try file.own())) }
        try form.needed("name", "body")
        try form.texts("discussion", "conclusion", "recommendation", "observer")
        try form.moments("observed_at")
        try form.list("objectives", as: "objective_refs")
        try form.list("serials")
        try form.list("objects", as: "object_refs")
        try areThere(try call.texts("objects"), call)
        guard !form.members.isEmpty else { throw .invalid("nothing is changed") }
        let recipients = try file.recipients(call)
        return [
            known.map { .change($0.id, form.members, to: recipients) }
                ?? call.new(.exerciseObservation, form.members, to: recipients)
        ]
    }

    private static let lesson = WorkAct(
        "lesson",
        "Takes a step from an observation to a lesson: verified or rejected, identified, tasked (the own party takes "
            + "it), implemented, validated by what shows that the change holds. Only then it is learned.",
        body: .record([
            "observation": .identifier, "verb": .choices(LessonStanding.Verb.allCases.map(\.rawValue)),
            "lesson?": .text.noted("needed for identified"), "remedy?": .text,
            "action_body?": .text.noted("by function; needed for tasked"), "due?": .day.noted("needed for tasked"),
            "reason?": .text.noted("needed for rejected"), "evidence?": .texts,
            "validated_in?": .identifier.noted("the exercise in which the change held"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let observation = try call.object(call.text("observation"), as: ExercisePiece<ObservationKind>.self)
        let file = try ExerciseFile.named(call, observation.view.exercise)
        let word = try call.choice("verb", LessonStanding.Verb.allCases.map(\.rawValue))
        guard let verb = LessonStanding.Verb(rawValue: word) else { throw .invalid("`verb` is none") }
        let all = try WorkFault.reading { () throws(SeenFault) in try file.observations() }
        guard let observed = all.first(where: { $0.seen.id == observation.id }) else { throw .notFound }
        if let fault = may(verb, observed, try file.own(), file) { throw fault }
        var form = ExerciseForm(call)
        form.set("name", .string("\(observation.title): \(verb.rawValue)"))
        form.set("exercise_ref", .string(file.exercise.id))
        form.set("observation_ref", .string(observation.id))
        form.set("object_marking_refs", .strings(observation.view.markings))
        form.set("party_ref", .string(try file.own()))
        form.set("verb", .string(verb.rawValue))
        try form.texts("remedy")
        switch verb {
        case .rejected: try form.needed("reason")
        case .identified: try form.needed("lesson")
        case .tasked:
            try form.needed("action_body", "due")
            guard CivilDay(try call.text("due")) != nil else { throw .invalid("`due` is no day") }
        case .validated: try validate(&form, file)
        case .verified, .implemented: try evidence(&form)
        }
        return [call.new(.exerciseLesson, form.members, to: try file.recipients(call))]
    }

    /// Why a party may not take a step, or why it is not its turn; nil if it may.
    static func may(_ verb: LessonStanding.Verb, _ observed: Observed, _ own: String, _ file: ExerciseFile)
        -> WorkFault?
    {
        let isJudge = file.directors.contains(own) || observed.seen.view.party == own
        let state = observed.standing.state
        guard isJudge || file.standing.parties.contains(own) else {
            return .invalid("the own party has no part in this exercise")
        }
        guard isJudge || ![.verified, .rejected, .validated].contains(verb) else {
            return .invalid("the party that observed it, or one that directs the exercise, says so")
        }
        let isTurn =
            switch verb {
            case .verified, .rejected: state != .learned
            case .identified: state != .submitted && state != .rejected && state != .learned
            case .tasked: [.identified, .tasked, .implemented].contains(state)
            case .implemented: state == .tasked
            case .validated: state == .implemented
            }
        guard isTurn else { return .conflict("the observation is \(state.rawValue)") }
        if verb == .implemented, observed.act(.tasked)?.view.party != own {
            return .invalid("the party whose action body took the task says that the change was made")
        }
        return nil
    }

    private static func evidence(_ form: inout ExerciseForm) throws(WorkFault) {
        try areThere(try form.call.texts("evidence"), form.call)
        try form.list("evidence", as: "evidence_refs")
    }

    /// What shows that the change holds: something that is here, a later exercise, or both.
    private static func validate(_ form: inout ExerciseForm, _ file: ExerciseFile) throws(WorkFault) {
        var evidence = try form.call.texts("evidence")
        try areThere(evidence, form.call)
        if let id = try form.call.optional("validated_in") {
            let other = try ExerciseFile.named(form.call, id)
            guard id != file.exercise.id, other.standing.started != nil else {
                throw .invalid("`validated_in` is no other exercise that has begun")
            }
            form.set("validated_in_ref", .string(id))
            if !evidence.contains(id) { evidence.append(id) }
        }
        guard !evidence.isEmpty, Set(evidence).count == evidence.count else {
            throw .invalid("neither `validated_in` nor `evidence` shows that the change holds, or one is there twice")
        }
        form.set("evidence_refs", .strings(evidence))
    }

    /// Objects that are named; each has to be there for the person.
    static func areThere(_ ids: [String], _ call: WorkActCall) throws(WorkFault) {
        for id in ids {
            let found = try WorkFault.reading { () throws(SeenFault) in try call.seen.one(id, as: Anything.self) }
            guard found != nil else { throw .notFound }
        }
    }
}

/// Any object at all.
struct Anything: WorkObject {
    static let type = ""

    init?(_ object: SeenValue) {}
}
