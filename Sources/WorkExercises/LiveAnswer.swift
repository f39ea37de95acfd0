internal import Calls
internal import JSON
internal import STIX
internal import Work

/// An exercise while it runs, as it is answered: two clocks, what is real, what came in, what waits, and what happened.
enum LiveAnswer {
    /// So many messages, so many injects that wait, so many lines of what happened.
    private static let (mostMessages, mostWaiting, mostFeed) = (100, 50, 200)

    private static let given = Shape.list(
        .record(["party": .identifier, "name?": .text, "at": .time])
    ).noted("to whom the own party has given this version whole, and when")
    private static let response = ExerciseAnswer.shape(.exerciseResponse, ["party_name?": .text])
    private static let message = ExerciseAnswer.shape(
        .exerciseMessage,
        [
            "as_sent": .flag.noted("whether nobody has changed it since it was sent"),
            "corrected_by?": .identifier.noted("the newest message that corrects it"), "given": given,
            "responses": .list(response), "verdict?": .choice("met", "partly", "not-met"),
        ]
    )

    static let shape = Shape.record([
        "exercise": .identifier, "name": .text, "banner": .text,
        "state": .choices(ExerciseStanding.State.allCases.map(\.rawValue)), "no_play": ExerciseAnswer.noPlay,
        "now": .time.noted("Zulu"),
        "exercise_time?": .time.noted("what the clock of the exercise shows; absent before"),
        "runs": .flag.noted("whether that clock runs"), "elapsed": .number.noted("seconds that it has run"),
        "zone": .text, "starts": .time, "ends": .time, "started?": .time, "ended?": .time, "directs": .flag,
        "messages": .list(message).noted("that the reader may see, the newest first"),
        "waiting": .list(
            ExerciseAnswer.shape(
                .exerciseInject,
                ["at": .time, "late": .flag, "in": .number.noted("seconds until its time; negative for late ones")]
            )
        ).noted("injects whose time is next, late ones first; nothing for who may not see them"),
        "on_demand": .list(
            .record(["id": .identifier, "number": .text, "name": .text, "banner": .text])
        ).noted("injects that are sent on demand and were not"),
        "serials": .list(
            .record([
                "number": .text, "name": .text, "banner": .text, "starts": .time, "ends": .time,
                "state": .choices(Programme.State.allCases.map(\.rawValue)),
            ])
        ).noted("that are not over, the earliest first"),
        "feed": .list(
            .record([
                "at": .time, "id": .identifier, "type": .text, "name": .text, "banner": .text, "source": .text,
                "party?": .identifier, "party_name?": .text, "what?": .text.noted("a verb, a verdict or a state"),
            ])
        ).noted("what happened, as far as the reader may see it, the newest first"),
    ])

    static func tree(_ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let (view, standing, seen) = (file.exercise.view, file.standing, file.seen)
        let messages = try file.parts(SentMessage.self).sorted { ($0.view.sent, $0.id) > ($1.view.sent, $1.id) }
        let responses = try file.said(ResponseKind.self)
        let verdicts = try Verdicts(file)
        let programme = try Programme(file)
        let injects = try file.injects().filter { $0.view.state == "draft" || $0.view.state == "ready" }
        var answer = JSONTree.members([
            "exercise": .string(file.exercise.id), "name": .string(file.exercise.title),
            "banner": .string(file.exercise.banner), "state": .string(standing.state.rawValue),
            "no_play": try ExerciseAnswer.noPlay(file), "now": ExerciseAnswer.time(call.now),
            "exercise_time": ExerciseAnswer.time(file.clock.time(at: call.now)),
            "runs": .bool(file.clock.runs(at: call.now)),
            "elapsed": .integer(Int(file.clock.elapsed(at: call.now) / 1_000_000)), "zone": .string(view.zone),
            "starts": ExerciseAnswer.time(view.starts), "ends": ExerciseAnswer.time(view.ends),
            "started": ExerciseAnswer.time(standing.started), "ended": ExerciseAnswer.time(standing.ended),
            "directs": .bool(seen.parties.own.map(file.directors.contains) ?? false),
        ])
        answer["messages"] = .array(
            try messages.prefix(mostMessages).map { one throws(SeenFault) in
                try message(one, messages, responses, verdicts, file)
            }
        )
        answer["waiting"] = .array(waiting(injects, file, call.now))
        answer["on_demand"] = .array(
            injects.filter { file.due($0.view) == nil }.sorted { ($0.view.number, $0.id) < ($1.view.number, $1.id) }
                .prefix(mostWaiting).map { one in
                    .members([
                        "id": .string(one.id), "number": .string(one.view.number), "name": .string(one.title),
                        "banner": .string(one.banner),
                    ])
                }
        )
        answer["serials"] = .array(
            programme.rows.filter { $0.state != .done && $0.state != .cancelled }.map { row in
                .members([
                    "number": .string(row.number), "name": .string(row.leading.seen.title),
                    "banner": .string(row.leading.seen.banner), "starts": ExerciseAnswer.time(row.view.starts),
                    "ends": ExerciseAnswer.time(row.view.ends), "state": .string(row.state.rawValue),
                ])
            }
        )
        answer["feed"] = .array(try feed(file, messages, responses, verdicts, programme))
        return answer
    }

