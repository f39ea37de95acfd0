internal import Calls
internal import JSON
internal import STIX
internal import Work

/// What a person does with the list of main events and incidents.
enum InjectActs {
    static let all = [inject, injects, postpone, send, correct, respond, judge]

    private static let inject = WorkAct(
        "inject",
        "Writes an inject, or changes an own one of the same number. It stands behind the wall: only the white cell "
            + "and trusted agents see it. One that was sent is not changed any more.",
        body: .record(["exercise": .identifier, "markings?": .texts, "send?": .flag]).adding(row)
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        let row = try InjectRow(call, known(file), file)
        switch row.outcome {
        case .refused(let reason): throw .conflict("the inject is not taken: \(reason)")
        case .same: throw .invalid("nothing is changed")
        case .new, .changed: return try written([row], call, file)
        }
    }

    private static let injects = WorkAct(
        "injects",
        "Writes the rows of a sheet: new ones are added, those whose number is there are changed, none is doubled. If "
            + "one can't be taken nothing is; what each row would do is a question.",
        body: .record([
            "exercise": .identifier,
            "rows": .list(.record(row), from: 1, to: InjectRow.most), "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        let rows = try rows(call, file)
        for row in rows {
            if case .refused(let reason) = row.outcome {
                throw .conflict("row \(row.number) is not taken: \(reason)")
            }
        }
        let changing = rows.filter { $0.outcome != .same }
        guard !changing.isEmpty else { throw .invalid("nothing is changed") }
        return try written(changing, call, file)
    }

    /// The rows of a sheet, each with what it would do.
    static func rows(_ call: WorkActCall, _ file: ExerciseFile) throws(WorkFault) -> [InjectRow] {
        let parts = try call.parts("rows", most: InjectRow.most)
        guard !parts.isEmpty else { throw .invalid("`rows` is missing") }
        let known = try known(file)
        var (rows, numbers) = ([InjectRow](), Set<String>())
        for part in parts {
            let row = try InjectRow(part, known, file)
            guard numbers.insert(row.number).inserted else { throw .invalid("`rows` has \(row.number) twice") }
            rows.append(row)
        }
        return rows
    }

    /// The own injects by their numbers.
    private static func known(_ file: ExerciseFile) throws(WorkFault) -> [String: Seen<Inject>] {
        let own = try WorkFault.reading { () throws(SeenFault) in try file.injects() }.filter { $0.source == "own" }
        return Dictionary(own.map { ($0.view.number, $0) }) { first, _ in first }
    }

    private static func written(_ rows: [InjectRow], _ call: WorkActCall, _ file: ExerciseFile) throws(WorkFault)
        -> [WorkWriting]
    {
        let recipients = try call.isTrue("send") ? file.reached(file.parties(of: ExerciseMarks.planners)) : []
        let isNew = rows.contains { $0.known == nil }
        let markings = isNew ? try file.markings(call, for: ExerciseMarks.planners) : (.null, [])
        return rows.map { row in
            row.known.map { .change($0.id, row.members, to: recipients) }
                ?? call.new(
                    .exerciseInject,
                    [
                        JSONMember("exercise_ref", .string(file.exercise.id)),
                        JSONMember("object_marking_refs", markings.all),
                    ] + row.members,
                    to: recipients
                )
        } + markings.new
    }

    private static let postpone = WorkAct(
        "postpone",
        "Puts injects off by so many minutes, or forward: a storyline, some of them, or all that were not sent. The "
            + "times between them stay; those that are sent on demand stay as they are.",
        body: .record([
            "exercise": .identifier,
            "minutes": .number(from: -mostMinutes, to: mostMinutes).noted("negative for earlier"),
            "storyline?": .text, "numbers?": .texts, "everything?": .flag, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        guard let minutes = try call.number("minutes"), minutes == minutes.rounded(), minutes != 0,
            abs(minutes) <= Double(mostMinutes)
        else { throw .invalid("`minutes` is no number of minutes, up to a year") }
        let (storyline, numbers) = (try call.optional("storyline"), Set(try call.texts("numbers")))
        let isAll = try call.isTrue("everything")
        guard isAll || storyline != nil || !numbers.isEmpty else {
            throw .invalid("neither `storyline` nor `numbers` nor `everything` says what is put off")
        }
        let moving = try known(file).values.filter { inject in
            inject.view.isOpen && file.due(inject.view) != nil
                && (isAll || inject.view.storyline == storyline && storyline != nil
                    || numbers.contains(inject.view.number))
        }
        guard !moving.isEmpty else { throw .invalid("none of these waits for its time") }
        guard moving.count <= InjectRow.most else {
            throw .invalid("more than \(InjectRow.most) would move; say which")
        }
        let micros = Int64(minutes) * 60_000_000
        let isBegun = file.standing.started != nil
        if minutes < 0, isBegun, moving.contains(where: { (file.due($0.view) ?? .max) + micros < call.now }) {
            throw .conflict("one of them would come into the past")
        }
        let recipients = try call.isTrue("send") ? file.reached(file.parties(of: ExerciseMarks.planners)) : []
        return moving.sorted { $0.view.number < $1.view.number }.map { inject in
            var members = [JSONMember("moved_by", .integer(inject.view.movedBy + Int(minutes) * 60))]
            if let offset = inject.view.fromStart {
                members.append(JSONMember("from_start", .integer(Int((offset + micros) / 1_000_000))))
            }
            if let planned = inject.view.planned {
                members.append(JSONMember("planned_at", .string(WorkAct.timestamp(planned + micros))))
            }
            return .change(inject.id, members, to: recipients)
        }
    }

    private static let mostMinutes = 525_600

    private static let send = WorkAct(
        "send",
        "Sends an inject to its audience: a message that the cells of the audience see, and those who run and watch "
            + "the exercise. It can't be taken back; only a correction can follow.",
        body: .record([
            "inject": .identifier, "body?": .text.noted("left out, what the inject says"),
            "name?": .words.noted(
                "left out, who sends it in the play: the title of the inject stays with the planners"
            ),
            "audience?": .texts,
            "anyway?": .flag.noted("also if one that comes before it was not sent"),
        ])
    ) { call throws(WorkFault) in
        let inject = try call.object(call.text("inject"), as: Inject.self)
        let file = try ExerciseFile.joined(call, inject.view.exercise)
        try maySend(inject, call, file)
        let audience = call.has("audience") ? try call.texts("audience") : inject.view.audience
        guard
            let text = try call.optional("body")
                ?? inject.view.words.first(where: { $0.name == "body" })?.value.string
        else { throw .invalid("`body` is missing: the inject says nothing") }
        let now = WorkAct.timestamp(call.now)
        var form = ExerciseForm(call)
        let said = try call.optional("name") ?? inject.view.words.first { $0.name == "played_by" }?.value.string
        form.set("name", .string("\(file.exercise.title): \(said ?? "message")"))
        for name in ["played_by", "means"] {
            form.set(name, inject.view.words.first { $0.name == name }?.value)
        }
        form.set("body", .string(text))
        let (message, marks) = try message(call, file, audience, form.members)
        let sent = [
            JSONMember("state", .string("sent")), JSONMember("sent_at", .string(now)),
            JSONMember("audience", .strings(audience)),
            JSONMember("message_refs", .strings(inject.view.messages + [message.id])),
        ]
        return [
            message, .change(inject.id, sent, to: file.reached(try file.parties(of: ExerciseMarks.planners))),
        ] + marks
    }

    private static func maySend(_ inject: Seen<Inject>, _ call: WorkActCall, _ file: ExerciseFile) throws(WorkFault) {
        guard inject.source == "own" else { throw .invalid("the party that wrote an inject sends it") }
        switch inject.view.state {
        case "sent": throw .conflict("it was sent already; only a correction can follow")
        case "cancelled", "on-hold": throw .conflict("the inject is \(inject.view.state)")
        default: break
        }
        guard file.standing.state == .running else {
            throw .conflict("the exercise is \(file.standing.state.rawValue): nothing is sent")
        }
        let noPlay = try WorkFault.reading { () throws(SeenFault) in try file.noPlay() }
        guard !noPlay.contains(where: { $0.view.state == "all" }) else {
            throw .conflict("NO PLAY holds: nothing is sent before it is lifted")
        }
        guard try !call.isTrue("anyway"), !inject.view.dependsOn.isEmpty else { return }
        let known = try known(file)
        let open = inject.view.dependsOn.filter { known[$0]?.view.isOpen ?? false }
        guard open.isEmpty else {
            throw .conflict("what comes before it was not sent: \(open.joined(separator: ", "))")
        }
    }

    /// A message to some cells, with the mark that has to be written first.
    private static func message(
        _ call: WorkActCall,
        _ file: ExerciseFile,
        _ audience: [String],
        _ members: [JSONMember]
    ) throws(WorkFault) -> (WorkWriting, [WorkWriting]) {
        guard !audience.isEmpty, Set(audience).count == audience.count else {
            throw .invalid("`audience` is empty, or names a cell twice")
        }
        let cells = try WorkFault.reading { () throws(SeenFault) in try file.pieces(CellKind.self) }
        for cell in audience where !cells.contains(where: { $0.view.cell == cell }) {
            throw .conflict("there is no cell `\(cell)`: nobody would get it")
        }
        let seers = audience + ExerciseMarks.watchers
        let (markings, marks) = try file.markings(call, for: seers)
        var head = [
            JSONMember("exercise_ref", .string(file.exercise.id)), JSONMember("object_marking_refs", markings),
            JSONMember("audience", .strings(audience)), JSONMember("sent_at", .string(WorkAct.timestamp(call.now))),
        ]
        if let time = file.clock.time(at: call.now) {
            head.append(JSONMember("exercise_time", .string(WorkAct.timestamp(time))))
        }
        let recipients = file.reached(try file.parties(of: seers))
        return (call.new(.exerciseMessage, head + members, to: recipients), marks)
    }

    private static let correct = WorkAct(
        "correct",
        "Corrects a message that was sent: the same audience gets another one that says what was wrong.",
        body: .record(["message": .identifier, "body": .words, "name?": .words])
    ) { call throws(WorkFault) in
        let message = try call.object(call.text("message"), as: SentMessage.self)
        guard message.source == "own" else { throw .invalid("the party that sent a message corrects it") }
        let file = try ExerciseFile.joined(call, message.view.exercise)
        var form = ExerciseForm(call)
        let title = try call.optional("name").map { "\(file.exercise.title): \($0)" } ?? message.title
        form.set("name", .string(title))
        try form.needed("body")
        form.set("corrects_ref", .string(message.id))
        form.set("played_by", message.view.playedBy.map { .string($0) })
        form.set("means", message.view.means.map { .string($0) })
        let (correction, marks) = try InjectActs.message(call, file, message.view.audience, form.members)
        let injects = try known(file).values.filter { $0.view.messages.contains(message.id) }
        let planners = file.reached(try file.parties(of: ExerciseMarks.planners))
        return [correction]
            + injects.map {
                let refs = JSONMember("message_refs", .strings($0.view.messages + [correction.id]))
                return .change($0.id, [refs], to: planners)
            } + marks
    }

    private static let respond = WorkAct(
        "respond",
        "Says what a cell did about a message that it got.",
        body: .record([
            "message": .identifier, "cell": .words, "name": .words, "body?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let message = try call.object(call.text("message"), as: SentMessage.self)
        let file = try ExerciseFile.joined(call, message.view.exercise)
        let cell = try call.text("cell")
        guard message.view.audience.contains(cell) else { throw .invalid("`cell` did not get this message") }
        var form = ExerciseForm(call)
        form.set("exercise_ref", .string(file.exercise.id))
        // Who sees the message sees what was done about it.
        form.set("object_marking_refs", .strings(message.view.markings))
        form.set("message_ref", .string(message.id))
        form.set("party_ref", .string(try file.own()))
        form.set("cell", .string(cell))
        try form.needed("name")
        try form.texts("body")
        let seers = message.view.audience + ExerciseMarks.watchers
        let recipients = try call.isTrue("send") ? file.reached(file.parties(of: seers)) : []
        return [call.new(.exerciseResponse, form.members, to: recipients)]
    }

    private static let judge = WorkAct(
        "judge",
        "Says whether what was expected of an audience was done, as an evaluator of the own party saw it.",
        body: .record([
            "inject?": .identifier, "message?": .identifier, "verdict": .choice("met", "partly", "not-met"),
            "name?": .words.noted("what was expected, in short"), "evidence?": .texts, "note?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let inject = try call.optional("inject").map { id throws(WorkFault) in try call.object(id, as: Inject.self) }
        let message = try call.optional("message").map { id throws(WorkFault) in
            try call.object(id, as: SentMessage.self)
        }
        guard let exercise = inject?.view.exercise ?? message?.view.exercise else {
            throw .invalid("neither `inject` nor `message` says what is judged")
        }
        let file = try ExerciseFile.joined(call, exercise)
        if let inject, inject.view.state != "sent" { throw .conflict("the inject was not sent") }
        let own = try file.own()
        let results = try WorkFault.reading { () throws(SeenFault) in try file.parts(JudgedResult.self) }
        let known = results.first {
            $0.source == "own" && $0.view.party == own && $0.view.inject == inject?.id
                && $0.view.message == message?.id
        }
        var form = ExerciseForm(call, isChange: known != nil)
        if call.has("name") || known == nil {
            form.set("name", .string(try call.optional("name") ?? inject?.title ?? message?.title ?? ""))
        }
        try form.choice("verdict", ["met", "partly", "not-met"], isNeeded: true)
        try form.list("evidence", as: "evidence_refs")
        try LessonActs.areThere(try call.texts("evidence"), call)
        try form.texts("note")
        let cells = ExerciseMarks.watchers
        let recipients = try call.isTrue("send") ? file.reached(file.parties(of: cells)) : []
        if let known { return [.change(known.id, form.members, to: recipients)] }
        let (markings, marks) = try file.markings(call, for: cells)
        form.set("exercise_ref", .string(file.exercise.id))
        form.set("object_marking_refs", markings)
        form.set("party_ref", .string(own))
        form.set("inject_ref", inject.map { .string($0.id) })
        form.set("message_ref", message.map { .string($0.id) })
        return [call.new(.exerciseResult, form.members, to: recipients)] + marks
    }
}

extension ExerciseFile {
    /// The parties whose people are in some cells.
    func parties(of cells: [String]) throws(WorkFault) -> [String] {
        let known = try WorkFault.reading { () throws(SeenFault) in try pieces(CellKind.self) }
        return known.filter { $0.view.cell.map(cells.contains) ?? false }.flatMap(\.view.parties)
    }
}
