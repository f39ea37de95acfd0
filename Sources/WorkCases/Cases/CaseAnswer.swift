internal import Calls
internal import JSON
internal import Release
internal import STIX
internal import Work

/// A case as it is answered.
enum CaseAnswer {
    private static let given = Shape.list(
        .record(["party": .identifier, "name?": .text, "at": .time])
    ).noted("to whom the own party has given this version whole, and when")
    private static let part = Shape.record([
        "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "name?": .text,
        "modified?": .time, "own": .flag, "given": given,
    ])
    private static let thing = Shape.record([
        "id": .identifier, "type": .text, "name?": .text, "banner?": .text, "source?": .text,
    ])

    static let head = Shape.record([
        "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "name?": .text,
        "description?": .text, "created?": .time, "modified?": .time,
        "state": .choices(CaseStanding.State.allCases.map(\.rawValue)), "opened": .time,
        "parties": .list(
            .record([
                "id": .identifier, "name?": .text, "own": .flag,
                "part": .choices(CaseStanding.Part.allCases.map(\.rawValue)),
            ])
        ), "lines": .number, "tasks": .number.noted("that are open"),
        "due?": .day.noted("by when the own party has to do something next"),
        "overdue": .flag,
    ])

    static let shape = head.adding([
        "acts": .list(
            part.adding(["party": .identifier, "party_name?": .text, "verb": .text, "note?": .text])
        ),
        "timeline": .list(
            part.adding([
                "kind": .choices(CaseLineKind.allCases.map(\.rawValue)), "at": .time, "description?": .text,
                "objects": .list(thing), "framework?": .choice("attack", "sparta", "disarm"), "technique?": .text,
                "party_name?": .text.noted("whose line it is"), "technique_name?": .text,
                "technique_id?": .identifier,
                "embargo?": .text.noted("the day before which nothing of it leaves"),
                "held": .flag.noted("whether the embargo holds"),
            ])
        ),
        "to_do": .list(
            part.adding([
                "owner?": .text, "owner_ref?": .identifier, "owner_name?": .text, "due?": .text,
                "description?": .text,
                "state": .choice("open", "done", "dropped"), "overdue": .flag, "note?": .text,
                "evidence": .list(thing),
            ])
        ),
        "contacts": .list(
            part.adding([
                "party_ref?": .identifier, "party_name?": .text, "function?": .text, "phone?": .text, "email?": .text,
                "hours?": .text, "key?": .text,
            ])
        ),
        "notes": .list(part.adding(["body?": .text])).noted("for the own party's eyes alone"),
        "sightings": .list(SightingAnswer.shape).noted("of the indicators that lines name"),
    ])

    /// So many indicators have their sightings told.
    private static let mostIndicators = 50

    static func head(_ file: CaseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let seen = call.seen
        let own = file.open(for: seen.parties.own)
        let due = own.compactMap(\.view.due).min()
        var answer = tree(file.incident.members, file.incident.source, file.incident.view.members)
        answer["state"] = .string(file.standing.state.rawValue)
        answer["opened"] = .string(WorkAct.timestamp(file.standing.opened ?? 0))
        answer["parties"] = .array(
            try file.standing.parties.map { id throws(SeenFault) in
                .members([
                    "id": .string(id), "name": try name(id, seen), "own": .bool(id == seen.parties.own),
                    "part": .string((file.standing.parts[id] ?? .invited).rawValue),
                ])
            }
        )
        answer["lines"] = .integer(file.lines.count)
        answer["tasks"] = .integer(file.tasks.count { file.state(of: $0) == "open" })
        answer["due"] = due.map { .string(CivilDay(ofMoment: $0).text) }
        answer["overdue"] = .bool(due.map { $0 < call.now } ?? false)
        return answer
    }

    static func tree(_ file: CaseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let seen = call.seen
        var answer = try head(file, call)
        answer["acts"] = .array(
            try file.acts.sorted { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }.map { one throws(SeenFault) in
                var tree = try part(one, seen)
                tree["party"] = .string(one.view.party)
                tree["party_name"] = try name(one.view.party, seen)
                return tree
            }
        )
        answer["timeline"] = .array(try lines(file, call))
        answer["to_do"] = .array(try file.tasks.map { one throws(SeenFault) in try task(one, file, call) })
        answer["contacts"] = .array(
            try file.contacts.map { one throws(SeenFault) in
                var tree = try part(one, seen)
                tree["party_name"] = try name(one.view.party, seen)
                return tree
            }
        )
        answer["notes"] = .array(try file.notes.map { one throws(SeenFault) in try part(one, seen) })
        var sightings: [JSONTree] = []
        for id in file.indicators.prefix(mostIndicators) { sightings += try SightingAnswer.items(of: id, seen) }
        answer["sightings"] = .array(sightings)
        return answer
    }

