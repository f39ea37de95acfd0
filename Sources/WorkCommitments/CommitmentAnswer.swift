internal import Calls
internal import JSON
internal import Work

/// A commitment as it is answered.
enum CommitmentAnswer {
    private static let named = Shape.record(["id": .identifier, "name?": .text])
    private static let given = Shape.list(
        .record(["party": .identifier, "name?": .text, "at": .time])
    )
    static let shape = Shape.record([
        "id": .text, "name?": .text, "clause?": .text, "area?": .text, "verb?": .text, "force?": .text,
        "instrument?": .text, "article?": .text, "description?": .text, "responsible?": .text, "cadence?": .text,
        "due?": .text, "status_note?": .text,
        "evidence?": .text, "banner": .text, "source": .text, "last_evidence?": .text, "translated?": .translated,
        "events": .list(
            .record([
                "id": .text, "type?": .text, "name?": .text, "occurred_from?": .text, "occurred_precision?": .text,
                "banner": .text, "source": .text, "translated?": .translated,
                "given": given.noted("to whom the own party has given it whole, and when"),
            ])
        ).noted("the evidence, the newest first"),
        "state": .choices(KeptPromise.State.allCases.map(\.rawValue)),
        "missed?": .day.noted("the last day that has passed without evidence"),
        "next?": .day.noted("the next day for which there is no evidence yet"),
        "days": .list(.day).noted("on which it falls due, of the last two years and the next one"),
        "parties": .list(.record(["id": .identifier, "name?": .text, "own": .flag])),
        "views": .list(
            .record([
                "id": .identifier, "party": .identifier, "name?": .text, "own": .flag, "version": .text,
                "state": .choices(standingStates), "as_of?": .day, "responsible?": .text, "note?": .text,
                "evidence": .texts, "banner": .text, "translated?": .translated, "given": given,
            ])
        ).noted("how each party sees that it stands, the own one first"),
        "together": .choices(KeptPromise.Together.allCases.map(\.rawValue)),
        "successor?": named, "continues": .list(named),
    ])

    static let standingStates = ["not-begun", "under-way", "kept", "closed"]

    static func tree(_ promise: KeptPromise, _ call: WorkCall, among all: [KeptPromise]) throws(SeenFault) -> JSONTree
    {
        let commitment = promise.commitment
        let state = promise.days.state(on: CivilDay(ofMoment: call.now))
        var answer = JSONTree.object(
            commitment.members + [
                JSONMember("source", .string(commitment.source)),
                JSONMember("state", .string(promise.state(on: call.now).rawValue)),
            ] + commitment.view.members
        )
        answer["events"] = .array(
            try promise.evidence.map { one throws(SeenFault) in
                var tree = JSONTree.object(
                    one.members + [JSONMember("source", .string(one.source))] + one.view.members
                )
                tree["given"] = try given(one.id, call.seen)
                return tree
            }
        )
        let last = promise.evidence.first { $0.view.moment <= call.now }?.view.members
        answer["last_evidence"] = last?.first { $0.name == "occurred_from" }?.value
        answer["missed"] = state.missed.map { .string($0.text) }
        answer["next"] = state.next.map { .string($0.text) }
        answer["days"] = .strings(days(promise, around: call.now).map(\.text))
        answer["parties"] = .array(
            try commitment.view.parties.map { id throws(SeenFault) in
                .members([
                    "id": .string(id), "name": try name(id, call.seen),
                    "own": .bool(id == call.seen.parties.own),
                ])
            }
        )
        answer["views"] = .array(
            try promise.standings.map { one throws(SeenFault) in try view(one.standing, of: one.party, call.seen) }
        )
        answer["together"] = .string(promise.together.rawValue)
        if let successor = commitment.view.successor {
            answer["successor"] = .members([
                "id": .string(successor), "name": try call.seen.title(of: successor).map { .string($0) },
            ])
        }
        let before = all.filter { $0.commitment.view.successor == commitment.id }.map(\.commitment)
        answer["continues"] = .array(before.map { .members(["id": .string($0.id), "name": .string($0.title)]) })
        return answer
    }

    private static func view(_ standing: Seen<Standing>, of party: String, _ seen: SeenObjects) throws(SeenFault)
        -> JSONTree
    {
        var tree = JSONTree.object(standing.members + standing.view.members)
        tree["party"] = .string(party)
        tree["name"] = try name(party, seen)
        tree["own"] = .bool(party == seen.parties.own)
        tree["version"] = .string(standing.view.version)
        tree["evidence"] = .strings(standing.view.evidence)
        tree["given"] = try given(standing.id, seen, version: standing.view.version)
        return tree
    }

    /// The days of two years back and one ahead.
    private static func days(_ promise: KeptPromise, around now: Int64) -> [CivilDay] {
        let today = CivilDay(ofMoment: now)
        return promise.days.days(from: CivilDay(today.number - 731), until: CivilDay(today.number + 367))
    }

    private static func name(_ party: String, _ seen: SeenObjects) throws(SeenFault) -> JSONTree? {
        (try seen.title(of: party) ?? seen.parties.name(of: party)).map { .string($0) }
    }

    /// To whom something was given whole; of a version alone, if one is named.
    private static func given(_ id: String, _ seen: SeenObjects, version: String? = nil) throws(SeenFault) -> JSONTree
    {
        let sent = try seen.parties.sent(id).filter { version == nil || $0.version == version }
        var last: [String: SeenParties.Sent] = [:]
        for one in sent where (last[one.party]?.moment ?? .min) < one.moment { last[one.party] = one }
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
