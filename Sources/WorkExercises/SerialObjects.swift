internal import JSON
internal import Release
internal import Work

/// A serial of the programme as one party proposes it.
struct Serial: ExercisePart {
    static let type = "entente-exercise-serial"

    let exercise: String
    let number: String
    let party: String
    let parties: [String]
    let (starts, ends): (Int64, Int64)
    let area: [GeoPoint]
    let areaName: String?
    let (lowest, highest): (Double?, Double?)
    let units: [String]
    let caller: String?
    let conductor: String?
    let meeting: (at: Int64?, point: GeoPoint?)
    let markings: [String]
    let sequence: Int
    let version: String
    let moment: Int64
    let members: [JSONMember]

    static let names = [
        "name", "number", "party_ref", "party_refs", "starts", "ends", "area_name", "corners", "lowest", "highest",
        "conducted_by", "conductor_ref", "unit_refs", "frequencies", "safety_distance", "criteria", "caller_ref",
        "called_by", "meeting_at", "meeting_latitude", "meeting_longitude", "description",
    ]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let number = object.text("number"),
            let party = object.text("party_ref"), let starts = object.moment("starts"),
            let ends = object.moment("ends")
        else { return nil }
        (self.exercise, self.number, self.party) = (exercise, number, party)
        (self.starts, self.ends) = (starts, ends)
        parties = object.texts("party_refs")
        area = object.records("corners").compactMap { GeoPoint($0.number("latitude"), $0.number("longitude")) }
        areaName = object.text("area_name")
        (lowest, highest) = (object.number("lowest"), object.number("highest"))
        units = object.texts("unit_refs")
        (caller, conductor) = (object.text("caller_ref"), object.text("conductor_ref"))
        meeting = (
            object.moment("meeting_at"),
            GeoPoint(object.number("meeting_latitude"), object.number("meeting_longitude"))
        )
        markings = object.texts("object_marking_refs")
        sequence = object.sequence
        version = object.text("modified") ?? ""
        moment = object.moment("modified") ?? 0
        members = object.members(Self.names + ["modified"])
        words = object.untranslated(Self.agreed)
    }

    /// What those who take part agree to: everything that it says but who wrote it down, with numbers as texts.
    ///
    /// A party that sees less of it has other words, and can't agree by accident.
    var thing: JSONTree { Self.thing(words, of: exercise) }

    /// The properties that are agreed on, as they are written, in their order.
    let words: [JSONMember]

    /// The properties of which that is made.
    static let agreed = names.filter { $0 != "party_ref" }.sorted()

    /// Those words of an exercise, made of properties in their order.
    static func thing(_ members: [JSONMember], of exercise: String) -> JSONTree {
        .object([
            JSONMember("exercise", .string(exercise)),
            JSONMember("serial", .object(members.map { JSONMember($0.name, asTexts($0.value)) })),
        ])
    }

    /// Words with some replaced, or taken away by null.
    static func words(_ known: [JSONMember], changedBy members: [JSONMember]) -> [JSONMember] {
        var values = Dictionary(known.map { ($0.name, $0.value) }) { _, last in last }
        for member in members { values[member.name] = member.value == .null ? nil : member.value }
        return agreed.compactMap { name in values[name].map { JSONMember(name, $0) } }
    }

    /// Numbers as texts, members of objects in their order: so that the digest depends on the values alone.
    private static func asTexts(_ value: JSONTree) -> JSONTree {
        switch value {
        case .number(let text): .string(Double(text).map { String($0) } ?? text)
        case .array(let elements): .array(elements.map(asTexts))
        case .object(let members):
            .object(members.map { JSONMember($0.name, asTexts($0.value)) }.sorted { $0.name < $1.name })
        default: value
        }
    }
}

/// What a party says of a serial.
struct SerialDone: ExercisePart {
    static let type = "entente-exercise-serial-act"

    let exercise: String
    let number: String
    let party: String
    let verb: SerialVerb
    let thing: JSONTree?
    let digest: String
    let reservation: JointAct.Reservation?
    let (at, began, ended): (Int64, Int64?, Int64?)
    let version: String
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let exercise = object.text("exercise_ref"), let number = object.text("number"),
            let party = object.text("party_ref"), let verb = object.text("verb").flatMap(SerialVerb.init)
        else { return nil }
        (self.exercise, self.number, self.party, self.verb) = (exercise, number, party, verb)
        thing = object.untranslated(["thing"]).first?.value
        digest = object.text("digest") ?? ""
        reservation = object.text("reservation").flatMap(JointAct.Reservation.init)
        version = object.text("modified") ?? ""
        moment = object.moment("modified") ?? 0
        at = object.moment("acted_at") ?? moment
        (began, ended) = (object.moment("began_at"), object.moment("ended_at"))
        members = object.members([
            "name", "number", "party_ref", "verb", "digest", "reservation", "acted_at", "began_at", "ended_at",
            "weather", "reason", "modified",
        ])
    }

    /// As an act on its words; nil for what is called at sea.
    func joint(_ id: String) -> JointAct.Act? {
        verb.joint.map { JointAct.Act(party: party, $0, reservation, digest: digest, moment: moment, id: id) }
    }
}
