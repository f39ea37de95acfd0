internal import Calls
internal import JSON
internal import STIX
internal import Work

/// What answers about exercises have in common.
enum ExerciseAnswer {
    /// An object as it is answered: what the API says of each, and its properties.
    static func shape(_ type: TypeSchema, _ more: KeyValuePairs<String, Shape> = [:]) -> Shape {
        let head: KeyValuePairs<String, Shape> = [
            "id": .identifier, "banner": .text, "source": .text, "translated?": .translated, "created?": .time,
            "modified?": .time, "own": .flag,
        ]
        return Shape.record(head).adding(type.properties.map { ($0.name + "?", shape($0.kind)) })
            .adding(more)
    }

    private static func shape(_ kind: TypeProperty.Kind) -> Shape {
        switch kind {
        case .text, .prose, .date, .duration, .currency, .timestamp: .text
        case .texts, .references: .texts
        case .flag: .flag
        case .number: .real
        case .integer: .number
        case .reference: .identifier
        case .choice(let terms): .choices(terms)
        case .dictionary: .map(.anything)
        case .records(_, let properties):
            .list(Shape.record([:]).adding(properties.map { ($0.name + "?", shape($0.kind)) }))
        }
    }

    /// An object as it is answered.
    static func tree<Part: ExercisePart>(_ one: Seen<Part>) -> JSONTree {
        tree(one, one.view.members)
    }

    static func tree<View>(_ one: Seen<View>, _ members: [JSONMember]) -> JSONTree {
        .object(
            one.members + [JSONMember("source", .string(one.source)), JSONMember("own", .bool(one.source == "own"))]
                + members
        )
    }

    /// What people call a party.
    static func name(_ party: String?, _ seen: SeenObjects) throws(SeenFault) -> JSONTree? {
        guard let party else { return nil }
        return (try seen.title(of: party) ?? seen.parties.name(of: party)).map { .string($0) }
    }

    static func time(_ moment: Int64?) -> JSONTree? { moment.map { .string(WorkAct.timestamp($0)) } }

    /// A piece with what its party is called.
    static func named<Kind: PieceKind>(_ one: Seen<ExercisePiece<Kind>>, _ seen: SeenObjects) throws(SeenFault)
        -> JSONTree
    {
        var tree = tree(one)
        tree["party_name"] = try name(one.view.party, seen)
        return tree
    }

    /// With whom an exercise can be held: the own party, then its partners.
    static let party = Shape.record(["id": .identifier, "name?": .text, "own": .flag])

    static func parties(_ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        let own = seen.parties.own.map { [$0] } ?? []
        return .array(
            try (own + seen.parties.others).map { id throws(SeenFault) in
                .members(["id": .string(id), "name": try name(id, seen), "own": .bool(id == seen.parties.own)])
            }
        )
    }

    /// Something real that holds: it comes before everything else.
    static let noPlay = Shape.list(
        .named(
            "NoPlay",
            shape(
                .noPlay,
                [
                    "party_name?": .text, "exercise?": .identifier, "exercise_name?": .text,
                    "undelivered": .list(.record(["party": .identifier, "name?": .text]))
                        .noted("of an own one, who takes part and was not given it: it goes there by hand"),
                ]
            )
        )
    ).noted("REAL WORLD, NO PLAY: what is real and holds, the newest first; it comes before everything else")

    static func noPlay(_ file: ExerciseFile) throws(SeenFault) -> JSONTree {
        .array(try file.noPlay().map { one throws(SeenFault) in try real(one, file, file.seen) })
    }

    /// So many messages of what is real are looked at.
    private static let mostReal = 200

    /// What is real and holds in any exercise, the newest first; each counts only from the node of the party that
    /// raised it.
    static func noPlay(_ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        var items: [JSONTree] = []
        for one in try seen.newest(ExercisePiece<NoPlayKind>.self, mostReal)
        where one.view.ends == nil && seen.parties.giver(of: one.source) == one.view.party {
            items.append(try real(one, try ExerciseFile(one.view.exercise, seen), seen))
        }
        return .array(items)
    }

    private static func real(
        _ one: Seen<ExercisePiece<NoPlayKind>>,
        _ file: ExerciseFile?,
        _ seen: SeenObjects
    ) throws(SeenFault) -> JSONTree {
        var tree = tree(one)
        tree["party_name"] = try name(one.view.party, seen)
        tree["exercise"] = file.map { .string($0.exercise.id) }
        tree["exercise_name"] = file.map { .string($0.exercise.title) }
        tree["undelivered"] = .array(
            try undelivered(one, file).map { id throws(SeenFault) in
                .members(["party": .string(id), "name": try name(id, seen)])
            }
        )
        return tree
    }

    /// The parties that take part and were not given an own message about something real.
    private static func undelivered(_ one: Seen<ExercisePiece<NoPlayKind>>, _ file: ExerciseFile?) throws(SeenFault)
        -> [String]
    {
        guard one.source == "own", let file else { return [] }
        let given = try file.seen.parties.sent(one.id).filter { ExerciseTime.moment($0.version) == one.view.moment }
        return file.standing.parties.filter { id in
            id != one.view.party && file.standing.parts[id] != .withdrew && !given.contains { $0.party == id }
        }
    }

    static let head = shape(
        .exercise,
        [
            "state": .choices(ExerciseStanding.State.allCases.map(\.rawValue)), "opened": .time, "started?": .time,
            "ended?": .time,
            "part?": .choices(ExerciseStanding.Part.allCases.map(\.rawValue)).noted("how the own party stands to it"),
            "directs": .flag.noted("whether the own party begins, pauses and ends it"),
            "parties": .list(
                .record([
                    "id": .identifier, "name?": .text, "own": .flag,
                    "linked": .flag.noted("whether a link leads to it; else what is for it goes by hand"),
                    "part": .choices(ExerciseStanding.Part.allCases.map(\.rawValue)),
                    "role?": .text, "way?": .text, "ground?": .text, "forces?": .text,
                ])
            ),
            "conferences": .list(shape(.exerciseConference)).noted("the earliest first"),
            "no_play": noPlay,
        ]
    )

    static func head(_ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let (seen, standing) = (file.seen, file.standing)
        var answer = tree(file.exercise, file.exercise.view.members)
        answer["state"] = .string(standing.state.rawValue)
        answer["opened"] = time(standing.opened ?? 0)
        answer["started"] = time(standing.started)
        answer["ended"] = time(standing.ended)
        answer["part"] = file.part.map { .string($0.rawValue) }
        answer["directs"] = .bool(seen.parties.own.map(file.directors.contains) ?? false)
        answer["parties"] = .array(
            try standing.parties.map { id throws(SeenFault) in
                let more = file.exercise.view.participants.first { $0.party == id }?.members ?? []
                var tree = JSONTree.members([
                    "id": .string(id), "name": try name(id, seen), "own": .bool(id == seen.parties.own),
                    "linked": .bool(id == seen.parties.own || seen.parties.name(of: id) != nil),
                    "part": .string((standing.parts[id] ?? .invited).rawValue),
                ])
                for member in more { tree[member.name] = member.value }
                return tree
            }
        )
        answer["conferences"] = .array(
            try file.pieces(ConferenceKind.self)
                .sorted { ($0.view.starts ?? .max, $0.id) < ($1.view.starts ?? .max, $1.id) }.map(tree)
        )
        answer["no_play"] = try noPlay(file)
        return answer
    }
}
