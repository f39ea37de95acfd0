internal import Calls
internal import JSON
internal import STIX
internal import Work

/// The list of main events and incidents as it is answered: to who may see it all of it, to the others nothing.
enum InjectAnswer {
    private static let row = Shape.named(
        "Inject",
        ExerciseAnswer.shape(
            .exerciseInject,
            [
                "at?": .time.noted("when it is to be sent, by STARTEX as it was called; absent for one on demand"),
                "late": .flag.noted("whether its time is past and it waits"),
                "may_send": .flag.noted("whether it can be sent now"),
                "verdict?": .choice("met", "partly", "not-met").noted("the newest judgement of what was expected"),
            ]
        )
    )

    static let shape = Shape.record([
        "exercise": .identifier, "name": .text, "state": .choices(ExerciseStanding.State.allCases.map(\.rawValue)),
        "starts": .time, "started?": .time, "zone": .text, "no_play": ExerciseAnswer.noPlay,
        "items": .list(row).noted("the timeline, the earliest first"),
        "unscheduled": .list(row).noted("those that are sent on demand"),
        "more": .flag.noted("whether there are more behind these"),
        "storylines": .texts, "cells": .texts,
        "columns": .texts.noted("the further columns of the planners' sheet"),
        "tally": .record([
            "all": .number, "open": .number, "late": .number, "sent": .number, "cancelled": .number,
        ]),
    ])

    static let query: [QueryField] = [
        QueryField("exercise", .identifier, isRequired: true),
        QueryField("storyline", .text.noted("of this storyline alone")),
        QueryField("state", .choices(InjectRow.states + ["sent"])),
        QueryField("from", .time.noted("whose time is not earlier")),
        QueryField("limit", .text.noted("so many of the timeline at most, up to 10000; left out, all")),
    ]

    static func tree(_ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let injects = try file.injects()
        let verdicts = try Verdicts(file)
        let isRunning = file.standing.state == .running
        let stops = try file.noPlay().contains { $0.view.state == "all" }
        let open = Set(injects.filter(\.view.isOpen).map(\.view.number))
        var wanted = injects
        if let storyline = call.asked("storyline") { wanted = wanted.filter { $0.view.storyline == storyline } }
        if let state = call.asked("state") { wanted = wanted.filter { $0.view.state == state } }
        let timed = wanted.map { (inject: $0, at: file.due($0.view)) }
        let from = call.asked("from").flatMap(ExerciseTime.moment) ?? .min
        let line = timed.filter { $0.at.map { $0 >= from } ?? false }
            .sorted {
                ($0.at ?? 0, $0.inject.view.number, $0.inject.id) < ($1.at ?? 0, $1.inject.view.number, $1.inject.id)
            }
        let limit = min(
            max(call.asked("limit").flatMap { Int($0) } ?? ExerciseFile.mostInjects, 1),
            ExerciseFile.mostInjects
        )
        func tree(_ one: (inject: Seen<Inject>, at: Int64?)) -> JSONTree {
            let view = one.inject.view
            var tree = ExerciseAnswer.tree(one.inject)
            tree["at"] = ExerciseAnswer.time(one.at)
            tree["late"] = .bool(isLate(view, one.at, call.now))
            let isFree = view.dependsOn.allSatisfy { !open.contains($0) }
            let isReady = view.state == "draft" || view.state == "ready"
            tree["may_send"] = .bool(isReady && isRunning && !stops && isFree && one.inject.source == "own")
            tree["verdict"] = verdicts.of(one.inject).map { .string($0) }
            return tree
        }
        let view = file.exercise.view
        return .members([
            "exercise": .string(file.exercise.id), "name": .string(file.exercise.title),
            "state": .string(file.standing.state.rawValue), "starts": ExerciseAnswer.time(view.starts),
            "started": ExerciseAnswer.time(file.standing.started), "zone": .string(view.zone),
            "no_play": try ExerciseAnswer.noPlay(file), "items": .array(line.prefix(limit).map(tree)),
            "unscheduled": .array(
                timed.filter { $0.at == nil }.sorted {
                    ($0.inject.view.number, $0.inject.id) < ($1.inject.view.number, $1.inject.id)
                }
                .map(tree)
            ),
            "more": .bool(line.count > limit),
            "storylines": .strings(Set(injects.compactMap(\.view.storyline)).sorted()),
            "cells": .strings(Set(injects.flatMap(\.view.audience)).sorted()),
            "columns": .strings(Set(injects.flatMap(\.view.columns)).sorted()),
            "tally": tally(injects, file, call.now),
        ])
    }

