internal import Calls
internal import IndicatorLife
internal import JSON
internal import PatternMatching
public import Work

/// What was met when it came in: the pairs that the node noted, each held once more against what its reader may see.
public enum ArrivedAnswer {
    /// So many indicators of one answer at most, and so many observations of each.
    private static let (most, mostObserved) = (100, 50)
    /// So many are looked at, whether they are hits for the reader or not.
    private static let mostLooked = 400

    static let answer = Shape.record([
        "items": .list(CyberAnswer.shape),
        "complete": .flag.noted("false where there is or was more than is kept, or something was not decided"),
    ])

    static let question = WorkQuestion(
        "What was met when it came in: each live indicator with the observations that meet it, whichever came first, "
            + "by the practical rules, which each hit names. Without those that the asker is done with, unless they "
            + "are asked for.",
        named: "arrived",
        query: [
            QueryField("indicator", .identifier.noted("of this indicator alone")),
            QueryField("all", .flag.noted("those that the asker is done with too")),
        ],
        answer: answer
    ) { call throws(SeenFault) in try tree(call) }

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        let arrived = try call.seen.arrived(call.asked("indicator"), call.asked("all") == "true")
        let (items, isWhole) = try items(arrived, call.seen, most, mostObserved, now: call.now)
        return .members(["items": .array(items.map(\.told)), "complete": .bool(isWhole)])
    }

    /// A hit as it is told.
    struct Item {
        let id: String
        let told: JSONTree
        let found: Int64
        let observations: Int
        let isDecided: Bool
    }

    private static func items(
        _ arrived: SeenArrivals,
        _ seen: SeenObjects,
        _ most: Int,
        _ mostObserved: Int,
        now: Int64
    ) throws(SeenFault) -> (items: [Item], isWhole: Bool) {
        guard let tools = seen.engines.patterns else { return ([], true) }
        var items: [Item] = []
        for (place, group) in arrived.groups.enumerated() {
            // What is no hit for this reader takes no place.
            guard items.count < most, place < mostLooked, !tools.isOver else { return (items, false) }
            guard let held = try group.indicator(), let one: Seen<Indicator> = Seen(held), one.view.isHeld,
                one.view.life.isLive(at: now)
            else { continue }
            let observed = try SeenObservations(of: group.observed(mostObserved), seen, tools)
            let found = FoundIndicators([AskedPattern(one, on: now)], tools, .practical, observed)
            guard let met = found.met.first else { continue }
            items.append(
                Item(
                    id: one.id,
                    told: CyberAnswer.item(met.asked, met.hits, group.found, observed),
                    found: group.found,
                    observations: Set(met.hits.flatMap(\.observations)).count,
                    isDecided: !met.hits.contains(where: \.isUndecided)
                )
            )
        }
        return (items, arrived.isWhole)
    }

    /// A notice of hits of one indicator.
    public struct Notice {
        /// The indicator.
        public let indicator: String
        /// How many observations meet it, as far as they are looked at.
        public let count: Int
        /// When the newest was found, in microseconds since 1970.
        public let found: Int64
        /// `exact` or `practical`, or `undecided`.
        public let mode: String
    }

    /// The notices of a reader, and whether that is all.
    public static func notices(_ seen: SeenObjects, now: Int64) throws(SeenFault) -> (
        notices: [Notice], isWhole: Bool
    ) {
        let (items, isWhole) = try items(try seen.arrived(nil, false), seen, 30, 10, now: now)
        let notices = items.map { item in
            let isExact = item.told["rules"]?.elements?.isEmpty ?? false
            return Notice(
                indicator: item.id,
                count: item.observations,
                found: item.found,
                mode: item.isDecided ? (isExact ? "exact" : "practical") : "undecided"
            )
        }
        return (notices, isWhole)
    }
}
