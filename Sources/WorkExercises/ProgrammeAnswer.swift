internal import Calls
internal import JSON
internal import Release
internal import STIX
internal import Work

/// The programme as it is answered: a grid of time and units, what clashes in it, and what was done of it.
enum ProgrammeAnswer {
    private static let said = Shape.record([
        "party": .identifier, "party_name?": .text, "verb": .choices(JointAct.Verb.allCases.map(\.rawValue)),
        "reservation?": .choices(JointAct.Reservation.allCases.map(\.rawValue)), "digest": .text,
    ])
    private static let side = ExerciseAnswer.shape(
        .exerciseSerial,
        [
            "party_name?": .text, "digest": .text.noted("of its words, on which parties act"),
            "leading": .flag.noted("whether these words stand for the serial: the agreed ones, else the newest"),
        ]
    )

    static let shape = Shape.record([
        "exercise": .identifier, "name": .text, "state": .choices(ExerciseStanding.State.allCases.map(\.rawValue)),
        "starts": .time, "ends": .time, "zone": .text, "no_play": ExerciseAnswer.noPlay,
        "serials": .list(
            .record([
                "number": .text, "state": .choices(Programme.State.allCases.map(\.rawValue)),
                "agreed": .flag.noted("whether each party that takes part has agreed to these words"),
                "parties": .texts.noted("who takes part and has to agree"),
                "may_agree": .flag.noted("whether the own party has to agree and has not"),
                "may_call": .flag.noted("whether the own party calls go or no-go"),
                "sides": .list(side).noted("what each party proposes, the newest first"),
                "said": .list(said).noted("what parties say of the words, where it counts"),
                "calls": .list(ExerciseAnswer.shape(.exerciseSerialAct, ["party_name?": .text]))
                    .noted("what was called of it, the earliest first"),
                "delay?": .number.noted("minutes by which it really began later than planned"),
            ])
        ).noted("by when they begin"),
        "units": .list(ExerciseAnswer.shape(.exerciseUnit, ["party_name?": .text])),
        "unit_names": .map(.text).noted("what the units of serials are called, by their identifiers"),
        "clashes": .list(
            .record([
                "kind": .choices(Clash.Kind.allCases.map(\.rawValue)), "serials": .texts.noted("numbers"),
                "unit?": .identifier, "from": .time, "until": .time,
            ])
        ),
        "clashes_whole": .flag.noted("whether all was compared"),
        "tally": .record([
            "planned": .number, "agreed": .number, "done": .number, "cancelled": .number, "open": .number,
        ]),
        "port_calls": .list(
            ExerciseAnswer.shape(
                .exercisePortCall,
                [
                    "party_name?": .text, "host_name?": .text,
                    "clearance": .choice("none", "requested", "granted", "refused", "withdrawn"),
                    "reported": .flag.noted("whether the visitor wrote down what the host answered by note"),
                    "reference?": .text, "conditions?": .text, "valid_until?": .text,
                    "cover": PortCover.shape.noted("by which agreements each unit may be there"),
                ]
            )
        ),
    ])

