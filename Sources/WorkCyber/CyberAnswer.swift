internal import Calls
internal import IndicatorLife
internal import JSON
internal import PatternMatching
internal import Work

/// Hits as they are answered.
enum CyberAnswer {
    /// So many hits of one answer at most.
    private static let most = 500

    static let mode = QueryField(
        "mode",
        .choices(PatternMode.allCases.map(\.rawValue)).noted("`practical`: as tools write it too; else exactly")
    )
    static let party = Shape.record([
        "id": .identifier, "name": .text, "banner": .text, "source": .text,
    ])
    private static let seen = Shape.record([
        "id": .text, "name": .text, "banner": .text, "source": .text, "type": .text,
    ])
    static let shape = Shape.record([
        "id": .text, "name": .text, "banner": .text, "source": .text, "pattern": .text,
        "asks": .list(PatternWords.line).noted("what it asks for, in lines from the outside in"),
        "decided": .flag.noted("false where it takes too much work to say whether it is met"), "live": .flag,
        "rules": .list(.choices(PatternRule.allCases.map(\.rawValue))).noted(
            "by which it is met that the standard does not have; none where it is met exactly"
        ), "since": .real.noted("when the last of it came in, in seconds since 1970"),
        "observations": .list(seen).noted("those that meet it, together or each by itself"),
    ])
    static let answer = Shape.record([
        "items": .list(shape), "indicators": .number.noted("that were held"),
        "observations": .number.noted("against which they were held"),
        "wrong": .list(party.adding(["problem": .text])).noted("indicators whose pattern is none"),
        "complete": .flag.noted("false where the time was over before everything was compared"),
    ])

    static func mode(of call: WorkCall) -> PatternMode {
        call.asked("mode").flatMap(PatternMode.init(rawValue:)) ?? .exact
    }

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        guard let tools = call.seen.engines.patterns, let seen = try observations(call, tools) else {
            return answer(FoundIndicators(), against: nil)
        }
        return answer(try found(call, tools, seen), against: seen)
    }

    private static func observations(_ call: WorkCall, _ tools: any PatternTools) throws(SeenFault)
        -> SeenObservations?
    {
        if let id = call.asked("object") { return try SeenObservations(of: id, call.seen, tools) }
        return try SeenObservations(call.seen, tools)
    }

    /// One indicator that is asked for, live or not; else the live ones.
    private static func found(_ call: WorkCall, _ tools: any PatternTools, _ seen: SeenObservations)
        throws(SeenFault) -> FoundIndicators
    {
        guard let id = call.asked("indicator") else { return try live(call, seen) }
        guard id.hasPrefix("indicator--"), let one = try call.seen.one(id, as: Indicator.self), one.view.isHeld else {
            return FoundIndicators()
        }
        return FoundIndicators([AskedPattern(one, on: call.now)], tools, mode(of: call), seen)
    }

    /// The live indicators that are met.
    static func live(_ call: WorkCall, _ seen: SeenObservations) throws(SeenFault) -> FoundIndicators {
        let found = try call.seen.met(by: seen.observations, mode(of: call), on: call.now, as: Indicator.self)
        var all = FoundIndicators()
        all.met = found.met.map { (AskedPattern($0.indicator, on: call.now), $0.hits) }
        (all.count, all.isComplete) = (found.count, found.isComplete)
        if let tools = call.seen.engines.patterns {
            all.wrong = FoundIndicators(found.wrong.map { AskedPattern($0, on: call.now) }, tools, .exact, nil).wrong
        }
        return all
    }

    /// What is answered of indicators that are met.
    /// - Parameters:
    ///   - found: the indicators.
    ///   - seen: what they were held against.
    ///   - begin: only hits of which the last part came in then or later, in microseconds since 1970.
    /// - Returns: the answer.
    static func answer(_ found: FoundIndicators, against seen: SeenObservations?, since begin: Int64 = .min)
        -> JSONTree
    {
        let items = found.met.enumerated().map { place, one in
            let since = max(one.asked.kept, places(one.hits).compactMap { seen?.kept[$0] }.max() ?? 0)
            return (place: place, since: since, one: one)
        }.filter { $0.since >= begin }.sorted { ($1.since, $0.place) < ($0.since, $1.place) }
        return .members([
            "items": .array(items.prefix(most).map { item($0.one.asked, $0.one.hits, $0.since, seen) }),
            "indicators": .integer(found.count), "observations": .integer(seen?.observations.count ?? 0),
            "wrong": .array(found.wrong), "complete": .bool(found.isComplete && seen?.isComplete ?? true),
        ])
    }

    static func places(_ hits: [PatternSet.Hit]) -> [Int] { Set(hits.flatMap(\.observations)).sorted() }

    static func item(
        _ asked: AskedPattern,
        _ hits: [PatternSet.Hit],
        _ since: Int64,
        _ seen: SeenObservations?
    ) -> JSONTree {
        // A pattern that is met by several alone is met exactly if one of them does.
        let isExact = hits.contains { $0.rules.isEmpty && !$0.isUndecided }
        let rules = isExact ? [] : Set(hits.flatMap(\.rules))
        var told = asked.told
        told["pattern"] = .string(asked.pattern)
        told["asks"] = PatternWords.lines(asked.pattern)
        told["decided"] = .bool(!hits.contains(where: \.isUndecided))
        told["live"] = .bool(asked.isLive)
        told["rules"] = .strings(PatternRule.allCases.filter(rules.contains).map(\.rawValue))
        told["since"] = .integer(Int(since / 1_000_000))
        told["observations"] = .array(places(hits).prefix(most).compactMap { seen?.told[$0] })
        return told
    }
}

