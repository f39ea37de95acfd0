internal import Calls
internal import JSON
internal import Labels
internal import Release
internal import STIX
internal import Work

/// What a person does in a case.
enum CaseActs {
    static let all = [open, share, join, close, line, advisory, task, settle, contact, note]

    /// So many objects of a line.
    private static let most = 100

    private static let open = WorkAct(
        "open",
        "Opens a case that several sides are to work on, and asks parties to join.",
        body: .record([
            "name": .words, "description?": .text,
            "parties": .texts.noted("identities of those who are asked to join"),
            "markings": .texts.noted("of the case itself; each line has its own"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        guard let own = call.seen.parties.own else { throw .invalid("the node has no identity of its party") }
        let others = try call.texts("parties").filter { $0 != own }
        guard !others.isEmpty else { throw .invalid("`parties` names no other party") }
        let (name, markings) = (try call.text("name"), JSONTree.strings(try call.texts("markings")))
        let recipients = try call.isTrue("send") ? others : []
        var members = [JSONMember("name", .string(name)), JSONMember("object_marking_refs", markings)]
        members += try texts(call, ["description"])
        let incident = call.new("incident", members, to: recipients)
        return [
            incident,
            call.new(
                .caseAct,
                [
                    JSONMember("name", .string(name)), JSONMember("case_ref", .string(incident.id)),
                    JSONMember("party_ref", .string(own)), JSONMember("verb", .string("opened")),
                    JSONMember("party_refs", .strings(others)), JSONMember("object_marking_refs", markings),
                ],
                to: recipients
            ),
        ]
    }

    private static let share = WorkAct(
        "share",
        "Asks more parties to join an own case. They get the case itself; its lines are released one by one.",
        body: .record(["case": .identifier, "parties": .texts, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try working(call)
        guard file.incident.source == "own" else {
            throw .invalid("only the party that opened the case shares it with more")
        }
        let new = try call.texts("parties").filter { !file.standing.parties.contains($0) }
        guard !new.isEmpty else { throw .invalid("`parties` names nobody who is not asked already") }
        let act = try act(
            call,
            file,
            .shared,
            more: [JSONMember("party_refs", .strings(new))],
            to: file.others(call) + new
        )
        return [act] + (try call.isTrue("send") ? [.change(file.incident.id, [], to: new)] : [])
    }

    private static let join = WorkAct(
        "join",
        "Joins a case: the own party works on it.",
        body: .record(["case": .identifier, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try file(call)
        guard let own = call.seen.parties.own, let part = file.standing.parts[own] else {
            throw .invalid("the own party is not asked to join this case")
        }
        guard part != .joined else { throw .conflict("the own party has joined this case already") }
        return [try act(call, file, .joined, to: file.others(call))]
    }

    private static let close = WorkAct(
        "close",
        "Closes a case for the own party. It is closed once each party that joined has closed it.",
        body: .record(["case": .identifier, "note?": .text, "send?": .flag])
    ) { call throws(WorkFault) in
        let file = try working(call)
        let open = file.open(for: call.seen.parties.own)
        guard open.isEmpty else { throw .conflict("the own party has open tasks in this case: \(open.count)") }
        return [try act(call, file, .closed, to: file.others(call))]
    }

    private static let line = WorkAct(
        "line",
        "Writes a line of a case: what happened or was done, an indicator, a hit, a sighting, or a technique of "
            + "ATT&CK, SPARTA or DISARM by its number.",
        body: .record([
            "case": .identifier, "kind": .choices(lineKinds), "name": .words, "at?": .time, "description?": .text,
            "objects?": .texts, "framework?": .choice("attack", "sparta", "disarm"), "technique?": .text,
            "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try working(call)
        let kind = try call.choice("kind", lineKinds)
        var members = try lineMembers(call, file, kind)
        if kind == CaseLineKind.technique.rawValue {
            let framework = try call.choice("framework", ["attack", "sparta", "disarm"])
            let number = try call.text("technique")
            guard Technique.isNumber(number, of: framework) else {
                throw .invalid(
                    "`technique` is no number such as T1566.001 of ATT&CK, IA-0004.02 of SPARTA or T0085.003 of DISARM"
                )
            }
            members += [JSONMember("framework", .string(framework)), JSONMember("technique", .string(number))]
        }
        return [call.new(.caseLine, members, to: try recipients(call, file))]
    }

    private static let lineKinds = CaseLineKind.allCases.filter { $0 != .advisory }.map(\.rawValue)

    private static let advisory = WorkAct(
        "advisory",
        "Writes what is told to others of a case. Before the day of an embargo nothing of it leaves, nor of the own "
            + "objects that it names.",
        body: .record([
            "case": .identifier, "name": .words, "description?": .text, "objects?": .texts,
            "embargo?": .day.noted("the first day on which something of it may leave"), "markings?": .texts,
            "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try working(call)
        var members = try lineMembers(call, file, CaseLineKind.advisory.rawValue)
        let recipients = try recipients(call, file)
        guard let day = try call.optional("embargo") else { return [call.new(.caseLine, members, to: recipients)] }
        guard CivilDay(day) != nil else { throw .invalid("`embargo` is no day") }
        let line = call.new(.caseLine, members, to: recipients)
        members = line.members
        guard let place = members.firstIndex(where: { $0.name == "extensions" }) else { return [line] }
        members[place] = JSONMember("extensions", Embargo.put(until: day, into: members[place].value))
        var writings = [line.saying(members)]
        for id in try call.texts("objects") {
            let named = try WorkFault.reading { () throws(SeenFault) in try call.seen.one(id, as: Embargoed.self) }
            // What is not the party's own is for its own party to hold back.
            guard let named, named.source == "own" else { continue }
            guard named.view.isVersioned else {
                throw .invalid("what has no versions has no embargo: name an object that is about it")
            }
            guard named.view.extensions?[Embargo.definition] == nil else { continue }
            let extensions = Embargo.put(until: day, into: named.view.extensions)
            writings.append(.change(id, [JSONMember("extensions", extensions)]))
        }
        return writings
    }

    private static let task = WorkAct(
        "task",
        "Notes what is to be done in a case: by which function of which party, and by when.",
        body: .record([
            "case": .identifier, "name": .words, "owner": .words.noted("by function"),
            "party": .identifier.noted("of the party that does it"), "due?": .day, "description?": .text,
            "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try working(call)
        let party = try call.text("party")
        guard file.standing.parties.contains(party) else { throw .invalid("`party` takes no part in this case") }
        var members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("case_ref", .string(file.incident.id)),
            JSONMember("owner_ref", .string(party)), JSONMember("owner", .string(try call.text("owner"))),
            JSONMember("object_marking_refs", .strings(try markings(call, file))),
        ]
        members += try texts(call, ["description"])
        if let due = try call.optional("due") {
            guard CivilDay(due) != nil else { throw .invalid("`due` is no day") }
            members.append(JSONMember("due", .string(due)))
        }
        return [call.new(.caseTask, members, to: try recipients(call, file))]
    }

    private static let settle = WorkAct(
        "settle",
        "Says how a task of the own party stands: done, with what shows it, dropped, or open again.",
        body: .record([
            "task": .identifier, "state": .choice("open", "done", "dropped"), "evidence?": .texts, "note?": .text,
            "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let task = try call.object(call.text("task"), as: CaseTask.self)
        let file = try file(call, task.view.incident)
        guard let own = call.seen.parties.own, task.view.owner == own else {
            throw .invalid("only the party that does it says how a task stands")
        }
        let state = try call.choice("state", ["open", "done", "dropped"])
        let evidence = try objects(call, "evidence")
        var members = [
            JSONMember("state", .string(state)),
            JSONMember("evidence_refs", evidence.isEmpty ? .null : .strings(evidence)),
            JSONMember("note", try call.optional("note").map { .string($0) } ?? .null),
        ]
        let recipients = try recipients(call, file)
        if let known = file.answers.first(where: { $0.view.task == task.id && $0.source == "own" }) {
            return [.change(known.id, members, to: recipients)]
        }
        members = members.filter { $0.value != .null }
        return [
            call.new(
                .caseAnswer,
                [
                    JSONMember("name", .string(task.title)), JSONMember("case_ref", .string(file.incident.id)),
                    JSONMember("task_ref", .string(task.id)), JSONMember("party_ref", .string(own)),
                    JSONMember("object_marking_refs", .strings(task.view.markings)),
                ] + members,
                to: recipients
            )
        ]
    }

    private static let contact = WorkAct(
        "contact",
        "Says whom to call at the own party's incident response team, by function.",
        body: .record([
            "case": .identifier, "name": .words.noted("the team"), "function": .words, "phone?": .text,
            "email?": .text,
            "hours?": .text, "key?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try working(call)
        guard let own = call.seen.parties.own else { throw .invalid("the node has no identity of its party") }
        let members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("case_ref", .string(file.incident.id)),
            JSONMember("party_ref", .string(own)), JSONMember("function", .string(try call.text("function"))),
            JSONMember("object_marking_refs", .strings(try markings(call, file))),
        ]
        let further = try texts(call, ["phone", "email", "hours", "key"])
        return [call.new(.caseContact, members + further, to: try recipients(call, file))]
    }

    private static let note = WorkAct(
        "note",
        "Notes something about a case for the own side. Nothing of it leaves the party.",
        body: .record([
            "case": .identifier, "name": .words, "body": .words,
            "id?": .identifier.noted("the note that is changed"), "markings?": .texts,
        ])
    ) { call throws(WorkFault) in
        let file = try file(call)
        let members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("case_ref", .string(file.incident.id)),
            JSONMember("body", .string(try call.text("body"))),
            JSONMember("object_marking_refs", .strings(try markings(call, file))),
        ]
        guard let id = try call.optional("id") else { return [call.new(.caseNote, members)] }
        return [.change(try call.object(id, as: CaseNote.self).id, members)]
    }

    // What they share.

    private static func file(_ call: WorkActCall) throws(WorkFault) -> CaseFile {
        try file(call, call.text("case"))
    }

    private static func file(_ call: WorkActCall, _ id: String) throws(WorkFault) -> CaseFile {
        let incident = try call.object(id, as: Incident.self)
        let file = try WorkFault.reading { () throws(SeenFault) in try CaseFile(incident, call.seen) }
        guard let file else { throw .notFound }
        return file
    }

    /// A case on which the own party works.
    private static func working(_ call: WorkActCall) throws(WorkFault) -> CaseFile {
        let file = try file(call)
        switch call.seen.parties.own.flatMap({ file.standing.parts[$0] }) {
        case .joined: return file
        case .invited: throw .conflict("the own party has not joined this case")
        case .closed: throw .conflict("the own party has closed this case")
        case nil: throw .invalid("the own party is not asked to join this case")
        }
    }

    private static func act(
        _ call: WorkActCall,
        _ file: CaseFile,
        _ verb: CaseStanding.Verb,
        more: [JSONMember] = [],
        to others: [String]
    ) throws(WorkFault) -> WorkWriting {
        guard let own = call.seen.parties.own else { throw .invalid("the node has no identity of its party") }
        let members = [
            JSONMember("name", .string(file.incident.title)), JSONMember("case_ref", .string(file.incident.id)),
            JSONMember("party_ref", .string(own)), JSONMember("verb", .string(verb.rawValue)),
            JSONMember("object_marking_refs", .strings(file.incident.view.markings)),
        ]
        return call.new(
            .caseAct,
            members + more + (try texts(call, ["note"])),
            to: try call.isTrue("send") ? others : []
        )
    }

    /// What a line says whatever it is about.
    private static func lineMembers(_ call: WorkActCall, _ file: CaseFile, _ kind: String) throws(WorkFault)
        -> [JSONMember]
    {
        var members = [
            JSONMember("name", .string(try call.text("name"))), JSONMember("case_ref", .string(file.incident.id)),
            JSONMember("kind", .string(kind)),
            JSONMember("object_marking_refs", .strings(try markings(call, file))),
        ]
        members += try texts(call, ["description"])
        if let at = try call.time("at") { members.append(JSONMember("happened_at", .string(at))) }
        let objects = try objects(call, "objects")
        if !objects.isEmpty { members.append(JSONMember("object_refs", .strings(objects))) }
        return members
    }

    /// Objects that are named; each has to be there for the person.
    private static func objects(_ call: WorkActCall, _ name: String) throws(WorkFault) -> [String] {
        let ids = try call.texts(name)
        guard ids.count <= most, Set(ids).count == ids.count else {
            throw .invalid("`\(name)` names something twice, or more than \(most) things")
        }
        for id in ids {
            let found = try WorkFault.reading { () throws(SeenFault) in try call.seen.one(id, as: SightedThing.self) }
            guard found != nil else { throw .notFound }
        }
        return ids
    }

    private static func markings(_ call: WorkActCall, _ file: CaseFile) throws(WorkFault) -> [String] {
        call.has("markings") ? try call.texts("markings") : file.incident.view.markings
    }

    private static func recipients(_ call: WorkActCall, _ file: CaseFile) throws(WorkFault) -> [String] {
        try call.isTrue("send") ? file.others(call) : []
    }

    /// Texts that may be left out.
    private static func texts(_ call: WorkActCall, _ names: [String]) throws(WorkFault) -> [JSONMember] {
        var members: [JSONMember] = []
        for name in names {
            if let text = try call.optional(name) { members.append(JSONMember(name, .string(text))) }
        }
        return members
    }
}

extension CaseFile {
    /// The other parties of a case.
    func others(_ call: WorkActCall) -> [String] { standing.parties.filter { $0 != call.seen.parties.own } }
}

/// An object as far as an embargo can be put on it.
struct Embargoed: WorkObject {
    static let type = ""

    let isVersioned: Bool
    let extensions: JSONTree?

    init?(_ object: SeenValue) {
        isVersioned = object.text("modified") != nil
        extensions = object.shown().flatMap { $0.root["extensions"] }.map { JSONTree($0) }
    }
}
