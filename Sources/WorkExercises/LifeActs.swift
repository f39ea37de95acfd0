internal import Calls
internal import JSON
internal import Labels
internal import STIX
internal import Work

/// What a person does about an exercise as a whole.
enum LifeActs {
    static let all = [
        open, edit, share, join, withdraw, start, pause, resume, end, close, objective, conference, cell, note,
    ]

    private static let kinds = ["sea", "table", "mixed"]
    /// So many parties of an exercise, so many products of a conference.
    private static let (mostParties, mostProducts) = (60, 60)

    private static let open = WorkAct(
        "open",
        "Opens an exercise and asks parties to join. EXERCISE is put before its name, and its mark is made.",
        body: .record([
            "name": .words, "kind": .choices(kinds), "starts": .time, "ends": .time, "zone": .words,
            "parties": .texts.noted("identities of those who are asked to join"), "scenario_starts?": .time,
            "place?": .text, "host?": .identifier, "directors?": .texts,
            "participants?": .list(participant), "scenario?": .text, "description?": .text,
            "markings": .texts.noted("the level of the exercise; its mark is put beside it"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        guard let own = call.seen.parties.own else { throw .invalid("the node has no identity of its party") }
        let others = try call.texts("parties").filter { $0 != own }
        guard !others.isEmpty, others.count < mostParties, Set(others).count == others.count else {
            throw .invalid("`parties` names no other party, one twice, or more than \(mostParties)")
        }
        var form = ExerciseForm(call)
        let name = ExerciseMarking.named(try call.text("name"))
        form.set("name", .string(name))
        try fill(&form)
        let levels = try call.texts("markings")
        guard !levels.isEmpty else { throw .invalid("`markings` is missing: the mark of an exercise is no level") }
        let recipients = try call.isTrue("send") ? others.filter { call.seen.parties.name(of: $0) != nil } : []
        let exercise = call.new(.exercise, form.members, to: recipients)
        let mark = try ExerciseMarks.mark(call, of: exercise.id, named: name, for: nil)
        let markings = JSONMember("object_marking_refs", .strings(levels + [mark.id]))
        let opened = [
            JSONMember("name", .string(name)), JSONMember("exercise_ref", .string(exercise.id)),
            JSONMember("party_ref", .string(own)), JSONMember("verb", .string("opened")),
            JSONMember("party_refs", .strings(others)), markings,
        ]
        return [
            exercise.saying(exercise.members + [markings]), call.new(.exerciseAct, opened, to: recipients),
        ] + mark.writings
    }

    private static let edit = WorkAct(
        "edit",
        "Changes what an own exercise says of itself; what is left out stays as it was.",
        body: .record([
            "exercise": .identifier, "name?": .words, "kind?": .choices(kinds), "starts?": .time, "ends?": .time,
            "zone?": .words, "scenario_starts?": .time, "place?": .text, "host?": .identifier, "directors?": .texts,
            "participants?": .list(participant), "scenario?": .text, "description?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        guard file.exercise.source == "own" else {
            throw .invalid("only the party that opened the exercise changes it")
        }
        guard file.standing.state == .planned || !call.has("starts") else {
            throw .conflict("the exercise has begun: its beginning does not move any more")
        }
        var form = ExerciseForm(call, isChange: true)
        if let name = try call.optional("name") { form.set("name", .string(ExerciseMarking.named(name))) }
        try fill(&form)
        guard !form.members.isEmpty else { throw .invalid("nothing is changed") }
        return [.change(file.exercise.id, form.members, to: try file.recipients(call))]
    }

    private static func fill(_ form: inout ExerciseForm) throws(WorkFault) {
        try form.choice("kind", kinds, isNeeded: true)
        try form.moments(needed: "starts", "ends")
        try form.needed("zone")
        try form.moments("scenario_starts")
        try form.texts("place", "scenario", "description")
        try form.reference("host", as: "host_ref")
        try form.list("directors", as: "director_refs")
        try form.records("participants", most: mostParties) { one throws(WorkFault) in
            try one.needed("party_ref")
            try one.choice("role", ["player", "observer", "host"], isNeeded: true)
            try one.choice("way", ["node", "courier"], isNeeded: true)
            try one.texts("ground", "forces")
        }
    }

    private static let share = WorkAct(
        "share",
        "Asks more parties to join an exercise.",
        body: .record(["exercise": .identifier, "parties": .texts, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        let new = try call.texts("parties").filter { !file.standing.parties.contains($0) }
        guard !new.isEmpty else { throw .invalid("`parties` names nobody who is not asked already") }
        let linked = new.filter { call.seen.parties.name(of: $0) != nil }
        let act = try act(
            call,
            file,
            .shared,
            more: [JSONMember("party_refs", .strings(new))],
            to: file.others + linked
        )
        let isGiven = try call.isTrue("send") && file.exercise.source == "own"
        return [act] + (isGiven ? [.change(file.exercise.id, [], to: linked)] : [])
    }

    private static let join = WorkAct(
        "join",
        "Joins an exercise: the own party takes part in it.",
        body: .record(["exercise": .identifier, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.named(call)
        guard let part = file.part else { throw .invalid("the own party is not asked to join this exercise") }
        guard part != .joined else { throw .conflict("the own party takes part in this exercise already") }
        return [try act(call, file, .joined, to: file.others)]
    }

    private static let withdraw = WorkAct(
        "withdraw",
        "Withdraws the own party from an exercise.",
        body: .record(["exercise": .identifier, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        guard file.standing.parties.first != file.seen.parties.own else {
            throw .invalid("the party that opened the exercise does not withdraw from it: it ends it")
        }
        return [try act(call, file, .withdrew, to: file.others)]
    }

    private static let start = WorkAct(
        "startex",
        "Calls STARTEX: the exercise runs from this moment, and what is timed from its beginning with it.",
        body: .record([
            "exercise": .identifier, "acted_at?": .time.noted("left out, now"),
            "exercise_time?": .time.noted("what the clock of the exercise shows"), "note?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in [try called(call, .started, from: [.planned])] }

    private static let pause = WorkAct(
        "pause",
        "Pauses an exercise: its clock stands.",
        body: .record(["exercise": .identifier, "acted_at?": .time, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in [try called(call, .paused, from: [.running])] }

    private static let resume = WorkAct(
        "resume",
        "Resumes an exercise that was paused; its clock may be set on.",
        body: .record([
            "exercise": .identifier, "acted_at?": .time, "exercise_time?": .time, "note?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in [try called(call, .resumed, from: [.paused])] }

    private static let end = WorkAct(
        "endex",
        "Calls ENDEX: the exercise is over.",
        body: .record(["exercise": .identifier, "acted_at?": .time, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in [try called(call, .ended, from: [.running, .paused])] }

    private static let close = WorkAct(
        "close",
        "Closes an exercise for the own party, once it was ended and what the own party has to change was changed.",
        body: .record(["exercise": .identifier, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        guard file.standing.state == .ended else { throw .conflict("the exercise was not ended") }
        let noPlay = try WorkFault.reading { () throws(SeenFault) in try file.noPlay() }
        guard noPlay.isEmpty else { throw .conflict("NO PLAY holds: it has to be lifted first") }
        return [try act(call, file, .closed, to: file.others)]
    }

    /// A call of those who direct the exercise.
    private static func called(
        _ call: WorkActCall,
        _ verb: ExerciseStanding.Verb,
        from states: [ExerciseStanding.State]
    ) throws(WorkFault) -> WorkWriting {
        let file = try ExerciseFile.joined(call)
        guard file.directors.contains(try file.own()) else {
            throw .invalid("only the parties that direct the exercise begin, pause, resume and end it")
        }
        guard states.contains(file.standing.state) else {
            throw .conflict("the exercise is \(file.standing.state.rawValue)")
        }
        let text = try call.time("acted_at") ?? WorkAct.timestamp(call.now)
        guard let at = STIXTimestamp(text)?.microsecondsSinceEpoch, at <= call.now,
            at >= file.standing.calls.last?.moment ?? .min
        else { throw .invalid("`acted_at` is still to come, or earlier than what was called before") }
        var form = ExerciseForm(call)
        form.set("acted_at", .string(text))
        if verb == .started || verb == .resumed { try form.moments("exercise_time") }
        return try act(call, file, verb, more: form.members, to: file.others)
    }

    private static func act(
        _ call: WorkActCall,
        _ file: ExerciseFile,
        _ verb: ExerciseStanding.Verb,
        more: [JSONMember] = [],
        to others: [String]
    ) throws(WorkFault) -> WorkWriting {
        var form = ExerciseForm(call)
        form.set("name", .string(file.exercise.title))
        form.set("exercise_ref", .string(file.exercise.id))
        form.set("object_marking_refs", .strings(file.exercise.view.markings))
        form.set("party_ref", .string(try file.own()))
        form.set("verb", .string(verb.rawValue))
        try form.texts("note")
        return call.new(.exerciseAct, form.members + more, to: try call.isTrue("send") ? others : [])
    }

    private static let objective = WorkAct(
        "objective",
        "Writes an objective of an exercise, or changes an own one.",
        body: .record([
            "exercise": .identifier, "id?": .identifier.noted("the objective that is changed"), "name?": .words,
            "number?": .text, "measured_by?": .text, "commitment?": .identifier,
            "observations?": .texts.noted("observations of earlier exercises that it comes from"),
            "description?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        try written(call, ObjectiveKind.self, .exerciseObjective) { form, _ throws(WorkFault) in
            try form.texts("number", "measured_by", "description")
            try form.reference("commitment", as: "commitment_ref")
            try form.list("observations", as: "observation_refs")
        }
    }

    private static let conferenceKinds = [
        "concept", "initial", "main", "final", "injects", "site-survey", "briefing", "hot-washup", "post-exercise",
        "other",
    ]

    private static let conference = WorkAct(
        "conference",
        "Writes a planning conference with its products, or changes an own one.",
        body: .record([
            "exercise": .identifier, "id?": .identifier.noted("the conference that is changed"), "name?": .words,
            "kind?": .choices(conferenceKinds), "state?": .choice("planned", "held", "cancelled"),
            "host?": .identifier, "starts?": .time, "ends?": .time, "place?": .text, "zone?": .text,
            "products?": .list(
                .record([
                    "name": .words, "state": .choice("open", "done"), "due?": .day, "owner?": .text,
                    "owner_ref?": .identifier,
                ])
            ), "description?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        try written(call, ConferenceKind.self, .exerciseConference) { form, _ throws(WorkFault) in
            try form.choice("kind", conferenceKinds, isNeeded: true)
            if !form.isChange, try call.optional("state") == nil {
                form.set("state", .string("planned"))
            } else {
                try form.choice("state", ["planned", "held", "cancelled"], isNeeded: true)
            }
            try form.reference("host", as: "host_ref")
            try form.moments("starts", "ends")
            try form.texts("place", "zone", "description")
            try form.records("products", most: mostProducts) { one throws(WorkFault) in
                try one.needed("name")
                try one.choice("state", ["open", "done"], isNeeded: true)
                try one.days("due")
                try one.texts("owner", "owner_ref")
            }
        }
    }

    private static let cell = WorkAct(
        "cell",
        "Writes a cell of an exercise, or changes an own one. Who belongs to it stands in each node's register.",
        body: .record([
            "exercise": .identifier, "id?": .identifier.noted("the cell that is changed"), "name?": .words,
            "cell?": .text.noted("the word by which markings know it: a-z, 0-9 and `-`"),
            "kind?": .choice("white", "trusted", "observer", "audience"), "parties?": .texts, "means?": .texts,
            "description?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        try written(call, CellKind.self, .exerciseCell) { form, _ throws(WorkFault) in
            let kinds = ["white", "trusted", "observer", "audience"]
            try form.choice("kind", kinds, isNeeded: true)
            try form.needed("cell")
            if let word = try call.optional("cell") {
                guard isCell(word) else { throw .invalid("`cell` is no word of a-z, 0-9 and `-`, at most 40") }
                let ofKind = ["white", "trusted", "observer"]
                let kind = try call.optional("kind") ?? word
                guard ofKind.contains(word) || ofKind.contains(kind) ? kind == word : true else {
                    throw .invalid("white, trusted and observer are the words of the cells of that kind alone")
                }
            }
            try form.list("parties", as: "party_refs")
            try form.list("means")
            try form.texts("description")
        }
    }

    /// Whether a text is the word of a cell.
    static func isCell(_ word: String) -> Bool {
        (1...40).contains(word.utf8.count)
            && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    private static let note = WorkAct(
        "note",
        "Notes something about an exercise for the own side. Nothing of it leaves the party.",
        body: .record([
            "exercise": .identifier, "name?": .words, "body?": .words,
            "id?": .identifier.noted("the note that is changed"), "markings?": .texts,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.named(call)
        let known = try file.changed(call, ExercisePiece<OwnNoteKind>.self)
        var form = ExerciseForm(call, isChange: known != nil)
        try file.begin(&form)
        try form.needed("name", "body")
        return [known.map { .change($0.id, form.members) } ?? call.new(.exerciseNote, form.members)]
    }

    /// A piece of an exercise, new or changed.
    static func written<Kind: PieceKind>(
        _ call: WorkActCall,
        _ kind: Kind.Type,
        _ type: TypeSchema,
        _ fill: (inout ExerciseForm, ExerciseFile) throws(WorkFault) -> Void
    ) throws(WorkFault) -> [WorkWriting] {
        let file = try ExerciseFile.joined(call)
        let known = try file.changed(call, ExercisePiece<Kind>.self)
        var form = ExerciseForm(call, isChange: known != nil)
        try file.begin(&form)
        try form.needed("name")
        try fill(&form, file)
        guard !form.members.isEmpty else { throw .invalid("nothing is changed") }
        let recipients = try file.recipients(call)
        return [
            known.map { .change($0.id, form.members, to: recipients) }
                ?? call.new(type, form.members, to: recipients)
        ]
    }
}