/// A pattern with what is told of its indicator.
struct AskedPattern {
    let id: String
    let told: JSONTree
    let pattern: String
    let isLive: Bool
    /// When it was kept here, in microseconds since 1970.
    let kept: Int64

    init(_ one: Seen<Indicator>, on now: Int64) {
        id = one.id
        told = .members([
            "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
            "source": .string(one.source),
        ])
        (pattern, isLive, kept) = (one.view.pattern, one.view.life.isLive(at: now), one.kept)
    }

    /// Of an indicator that somebody has at hand; nil if it asks for nothing.
    init?(given object: JSONValue) {
        guard let pattern = object["pattern"]?.string else { return nil }
        let name = object["name"]?.string
        id = object["id"]?.string ?? ""
        told = .members([
            "id": .string(id), "name": .string(name ?? id), "banner": .string(""), "source": .string(""),
        ])
        (self.pattern, isLive, kept) = (pattern, true, 0)
    }
}

/// Indicators that are met, and those whose pattern is none.
struct FoundIndicators {
    var met: [(asked: AskedPattern, hits: [PatternSet.Hit])] = []
    var wrong: [JSONTree] = []
    /// How many were held.
    var count = 0
    /// Whether there was time enough for all of them.
    var isComplete = true

    init() {}

    /// So many steps for a pattern at most.
    private static let limit = 100_000

    /// Holds patterns against observations; against none, only what is wrong is said.
    init(_ asked: [AskedPattern], _ tools: any PatternTools, _ mode: PatternMode, _ seen: SeenObservations?) {
        var (set, held) = (PatternSet(tools, mode: mode), [AskedPattern]())
        for one in asked {
            guard !tools.isOver else {
                isComplete = false
                break
            }
            do throws(PatternFault) {
                try set.add(one.pattern)
                held.append(one)
            } catch {
                var told = one.told
                told["problem"] = .string(error.description)
                wrong.append(told)
            }
        }
        count = held.count
        guard let seen else { return }
        let found = set.hits(in: seen.observations, limit: Self.limit)
        isComplete = isComplete && found.isComplete
        met = Dictionary(grouping: found.hits, by: \.pattern).sorted { $0.key < $1.key }
            .map { (held[$0.key], $0.value) }
    }
}
