internal import Calls
internal import JSON
internal import STIX
public import Work

extension Workspace {
    /// What was promised, and what shows that it was kept.
    public static let commitments = Workspace(
        "commitments",
        "What was promised, clause by clause, and what shows that it was kept.",
        types: [.commitment, .standing],
        questions: [
            WorkQuestion(
                "Commitments with their evidence, when they fall due, and how each party sees that they stand.",
                answer: .record([
                    "items": .list(CommitmentAnswer.shape),
                    "partial": .flag.noted("whether there may be more than the newest that are here"),
                ])
            ) { call throws(SeenFault) in
                let all = try KeptPromise.all(call.seen)
                let items = try all.map { one throws(SeenFault) in try CommitmentAnswer.tree(one, call, among: all) }
                return .members(["items": .array(items), "partial": .bool(items.count == KeptPromise.most)])
            }
        ],
        acts: CommitmentActs.all,
        dues: { seen, now throws(SeenFault) in
            try KeptPromise.all(seen).compactMap { promise in
                promise.days.state(on: CivilDay(ofMoment: now)).missed.map { due(promise.commitment, $0) }
            }
        },
        // Every day that is known, also before it comes: a calendar looks ahead.
        entries: { seen, span throws(SeenFault) in
            let (from, until) = (CivilDay(ofMoment: span.from), CivilDay(ofMoment: span.until))
            return try KeptPromise.all(seen).flatMap { promise in
                promise.days.days(from: from, until: until).map { day in
                    var entry = due(promise.commitment, day).entry
                    // One that comes again has an entry for each day.
                    if promise.commitment.view.period != nil { entry.instance = day.moment }
                    return entry
                }
            }
        }
    )

    /// At the end of its day.
    private static func due(_ commitment: Seen<Commitment>, _ day: CivilDay) -> Due {
        let moment = day.moment + 86_399_000_000
        return Due(id: commitment.id, title: commitment.title, banner: commitment.banner, moment: moment)
    }
}
