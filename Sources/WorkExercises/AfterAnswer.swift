internal import Calls
internal import JSON
internal import STIX
internal import Work

/// What an exercise came to, as it is answered: objectives with what was met, observations with how far they have come,
/// and what shows that sides exercised together.
enum AfterAnswer {
    private static let tally = Shape.record([
        "met": .number, "partly": .number, "not_met": .number, "open": .number.noted("sent and not judged"),
    ])
    private static let step = ExerciseAnswer.shape(
        .exerciseLesson,
        [
            "party_name?": .text, "validated_in_name?": .text,
            "counts": .flag.noted("whether it is part of how far it came"),
        ]
    )
    private static let observation = ExerciseAnswer.shape(
        .exerciseObservation,
        [
            "party_name?": .text, "state": .choices(LessonStanding.State.allCases.map(\.rawValue)),
            "action_body?": .text, "action_party?": .identifier, "action_party_name?": .text, "due?": .text,
            "overdue": .flag, "lesson?": .text, "remedy?": .text,
            "steps": .list(step).noted("the steps of all parties, the earliest first"),
            "may": .list(.choices(LessonStanding.Verb.allCases.map(\.rawValue)))
                .noted("the steps that the own party can take next"),
            "objectives_after": .list(.record(["id": .identifier, "name": .text, "exercise": .identifier]))
                .noted("objectives of later exercises that come from it"),
        ]
    )

    static let shape = Shape.record([
        "exercise": .identifier, "name": .text, "banner": .text,
        "state": .choices(ExerciseStanding.State.allCases.map(\.rawValue)), "no_play": ExerciseAnswer.noPlay,
        "objectives": .list(
            ExerciseAnswer.shape(
                .exerciseObjective,
                ["injects": .number.noted("sent ones that serve it"), "results": tally, "observations": .texts]
            )
        ),
        "results": tally.noted("of all that was sent"),
        "judged": .list(ExerciseAnswer.shape(.exerciseResult, ["party_name?": .text])),
        "observations": .list(observation).noted("the newest first"),
        "lessons": .record([
            "observations": .number, "rejected": .number, "identified": .number, "tasked": .number,
            "implemented": .number, "learned": .number, "overdue": .number,
        ]),
        "serials": .record([
            "planned": .number, "agreed": .number, "done": .number, "cancelled": .number, "open": .number,
        ]),
        "evidence": .record([
            "serials": .list(
                .record([
                    "number": .text, "name": .text, "banner": .text, "act": .identifier, "began": .time,
                    "ended": .time,
                    "parties": .texts, "units": .texts.noted("what they are called"), "weather?": .text,
                ])
            ),
            "parties": .texts.noted("that took part in what was done"),
            "minutes": .number.noted("how long serials were held, together"),
            "objects": .texts.noted("identifiers that show it: the exercise and what was said of each serial"),
            "commitments": .texts.noted("commitments that objectives of the exercise serve"),
        ]).noted("what shows that sides exercised together: serials of two parties and more that were done"),
    ])

    static func tree(_ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let observed = try file.observations()
        let (programme, verdicts) = (try Programme(file), try Verdicts(file))
        let sent = try file.injects().filter { $0.view.state == "sent" }
        let objectives = try SettingAnswer.objectives(file)
        return .members([
            "exercise": .string(file.exercise.id), "name": .string(file.exercise.title),
            "banner": .string(file.exercise.banner), "state": .string(file.standing.state.rawValue),
            "no_play": try ExerciseAnswer.noPlay(file),
            "objectives": .array(
                objectives.map { one in
                    let serving = sent.filter { $0.view.objectives.contains(one.id) }
                    var tree = ExerciseAnswer.tree(one)
                    tree["injects"] = .integer(serving.count)
                    tree["results"] = results(serving, verdicts)
                    tree["observations"] = .strings(
                        observed.filter { $0.seen.view.objectives.contains(one.id) }.map(\.seen.id)
                    )
                    return tree
                }
            ),
            "results": results(sent, verdicts),
            "judged": .array(
                try verdicts.results.map { one throws(SeenFault) in
                    var tree = ExerciseAnswer.tree(one)
                    tree["party_name"] = try ExerciseAnswer.name(one.view.party, file.seen)
                    return tree
                }
            ),
            "observations": .array(try observed.map { one throws(SeenFault) in try tree(one, file, call) }),
            "lessons": lessons(observed, call.now), "serials": ProgrammeAnswer.tally(programme),
            "evidence": try evidence(programme, objectives, file),
        ])
    }