    private static func message(
        _ one: Seen<SentMessage>,
        _ all: [Seen<SentMessage>],
        _ responses: [Seen<ExercisePiece<ResponseKind>>],
        _ verdicts: Verdicts,
        _ file: ExerciseFile
    ) throws(SeenFault) -> JSONTree {
        var tree = ExerciseAnswer.tree(one)
        tree["as_sent"] = .bool(one.view.isAsSent)
        // Only the party that sent it corrects it.
        tree["corrected_by"] = all.first { $0.view.corrects == one.id && $0.source == one.source }
            .map { .string($0.id) }
        let sent =
            one.source == "own" ? try file.seen.parties.sent(one.id).filter { $0.version == one.view.version } : []
        tree["given"] = .array(
            try sent.map { given throws(SeenFault) in
                .members([
                    "party": .string(given.party), "name": try ExerciseAnswer.name(given.party, file.seen),
                    "at": ExerciseAnswer.time(given.moment),
                ])
            }
        )
        tree["responses"] = .array(
            try responses.filter { $0.view.about == one.id }.sorted {
                ($0.view.created, $0.id) < ($1.view.created, $1.id)
            }
            .map { response throws(SeenFault) in try ExerciseAnswer.named(response, file.seen) }
        )
        tree["verdict"] = verdicts.of(one).map { .string($0) }
        return tree
    }

    private static func waiting(_ injects: [Seen<Inject>], _ file: ExerciseFile, _ now: Int64) -> [JSONTree] {
        let timed = injects.compactMap { inject in file.due(inject.view).map { (inject: inject, at: $0) } }
        return timed.sorted {
            ($0.at, $0.inject.view.number, $0.inject.id) < ($1.at, $1.inject.view.number, $1.inject.id)
        }
        .prefix(mostWaiting).map { one in
            var tree = ExerciseAnswer.tree(one.inject)
            tree["at"] = ExerciseAnswer.time(one.at)
            tree["late"] = .bool(one.at < now)
            tree["in"] = .integer(Int((one.at - now) / 1_000_000))
            return tree
        }
    }

    /// One thing that happened.
    private struct Happened {
        let at: Int64
        let (id, type, name, banner, source): (String, String, String, String, String)
        var party: String?
        var what: String?

        init<View: WorkObject>(_ seen: Seen<View>, at: Int64, by party: String? = nil, _ what: String? = nil) {
            self.at = at
            (id, type, name) = (seen.id, View.type, seen.title)
            (banner, source) = (seen.banner, seen.source)
            (self.party, self.what) = (party, what)
        }
    }

    private static func feed(
        _ file: ExerciseFile,
        _ messages: [Seen<SentMessage>],
        _ responses: [Seen<ExercisePiece<ResponseKind>>],
        _ verdicts: Verdicts,
        _ programme: Programme
    ) throws(SeenFault) -> [JSONTree] {
        var all = file.acts.map { Happened($0, at: $0.view.at, by: $0.view.party, $0.view.verb.rawValue) }
        all += messages.map { Happened($0, at: $0.view.sent, by: file.seen.parties.giver(of: $0.source)) }
        all += responses.map { Happened($0, at: $0.view.created, by: $0.view.party) }
        all += verdicts.results.map { Happened($0, at: $0.view.moment, by: $0.view.party, $0.view.verdict) }
        all += programme.rows.flatMap(\.acts).map {
            Happened($0, at: $0.view.at, by: $0.view.party, $0.view.verb.rawValue)
        }
        for one in try file.said(NoPlayKind.self) {
            all.append(Happened(one, at: one.view.starts ?? 0, by: one.view.party, "raised"))
            if let lifted = one.view.ends { all.append(Happened(one, at: lifted, by: one.view.party, "lifted")) }
        }
        all += try file.said(ObservationKind.self).map { Happened($0, at: $0.view.created, by: $0.view.party) }
        let newest = all.sorted { ($0.at, $0.id) > ($1.at, $1.id) }.prefix(mostFeed)
        return try newest.map { one throws(SeenFault) in
            .members([
                "at": ExerciseAnswer.time(one.at), "id": .string(one.id), "type": .string(one.type),
                "name": .string(one.name), "banner": .string(one.banner), "source": .string(one.source),
                "party": one.party.map { .string($0) }, "party_name": try ExerciseAnswer.name(one.party, file.seen),
                "what": one.what.map { .string($0) },
            ])
        }
    }
}
