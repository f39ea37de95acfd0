internal import Calls
internal import JSON
internal import Work

/// An object with what it says, as all answers of talks have it.
extension Seen {
    func tree(_ members: [JSONMember]) -> JSONTree {
        .object(self.members + [JSONMember("source", .string(source))] + members)
    }
}

/// A paper as it is answered.
private let paper = Shape.record([
    "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "modified": .time,
    "name?": .text,
    "about_ref?": .identifier, "row?": .text, "our_line?": .text, "for_the_room?": .text, "red_lines?": .text,
    "annotation?": .text, "body?": .text,
])

/// An action as it is answered.
private let action = Shape.record([
    "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "name?": .text, "owner?": .text,
    "owner_ref?": .identifier, "due?": .text, "state": .choice("open", "done", "dropped"), "description?": .text,
    "evidence_refs?": .texts, "overdue": .flag, "own": .flag,
])

private let round = Shape.record([
    "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "name?": .text,
    "number": .number,
    "state": .choice("planned", "held", "cancelled"), "host_ref?": .identifier, "starts?": .time, "ends?": .time,
    "place?": .text, "zone?": .text, "participants?": .texts, "modified": .time,
])

private func tree(_ action: Seen<Action>, _ call: WorkCall) -> JSONTree {
    action.tree(
        action.view.members + [
            JSONMember("overdue", .bool(action.view.isOverdue(on: call.now))),
            JSONMember("own", .bool(action.view.owner == call.seen.parties.own)),
        ]
    )
}

/// A dialogue with its rounds.
enum SeriesAnswer {
    static let head = Shape.record([
        "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "name?": .text,
        "level?": .text,
        "cadence?": .text, "party_refs?": .texts, "chairs?": .texts, "description?": .text,
        "commitment_ref?": .identifier, "commitment?": .text.noted("what the commitment is called"),
        "names": .map(.text).noted("what the parties are called"),
    ])
    static let shape = head.adding([
        "rounds": .list(
            round.adding([
                "texts": .list(AgreedTexts.listed), "actions": .number.noted("that are open"),
            ])
        )
    ])

    static func head(_ dialogue: Seen<Dialogue>, _ talks: Talks) throws(SeenFault) -> JSONTree {
        var members = dialogue.view.members
        if let name = try talks.seen.title(of: dialogue.view.commitment) {
            members.append(JSONMember("commitment", .string(name)))
        }
        members.append(JSONMember("names", try talks.names(dialogue.view.parties)))
        return dialogue.tree(members)
    }

    static func tree(_ dialogue: Seen<Dialogue>, _ talks: Talks, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let rounds = talks.rounds(of: dialogue.id)
        let texts = try AgreedTexts.about(Set(rounds.map(\.id)), call.seen)
        var answer = try head(dialogue, talks)
        answer["rounds"] = .array(
            rounds.map { round in
                round.tree(
                    round.view.members + [
                        JSONMember("texts", .array(texts.filter { $0.about == round.id }.map(\.listed))),
                        JSONMember(
                            "actions",
                            .integer(talks.actions(of: [round]).count { $0.view.state == "open" })
                        ),
                    ]
                )
            }
        )
        return answer
    }
}

/// A round with all that belongs to it.
enum RoundAnswer {
    static let shape = round.adding([
        "dialogue?": SeriesAnswer.head, "agenda?": AgreedTexts.table, "texts": .list(AgreedTexts.listed),
        "briefs": .list(paper).noted("for the own party's eyes alone"),
        "records": .list(paper).noted("for the own party's eyes alone"), "papers": .list(paper),
        "actions": .list(action),
        "earlier": .list(action).noted("what is open of earlier rounds"),
        "before?": round.adding(["records": .list(paper)]).noted("the round before"),
    ])

    static func tree(_ round: Seen<Round>, _ talks: Talks, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        var answer = round.tree(round.view.members)
        if let dialogue = talks.series.first(where: { $0.id == round.view.dialogue }) {
            answer["dialogue"] = try SeriesAnswer.head(dialogue, talks)
        }
        let texts = try AgreedTexts.about([round.id, round.view.dialogue], call.seen)
        let agenda = texts.first { $0.kind == "agenda" && $0.about == round.id }
        answer["agenda"] = try agenda.map { text throws(SeenFault) in try text.tree(call.seen) }
        answer["texts"] = .array(texts.map(\.listed))
        let ids = Set([round.id] + texts.map(\.id))
        answer["briefs"] = try list(BriefKind.self, ids, talks)
        answer["records"] = try list(RecordKind.self, [round.id], talks)
        answer["papers"] = try list(NonPaperKind.self, [round.id, round.view.dialogue], talks)
        answer["actions"] = .array(talks.actions(of: [round]).map { WorkTalks.tree($0, call) })
        answer["earlier"] = .array(talks.openBefore(round).map { WorkTalks.tree($0, call) })
        if let before = talks.before(round) {
            let records = JSONMember("records", try list(RecordKind.self, [before.id], talks))
            answer["before"] = before.tree(before.view.members + [records])
        }
        return answer
    }

    static func list<Kind: RoundPaperKind>(_ kind: Kind.Type, _ ids: Set<String>, _ talks: Talks) throws(SeenFault)
        -> JSONTree
    {
        .array(try talks.papers(kind, about: ids).map { $0.tree($0.view.members) })
    }
}

/// What a successor has to know.
enum HandoverAnswer {
    static let shape = SeriesAnswer.head.adding([
        "rows": .list(AgreedTexts.openRow), "actions": .list(action),
        "last": .list(round.adding(["records": .list(paper)])).noted("the last three rounds that were held"),
        "next?": round,
    ])

    /// So many rounds are told of.
    private static let told = 3

    static func tree(_ dialogue: Seen<Dialogue>, _ talks: Talks, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let rounds = talks.rounds(of: dialogue.id)
        var answer = try SeriesAnswer.head(dialogue, talks)
        answer["rows"] = .array(try AgreedTexts.openRows(call.seen, about: Set(rounds.map(\.id) + [dialogue.id])))
        let open = talks.actions(of: rounds).filter { $0.view.state == "open" }
        answer["actions"] = .array(
            open.sorted { ($0.view.due ?? .max) < ($1.view.due ?? .max) }.map { WorkTalks.tree($0, call) }
        )
        let held = rounds.filter { $0.view.state == "held" }.prefix(told)
        answer["last"] = .array(
            try held.map { round throws(SeenFault) in
                let records = JSONMember("records", try RoundAnswer.list(RecordKind.self, [round.id], talks))
                return round.tree(round.view.members + [records])
            }
        )
        if let next = rounds.last(where: { $0.view.state == "planned" }) {
            answer["next"] = next.tree(next.view.members)
        }
        return answer
    }
}
