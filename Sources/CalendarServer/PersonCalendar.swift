internal import Agreements
internal import Calendars
internal import Configuration
internal import ConsoleServer
internal import Cryptography
internal import Desk
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import STIX
internal import Store
internal import Work
internal import Workspaces

/// The calendar of one person as it may leave the node, made anew for each request: nothing of it is kept.
///
/// 1. Entries come from the workspaces over what the person may see, and from nowhere else.
/// 2. An entry leaves if each object that it tells of may: up to the administrator's level, and up to the
///    installation's level for files. An object that the person does not see, or that is gone, takes its entry with it.
/// 3. What is above is left out, or is a time without anything else, if that is the rule and it is of the own party.
struct PersonCalendar {
    /// So many days back and forward: eighteen months.
    private static let days = 548
    /// So many entries at most: the latest ones.
    private static let most = 20_000

    /// The instances, the earliest first.
    let events: [FeedEvent]
    /// The zones of the seats, the node's own first.
    let seats: [String]
    /// What leaves with more than its time.
    let objects: [String]
    let opened: Set<Node.Opened>
    /// The highest marking of what leaves.
    let marking: String

    /// The calendar of a person.
    /// - Parameters:
    ///   - person: whose it is.
    ///   - words: the words of the person's language.
    ///   - language: its tag.
    ///   - service: the console.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    init(
        of person: SignedIn,
        _ words: ConsoleWords,
        in language: String,
        _ service: APIService,
        _ connection: Connection
    ) throws(StoreError) {
        let (node, now) = (service.node, service.node.clock())
        let desk = try PersonDesk(person, node, connection)
        let seen = try desk.seen(HoldingDesk(desk, service.holdings, connection), in: language, connection)
        let today = CivilDay(ofMoment: now)
        let span = CalendarSpan(
            now: now,
            from: today.adding(-Self.days).moment,
            until: today.adding(Self.days + 1).moment
        )
        var maker = EntryMaker(desk, node, words, try CalendarRules(connection))
        for workspace in Workspaces.all {
            let entries: [CalendarEntry]
            do throws(SeenFault) {
                entries = try workspace.entries(seen, span)
            } catch {
                throw error.storeError
            }
            for entry in entries where span.contains(entry.time.start) { try maker.take(entry) }
        }
        // They are kept by their names, which need not be made again for each comparison.
        let all = maker.events.sorted { ($0.value.order, $0.key) < ($1.value.order, $1.key) }.map(\.value)
        events = all.count > Self.most ? Array(all.suffix(Self.most)) : all
        (objects, opened) = (maker.objects.sorted(), maker.opened)
        marking = BannerOrder.highest(maker.banners)
        seats = try node.seatZones(connection)
    }
}

extension PersonCalendar {
    /// The digest of all of it: what was told before is known by that.
    func digest(_ feed: PersonFeed) -> String { Encoding.hex(SHA256.digest(of: feed.flat(events))) }
}

extension FeedEvent {
    /// Where it stands among others.
    fileprivate var order: Int64 {
        switch time {
        case .day(let number): Int64(number) * 86_400
        case .instants(let from, _): from
        }
    }
}

extension Node {
    /// The zones of the parties of the agreements in use, the own party's first.
    fileprivate func seatZones(_ connection: Connection) throws(StoreError) -> [String] {
        let set = try agreements.set(AgreementRows(connection).current(), connection)
        let own = configuration.identity.flatMap { set.party($0) } ?? set.party(configuration.name)
        var zones: [String] = []
        for zone in [own?.zone].compactMap(\.self) + set.parties.compactMap(\.zone) where !zones.contains(zone) {
            zones.append(zone)
        }
        return zones
    }
}
