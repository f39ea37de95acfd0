internal import Calls
internal import JSON
internal import Work

/// What a person does in talks.
enum TalksActs {
    static let all = [open, round, next, brief, record, nonPaper, action, close]

    /// The states of a round, and of an action.
    private static let (roundStates, actionStates) = (["planned", "held", "cancelled"], ["open", "done", "dropped"])

    /// Begins a series.
    private static let open = WorkAct(
        "open",
        "Begins a dialogue.",
        body: .record([
            "name": .words, "parties": .texts.noted("identities, beside the own one"), "level": .words,
            "cadence?": .text, "commitment?": .identifier, "chairs?": .texts, "description?": .text,
            "markings": .texts.noted("of the dialogue"),
            "send?": .flag.noted("whether it is handed in for release to the other parties"),
        ])
    ) { call throws(WorkFault) in
        guard let own = call.seen.parties.own else { throw .invalid("the node has no identity of its party") }
        let others = try call.texts("parties").filter { $0 != own }
        guard !others.isEmpty else { throw .invalid("`parties` names no other party") }
        var members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("party_refs", .strings([own] + others)),
            JSONMember("level", .string(try call.text("level"))),
            JSONMember("object_marking_refs", .strings(try call.texts("markings"))),
        ]
        members += try texts(
            call,
            ["cadence": "cadence", "commitment": "commitment_ref", "description": "description"]
        )
        let chairs = try call.texts("chairs")
        if !chairs.isEmpty { members.append(JSONMember("chairs", .strings(chairs))) }
        return [call.new(.dialogue, members, to: try call.isTrue("send") ? others : [])]
    }

    /// Changes a round: when and where it is, and whether it was held.
    private static let round = WorkAct(
        "round",
        "Changes a round: when, where and with whom it is held, and whether it was.",
        body: .record([
            "round": .identifier, "state?": .choices(roundStates), "starts?": .time, "ends?": .time, "place?": .text,
            "zone?": .text, "participants?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let round = try call.object(call.text("round"), as: Round.self)
        var members = try place(call)
        if try call.optional("state") != nil {
            members.append(JSONMember("state", .string(try call.choice("state", roundStates))))
        }
        guard !members.isEmpty else { throw .invalid("nothing is changed") }
        return [.change(round.id, members, to: try recipients(call, round.view.dialogue))]
    }

    /// The next round of a series, its host the party whose turn it is, its agenda begun with what is left.
    private static let next = WorkAct(
        "next",
        "Plans the next round of a dialogue: the next party is the host, and the agenda begins with the record of the "
            + "round before and what is open of it.",
        body: .record([
            "series": .identifier, "name": .words, "languages": .texts.noted("of the agenda"), "starts?": .time,
            "ends?": .time, "place?": .text, "zone?": .text, "participants?": .texts,
            "items?": .texts.noted("further items of the agenda"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let series = try call.object(call.text("series"), as: Dialogue.self)
        let talks = try WorkFault.reading { () throws(SeenFault) in try Talks(call.seen) }
        guard let own = call.seen.parties.own, series.view.parties.contains(own) else {
            throw .invalid("the own party does not take part in this dialogue")
        }
        let rounds = talks.rounds(of: series.id)
        let name = try call.text("name")
        let recipients = try recipients(call, series.id)
        var members = [
            JSONMember("name", .string(name)), JSONMember("dialogue_ref", .string(series.id)),
            JSONMember("number", .integer((rounds.first?.view.number ?? 0) + 1)),
            JSONMember("state", .string("planned")),
            JSONMember("object_marking_refs", .strings(series.view.markings)),
        ]
        if let host = host(after: rounds, series.view.parties) {
            members.append(JSONMember("host_ref", .string(host)))
        }
        members += try place(call)
        let languages = try call.texts("languages")
        guard !languages.isEmpty else { throw .invalid("`languages` is missing") }
        let round = call.new(.round, members, to: recipients)
        return [round]
            + AgreedTexts.agenda(
                call,
                named: name,
                about: round.id,
                parties: [own] + series.view.parties.filter { $0 != own },
                languages: languages,
                markings: series.view.markings,
                items: try items(call, rounds, talks),
                to: recipients
            )
    }

    /// The party whose turn it is to be the host.
    private static func host(after rounds: [Seen<Round>], _ parties: [String]) -> String? {
        let last = rounds.first { $0.view.host != nil }?.view.host
        guard let place = last.flatMap({ parties.firstIndex(of: $0) }) else { return parties.first }
        return parties[(place + 1) % parties.count]
    }

    /// How an agenda begins: what the round before left, then what is asked for.
    private static func items(_ call: WorkActCall, _ rounds: [Seen<Round>], _ talks: Talks) throws(WorkFault) -> [(
        row: String, heading: String
    )] {
        var items: [(row: String, heading: String)] = []
        if let before = rounds.first(where: { $0.view.state != "cancelled" }) {
            items.append(("follow_up", before.title))
        }
        let open = talks.actions(of: rounds).filter { $0.view.state == "open" }
        for (place, action) in open.enumerated() { items.append(("open_\(place + 1)", action.title)) }
        for (place, item) in try call.texts("items").enumerated() { items.append(("item_\(place + 1)", item)) }
        return items
    }

    /// Writes for the own side alone.
    private static let brief = WorkAct(
        "brief",
        "Writes a brief for the own side about a round, a text or a row of one. Nothing of it leaves the party.",
        body: .record([
            "about": .identifier, "row?": .text, "name": .words, "our_line": .words, "for_the_room?": .text,
            "red_lines?": .text, "annotation?": .text, "id?": .identifier.noted("the brief that is changed"),
            "markings": .texts,
        ])
    ) { call throws(WorkFault) in
        var members = [
            JSONMember("name", .string(try call.text("name"))),
            JSONMember("about_ref", .string(try call.text("about"))),
            JSONMember("our_line", .string(try call.text("our_line"))),
            JSONMember("object_marking_refs", .strings(try call.texts("markings"))),
        ]
        let further = ["row", "for_the_room", "red_lines", "annotation"]
        members += try texts(call, Dictionary(uniqueKeysWithValues: further.map { ($0, $0) }))
        guard let id = try call.optional("id") else { return [call.new(.brief, members)] }
        return [.change(try call.object(id, as: RoundPaper<BriefKind>.self).id, members)]
    }

    private static let record = WorkAct(
        "record",
        "Writes the own side's record of a round. Nothing of it leaves the party.",
        body: .record([
            "round": .identifier, "name": .words, "body": .words,
            "id?": .identifier.noted("the record that is changed"),
            "markings": .texts,
        ])
    ) { call throws(WorkFault) in
        let members = [
            JSONMember("name", .string(try call.text("name"))),
            JSONMember("round_ref", .string(try call.object(call.text("round"), as: Round.self).id)),
            JSONMember("body", .string(try call.text("body"))),
            JSONMember("object_marking_refs", .strings(try call.texts("markings"))),
        ]
        guard let id = try call.optional("id") else { return [call.new(.record, members)] }
        return [.change(try call.object(id, as: RoundPaper<RecordKind>.self).id, members)]
    }

    private static let nonPaper = WorkAct(
        "non-paper",
        "Writes a non-paper: it names no author and has no status.",
        body: .record([
            "about": .identifier, "name": .words, "body": .words, "markings": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let about = try call.text("about")
        let members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("about_ref", .string(about)),
            JSONMember("body", .string(try call.text("body"))),
            JSONMember("object_marking_refs", .strings(try call.texts("markings"))),
            // It is nobody's.
            JSONMember("created_by_ref", .null),
        ]
        let round = try WorkFault.reading { () throws(SeenFault) in try call.seen.one(about, as: Round.self) }
        return [
            call.new(.nonPaper, members, to: try recipients(call, round?.view.dialogue ?? about))
        ]
    }

    private static let action = WorkAct(
        "action",
        "Notes what follows from a round: who does it, and by when.",
        body: .record([
            "round": .identifier, "name": .words, "owner": .words.noted("by function"),
            "party": .identifier.noted("of the party that does it"), "due?": .day,
            "working_days?": .number(from: 1, to: 400).noted("in place of `due`: so many working days from today"),
            "seat?": .text.noted("whose working days: a country's code, or `EU` for its institutions"),
            "description?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let round = try call.object(call.text("round"), as: Round.self)
        var members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("round_ref", .string(round.id)),
            JSONMember("owner", .string(try call.text("owner"))),
            JSONMember("owner_ref", .string(try call.text("party"))), JSONMember("state", .string("open")),
            JSONMember("object_marking_refs", .strings(round.view.markings)),
        ]
        members += try texts(call, ["description": "description"])
        if let due = try due(call) { members.append(JSONMember("due", .string(due.text))) }
        return [call.new(.action, members, to: try recipients(call, round.view.dialogue))]
    }

    /// By when something is to be done: a day, or so many working days of a seat from today.
    private static func due(_ call: WorkActCall) throws(WorkFault) -> CivilDay? {
        if let text = try call.optional("due") {
            guard let day = CivilDay(text) else { throw .invalid("`due` is no day") }
            return day
        }
        guard let count = try call.number("working_days") else { return nil }
        guard (1...400).contains(count) else { throw .invalid("`working_days` is no number from 1 to 400") }
        let days = call.seen.workingDays(try call.text("seat"))
        guard let day = days?.add(Int(count), to: CivilDay(ofMoment: call.now)) else {
            throw .invalid("the working days of `seat` are not known for this time")
        }
        return day
    }

    private static let close = WorkAct(
        "close",
        "Says how an own action stands: done, with what shows it, or dropped.",
        body: .record([
            "action": .identifier, "state": .choices(actionStates), "evidence?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let action = try call.object(call.text("action"), as: Action.self)
        let round = try call.object(action.view.round, as: Round.self)
        let state = try call.choice("state", actionStates)
        let evidence = try call.texts("evidence")
        guard state != "done" || !evidence.isEmpty else { throw .invalid("`evidence` is missing: what shows it?") }
        return [
            .change(
                action.id,
                [
                    JSONMember("state", .string(state)),
                    JSONMember("evidence_refs", evidence.isEmpty ? .null : .strings(evidence)),
                ],
                to: try recipients(call, round.view.dialogue)
            )
        ]
    }

    /// The other parties of a dialogue, if it is asked that they get it.
    private static func recipients(_ call: WorkActCall, _ dialogue: String) throws(WorkFault) -> [String] {
        guard try call.isTrue("send") else { return [] }
        return try call.object(dialogue, as: Dialogue.self).view.parties.filter { $0 != call.seen.parties.own }
    }

    /// When and where.
    private static func place(_ call: WorkActCall) throws(WorkFault) -> [JSONMember] {
        var members = try texts(call, ["place": "place", "zone": "zone"])
        for name in ["starts", "ends"] {
            if let time = try call.time(name) { members.append(JSONMember(name, .string(time))) }
        }
        let participants = try call.texts("participants")
        if !participants.isEmpty { members.append(JSONMember("participants", .strings(participants))) }
        return members
    }

    /// Texts that may be left out, by the properties that hold them.
    private static func texts(_ call: WorkActCall, _ names: [String: String]) throws(WorkFault) -> [JSONMember] {
        var members: [JSONMember] = []
        for (name, property) in names.sorted(by: { $0.key < $1.key }) {
            if let text = try call.optional(name) { members.append(JSONMember(property, .string(text))) }
        }
        return members
    }
}
