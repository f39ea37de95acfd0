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

/// Takes entries one by one, and keeps what may leave of each.
struct EntryMaker {
    private let desk: PersonDesk
    private let words: ConsoleWords
    private let rules: CalendarRules
    private let limits: [ExportLimit]
    private let key: [UInt8]
    var events: [String: FeedEvent] = [:]
    var objects: Set<String> = []
    var opened: Set<Node.Opened> = []
    var banners: Set<String> = []

    init(_ desk: PersonDesk, _ node: Node, _ words: ConsoleWords, _ rules: CalendarRules) {
        (self.desk, self.words, self.rules) = (desk, words, rules)
        // Without a level a limit would be none: there is always one.
        limits = [
            desk.exportLimit(rules.levels.isEmpty ? ["?"] : rules.levels),
            desk.exportLimit(node.configuration.exportLevels),
        ]
        key = HMACSHA256.code(of: Array("entente-calendar-1".utf8), key: node.signingKey.seed)
    }

    mutating func take(_ entry: CalendarEntry) throws(StoreError) {
        var (mayLeave, isOwn, modified) = (true, true, Int64.min)
        var told: [Node.Opened] = []
        var labels: Set<String> = [entry.banner]
        // What is for the own side's eyes alone is on no device.
        guard !entry.objects.isEmpty, !entry.objects.contains(where: OwnEyes.covers) else { return }
        for id in entry.objects {
            // What the person does not see is not told of at all.
            guard let (version, object) = try desk.versions(of: id).first else { return }
            mayLeave = mayLeave && limits.allSatisfy { desk.lets(object.root, $0) }
            isOwn = isOwn && version.source == "own"
            let stamp = object.root["modified"]?.string.flatMap { STIXTimestamp($0) }
            modified = max(modified, stamp?.microsecondsSinceEpoch ?? 0)
            told.append(Node.Opened(id, source: version.source))
            labels.insert(desk.banner(object.root))
        }
        let event: FeedEvent
        if mayLeave {
            // An entry that tells of several objects bears the highest of their markings.
            let label = BannerOrder.highest(labels)
            event = full(entry, label, stamp: modified / 1_000_000)
            objects.formUnion(entry.objects)
            opened.formUnion(told)
            banners.insert(label)
        } else if rules.above == .busy, isOwn {
            event = busy(entry)
        } else {
            return
        }
        events[event.uid] = event
    }

    private func full(_ entry: CalendarEntry, _ label: String, stamp: Int64) -> FeedEvent {
        let isDay = if case .day = entry.time { true } else { false }
        let name = rules.tellsTitles ? entry.title : words("calendar-entry", isDay ? "deadline" : "meeting")
        // TLP:CLEAR asks for no sign on what goes on.
        let banner = ["", "TLP:CLEAR"].contains(label) ? "" : label + " "
        return FeedEvent(
            series: series(entry),
            instance: entry.instance.map { $0 / 1_000_000 },
            time: time(entry),
            zone: entry.zone,
            summary: banner + name,
            place: rules.tellsTitles ? entry.place : "",
            told: rules.tellsTitles ? entry.seriesName : "",
            label: label,
            stamp: stamp,
            sequence: entry.sequence,
            isCancelled: entry.isCancelled
        )
    }

    /// Nothing but a time: no zone either, which would tell the place, and no date of a change.
    private func busy(_ entry: CalendarEntry) -> FeedEvent {
        FeedEvent(
            series: series(entry),
            instance: entry.instance.map { $0 / 1_000_000 },
            time: time(entry),
            zone: nil,
            summary: words("calendar-entry", "busy"),
            label: "",
            stamp: entry.time.start / 1_000_000,
            isCancelled: entry.isCancelled
        )
    }

    private func time(_ entry: CalendarEntry) -> FeedEvent.Time {
        switch entry.time {
        case .day(let day): .day(day.number)
        case .moments(let from, let until):
            .instants(from: from / 1_000_000, until: max(from, until) / 1_000_000)
        }
    }

    /// What a series is known by outside: nobody can tell from it which object it is.
    private func series(_ entry: CalendarEntry) -> String {
        Encoding.hex(Array(HMACSHA256.code(of: Array(entry.series.utf8), key: key).prefix(16)))
    }
}
