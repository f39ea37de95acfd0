internal import Calls
internal import JSON
internal import STIX
public import Work

extension Workspace {
    /// What was promised, and what shows that it was kept.
    public static let commitments = Workspace(
        "commitments",
        "What was promised, clause by clause, and what shows that it was kept.",
        types: [.commitment],
        questions: [
            WorkQuestion(
                "Commitments with the events that are evidence for them.",
                answer: .record(["items": .list(CommitmentAnswer.shape)])
            ) { call throws(SeenFault) in
                let items = try KeptPromise.all(call.seen).map { CommitmentAnswer.tree($0, on: call.now) }
                return .members(["items": .array(items)])
            }
        ],
        dues: { seen, now throws(SeenFault) in
            try KeptPromise.all(seen).filter { $0.state(on: now) == .due }.map { promise in
                let commitment = promise.commitment
                return Due(
                    id: commitment.id,
                    title: commitment.title,
                    banner: commitment.banner,
                    moment: commitment.view.due ?? now
                )
            }
        },
        // Every day that is written down, also before it comes: a calendar looks ahead.
        entries: { seen, _ throws(SeenFault) in
            try seen.all(Commitment.self).compactMap { commitment in
                commitment.view.due.map { due in
                    Due(id: commitment.id, title: commitment.title, banner: commitment.banner, moment: due).entry
                }
            }
        }
    )
}

/// A commitment as it is answered.
private enum CommitmentAnswer {
    static let shape = Shape.record([
        "id": .text, "name?": .text, "clause?": .text, "area?": .text, "verb?": .text, "force?": .text,
        "instrument?": .text, "description?": .text, "cadence?": .text, "due?": .text, "status_note?": .text,
        "evidence?": .text, "banner": .text, "source": .text, "last_evidence?": .text, "translated?": .translated,
        "events": .list(
            .record([
                "id": .text, "name?": .text, "occurred_from?": .text, "occurred_precision?": .text, "banner": .text,
                "translated?": .translated,
            ])
        ), "state": .choices(KeptPromise.State.allCases.map(\.rawValue)),
    ])

    static func tree(_ promise: KeptPromise, on now: Int64) -> JSONTree {
        let commitment = promise.commitment
        var members = commitment.members
        members.append(JSONMember("source", .string(commitment.source)))
        members.append(JSONMember("state", .string(promise.state(on: now).rawValue)))
        members += commitment.view.members
        let events = promise.events.map { event in
            JSONTree.object(event.members + event.view.members)
        }
        members.append(JSONMember("events", .array(events)))
        if let newest = promise.events.first?.view.members.first(where: { $0.name == "occurred_from" }) {
            members.append(JSONMember("last_evidence", newest.value))
        }
        return .object(members)
    }
}
