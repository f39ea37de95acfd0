internal import JSON
internal import Work

/// Something that happened.
struct Event: WorkObject {
    static let type = "entente-event"

    let kind: String?
    /// When it happened or began, in microseconds since 1970.
    let moment: Int64
    /// The location object of the place.
    let location: String?
    let isExercise: Bool
    /// When it takes place, for calendars: a day, or two moments; nil where no day is known.
    let time: CalendarEntry.Time?
    /// Where, in words.
    let place: String
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        kind = object.text("kind")
        moment = object.moment("occurred_from") ?? .min
        location = object.text("location_ref")
        isExercise = object.isTrue("exercise_marker")
        place = object.text("place") ?? ""
        switch object.text("occurred_precision") {
        case "month", "year": time = nil
        case "day": time = moment > .min ? .day(CivilDay(ofMoment: moment)) : nil
        default:
            let until = object.moment("occurred_until") ?? moment
            time = moment > .min ? .moments(from: moment, until: max(moment, until)) : nil
        }
        members = object.members([
            "name", "kind", "occurred_from", "occurred_until", "occurred_precision", "place", "outcome",
        ])
    }
}

/// Who said which figure about an event.
struct Claim: WorkObject {
    static let type = "entente-claim"

    /// The event.
    let about: String
    let claimant: String?
    let revises: String?
    let contradicts: [String]
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let about = object.text("about_ref") else { return nil }
        self.about = about
        claimant = object.text("claimant_ref")
        revises = object.text("revises_ref")
        contradicts = object.texts("contradicts_refs")
        members = object.members([
            "measure", "value", "value_min", "value_max", "text_value", "unit", "comparison", "as_of",
            "source_reliability", "information_credibility",
        ])
    }
}

/// The stance that an actor took in public.
struct Statement: WorkObject {
    static let type = "entente-statement"

    let actor: String?
    /// Events, actors and other objects that it speaks about or is directed to.
    let subjects: Set<String>
    /// What people read of it.
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        actor = object.text("actor_ref")
        subjects = Set(object.texts("about_refs") + object.texts("target_refs"))
        members = object.members(["stance", "text", "made_at"])
    }
}

/// A place with a position.
struct Place: WorkObject {
    static let type = "location"

    /// Latitude and longitude, in degrees; nil where it is not known.
    let position: [JSONMember]?
    /// The code of the country (ISO 3166-1 alpha-2), in whose zone the clocks there go.
    let country: String?

    init?(_ object: SeenValue) {
        let position = object.members(["latitude", "longitude"])
        self.position = position.count == 2 ? position : nil
        country = object.text("country")
        guard self.position != nil || country != nil else { return nil }
    }
}
