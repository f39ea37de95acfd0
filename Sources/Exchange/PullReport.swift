public import Holdings
public import JSON

/// What a pull brought.
public struct PullReport: Sendable, Equatable {
    /// The partner.
    public var partner: String
    /// Pages fetched.
    public var pages = 0
    /// Objects on them.
    public var total = 0
    /// Objects that are new here.
    public var added = 0
    /// Objects that were not taken.
    public var refused = Refusals(room: 100)

    /// The report as JSON.
    public var json: JSONTree {
        .members([
            "partner": .string(partner),
            "pages": .integer(pages),
            "total": .integer(total),
            "added": .integer(added),
            "refused": refused.listed.isEmpty ? nil : .strings(refused.texts),
        ])
    }
}
