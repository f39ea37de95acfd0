internal import JSON
internal import Work

/// A promise of a partnership text.
struct Commitment: WorkObject {
    static let type = "entente-commitment"

    /// When it falls due, in microseconds since 1970.
    let due: Int64?
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        due = object.moment("due")
        members = object.members([
            "name", "clause", "area", "verb", "force", "instrument", "description", "cadence", "due", "status_note",
            "evidence",
        ])
    }
}

/// An event as far as it is evidence for commitments.
struct FulfillingEvent: WorkObject {
    static let type = "entente-event"

    /// The commitments that it fulfils.
    let fulfils: [String]
    /// When it happened, in microseconds since 1970.
    let moment: Int64
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        fulfils = object.texts("fulfils_refs")
        guard !fulfils.isEmpty else { return nil }
        moment = object.moment("occurred_from") ?? .min
        members = object.members(["name", "occurred_from", "occurred_precision"])
    }
}

/// A commitment with its evidence, the newest first.
///
/// Soft ones are never breached: there is or is no evidence.
struct KeptPromise {
    let commitment: Seen<Commitment>
    let events: [Seen<FulfillingEvent>]

    /// How it stands.
    enum State: String, CaseIterable {
        case evidence
        case none = "no-evidence"
        case due
    }

    /// Every commitment that a reader may see, the newest first.
    static func all(_ seen: SeenObjects) throws(SeenFault) -> [KeptPromise] {
        var evidence: [String: [Seen<FulfillingEvent>]] = [:]
        for event in try seen.all(FulfillingEvent.self) {
            for id in event.view.fulfils { evidence[id, default: []].append(event) }
        }
        return try seen.all(Commitment.self).map { commitment in
            let events = (evidence[commitment.id] ?? []).sorted { $0.view.moment > $1.view.moment }
            return KeptPromise(commitment: commitment, events: events)
        }
    }

    /// How it stands: it is due when its day has passed and no evidence is of that day or later.
    func state(on now: Int64) -> State {
        if let due = commitment.view.due, due < now, (events.first?.view.moment ?? .min) < due { return .due }
        return events.isEmpty ? .none : .evidence
    }
}
