internal import JSON
internal import Work

/// Something that shows that a commitment is kept: an event that says so, a round that was held of a dialogue that
/// keeps it, or whatever a party names.
struct Evidence {
    let id: String
    let source: String
    /// What the API says of it as of each object.
    let members: [JSONMember]
    let view: Shown

    private init<View: WorkObject>(_ seen: Seen<View>, _ view: Shown) {
        (id, source, members, self.view) = (seen.id, seen.source, seen.members, view)
    }

    /// What is read of it.
    struct Shown {
        /// The day of it; nil where it names none.
        let day: CivilDay?
        /// To order by, in microseconds since 1970.
        let moment: Int64
        /// What people read of it.
        let members: [JSONMember]

        init(_ object: SeenValue, at names: [String]) {
            let name = names.first { object.moment($0) != nil }
            let moment = name.flatMap(object.moment)
            day = moment.map { CivilDay(ofMoment: $0) }
            self.moment = moment ?? .min
            members =
                object.members(["type", "name", "occurred_precision"])
                + (name.map { object.members([$0]).map { JSONMember("occurred_from", $0.value) } } ?? [])
        }
    }

    /// An event that names the commitments that it fulfils.
    private struct Event: WorkObject {
        static let type = "entente-event"
        let fulfils: [String]
        let shown: Shown
        init?(_ object: SeenValue) {
            fulfils = object.texts("fulfils_refs")
            shown = Shown(object, at: ["occurred_from"])
        }
    }

    private struct HeldRound: WorkObject {
        static let type = "entente-round"
        let dialogue: String
        let shown: Shown
        init?(_ object: SeenValue) {
            guard object.text("state") == "held", let dialogue = object.text("dialogue_ref") else { return nil }
            self.dialogue = dialogue
            shown = Shown(object, at: ["starts"])
        }
    }

    /// Whatever a party names.
    private struct Named: WorkObject {
        static let type = ""
        let shown: Shown
        init?(_ object: SeenValue) {
            shown = Shown(object, at: ["occurred_from", "starts", "published", "first_observed", "created"])
        }
    }

    /// So many things of each kind that refer to one commitment, and to one dialogue of it: the newest.
    private static let (most, mostDialogues) = (100, 10)

    /// The evidence for a commitment that a reader may see, the newest first.
    static func all(for commitment: String, named standings: [Seen<Standing>], _ seen: SeenObjects) throws(SeenFault)
        -> [Evidence]
    {
        var found: [String: Evidence] = [:]
        for event in try seen.newest(Event.self, most, referringTo: commitment)
        where event.view.fulfils.contains(commitment) {
            found[event.id] = Evidence(event, event.view.shown)
        }
        for dialogue in try seen.newest(KeepingDialogue.self, mostDialogues, referringTo: commitment)
        where dialogue.view.commitment == commitment {
            for round in try seen.newest(HeldRound.self, most, referringTo: dialogue.id)
            where round.view.dialogue == dialogue.id {
                found[round.id] = Evidence(round, round.view.shown)
            }
        }
        for id in Set(standings.flatMap { $0.view.evidence.prefix(most) }) where found[id] == nil {
            if let one = try seen.one(id, as: Named.self) { found[id] = Evidence(one, one.view.shown) }
        }
        return found.values.sorted { ($0.view.moment, $0.id) > ($1.view.moment, $1.id) }
    }

    /// Whether a reader may see something.
    static func isThere(_ id: String, _ seen: SeenObjects) throws(SeenFault) -> Bool {
        try seen.one(id, as: Named.self) != nil
    }
}
