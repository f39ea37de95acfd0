internal import Work

/// A case with all that belongs to it, as far as its reader may see it.
struct CaseFile {
    let incident: Seen<Incident>
    let acts: [Seen<CaseAct>]
    let standing: CaseStanding
    /// What happened first stands first.
    let lines: [Seen<CaseLine>]
    let tasks: [Seen<CaseTask>]
    let answers: [Seen<CaseAnswerPart>]
    let contacts: [Seen<CaseContact>]
    let notes: [Seen<CaseNote>]

    /// So many cases of a list, the newest.
    static let mostCases = 300
    /// So many things of a kind in one case.
    static let most = 1_000

    /// A case; nil for an incident that nobody opened as one.
    init?(_ incident: Seen<Incident>, _ seen: SeenObjects) throws(SeenFault) {
        func parts<Part: CasePart>(_ part: Part.Type) throws(SeenFault) -> [Seen<Part>] {
            try seen.newest(part, Self.most, referringTo: incident.id).filter { $0.view.incident == incident.id }
        }
        let opener = seen.parties.giver(of: incident.source)
        acts = try parts(CaseAct.self).filter {
            // Nobody opens what another party wrote, and nobody acts for another one.
            seen.parties.giver(of: $0.source) == $0.view.party
                && ($0.view.verb != .opened || $0.view.party == opener)
        }
        standing = CaseStanding(
            acts.map {
                CaseStanding.Done(
                    party: $0.view.party,
                    verb: $0.view.verb,
                    named: $0.view.named,
                    moment: $0.view.moment,
                    id: $0.id
                )
            }
        )
        guard standing.opened != nil else { return nil }
        self.incident = incident
        lines = try parts(CaseLine.self).sorted { ($0.view.at, $0.id) < ($1.view.at, $1.id) }
        tasks = try parts(CaseTask.self).sorted {
            ($0.view.due ?? .max, $0.id) < ($1.view.due ?? .max, $1.id)
        }
        // How a task stands is for its owner to say, from the owner's own node.
        answers = try parts(CaseAnswerPart.self).filter { seen.parties.giver(of: $0.source) == $0.view.party }
        contacts = try parts(CaseContact.self).sorted { $0.title < $1.title }
        notes = try parts(CaseNote.self).sorted { $0.view.moment > $1.view.moment }
    }

    /// The cases that a reader may see, the newest first.
    static func all(_ seen: SeenObjects) throws(SeenFault) -> [CaseFile] {
        var cases: [CaseFile] = []
        for incident in try seen.newest(Incident.self, mostCases) {
            if let one = try CaseFile(incident, seen) { cases.append(one) }
        }
        return cases
    }

    /// What the owner of a task said last; nil while nothing was said.
    func answer(to task: Seen<CaseTask>) -> Seen<CaseAnswerPart>? {
        answers.filter { $0.view.task == task.id && $0.view.party == task.view.owner }
            .max { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }
    }

    func state(of task: Seen<CaseTask>) -> String { answer(to: task)?.view.state ?? "open" }

    /// What a party has to do and has not.
    func open(for party: String?) -> [Seen<CaseTask>] {
        tasks.filter { $0.view.owner == party && state(of: $0) == "open" }
    }

    /// The indicators that lines name, in their order.
    var indicators: [String] {
        var found: [String] = []
        for id in lines.flatMap(\.view.objects) where id.hasPrefix("indicator--") && !found.contains(id) {
            found.append(id)
        }
        return found
    }
}
