internal import Calls
internal import Correlation
internal import IndicatorLife
internal import JSON
internal import NormalForms
internal import PatternMatching
internal import STIX
internal import Work

/// What is new since a moment: indicators that came in, and what they have to do with what is here.
///
/// 1. Everything is of what the reader may see: of the rest nothing is told, nor counted.
/// 2. New is a version that was kept then or later, whoever wrote it.
/// 3. "In common" is with objects of the own party, other than the indicator itself.
enum NewAnswer {
    /// Without a moment, so long ago.
    private static let usual: Int64 = 7 * 86_400 * 1_000_000
    /// So many indicators are told, and so many own objects of each are counted.
    private static let (most, mostCommon) = (200, 20)

    private static let counts = Shape.record([
        "source": .text.noted("`own`, or `partner NAME`"), "indicators": .number, "live": .number,
        "met": .number.noted("of them met by what was observed here"),
        "common": .number.noted("of them having a value in common with own objects"),
    ])
    static let answer = Shape.record([
        "since": .real.noted("the moment, in seconds since 1970"), "parties": .list(counts),
        "items": .list(
            CyberAnswer.party.adding([
                "kind": .text.noted("the type that it asks for first; empty where that cannot be said"),
                "language": .text, "kept": .real.noted("when it came in, in seconds since 1970"), "live": .flag,
                "met": .number.noted("how many observations meet it"),
                "common": .number.noted("how many own objects have a value in common with it, 20 at most"),
            ])
        ).noted("200 at most: first those that are met, then those with something in common, then the newest"),
        "count": .number.noted("of all new indicators"), "hits": CyberAnswer.answer,
        "complete": .flag.noted("false where there was more than is looked at, or the time was over"),
    ])

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        let begin = call.asked("since").flatMap { STIXTimestamp($0) }?.microsecondsSinceEpoch ?? call.now - usual
        let listed = try call.seen.all(Indicator.self)
        let fresh = listed.filter { $0.kept >= begin }
        var (hits, met) = (CyberAnswer.answer(FoundIndicators(), against: nil), [String: Int]())
        // The newest 2,000 are looked at: if all of them are new, there may be more.
        var isComplete = fresh.count < SeenObjects.most
        if let tools = call.seen.engines.patterns {
            let seen = try SeenObservations(call.seen, tools)
            let found = try CyberAnswer.live(call, seen)
            hits = CyberAnswer.answer(found, against: seen, since: begin)
            for one in found.met { met[one.asked.id] = CyberAnswer.places(one.hits).count }
            isComplete = isComplete && found.isComplete && seen.isComplete
        }
        let (common, isWhole) = try inCommon(fresh, call)
        return told(fresh, met, common, begin, hits, isComplete && isWhole, call.now)
    }

    /// How many own objects have a value in common with each.
    private static func inCommon(_ fresh: [Seen<Indicator>], _ call: WorkCall) throws(SeenFault)
        -> (counts: [String: Int], isWhole: Bool)
    {
        guard let forms = call.seen.engines.forms, !fresh.isEmpty else { return ([:], true) }
        let reading = ObjectValues(forms)
        var (counts, isWhole) = ([String: Int](), try call.seen.values.isWhole())
        for one in fresh {
            guard call.seen.engines.patterns?.isOver != true else { return (counts, false) }
            let values = reading.values(of: one.view.document.root)
            let ties = try CommonValues(of: one.id, having: values, reading, call)
            isWhole = isWhole && ties.isComplete
            let named = ties.items.flatMap { $0["objects"]?.elements ?? [] }
            let ours = Set(named.filter { $0["source"]?.string == "own" }.compactMap { $0["id"]?.string })
            counts[one.id] = min(ours.count, mostCommon)
        }
        return (counts, isWhole)
    }

    private static func told(
        _ fresh: [Seen<Indicator>],
        _ met: [String: Int],
        _ common: [String: Int],
        _ begin: Int64,
        _ hits: JSONTree,
        _ isComplete: Bool,
        _ now: Int64
    ) -> JSONTree {
        func rank(_ one: Seen<Indicator>) -> Int {
            met[one.id, default: 0] > 0 ? 0 : common[one.id, default: 0] > 0 ? 1 : 2
        }
        let order = fresh.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
        let parties = Dictionary(grouping: fresh, by: \.source).sorted { $0.key < $1.key }
        return .members([
            "since": .integer(Int(begin / 1_000_000)),
            "parties": .array(
                parties.map { source, all in
                    .members([
                        "source": .string(source), "indicators": .integer(all.count),
                        "live": .integer(all.count { $0.view.life.isLive(at: now) }),
                        "met": .integer(all.count { met[$0.id, default: 0] > 0 }),
                        "common": .integer(all.count { common[$0.id, default: 0] > 0 }),
                    ])
                }
            ),
            "items": .array(
                order.prefix(most).map { _, one in
                    .members([
                        "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
                        "source": .string(one.source), "kind": .string(one.view.life.kind),
                        "language": .string(one.view.language), "kept": .integer(Int(one.kept / 1_000_000)),
                        "live": .bool(one.view.life.isLive(at: now)), "met": .integer(met[one.id, default: 0]),
                        "common": .integer(common[one.id, default: 0]),
                    ])
                }
            ),
            "count": .integer(fresh.count), "hits": hits, "complete": .bool(isComplete),
        ])
    }
}