    static func isLate(_ inject: Inject, _ at: Int64?, _ now: Int64) -> Bool {
        (inject.state == "draft" || inject.state == "ready") && (at ?? .max) < now
    }

    private static func tally(_ injects: [Seen<Inject>], _ file: ExerciseFile, _ now: Int64) -> JSONTree {
        .members([
            "all": .integer(injects.count), "open": .integer(injects.count { $0.view.isOpen }),
            "late": .integer(injects.count { isLate($0.view, file.due($0.view), now) }),
            "sent": .integer(injects.count { $0.view.state == "sent" }),
            "cancelled": .integer(injects.count { $0.view.state == "cancelled" }),
        ])
    }

    /// What rows of a sheet would do.
    static let plan = Shape.record([
        "new": .number, "changed": .number, "same": .number, "refused": .number,
        "rows": .list(
            .record([
                "number": .text, "outcome": .choice("new", "changed", "same", "refused"),
                "changes": .texts.noted("the properties that say something else"), "reason?": .text,
            ])
        ),
        "wrong?": .text.noted("why the rows can't be read; then there are none"),
    ])

    static func plan(_ call: WorkCall, _ body: JSONValue) throws(SeenFault) -> JSONTree {
        let act = WorkActCall(call.seen, now: call.now, body) { "" }
        do throws(WorkFault) {
            let rows = try InjectActs.rows(act, ExerciseFile.joined(act))
            return plan(rows)
        } catch {
            switch error {
            case .unreadable(let fault): throw fault
            case .invalid(let sentence), .conflict(let sentence): return plan([], wrong: sentence)
            case .notFound: return plan([], wrong: "there is no such object")
            }
        }
    }

    private static func plan(_ rows: [InjectRow], wrong: String? = nil) -> JSONTree {
        var counts: [String: Int] = [:]
        let trees = rows.map { row in
            let (word, changes, reason): (String, [String], String?) =
                switch row.outcome {
                case .new: ("new", [], nil)
                case .changed(let names): ("changed", names, nil)
                case .same: ("same", [], nil)
                case .refused(let reason): ("refused", [], reason)
                }
            counts[word, default: 0] += 1
            return JSONTree.members([
                "number": .string(row.number), "outcome": .string(word), "changes": .strings(changes),
                "reason": reason.map { .string($0) },
            ])
        }
        return .members([
            "new": .integer(counts["new"] ?? 0), "changed": .integer(counts["changed"] ?? 0),
            "same": .integer(counts["same"] ?? 0), "refused": .integer(counts["refused"] ?? 0), "rows": .array(trees),
            "wrong": wrong.map { .string($0) },
        ])
    }
}

/// The newest judgement of each thing that was expected, each from its evaluator's own node.
struct Verdicts {
    let results: [Seen<JudgedResult>]
    private let byInject: [String: Seen<JudgedResult>]
    private let byMessage: [String: Seen<JudgedResult>]

    init(_ file: ExerciseFile) throws(SeenFault) {
        results = try file.parts(JudgedResult.self, most: ExerciseFile.mostInjects)
            .filter { file.isSaid($0, by: $0.view.party) }
        var (injects, messages): ([String: Seen<JudgedResult>], [String: Seen<JudgedResult>]) = ([:], [:])
        for one in results.sorted(by: { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }) {
            if let id = one.view.inject { injects[id] = one }
            if let id = one.view.message { messages[id] = one }
        }
        (byInject, byMessage) = (injects, messages)
    }

    /// The newest judgement of an inject, be it by its message.
    func of(_ inject: Seen<Inject>) -> String? {
        ([byInject[inject.id]] + inject.view.messages.map { byMessage[$0] }).compactMap(\.self)
            .max { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }?.view.verdict
    }

    /// The newest judgement of a message.
    func of(_ message: Seen<SentMessage>) -> String? { byMessage[message.id]?.view.verdict }
}
