internal import JSON

/// How one person is told by mail that something waits in the inbox, and what was told.
///
/// What is told is a count and the way to the inbox: a mail leaves the node, and goes over wires and into boxes that
/// nobody here knows. So it has no title, no marking, no name of a partner and no identifier.
struct NoticePlan: Equatable {
    /// How often somebody is told.
    enum Choice: String, CaseIterable {
        case off
        /// Once a day while anything waits.
        case daily
        /// When something new waits, at most once an hour.
        case hourly
    }

    var choice = Choice.off
    var address = ""
    /// A language that the console has.
    var language = "en"
    /// What waited when the last mail went, by digests of its keys.
    var told: Set<String> = []
    /// When the last mail went, in microseconds since 1970.
    var sent: Int64?
    /// How often the mail that is due was refused.
    var tries = 0
    /// Before this moment nothing is done.
    var next: Int64 = 0

    private static let minute: Int64 = 60_000_000
    private static let hour = 60 * minute
    private static let day = 24 * hour
    /// Waits before the same mail is tried again; after the last of them a day goes by.
    private static let waits = [5 * minute, 15 * minute, hour]

    /// Nobody is told.
    init() {}

    /// Reads what was kept; nil for anything else.
    init?(_ json: JSONValue) {
        guard let choice = json["choice"]?.string.flatMap(Choice.init), let address = json["address"]?.string,
            let language = json["language"]?.string
        else { return nil }
        (self.choice, self.address, self.language) = (choice, address, language)
        told = Set(json["told"]?.elements.compactMap(\.string) ?? [])
        sent = json["sent"]?.integer.map(Int64.init)
        tries = json["tries"]?.integer ?? 0
        next = json["next"]?.integer.map(Int64.init) ?? 0
    }

    /// What is kept.
    var json: JSONTree {
        .members([
            "choice": .string(choice.rawValue), "address": .string(address), "language": .string(language),
            "told": .strings(told.sorted()), "sent": sent.map { .integer(Int($0)) }, "tries": .integer(tries),
            "next": .integer(Int(next)),
        ])
    }

    /// Whether it may be time for a mail.
    func isDue(_ now: Int64) -> Bool { choice != .off && next <= now }

    /// Whether there is something to tell.
    /// - Parameter waiting: what waits, by digests.
    /// - Returns: true if a mail is due.
    func isNews(_ waiting: Set<String>) -> Bool {
        switch choice {
        case .off: false
        case .daily: !waiting.isEmpty
        case .hourly: !waiting.isSubset(of: told)
        }
    }

    /// A mail about what waits was handed over.
    mutating func went(_ waiting: Set<String>, _ now: Int64) {
        (told, sent, tries) = (waiting, now, 0)
        next = now + (choice == .daily ? Self.day : Self.hour)
    }

    /// The mail was not taken.
    mutating func failed(_ now: Int64) {
        next = now + (tries < Self.waits.count ? Self.waits[tries] : Self.day)
        tries = tries < Self.waits.count ? tries + 1 : 0
    }
}
