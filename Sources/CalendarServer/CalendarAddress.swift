/// What there is below `/calendars/`: for each language of words the person's home, one collection, and two files.
enum CalendarAddress: Equatable {
    case home
    case collection
    /// One instance, by the name of its file.
    case member(String)
    /// All instances in one file.
    case feed
    /// The same by series.
    case series

    static let root = "/calendars"
    static let wellKnown = "/.well-known/caldav"
    static let languages = ["en", "ja", "fr", "de"]
    private static let folder = "meetings"

    /// Reads a path; nil where there is nothing.
    static func read(_ path: String) -> (address: CalendarAddress, language: String)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        guard parts.count > 1, parts[0] == root.dropFirst(), languages.contains(parts[1]) else { return nil }
        let address: CalendarAddress
        switch Array(parts.dropFirst(2)) {
        case []: address = .home
        case ["feed.ics"]: address = .feed
        case ["series.ics"]: address = .series
        case [folder]: address = .collection
        case let rest where rest.count == 2 && rest[0] == folder && rest[1].hasSuffix(".ics"):
            address = .member(String(rest[1].dropLast(4)))
        default: return nil
        }
        return (address, parts[1])
    }

    /// The path of it.
    func path(_ language: String) -> String {
        let home = "\(Self.root)/\(language)/"
        return switch self {
        case .home: home
        case .collection: "\(home)\(Self.folder)/"
        case .member(let name): "\(home)\(Self.folder)/\(name).ics"
        case .feed: home + "feed.ics"
        case .series: home + "series.ics"
        }
    }
}
