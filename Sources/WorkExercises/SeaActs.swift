internal import Calls
internal import JSON
internal import Release
internal import STIX
internal import Work

/// What a person does about what is held at sea.
enum SeaActs {
    static let all = [unit, serial, agree, call, portCall, clearance]

    private static let unitKinds = [
        "ship", "submarine", "aircraft", "helicopter", "unmanned", "land", "staff", "other",
    ]
    /// So many corners of an area.
    private static let mostCorners = 64

    private static let unit = WorkAct(
        "unit",
        "Names a unit that the own party sends, or changes one. Its call sign can have a marking of its own.",
        body: .record([
            "exercise": .identifier, "id?": .identifier.noted("the unit that is changed"), "name?": .words,
            "kind?": .choices(unitKinds),
            "flag?": .text.noted("the state whose unit it is, as the agreements name it"),
            "symbol?": .text, "call_sign?": .text,
            "call_sign_marking?": .identifier.noted("a marking of the call sign alone"),
            "readiness?": .choice("ready", "limited", "not-ready"), "readiness_note?": .text, "home_port?": .text,
            "joins?": .time, "leaves?": .time, "description?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        try LifeActs.written(call, UnitKind.self, .exerciseUnit) { form, file throws(WorkFault) in
            if !form.isChange { form.set("party_ref", .string(try file.own())) }
            try form.choice("kind", unitKinds, isNeeded: true)
            try form.texts("flag", "symbol", "call_sign", "readiness_note", "home_port", "description")
            try form.choice("readiness", ["ready", "limited", "not-ready"])
            try form.moments("joins", "leaves")
            if let marking = try call.optional("call_sign_marking") {
                let portion = JSONTree.members([
                    "marking_ref": .string(marking), "selectors": .strings(["call_sign"]),
                ])
                form.set("granular_markings", .array([portion]))
            }
        }
    }

    private static let position = Shape.record(["latitude": .real, "longitude": .real])

    private static let serial = WorkAct(
        "serial",
        "Proposes a serial of the programme as the own party would have it, or changes the own proposal; a number that "
            + "another party has used is answered by words of one's own. The own party agrees to what it proposes.",
        body: .record([
            "exercise": .identifier, "number": .words, "name?": .words, "starts?": .time, "ends?": .time,
            "parties?": .texts.noted("identities of those who take part and have to agree"),
            "area_name?": .text, "corners?": .list(position).noted("the corners in their order"), "lowest?": .real,
            "highest?": .real, "conducted_by?": .text.noted("by function"), "conductor?": .identifier,
            "units?": .texts, "frequencies?": .texts.noted("lines of the communications plan"),
            "safety_distance?": .real.noted("in metres"), "criteria?": .text, "caller?": .identifier,
            "called_by?": .text.noted("by function"), "meeting_at?": .time, "meeting_latitude?": .real,
            "meeting_longitude?": .real, "description?": .text, "markings?": .texts,
            "version?": .text.noted("the own version that was edited; another newest one is a conflict"),
            "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let file = try ExerciseFile.joined(call)
        let (own, number) = (try file.own(), try call.text("number"))
        let serials = try WorkFault.reading { () throws(SeenFault) in try file.parts(Serial.self) }
        let known = serials.filter { $0.source == "own" && $0.view.number == number && $0.view.party == own }
            .max { ($0.view.moment, $0.id) < ($1.view.moment, $1.id) }
        if let version = try call.optional("version"), version != known?.view.version {
            throw .conflict("somebody has written other words for this serial; look at them first")
        }
        var form = ExerciseForm(call, isChange: known != nil)
        try file.begin(&form)
        if known == nil {
            form.set("number", .string(number))
            form.set("party_ref", .string(own))
        }
        try fill(&form, file)
        let words = Serial.words(known?.view.words ?? [], changedBy: form.members)
        let thing = Serial.thing(words, of: file.exercise.id)
        if let known, file.seen.parties.digest(of: known.view.thing) == file.seen.parties.digest(of: thing) {
            throw .invalid("nothing is changed")
        }
        let recipients = try file.recipients(call)
        let written =
            known.map { .change($0.id, form.members, to: recipients) }
            ?? call.new(.exerciseSerial, form.members, to: recipients)
        return [written, try done(call, file, number, .agree, said(.agree, thing, file), to: recipients)]
    }

    private static func fill(_ form: inout ExerciseForm, _ file: ExerciseFile) throws(WorkFault) {
        try form.needed("name")
        try form.moments(needed: "starts", "ends")
        try form.list("parties", as: "party_refs", isNeeded: true)
        let parties = try form.call.texts("parties")
        guard parties.allSatisfy(file.standing.parties.contains) else {
            throw .invalid("`parties` names somebody who takes no part in this exercise")
        }
        try form.texts("area_name", "conducted_by", "criteria", "called_by", "description")
        try form.records("corners", most: mostCorners) { corner throws(WorkFault) in
            guard GeoPoint(try corner.call.number("latitude"), try corner.call.number("longitude")) != nil else {
                throw .invalid("`corners` has a corner that is no latitude and longitude in degrees")
            }
            try corner.numbers("latitude", "longitude")
        }
        try form.numbers("lowest", "highest", "safety_distance", "meeting_latitude", "meeting_longitude")
        try form.reference("conductor", as: "conductor_ref")
        try form.reference("caller", as: "caller_ref")
        try form.list("units", as: "unit_refs")
        try form.list("frequencies")
        try form.moments("meeting_at")
    }

    private static let agree = WorkAct(
        "agree",
        "Agrees to the words of a serial, reserves or takes back, for the own party, on exactly the words of the "
            + "digest; it counts once it was released to the other parties.",
        body: .record([
            "exercise": .identifier, "number": .words,
            "verb": .choices(JointAct.Verb.allCases.map(\.rawValue)),
            "digest": .text.noted("of the words that were looked at"),
            "reservation?": .choices(JointAct.Reservation.allCases.map(\.rawValue)), "reason?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let (file, row) = try row(call)
        let verb = try call.choice("verb", JointAct.Verb.allCases.map(\.rawValue))
        let digest = try call.text("digest")
        guard let side = row.sides.first(where: { $0.digest == digest }) else {
            throw .conflict("nobody's words have this digest any more; look at the serial again")
        }
        guard side.seen.view.parties.contains(try file.own()) else {
            throw .invalid("the own party does not take part in this serial")
        }
        guard let said = SerialVerb(rawValue: verb) else { throw .invalid("`verb` is none") }
        var more = Self.said(said, side.seen.view.thing, file)
        if said == .reserve {
            let ground = try call.choice("reservation", JointAct.Reservation.allCases.map(\.rawValue))
            more.append(JSONMember("reservation", .string(ground)))
        }
        return [try done(call, file, row.number, said, more, to: try file.recipients(call))]
    }

    private static let call = WorkAct(
        "call",
        "Calls a serial go or no-go, calls it off, or says that it was done with its actual times.",
        body: .record([
            "exercise": .identifier, "number": .words, "verb": .choices(SerialVerb.calls.map(\.rawValue)),
            "acted_at?": .time.noted("left out, now"), "began_at?": .time, "ended_at?": .time, "weather?": .text,
            "reason?": .text.noted("needed for no-go and cancelled"), "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let (file, row) = try row(call)
        let word = try call.choice("verb", SerialVerb.calls.map(\.rawValue))
        guard let verb = SerialVerb(rawValue: word) else { throw .invalid("`verb` is none") }
        guard Programme.mayCall(verb, try file.own(), row.view, file) else {
            throw .invalid("the own party is not the one that calls this of the serial")
        }
        guard row.state != .done, row.state != .cancelled else {
            throw .conflict("the serial is \(row.state.rawValue) already")
        }
        if verb == .go {
            guard row.isAgreed else { throw .conflict("the words of the serial are not agreed") }
            let noPlay = try WorkFault.reading { () throws(SeenFault) in try file.noPlay() }
            let stops = noPlay.contains { $0.view.state == "all" || $0.view.serials.contains(row.number) }
            guard !stops else { throw .conflict("NO PLAY holds: nothing is called go before it is lifted") }
        }
        if verb == .noGo || verb == .cancelled { _ = try call.text("reason") }
        var form = ExerciseForm(call)
        form.set("acted_at", .string(try call.time("acted_at") ?? WorkAct.timestamp(call.now)))
        if verb == .done { try form.moments(needed: "began_at", "ended_at") }
        try form.texts("weather")
        return [try done(call, file, row.number, verb, form.members, to: try file.recipients(call))]
    }

    private static func row(_ call: WorkActCall) throws(WorkFault) -> (ExerciseFile, Programme.Row) {
        let (file, number) = (try ExerciseFile.joined(call), try call.text("number"))
        let programme = try WorkFault.reading { () throws(SeenFault) in try Programme(file) }
        guard let row = programme.rows.first(where: { $0.number == number }) else { throw .notFound }
        return (file, row)
    }

    /// What a party says of words: the words, and their digest.
    private static func said(_ verb: SerialVerb, _ thing: JSONTree, _ file: ExerciseFile) -> [JSONMember] {
        [JSONMember("thing", thing), JSONMember("digest", .string(file.seen.parties.digest(of: thing)))]
    }

    private static func done(
        _ call: WorkActCall,
        _ file: ExerciseFile,
        _ number: String,
        _ verb: SerialVerb,
        _ more: [JSONMember],
        to recipients: [String]
    ) throws(WorkFault) -> WorkWriting {
        var form = ExerciseForm(call)
        try file.begin(&form)
        form.set("name", .string("\(number): \(verb.rawValue)"))
        form.set("number", .string(number))
        form.set("party_ref", .string(try file.own()))
        form.set("verb", .string(verb.rawValue))
        try form.texts("reason")
        return call.new(.exerciseSerialAct, form.members + more, to: recipients)
    }

    private static let portCall = WorkAct(
        "port-call",
        "Plans a call of own units at a port, or changes it.",
        body: .record([
            "exercise": .identifier, "id?": .identifier.noted("the port call that is changed"),
            "name?": .words.noted("the port"), "host?": .identifier.noted("the state whose port it is"),
            "units?": .texts, "arrives?": .time, "departs?": .time, "zone?": .text, "berth?": .text,
            "supplies?": .texts, "description?": .text, "markings?": .texts, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        try LifeActs.written(call, PortCallKind.self, .exercisePortCall) { form, file throws(WorkFault) in
            if !form.isChange { form.set("party_ref", .string(try file.own())) }
            try form.reference("host", as: "host_ref", isNeeded: true)
            try form.list("units", as: "unit_refs")
            try form.moments(needed: "arrives", "departs")
            try form.texts("zone", "berth", "description")
            try form.list("supplies")
        }
    }

    private static let states = ["requested", "granted", "refused", "withdrawn"]

    private static let clearance = WorkAct(
        "clearance",
        "Asks for the clearance of an own port call, or says as the state whose port it is whether it is granted. "
            + "What a state without a node has answered by note is written down by the party that asked, with the "
            + "note's number.",
        body: .record([
            "port_call": .identifier, "state": .choices(states), "reference?": .text.noted("the number of the note"),
            "valid_from?": .day, "valid_until?": .day, "conditions?": .text, "send?": .flag,
        ])
    ) { call throws(WorkFault) in
        let visit = try call.object(call.text("port_call"), as: ExercisePiece<PortCallKind>.self)
        let file = try ExerciseFile.joined(call, visit.view.exercise)
        let (own, state) = (try file.own(), try call.choice("state", states))
        let asks = state == "requested" || state == "withdrawn"
        if own == visit.view.about {
            guard state != "requested" || own == visit.view.party else {
                throw .invalid("the state whose port it is does not ask itself")
            }
        } else if own == visit.view.party {
            let isReached = visit.view.about.map { call.seen.parties.name(of: $0) != nil } ?? false
            guard asks || !isReached else { throw .invalid("the state whose port it is says so from its own node") }
            guard asks || call.has("reference") else {
                throw .invalid("`reference` is missing: the number of the note")
            }
        } else {
            throw .invalid("the own party has no part in this port call")
        }
        var form = ExerciseForm(call)
        try file.begin(&form)
        form.set("name", .string("\(visit.title): \(state)"))
        form.set("port_call_ref", .string(visit.id))
        form.set("party_ref", .string(own))
        form.set("state", .string(state))
        try form.texts("reference", "conditions")
        try form.days("valid_from", "valid_until")
        return [call.new(.exerciseClearance, form.members, to: try file.recipients(call))]
    }
}
