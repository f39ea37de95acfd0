internal import Calls
internal import JSON
internal import STIX
public import Work

extension Workspace {
    /// Dialogues that are held regularly, and what belongs to their rounds.
    public static let talks = Workspace(
        "talks",
        "Dialogues that are held regularly: rounds, agendas, briefs, records, agreed texts and what follows from them.",
        types: [.dialogue, .round, .brief, .record, .nonPaper, .action],
        questions: [
            WorkQuestion(
                "Dialogues with their rounds.",
                answer: .record(["items": .list(SeriesAnswer.shape), "parties": .list(AgreedTexts.party)])
            ) { call throws(SeenFault) in
                let talks = try Talks(call.seen)
                let items = try talks.series.map { dialogue throws(SeenFault) in
                    try SeriesAnswer.tree(dialogue, talks, call)
                }
                return .members(["items": .array(items), "parties": try AgreedTexts.parties(call.seen)])
            },
            WorkQuestion(
                "A round with all that belongs to it: agenda, texts, papers, actions, and what the round before left.",
                named: "round",
                query: [QueryField("round", .identifier, isRequired: true)],
                answer: .record(["round?": RoundAnswer.shape.noted("absent where there is none")])
            ) { call throws(SeenFault) in
                guard let id = call.asked("round"), let round = try call.seen.one(id, as: Round.self) else {
                    return .members([:])
                }
                return .members(["round": try RoundAnswer.tree(round, Talks(call.seen), call)])
            },
            WorkQuestion(
                "What a successor has to know of a dialogue: open rows, promises, who owes what, the last records.",
                named: "handover",
                query: [QueryField("series", .identifier, isRequired: true)],
                answer: .record(["handover?": HandoverAnswer.shape.noted("absent where there is none")])
            ) { call throws(SeenFault) in
                guard let id = call.asked("series"), let series = try call.seen.one(id, as: Dialogue.self) else {
                    return .members([:])
                }
                return .members(["handover": try HandoverAnswer.tree(series, Talks(call.seen), call)])
            },
        ],
        acts: TalksActs.all,
        dues: { seen, now throws(SeenFault) in
            try Talks(seen).actions.filter { $0.view.owner == seen.parties.own && $0.view.isOverdue(on: now) }
                .map { Due(id: $0.id, title: $0.title, banner: $0.banner, moment: $0.view.due ?? now) }
        },
        entries: { seen, span throws(SeenFault) in try Talks(seen).entries(in: span) }
    )
}

/// All that a reader may see of talks.
struct Talks {
    let seen: SeenObjects
    /// The newest first.
    let series: [Seen<Dialogue>]
    /// By the dialogue, the last one first.
    let rounds: [String: [Seen<Round>]]
    let actions: [Seen<Action>]

    init(_ seen: SeenObjects) throws(SeenFault) {
        self.seen = seen
        series = try seen.all(Dialogue.self)
        rounds = Dictionary(grouping: try seen.all(Round.self)) { $0.view.dialogue }
            .mapValues { $0.sorted { ($0.view.number, $0.id) > ($1.view.number, $1.id) } }
        actions = try seen.all(Action.self)
    }

    /// The rounds of a dialogue, the last one first.
    func rounds(of dialogue: String) -> [Seen<Round>] { rounds[dialogue] ?? [] }

    /// The round before another one; nil for the first.
    func before(_ round: Seen<Round>) -> Seen<Round>? {
        rounds(of: round.view.dialogue).first { $0.view.number < round.view.number && $0.view.state != "cancelled" }
    }

    /// The actions of some rounds.
    func actions(of rounds: [Seen<Round>]) -> [Seen<Action>] {
        let ids = Set(rounds.map(\.id))
        return actions.filter { ids.contains($0.view.round) }
    }

    /// What follows from earlier rounds of the same dialogue and is open.
    func openBefore(_ round: Seen<Round>) -> [Seen<Action>] {
        let earlier = rounds(of: round.view.dialogue).filter { $0.view.number < round.view.number }
        return actions(of: earlier).filter { $0.view.state == "open" }
    }

    /// Papers of a kind about something, the newest first.
    func papers<Kind: RoundPaperKind>(_ kind: Kind.Type, about ids: Set<String>) throws(SeenFault) -> [Seen<
        RoundPaper<Kind>
    >] {
        var papers: [Seen<RoundPaper<Kind>>] = []
        for id in ids.sorted() {
            papers += try seen.all(RoundPaper<Kind>.self, referringTo: id).filter { $0.view.about == id }
        }
        return papers.sorted { $0.view.moment > $1.view.moment }
    }

    /// The names of parties, by their identities.
    func names(_ ids: some Sequence<String>) throws(SeenFault) -> JSONTree {
        var names: [JSONMember] = []
        for id in Set(ids).sorted() {
            if let name = try seen.title(of: id) ?? seen.parties.name(of: id) {
                names.append(JSONMember(id, .string(name)))
            }
        }
        return .object(names)
    }
}
