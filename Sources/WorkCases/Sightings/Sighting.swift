internal import JSON
internal import Release
internal import Work

/// A sighting (STIX 2.1, 5.2): that something was seen, looked for and not seen, or wrongly taken for seen.
struct Sighting: WorkObject {
    static let type = "sighting"

    /// What a sighting says happened.
    enum Kind: String, CaseIterable, Sendable {
        /// It was seen, at least once.
        case seen
        /// It was looked for and not seen: a count of 0.
        case notSeen = "not-seen"
        /// What was taken for it was something else.
        case falsePositive = "false-positive"
        /// It is not used any more.
        case expired
    }

    /// What was seen.
    let of: String
    let kind: Kind
    /// How often at least; 1 where it does not say, and where it is told in a band the band's lowest number.
    let count: Int
    /// Whether it may have been more often.
    let isAtLeast: Bool
    /// Who saw it, as far as the reader may know.
    let places: [String]
    /// When it was seen first and last, in microseconds since 1970; where it does not say, when it was written.
    let first: Int64
    let last: Int64
    let observed: [String]
    let markings: [String]
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let of = object.text("sighting_of_ref") else { return nil }
        self.of = of
        let count = object.number("count").map { Int($0) }
        let band = object["extensions"]?[SightingTerms.band]?.number("at_least").map { Int($0) }
        kind = Self.kind(object.texts("labels"), count)
        self.count = count ?? band ?? 1
        isAtLeast = count == nil
        places = object.texts("where_sighted_refs")
        let written = object.moment("created") ?? 0
        first = object.moment("first_seen") ?? object.moment("last_seen") ?? written
        last = max(first, object.moment("last_seen") ?? first)
        observed = object.texts("observed_data_refs")
        markings = object.texts("object_marking_refs")
        members = object.members(["description", "confidence"])
    }

    /// A label says more than the count: both false positives and ends have a count of 0.
    private static func kind(_ labels: [String], _ count: Int?) -> Kind {
        if labels.contains(Kind.falsePositive.rawValue) { return .falsePositive }
        if labels.contains(Kind.expired.rawValue) { return .expired }
        return count == 0 ? .notSeen : .seen
    }
}

/// Anything that can be seen, as far as sightings tell of it.
struct SightedThing: WorkObject {
    /// Of any type.
    static let type = ""

    let type: String
    let markings: [String]
    /// Of observed data, how often and when.
    let observed: Int?
    let first: String?
    let last: String?

    init?(_ object: SeenValue) {
        guard let type = object.text("type") else { return nil }
        self.type = type
        markings = object.texts("object_marking_refs")
        observed = type == "observed-data" ? object.number("number_observed").map { Int($0) } : nil
        (first, last) = (object.text("first_observed"), object.text("last_observed"))
    }
}