    static func tree(_ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        let programme = try Programme(file)
        let units = try file.said(UnitKind.self)
        let found = clashes(programme, units, file)
        let view = file.exercise.view
        var names: [String: String] = [:]
        for unit in units { names[unit.id] = unit.title }
        return .members([
            "exercise": .string(file.exercise.id), "name": .string(file.exercise.title),
            "state": .string(file.standing.state.rawValue), "starts": ExerciseAnswer.time(view.starts),
            "ends": ExerciseAnswer.time(view.ends), "zone": .string(view.zone),
            "no_play": try ExerciseAnswer.noPlay(file),
            "serials": .array(try programme.rows.map { row throws(SeenFault) in try tree(row, file) }),
            "units": .array(
                try units.sorted { ($0.title, $0.id) < ($1.title, $1.id) }.map { one throws(SeenFault) in
                    try ExerciseAnswer.named(one, file.seen)
                }
            ),
            "unit_names": .object(names.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }),
            "clashes": .array(found.clashes.map(tree)), "clashes_whole": .bool(found.isWhole),
            "tally": tally(programme),
            "port_calls": .array(try portCalls(file, units)),
        ])
    }

    private static func tree(_ row: Programme.Row, _ file: ExerciseFile) throws(SeenFault) -> JSONTree {
        let own = file.seen.parties.own
        let mine = own.flatMap { row.joint.standing[$0] }
        let sides = try row.sides.map { side throws(SeenFault) in
            var tree = ExerciseAnswer.tree(side.seen)
            tree["party_name"] = try ExerciseAnswer.name(side.seen.view.party, file.seen)
            tree["digest"] = .string(side.digest)
            tree["leading"] = .bool(side.seen.id == row.leading.seen.id)
            return tree
        }
        let said = try row.joint.standing.values.sorted { $0.party < $1.party }.map { act throws(SeenFault) in
            JSONTree.members([
                "party": .string(act.party), "party_name": try ExerciseAnswer.name(act.party, file.seen),
                "verb": .string(act.verb.rawValue), "reservation": act.reservation.map { .string($0.rawValue) },
                "digest": .string(act.digest),
            ])
        }
        let calls = try row.acts.filter { $0.view.verb.joint == nil }.map { act throws(SeenFault) in
            var tree = ExerciseAnswer.tree(act)
            tree["party_name"] = try ExerciseAnswer.name(act.view.party, file.seen)
            return tree
        }
        let hasToAgree = own.map(row.view.parties.contains) ?? false
        return .members([
            "number": .string(row.number), "state": .string(row.state.rawValue), "agreed": .bool(row.isAgreed),
            "parties": .strings(row.view.parties),
            "may_agree": .bool(hasToAgree && !row.isAgreed && mine?.digest != row.leading.digest),
            "may_call": .bool(own.map { Programme.mayCall(.go, $0, row.view, file) } ?? false),
            "sides": .array(sides), "said": .array(said), "calls": .array(calls),
            "delay": row.call?.view.began.map { .integer(Int(($0 - row.view.starts) / 60_000_000)) },
        ])
    }

    /// What clashes in the programme as it stands: what was called off is not there.
    static func clashes(_ programme: Programme, _ units: [Seen<ExercisePiece<UnitKind>>], _ file: ExerciseFile)
        -> (clashes: [Clash], isWhole: Bool)
    {
        var stays: [String: Clash.Stay] = [:]
        for unit in units {
            stays[unit.id] = Clash.Stay(from: unit.view.starts ?? .min, until: unit.view.ends ?? .max)
        }
        return Clash.all(
            programme.rows.filter { $0.state != .cancelled }.map { row in
                Clash.Planned(
                    number: row.number,
                    starts: row.view.starts,
                    ends: row.view.ends,
                    units: row.view.units,
                    area: GeoArea(row.view.area),
                    lowest: row.view.lowest ?? -.infinity,
                    highest: row.view.highest ?? .infinity
                )
            },
            stays: stays,
            exercise: Clash.Stay(from: file.exercise.view.starts, until: file.exercise.view.ends)
        )
    }

    private static func tree(_ clash: Clash) -> JSONTree {
        .members([
            "kind": .string(clash.kind.rawValue), "serials": .strings(clash.serials),
            "unit": clash.unit.map { .string($0) }, "from": ExerciseAnswer.time(clash.from),
            "until": ExerciseAnswer.time(clash.until),
        ])
    }

    static func tally(_ programme: Programme) -> JSONTree {
        let rows = programme.rows
        let (done, off) = (rows.count { $0.state == .done }, rows.count { $0.state == .cancelled })
        return .members([
            "planned": .integer(rows.count), "agreed": .integer(rows.count { $0.isAgreed }), "done": .integer(done),
            "cancelled": .integer(off), "open": .integer(rows.count - done - off),
        ])
    }

    private static func portCalls(_ file: ExerciseFile, _ units: [Seen<ExercisePiece<UnitKind>>]) throws(SeenFault)
        -> [JSONTree]
    {
        let known = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        let answers = Dictionary(grouping: try file.said(ClearanceKind.self)) { $0.view.about ?? "" }
        return try file.said(PortCallKind.self).sorted { ($0.view.starts ?? 0, $0.id) < ($1.view.starts ?? 0, $1.id) }
            .map { visit throws(SeenFault) in
                let standing = Clearance(visit.view, answers[visit.id] ?? [], file.seen.parties)
                var tree = try ExerciseAnswer.named(visit, file.seen)
                tree["host_name"] = try ExerciseAnswer.name(visit.view.about, file.seen)
                tree["clearance"] = .string(standing.state)
                tree["reported"] = .bool(standing.isReported)
                tree["cover"] = try PortCover.tree(visit.view, known, file)
                for member in standing.act?.view.members ?? []
                where ["reference", "conditions", "valid_until"].contains(member.name) {
                    tree[member.name] = member.value
                }
                return tree
            }
    }
}

/// How the clearance of a port call stands: what the state whose port it is said last, from its own node; where no link
/// leads to it, what the visitor wrote down of its answer.
struct Clearance {
    let state: String
    /// Whether it is the visitor who says what was answered.
    let isReported: Bool
    let act: Seen<ExercisePiece<ClearanceKind>>?

    init(
        _ visit: ExercisePiece<PortCallKind>,
        _ answers: [Seen<ExercisePiece<ClearanceKind>>],
        _ parties: SeenParties
    ) {
        func last(_ party: String?) -> Seen<ExercisePiece<ClearanceKind>>? {
            answers.filter { $0.view.party == party && party != nil }
                .max { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }
        }
        let (host, visitor) = (last(visit.about), last(visit.party))
        let isReached = visit.about == parties.own || visit.about.map { parties.name(of: $0) != nil } ?? false
        let asked = visitor.flatMap { act in
            ["requested", "withdrawn"].contains(act.view.state) || !isReached ? act : nil
        }
        // Who withdraws what was asked after it was granted has no clearance any more.
        let isWithdrawn =
            asked?.view.state == "withdrawn" && (asked?.view.moment ?? 0) > (host?.view.moment ?? .min)
        act = isWithdrawn ? asked : host ?? asked
        state = act?.view.state ?? "none"
        isReported = act?.id == asked?.id && visit.about != visit.party && (state == "granted" || state == "refused")
    }
}