    private static func lines(_ file: CaseFile, _ call: WorkCall) throws(SeenFault) -> [JSONTree] {
        var techniques: [String: Seen<Technique>] = [:]
        if file.lines.contains(where: { $0.view.technique != nil }) {
            for one in try call.seen.all(Technique.self) where techniques[one.view.key] == nil {
                techniques[one.view.key] = one
            }
        }
        let today = CivilDay(ofMoment: call.now).text
        return try file.lines.map { line throws(SeenFault) in
            let view = line.view
            var tree = try part(line, call.seen)
            tree["at"] = .string(WorkAct.timestamp(view.at))
            if let party = call.seen.parties.giver(of: line.source) {
                tree["party_name"] = try name(party, call.seen)
            }
            tree["objects"] = .array(try view.objects.map { id throws(SeenFault) in try thing(id, call.seen) })
            tree["framework"] = view.framework.map { .string($0) }
            tree["technique"] = view.technique.map { .string($0) }
            if let known = techniques["\(view.framework ?? "") \(view.technique ?? "")"] {
                (tree["technique_name"], tree["technique_id"]) = (.string(known.title), .string(known.id))
            }
            tree["embargo"] = view.embargo.map { .string($0) }
            tree["held"] = .bool(view.embargo.map { Embargo.holds(until: $0, on: today) } ?? false)
            return tree
        }
    }

    private static func task(_ task: Seen<CaseTask>, _ file: CaseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree
    {
        let answer = file.answer(to: task)
        let state = file.state(of: task)
        var tree = try part(task, call.seen)
        // Whose task it is, not who wrote it down.
        tree["own"] = .bool(task.view.owner == call.seen.parties.own)
        tree["owner_name"] = try name(task.view.owner, call.seen)
        tree["state"] = .string(state)
        tree["overdue"] = .bool(state == "open" && (task.view.due ?? .max) < call.now)
        tree["note"] = answer?.view.members.first { $0.name == "note" }?.value
        let evidence = answer?.view.evidence ?? []
        tree["evidence"] = .array(try evidence.map { id throws(SeenFault) in try thing(id, call.seen) })
        return tree
    }

    private static func part<Part: CasePart>(_ one: Seen<Part>, _ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        var answer = tree(one.members, one.source, one.view.members)
        answer["own"] = .bool(one.source == "own")
        answer["given"] = try given(one.id, answer["modified"]?.string, seen)
        return answer
    }

    private static func tree(_ head: [JSONMember], _ source: String, _ members: [JSONMember]) -> JSONTree {
        .object(head + [JSONMember("source", .string(source))] + members)
    }

    private static func thing(_ id: String, _ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        let found = try seen.one(id, as: SightedThing.self)
        return .members([
            "id": .string(id), "type": .string(found?.view.type ?? STIXIdentifier(id)?.type ?? "object"),
            "name": found.map { .string($0.title) }, "banner": found.map { .string($0.banner) },
            "source": found.map { .string($0.source) },
        ])
    }

    private static func name(_ party: String, _ seen: SeenObjects) throws(SeenFault) -> JSONTree? {
        (try seen.title(of: party) ?? seen.parties.name(of: party)).map { .string($0) }
    }

    /// To whom a version was given whole; the last time counts.
    private static func given(_ id: String, _ version: String?, _ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        var last: [String: SeenParties.Sent] = [:]
        for one in try seen.parties.sent(id) where version == nil || one.version == version {
            if (last[one.party]?.moment ?? .min) < one.moment { last[one.party] = one }
        }
        return .array(
            try last.values.sorted { $0.party < $1.party }.map { one throws(SeenFault) in
                .members([
                    "party": .string(one.party), "name": try name(one.party, seen),
                    "at": .string(WorkAct.timestamp(one.moment)),
                ])
            }
        )
    }
}
