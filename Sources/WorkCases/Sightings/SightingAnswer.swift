internal import Calls
internal import JSON
internal import Work

/// Sightings as they are answered.
enum SightingAnswer {
    /// So many lines of one answer at most.
    private static let most = 500

    static let line = Shape.record([
        "day": .day, "who?": .identifier.noted("who saw it; absent where nobody is named"), "name?": .text,
        "own": .flag.noted("whether the own side told it"), "source": .text,
        "count": .number.noted("how often those who are named alone saw it"),
        "shared": .number.noted("how often they and others together saw it: not to be added over lines"),
        "at_least": .flag.noted("whether it may have been more often"),
        "not_seen": .number.noted("how many sightings say that it was looked for and not seen"),
        "false_positives": .number, "expired": .number, "first": .time, "last": .time,
        "sightings": .list(.record(["id": .identifier, "banner": .text])),
    ])

    static let shape = Shape.record([
        "id": .identifier.noted("what was seen"), "type": .text, "name?": .text, "banner?": .text, "source?": .text,
        "total": .number.noted("how often in all, each sighting counted once"), "lines": .list(line),
    ])

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        let (seen, asked) = (call.seen, call.asked("of"))
        let found =
            if let asked { try seen.all(Sighting.self, referringTo: asked).filter { $0.view.of == asked } } else {
                try seen.all(Sighting.self)
            }
        var tally = SightingTally()
        for one in found { tally.add(one, from: seen.parties.giver(of: one.source)) }
        let byThing = Dictionary(grouping: tally.lines.keys, by: \.of)
        var newest = byThing.sorted {
            let (one, other) = ($0.value.map(\.day).max(), $1.value.map(\.day).max())
            return one == other ? $0.key < $1.key : (one ?? .init(ofMoment: 0)) > (other ?? .init(ofMoment: 0))
        }[...]
        var (items, left) = ([JSONTree](), most)
        while left > 0, let (of, keys) = newest.popFirst() {
            items.append(try item(of, Array(keys.sorted(by: isBefore).prefix(left)), tally, seen))
            left -= keys.count
        }
        return .members([
            "items": .array(items), "complete": .bool(left >= 0 && newest.isEmpty && found.count < SeenObjects.most),
        ])
    }

    /// The sightings of one thing; nothing where there are none.
    static func items(of id: String, _ seen: SeenObjects) throws(SeenFault) -> [JSONTree] {
        try tree(WorkCall(seen, now: 0, ["of": id]))["items"]?.elements ?? []
    }

    /// The newest first; of one day in a fixed order.
    private static func isBefore(_ one: SightingTally.Key, _ other: SightingTally.Key) -> Bool {
        if one.day != other.day { return one.day > other.day }
        return (one.who ?? "", one.source) < (other.who ?? "", other.source)
    }

    private static func item(_ of: String, _ keys: [SightingTally.Key], _ tally: SightingTally, _ seen: SeenObjects)
        throws(SeenFault) -> JSONTree
    {
        let thing = try seen.one(of, as: SightedThing.self)
        let lines = try keys.map { key throws(SeenFault) in try tree(key, tally.lines[key] ?? .init(), seen) }
        return .members([
            "id": .string(of), "type": .string(thing?.view.type ?? String(of.prefix { $0 != "-" })),
            "name": thing.map { .string($0.title) }, "banner": thing.map { .string($0.banner) },
            "source": thing.map { .string($0.source) }, "total": .integer(tally.totals[of] ?? 0),
            "lines": .array(lines),
        ])
    }

    private static func tree(_ key: SightingTally.Key, _ line: SightingTally.Line, _ seen: SeenObjects)
        throws(SeenFault) -> JSONTree
    {
        let name = try seen.title(of: key.who) ?? key.who.flatMap { seen.parties.name(of: $0) }
        return .members([
            "day": .string(key.day.text), "who": key.who.map { .string($0) }, "name": name.map { .string($0) },
            "own": .bool(key.source == "own"), "source": .string(key.source), "count": .integer(line.count),
            "shared": .integer(line.shared), "at_least": .bool(line.isAtLeast), "not_seen": .integer(line.notSeen),
            "false_positives": .integer(line.falsePositives), "expired": .integer(line.expired),
            "first": .string(WorkAct.timestamp(line.first)), "last": .string(WorkAct.timestamp(line.last)),
            "sightings": .array(
                zip(line.sightings, line.banners).map { id, banner in
                    .members(["id": .string(id), "banner": .string(banner)])
                }
            ),
        ])
    }
}
