internal import Calls
internal import JSON
internal import Labels
public import Work

extension Workspace {
    /// Who saw what is warned of, and how often.
    public static let sightings = Workspace(
        "sightings",
        "Who saw what indicators warn of, on which day and how often.",
        types: [],
        questions: [
            WorkQuestion(
                "Sightings put together by what was seen, by whom and on which day: of one thing, or the newest.",
                query: [QueryField("of", .identifier.noted("of this object alone"))],
                answer: .record([
                    "items": .list(SightingAnswer.shape),
                    "complete": .flag.noted("false where there are more than are looked at"),
                ])
            ) { call throws(SeenFault) in try SightingAnswer.tree(call) }
        ],
        acts: [SightingActs.note]
    )
}

/// What a person does with sightings.
enum SightingActs {
    /// So often at most (STIX 2.1, 5.2.1).
    private static let most = 999_999_999.0

    static let note = WorkAct(
        "note",
        "Says that something was seen, looked for and not seen, wrongly taken for it, or is not used any more. "
            + "Handed in, "
            + "it goes to the party that gave what was seen, once an officer has released it.",
        body: .record([
            "of": .identifier.noted("what was seen"), "kind?": .choices(Sighting.Kind.allCases.map(\.rawValue)),
            "count?": .number(from: 0, to: 999_999_999).noted("left out, that of the observations"),
            "first_seen?": .time, "last_seen?": .time,
            "where?": .texts.noted("identities of who saw it; left out, the own party"),
            "observed?": .texts.noted("what was observed"), "description?": .text,
            "markings?": .texts.noted("left out, the strictest TLP of what was seen and of the observations"),
            "send?": .flag.noted("whether it is handed in for release to the party that gave what was seen"),
        ])
    ) { call throws(WorkFault) in
        let id = try call.text("of")
        guard let of = try WorkFault.reading({ () throws(SeenFault) in try call.seen.one(id, as: SightedThing.self) })
        else { throw .notFound }
        let kind =
            try call.optional("kind") == nil
            ? Sighting.Kind.seen.rawValue
            : try call.choice(
                "kind",
                Sighting.Kind.allCases.map(\.rawValue)
            )
        var observations: [Seen<SightedThing>] = []
        for id in try call.texts("observed") {
            guard
                let one = try WorkFault.reading({ () throws(SeenFault) in
                    try call.seen.one(id, as: SightedThing.self)
                })
            else { throw .notFound }
            observations.append(one)
        }
        var members = [JSONMember("sighting_of_ref", .string(id))]
        members += try times(call, observations)
        members += try count(call, Sighting.Kind(rawValue: kind) ?? .seen, observations)
        let places = try call.texts("where")
        let named = places.isEmpty ? [call.seen.parties.own].compactMap { $0 } : places
        if !named.isEmpty { members.append(JSONMember("where_sighted_refs", .strings(named))) }
        let data = observations.filter { $0.view.type == "observed-data" }.map(\.id)
        if !data.isEmpty { members.append(JSONMember("observed_data_refs", .strings(data))) }
        if let text = try call.optional("description") { members.append(JSONMember("description", .string(text))) }
        members.append(JSONMember("object_marking_refs", .strings(try markings(call, [of] + observations))))
        let giver = call.seen.parties.giver(of: of.source)
        let to = try call.isTrue("send") ? [giver].compactMap { $0 }.filter { $0 != call.seen.parties.own } : []
        return [call.new("sighting", members, to: to)]
    }

    /// When it was seen: as it is said, else when the observations were made.
    private static func times(_ call: WorkActCall, _ observations: [Seen<SightedThing>]) throws(WorkFault)
        -> [JSONMember]
    {
        let first = try call.time("first_seen") ?? observations.compactMap(\.view.first).min()
        let last = try call.time("last_seen") ?? observations.compactMap(\.view.last).max()
        return [("first_seen", first), ("last_seen", last)].compactMap { name, time in
            time.map { JSONMember(name, .string($0)) }
        }
    }

    /// How often: what was not seen has a count of 0, and a label says why where it is more than that.
    private static func count(_ call: WorkActCall, _ kind: Sighting.Kind, _ observations: [Seen<SightedThing>])
        throws(WorkFault) -> [JSONMember]
    {
        let given = try call.number("count")
        if let given {
            guard given.rounded() == given, (0...most).contains(given) else {
                throw .invalid("`count` is no number from 0 to 999999999")
            }
        }
        switch kind {
        case .seen:
            guard given != 0 else { throw .invalid("`count` is 0: what was looked for and not seen is `not-seen`") }
            let observed = observations.compactMap(\.view.observed)
            let sum = observed.isEmpty ? nil : Double(observed.reduce(0) { min($0 + $1, Int(most)) })
            return (given ?? sum).map { [JSONMember("count", .integer(Int($0)))] } ?? []
        case .notSeen: return [JSONMember("count", .integer(0))]
        case .falsePositive, .expired:
            return [JSONMember("count", .integer(0)), JSONMember("labels", .strings([kind.rawValue]))]
        }
    }

    /// The markings that are named, else the strictest TLP of all that it tells of, with all else that stands there.
    private static func markings(_ call: WorkActCall, _ told: [Seen<SightedThing>]) throws(WorkFault) -> [String] {
        if call.has("markings") { return try call.texts("markings") }
        let all = Set(told.flatMap(\.view.markings))
        let levels = TLPLevel.allCases.filter { all.contains($0.markingDefinition) }
        guard let strictest = levels.max() else {
            throw .invalid("`markings` is missing: what was seen has no level of the TLP")
        }
        return all.subtracting(levels.map(\.markingDefinition)).sorted() + [strictest.markingDefinition]
    }
}
