internal import Calls
internal import JSON
internal import STIX
public import Work

extension Workspace {
    /// Incidents that several sides work on.
    public static let cases = Workspace(
        "cases",
        "Incidents that several sides work on: time line, tasks, contacts, sightings and what is told to others.",
        types: [.caseAct, .caseLine, .caseTask, .caseAnswer, .caseContact, .caseNote],
        questions: [
            WorkQuestion(
                "Cases with who takes part and how they stand.",
                answer: .record([
                    "items": .list(CaseAnswer.head),
                    "parties": .list(.record(["id": .identifier, "name?": .text, "own": .flag])),
                ])
            ) { call throws(SeenFault) in
                let items = try CaseFile.all(call.seen).map { file throws(SeenFault) in
                    try CaseAnswer.head(file, call)
                }
                return .members(["items": .array(items), "parties": try CasePartners.tree(call.seen)])
            },
            WorkQuestion(
                "A case with all that belongs to it.",
                named: "case",
                query: [QueryField("case", .identifier, isRequired: true)],
                answer: .record([
                    "case?": CaseAnswer.shape.noted("absent where there is none"),
                    "parties": .list(.record(["id": .identifier, "name?": .text, "own": .flag])),
                ])
            ) { call throws(SeenFault) in
                guard let id = call.asked("case"), id.hasPrefix("incident--"),
                    let incident = try call.seen.one(id, as: Incident.self),
                    let file = try CaseFile(incident, call.seen)
                else { return .members(["parties": .array([])]) }
                return .members([
                    "case": try CaseAnswer.tree(file, call), "parties": try CasePartners.tree(call.seen),
                ])
            },
        ],
        acts: CaseActs.all,
        dues: { seen, now throws(SeenFault) in
            try CaseFile.all(seen).flatMap { $0.dues(for: seen.parties.own) }.filter { $0.moment < now }
        },
        entries: { seen, span throws(SeenFault) in
            try CaseFile.all(seen).flatMap { $0.dues(for: seen.parties.own) }.filter { span.contains($0.moment) }
                .map(\.entry)
        }
    )
}

extension CaseFile {
    /// What a party has to do by a day.
    func dues(for party: String?) -> [Due] {
        open(for: party).compactMap { task in
            task.view.due.map { Due(id: task.id, title: task.title, banner: task.banner, moment: $0) }
        }
    }
}

/// With whom a case can be shared.
enum CasePartners {
    static func tree(_ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        let own = seen.parties.own.map { [$0] } ?? []
        return .array(
            try (own + seen.parties.others).map { id throws(SeenFault) in
                let name = try seen.title(of: id) ?? seen.parties.name(of: id)
                return .members([
                    "id": .string(id), "name": name.map { .string($0) }, "own": .bool(id == seen.parties.own),
                ])
            }
        )
    }
}
