internal import JSON
internal import Release
internal import Work

/// The serials of an exercise: for each number what parties propose, what they say of it, and what follows.
///
/// 1. What a party proposes or says is only what came from its own node; of a party the newest words count.
/// 2. A serial is agreed when each party that takes part in it has agreed to the same words, by their digest. What the
///    own party says of words counts once the other parties have it. One of a single party needs nobody's word.
/// 3. Go and no-go count from the party that may call it, the last one; the party that conducts it, or one that directs
///    the exercise, calls it off or says that it was done.
struct Programme {
    /// What one party proposes.
    struct Side {
        let seen: Seen<Serial>
        let digest: String
    }

    /// How a serial stands.
    enum State: String, CaseIterable {
        case proposed
        case reserved
        case adReferendum = "ad-referendum"
        case agreed, go
        case noGo = "no-go"
        case cancelled, done
    }

    /// A serial.
    struct Row {
        let number: String
        let sides: [Side]
        let acts: [Seen<SerialDone>]
        let joint: JointAct
        /// The words that count: those that are agreed, else the newest.
        let leading: Side
        let state: State
        /// What was called last, where it counts.
        let call: Seen<SerialDone>?

        var view: Serial { leading.seen.view }
        /// Whether its words are agreed.
        var isAgreed: Bool {
            switch joint.state {
            case .agreed(let digest), .adReferendum(let digest): digest == leading.digest
            default: view.parties.count == 1
            }
        }
    }

    let rows: [Row]

    /// The programme of an exercise, by the time at which serials begin.
    init(_ file: ExerciseFile) throws(SeenFault) {
        let serials = try file.parts(Serial.self).filter { file.isSaid($0, by: $0.view.party) }
        let acts = try file.parts(SerialDone.self).filter { file.isSaid($0, by: $0.view.party) }
        let done = Dictionary(grouping: acts) { $0.view.number }
        var rows: [Row] = []
        for (number, proposed) in Dictionary(grouping: serials, by: { $0.view.number }) {
            var sides: [String: Side] = [:]
            for one in proposed.sorted(by: { ($0.view.moment, $0.id) > ($1.view.moment, $1.id) })
            where sides[one.view.party] == nil {
                sides[one.view.party] = Side(seen: one, digest: file.seen.parties.digest(of: one.view.thing))
            }
            let acts = (done[number] ?? []).sorted { ($0.view.at, $0.id) < ($1.view.at, $1.id) }
            rows.append(try Self.row(number, Array(sides.values), acts, file))
        }
        self.rows = rows.sorted { ($0.view.starts, $0.number) < ($1.view.starts, $1.number) }
    }

    private static func row(_ number: String, _ sides: [Side], _ acts: [Seen<SerialDone>], _ file: ExerciseFile)
        throws(SeenFault) -> Row
    {
        let sides = sides.sorted { ($0.seen.view.moment, $0.seen.id) > ($1.seen.view.moment, $1.seen.id) }
        var leading = sides[0]
        var joint = JointAct(of: leading.seen.view.parties, after: [])
        for (place, side) in sides.enumerated() {
            let found = JointAct(
                of: side.seen.view.parties,
                after: try counting(acts, among: side.seen.view.parties, file)
            )
            if place == 0 { joint = found }
            let isAgreed =
                switch found.state {
                case .agreed(let digest), .adReferendum(let digest): digest == side.digest
                default: side.seen.view.parties.count == 1
                }
            guard isAgreed else { continue }
            (leading, joint) = (side, found)
            break
        }
        let call = call(acts, leading.seen.view, file)
        return Row(
            number: number,
            sides: sides,
            acts: acts,
            joint: joint,
            leading: leading,
            state: state(joint, leading, call),
            call: call
        )
    }

    private static func state(_ joint: JointAct, _ leading: Side, _ call: Seen<SerialDone>?) -> State {
        switch call?.view.verb {
        case .done: return .done
        case .cancelled: return .cancelled
        case .go: return .go
        case .noGo: return .noGo
        default: break
        }
        switch joint.state {
        case .agreed(let digest) where digest == leading.digest: return .agreed
        case .adReferendum(let digest) where digest == leading.digest: return .adReferendum
        case .reserved: return .reserved
        default: return leading.seen.view.parties.count == 1 ? .agreed : .proposed
        }
    }

    /// What was called last of a serial by whoever may call it.
    private static func call(_ acts: [Seen<SerialDone>], _ serial: Serial, _ file: ExerciseFile) -> Seen<SerialDone>?
    {
        acts.last { mayCall($0.view.verb, $0.view.party, serial, file) }
    }

    /// Whether a party may call something of a serial.
    static func mayCall(_ verb: SerialVerb, _ party: String, _ serial: Serial, _ file: ExerciseFile) -> Bool {
        switch verb {
        case .go, .noGo: party == serial.caller ?? serial.conductor ?? serial.party
        case .cancelled, .done:
            party == serial.conductor ?? serial.party || party == serial.caller || file.directors.contains(party)
        default: false
        }
    }

    /// The acts on words that count: those of the own party once the others were given them.
    private static func counting(_ acts: [Seen<SerialDone>], among parties: [String], _ file: ExerciseFile)
        throws(SeenFault) -> [JointAct.Act]
    {
        var counting: [JointAct.Act] = []
        for act in acts {
            guard let joint = act.view.joint(act.id) else { continue }
            if act.source == "own" {
                let given = try file.seen.parties.sent(act.id).filter { $0.version == act.view.version }.map(\.party)
                let linked = parties.filter { $0 != act.view.party && file.seen.parties.name(of: $0) != nil }
                guard linked.allSatisfy(given.contains) else { continue }
            }
            counting.append(joint)
        }
        return counting
    }
}
