internal import Calls
internal import JSON
internal import STIX
public import Work

extension Workspace {
    /// What happened, with every claimant's figures side by side.
    public static let watch = Workspace(
        "watch",
        "What happened, with every claimant's figures side by side, and what was said about it.",
        types: [.event, .claim, .statement],
        questions: [
            WorkQuestion(
                "Events with every claimant's figures side by side, and statements.",
                query: [QueryField("kind", .text.noted("a kind of event"))],
                answer: .record(["items": .list(WatchAnswer.shape)])
            ) { call throws(SeenFault) in
                let answer = try WatchAnswer(call.seen)
                let kind = call.asked("kind")
                let events = try call.seen.all(Event.self).filter { kind == nil || $0.view.kind == kind }
                    .sorted { $0.view.moment > $1.view.moment }
                var items: [JSONTree] = []
                for event in events.prefix(WatchAnswer.mostEvents) { items.append(try answer.tree(event)) }
                return .members(["items": .array(items)])
            }
        ],
        // Meetings alone: the rest is watched, not attended. What is played in an exercise stays out of calendars.
        entries: { seen, span throws(SeenFault) in
            try seen.all(Event.self).compactMap { event in
                guard event.view.kind == "meeting", !event.view.isExercise, let time = event.view.time,
                    span.contains(time.start)
                else { return nil }
                return CalendarEntry(
                    series: event.id,
                    objects: [event.id],
                    time: time,
                    place: event.view.place,
                    title: event.title,
                    banner: event.banner
                )
            }
        }
    )
}

/// What is said about events: contradictions stay side by side, nothing is merged.
private struct WatchAnswer {
    /// The most events of one answer: the latest.
    static let mostEvents = 500

    static let shape = Shape.record([
        "id": .text, "name?": .text, "kind?": .text, "occurred_from?": .text, "occurred_until?": .text,
        "occurred_precision?": .text, "place?": .text, "outcome?": .text, "banner": .text, "source": .text,
        "translated?": .translated,
        "exercise": .flag, "position?": .record(["latitude": .real, "longitude": .real]),
        "country?": .text.noted("of the place, as its location says it (ISO 3166-1 alpha-2)"),
        "claims": .list(
            .record([
                "id": .text, "translated?": .translated, "claimant": .text, "measure?": .text, "text_value?": .text,
                "unit?": .text,
                "comparison?": .text, "as_of?": .text, "source_reliability?": .text, "banner": .text,
                "revises?": .text, "value?": .real, "value_min?": .real, "value_max?": .real,
                "information_credibility?": .number, "contradicts": .texts,
            ])
        ),
        "statements": .list(
            .record([
                "id": .text, "actor": .text, "stance?": .text, "text?": .text, "made_at?": .text, "banner": .text,
                "translated?": .translated,
            ])
        ),
    ])

    private let seen: SeenObjects
    /// Claims by event, the first one first.
    private var claims: [String: [JSONTree]] = [:]
    /// Statements by what they speak about, the latest one first.
    private var statements: [String: [JSONTree]] = [:]

    init(_ seen: SeenObjects) throws(SeenFault) {
        self.seen = seen
        for claim in try seen.all(Claim.self).reversed() {
            claims[claim.view.about, default: []].append(try Self.tree(claim, seen))
        }
        for statement in try seen.all(Statement.self) {
            let tree = JSONTree.object(
                statement.members
                    + [JSONMember("actor", .string(try seen.title(of: statement.view.actor) ?? "?"))]
                    + statement.view.members
            )
            for id in statement.view.subjects { statements[id, default: []].append(tree) }
        }
    }

    private static func tree(_ claim: Seen<Claim>, _ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        var members = claim.members
        members.append(JSONMember("claimant", .string(try seen.title(of: claim.view.claimant) ?? "?")))
        members += claim.view.members
        if let earlier = claim.view.revises { members.append(JSONMember("revises", .string(earlier))) }
        members.append(JSONMember("contradicts", .strings(claim.view.contradicts)))
        return .object(members)
    }

    /// An event with what is said about it.
    func tree(_ event: Seen<Event>) throws(SeenFault) -> JSONTree {
        var members = event.members
        members.append(JSONMember("source", .string(event.source)))
        members.append(JSONMember("exercise", .bool(event.view.isExercise)))
        members += event.view.members
        if let id = event.view.location, let place = try seen.one(id, as: Place.self) {
            members += place.view.position.map { [JSONMember("position", .object($0))] } ?? []
            members += place.view.country.map { [JSONMember("country", .string($0))] } ?? []
        }
        members.append(JSONMember("claims", .array(claims[event.id] ?? [])))
        members.append(JSONMember("statements", .array(statements[event.id] ?? [])))
        return .object(members)
    }
}
