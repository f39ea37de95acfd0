internal import Calls
internal import IndicatorLife
internal import JSON
internal import PatternMatching
internal import Work

/// Hits as they are answered.
enum CyberAnswer {
    /// So many steps for a pattern at most.
    private static let limit = 100_000
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
            return HeldIndicators().answer([], observations: 0, isComplete: true)
        }
        let held = HeldIndicators(try indicators(call), tools, mode(of: call), on: call.now)
        return held.answer(against: seen)
    }

    private static func observations(_ call: WorkCall, _ tools: any PatternTools) throws(SeenFault)
        -> SeenObservations?
    {
        if let id = call.asked("object") { return try SeenObservations(of: id, call.seen, tools) }
        return try SeenObservations(call.seen, tools)
    }

    private static func indicators(_ call: WorkCall) throws(SeenFault) -> [Seen<Indicator>] {
        guard let id = call.asked("indicator") else { return try live(call) }
        guard id.hasPrefix("indicator--") else { return [] }
        return try call.seen.one(id, as: Indicator.self).map { [$0] }?.filter(\.view.isHeld) ?? []
    }

    /// The live indicators that can be held against something.
    static func live(_ call: WorkCall) throws(SeenFault) -> [Seen<Indicator>] {
        try call.seen.all(Indicator.self).filter { $0.view.isHeld && $0.view.life.isLive(at: call.now) }
    }

    /// Indicators that are held against what was observed.
    struct HeldIndicators {
        private struct Line {
            let told: JSONTree
            let pattern: String
            let isLive: Bool
            let kept: Int64
        }

        private var set: PatternSet?
        private var lines: [Line] = []
        private var wrong: [JSONTree] = []
        /// Whether there was time enough to read all of them.
        private var isComplete = true

        init() {}

        init(_ indicators: [Seen<Indicator>], _ tools: any PatternTools, _ mode: PatternMode, on now: Int64) {
            var set = PatternSet(tools, mode: mode)
            for one in indicators {
                let told = JSONTree.members([
                    "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
                    "source": .string(one.source),
                ])
                let isLive = one.view.life.isLive(at: now)
                add(Line(told: told, pattern: one.view.pattern, isLive: isLive, kept: one.kept), &set, tools)
            }
            self.set = set
        }

        /// Indicators that somebody has at hand.
        init(given indicators: [JSONValue], _ tools: any PatternTools, _ mode: PatternMode) {
            var set = PatternSet(tools, mode: mode)
            for one in indicators {
                guard let pattern = one["pattern"]?.string else { continue }
                let (id, name) = (one["id"]?.string ?? "", one["name"]?.string)
                let told = JSONTree.members([
                    "id": .string(id), "name": .string(name ?? id), "banner": .string(""), "source": .string(""),
                ])
                add(Line(told: told, pattern: pattern, isLive: true, kept: 0), &set, tools)
            }
            self.set = set
        }

        private mutating func add(_ line: Line, _ set: inout PatternSet, _ tools: any PatternTools) {
            guard !tools.isOver else {
                isComplete = false
                return
            }
            do throws(PatternFault) {
                try set.add(line.pattern)
                lines.append(line)
            } catch {
                var told = line.told
                told["problem"] = .string(error.description)
                wrong.append(told)
            }
        }

        func answer(against seen: SeenObservations) -> JSONTree {
            let found = set?.hits(in: seen.observations, limit: limit)
            let hits = Dictionary(grouping: found?.hits ?? [], by: \.pattern)
            let items = hits.map { number, hits in item(number, hits, seen) }
                .sorted { ($1.since, $0.number) < ($0.since, $1.number) }
            return answer(
                items.prefix(most).map(\.told),
                observations: seen.observations.count,
                isComplete: isComplete && seen.isComplete && found?.isComplete ?? true
            )
        }

        private func item(_ number: Int, _ hits: [PatternSet.Hit], _ seen: SeenObservations)
            -> (number: Int, since: Int64, told: JSONTree)
        {
            let line = lines[number]
            let met = Set(hits.flatMap(\.observations)).sorted()
            // A pattern that is met by several alone is met exactly if one of them does.
            let isExact = hits.contains { $0.rules.isEmpty && !$0.isUndecided }
            let rules = isExact ? [] : Set(hits.flatMap(\.rules))
            let since = max(line.kept, met.map { seen.kept[$0] }.max() ?? 0)
            var told = line.told
            told["pattern"] = .string(line.pattern)
            told["asks"] = PatternWords.lines(line.pattern)
            told["decided"] = .bool(!hits.contains(where: \.isUndecided))
            told["live"] = .bool(line.isLive)
            told["rules"] = .strings(PatternRule.allCases.filter(rules.contains).map(\.rawValue))
            told["since"] = .integer(Int(since / 1_000_000))
            told["observations"] = .array(met.prefix(most).map { seen.told[$0] })
            return (number, since, told)
        }

        func answer(_ items: [JSONTree], observations: Int, isComplete: Bool) -> JSONTree {
            .members([
                "items": .array(items), "indicators": .integer(lines.count), "observations": .integer(observations),
                "wrong": .array(wrong), "complete": .bool(isComplete),
            ])
        }
    }
}