    private static func results(_ injects: [Seen<Inject>], _ verdicts: Verdicts) -> JSONTree {
        var counts: [String: Int] = [:]
        for inject in injects { counts[verdicts.of(inject) ?? "open", default: 0] += 1 }
        return .members([
            "met": .integer(counts["met"] ?? 0), "partly": .integer(counts["partly"] ?? 0),
            "not_met": .integer(counts["not-met"] ?? 0), "open": .integer(counts["open"] ?? 0),
        ])
    }

    private static func tree(_ one: Observed, _ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        var tree = try ExerciseAnswer.named(one.seen, file.seen)
        tree["state"] = .string(one.standing.state.rawValue)
        if let task = one.act(.tasked) {
            tree["action_party"] = .string(task.view.party)
            tree["action_party_name"] = try ExerciseAnswer.name(task.view.party, file.seen)
            for member in task.view.members where ["action_body", "due"].contains(member.name) {
                tree[member.name] = member.value
            }
        }
        for member in one.act(.identified)?.view.members ?? [] where ["lesson", "remedy"].contains(member.name) {
            tree[member.name] = member.value
        }
        tree["overdue"] = .bool((one.due ?? .max) < call.now)
        let counting = Set(one.standing.steps.map(\.id))
        tree["steps"] = .array(
            try one.acts.sorted { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }.map { act throws(SeenFault) in
                var tree = ExerciseAnswer.tree(act)
                tree["party_name"] = try ExerciseAnswer.name(act.view.party, file.seen)
                tree["validated_in_name"] = try file.seen.title(of: tree["validated_in_ref"]?.string).map {
                    .string($0)
                }
                tree["counts"] = .bool(counting.contains(act.id))
                return tree
            }
        )
        let own = file.seen.parties.own
        tree["may"] = .strings(
            LessonStanding.Verb.allCases.filter { verb in
                own.map { LessonActs.may(verb, one, $0, file) == nil } ?? false
            }
            .map(\.rawValue)
        )
        let after = try file.seen.newest(ExercisePiece<ObjectiveKind>.self, 20, referringTo: one.seen.id)
        tree["objectives_after"] = .array(
            after.filter { $0.view.observations.contains(one.seen.id) }.map {
                .members([
                    "id": .string($0.id), "name": .string($0.title), "exercise": .string($0.view.exercise),
                ])
            }
        )
        return tree
    }

    private static func lessons(_ all: [Observed], _ now: Int64) -> JSONTree {
        func count(_ states: LessonStanding.State...) -> JSONTree {
            .integer(all.count { states.contains($0.standing.state) })
        }
        return .members([
            "observations": .integer(all.count), "rejected": count(.rejected), "identified": count(.identified),
            "tasked": count(.tasked), "implemented": count(.implemented), "learned": count(.learned),
            "overdue": .integer(all.count { ($0.due ?? .max) < now }),
        ])
    }

    private static func evidence(
        _ programme: Programme,
        _ objectives: [Seen<ExercisePiece<ObjectiveKind>>],
        _ file: ExerciseFile
    ) throws(SeenFault) -> JSONTree {
        let done = programme.rows.filter { $0.state == .done && $0.view.parties.count > 1 }
        var (serials, objects, minutes) = ([JSONTree](), [file.exercise.id], 0)
        for row in done {
            guard let act = row.call, let began = act.view.began, let ended = act.view.ended else { continue }
            objects.append(act.id)
            minutes += Int((ended - began) / 60_000_000)
            var units: [String] = []
            for id in row.view.units {
                if let title = try file.seen.title(of: id) { units.append(title) }
            }
            serials.append(
                .members([
                    "number": .string(row.number), "name": .string(row.leading.seen.title),
                    "banner": .string(row.leading.seen.banner), "act": .string(act.id),
                    "began": ExerciseAnswer.time(began), "ended": ExerciseAnswer.time(ended),
                    "parties": .strings(row.view.parties), "units": .strings(units),
                    "weather": act.view.members.first { $0.name == "weather" }?.value,
                ])
            )
        }
        let parties = done.flatMap(\.view.parties)
        return .members([
            "serials": .array(serials), "parties": .strings(Set(parties).sorted()), "minutes": .integer(minutes),
            "objects": .strings(serials.isEmpty ? [] : objects),
            "commitments": .strings(Set(objectives.compactMap(\.view.about)).sorted()),
        ])
    }
}
