internal import Calls
internal import JSON
internal import STIX
internal import Work

/// What a person does in the register of commitments.
enum CommitmentActs {
    static let all = [standing, evidence, change]

    /// So many things are named as evidence by one party.
    private static let most = 100

    private static let standing = WorkAct(
        "standing",
        "Says how the own party sees that a commitment stands; what is left out stays as it was. The other parties "
            + "say their own.",
        body: .record([
            "commitment": .identifier, "state": .choices(CommitmentAnswer.standingStates),
            "as_of?": .day.noted("today, if it is left out"),
            "evidence?": .texts.noted("identifiers of what shows it; all of them"),
            "responsible?": .text.noted("who acts on it here, by function"), "note?": .text,
            "name?": .text.noted("what the commitment is called, if it is left out"),
            "markings?": .texts.noted("those of the commitment, if they are left out"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let state = try call.choice("state", CommitmentAnswer.standingStates)
        let evidence = call.has("evidence") ? try call.texts("evidence") : nil
        return [try write(call, state: state) { evidence ?? $0 }]
    }

    private static let evidence = WorkAct(
        "evidence",
        "Names more that shows that a commitment is kept, as the own party sees it.",
        body: .record([
            "commitment": .identifier, "evidence": .texts.noted("identifiers"),
            "responsible?": .text, "note?": .text, "name?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let more = try call.texts("evidence")
        guard !more.isEmpty else { throw .invalid("`evidence` is missing") }
        return [try write(call, state: nil) { known in known + more.filter { !known.contains($0) } }]
    }

    /// The own party's view, as it was or a new one, with something new.
    private static func write(_ call: WorkActCall, state: String?, evidence: ([String]) -> [String]) throws(WorkFault)
        -> WorkWriting
    {
        let promise = try promise(call)
        let (commitment, known) = (promise.commitment, promise.own(call.seen))
        guard let own = call.seen.parties.own, commitment.view.parties.contains(own) else {
            throw .invalid("the own party is no party of this commitment")
        }
        let named = evidence(known?.view.evidence ?? [])
        guard Set(named).count == named.count, named.count <= most else {
            throw .invalid("`evidence` names something twice, or more than \(most) things")
        }
        for id in named where known?.view.evidence.contains(id) != true {
            let isThere = try WorkFault.reading { () throws(SeenFault) in try Evidence.isThere(id, call.seen) }
            guard isThere else { throw .notFound }
        }
        let state = state ?? known?.view.state ?? "under-way"
        guard state != "kept" || !named.isEmpty else { throw .invalid("`evidence` is missing: what shows it?") }
        let today = CivilDay(ofMoment: call.now).text
        if let text = try call.optional("as_of"), CivilDay(text) == nil { throw .invalid("`as_of` is no day") }
        var members = [
            JSONMember("state", .string(state)),
            JSONMember("as_of", .string(try call.optional("as_of") ?? today)),
            JSONMember("evidence_refs", named.isEmpty ? .null : .strings(named)),
        ]
        for name in ["responsible", "note"] where call.has(name) {
            members.append(JSONMember(name, try call.optional(name).map { .string($0) } ?? .null))
        }
        if call.has("markings") {
            members.append(JSONMember("object_marking_refs", .strings(try call.texts("markings"))))
        }
        let recipients = try recipients(call, commitment)
        if let known { return .change(known.id, members, to: recipients) }
        if !call.has("markings") {
            members.append(JSONMember("object_marking_refs", .strings(commitment.view.markings)))
        }
        guard let name = try call.optional("name") ?? (commitment.view.hasPortions ? nil : commitment.title) else {
            throw .invalid("`name` is missing: parts of the commitment are marked otherwise than the whole")
        }
        return call.new(
            .standing,
            [JSONMember("name", .string(name)), JSONMember("commitment_ref", .string(commitment.id))]
                + members.filter { $0.value != .null },
            to: recipients
        )
    }

    private static let change = WorkAct(
        "change",
        "Changes what an own commitment says of its days, of who is responsible, of the article that carries it or of "
            + "the one that continues it; what is left out stays, an empty text takes it away.",
        body: .record([
            "commitment": .identifier, "due?": .text.noted("a day"), "cadence?": .text.noted("as `P1Y`, `P6M`"),
            "responsible?": .text, "status_note?": .text,
            "article?": .text.noted("`NAME Article NUMBER` of an agreement file"),
            "successor?": .text.noted("the identifier of the commitment that continues it"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let commitment = try promise(call).commitment
        guard commitment.source == "own" else {
            throw .invalid("only the party that wrote the commitment changes it")
        }
        var members: [JSONMember] = []
        for name in ["responsible", "status_note", "article", "cadence"] where call.has(name) {
            let text = try call.optional(name)
            if name == "responsible", text == nil { throw .invalid("`responsible` is missing") }
            if name == "cadence", let text, CalendarPeriod(text) == nil {
                throw .invalid("`cadence` is no period of years, months, weeks and days, such as `P1Y`")
            }
            members.append(JSONMember(name, text.map { .string($0) } ?? .null))
        }
        if call.has("due") {
            let text = try call.optional("due")
            if let text, CivilDay(text) == nil { throw .invalid("`due` is no day") }
            // The end of the day: who keeps it on that day is in time.
            members.append(JSONMember("due", text.map { .string("\($0)T23:59:59.000Z") } ?? .null))
        }
        if call.has("successor") {
            let id = try call.optional("successor")
            if let id {
                guard id != commitment.id else { throw .invalid("a commitment does not continue itself") }
                _ = try call.object(id, as: Commitment.self)
            }
            members.append(JSONMember("successor_ref", id.map { .string($0) } ?? .null))
        }
        guard !members.isEmpty else { throw .invalid("nothing is changed") }
        return [.change(commitment.id, members, to: try recipients(call, commitment))]
    }

    private static func promise(_ call: WorkActCall) throws(WorkFault) -> KeptPromise {
        let commitment = try call.object(call.text("commitment"), as: Commitment.self)
        return try WorkFault.reading { () throws(SeenFault) in try KeptPromise(commitment, call.seen) }
    }

    /// The other parties of a commitment, if it is asked that they get it.
    private static func recipients(_ call: WorkActCall, _ commitment: Seen<Commitment>) throws(WorkFault) -> [String]
    {
        guard try call.isTrue("send") else { return [] }
        return commitment.view.parties.filter { $0 != call.seen.parties.own }
    }
}
