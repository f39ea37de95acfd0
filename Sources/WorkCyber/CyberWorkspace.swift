internal import Calls
internal import JSON
internal import PatternMatching
public import Work

extension Workspace {
    /// What indicators ask for, and what was observed.
    public static let cyber = Workspace(
        "cyber",
        "Which live indicators are met by what was observed.",
        types: [],
        questions: [
            WorkQuestion(
                "Live indicators that are met by what was observed, each with the observations that meet it: of one "
                    + "object, of one indicator, or of the newest of both.",
                query: [
                    QueryField("indicator", .identifier.noted("of this indicator alone, live or not")),
                    QueryField("object", .identifier.noted("of this observation alone")),
                ],
                answer: .record([
                    "items": .list(CyberAnswer.shape), "indicators": .number.noted("that were held"),
                    "observations": .number.noted("against which they were held"),
                    "wrong": .list(CyberAnswer.party.adding(["problem": .text])).noted(
                        "indicators whose pattern is none"
                    ), "complete": .flag.noted("false where the time was over before everything was compared"),
                ])
            ) { call throws(SeenFault) in try CyberAnswer.tree(call) }
        ]
    )
}

/// Hits as they are answered.
enum CyberAnswer {
    /// So many steps for a pattern at most.
    private static let limit = 100_000
    /// So many hits of one answer at most.
    private static let most = 500

    static let party = Shape.record([
        "id": .identifier, "name": .text, "banner": .text, "source": .text,
    ])
    static let shape = party.adding([
        "pattern": .text, "asks": .list(PatternWords.line).noted("what it asks for, in lines from the outside in"),
        "decided": .flag.noted("false where it takes too much work to say whether it is met"),
        "live": .flag,
        "observations": .list(party.adding(["type": .text])).noted("those that meet it, together or each by itself"),
    ])

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        guard let tools = call.seen.engines.patterns, let seen = try observations(call, tools) else {
            return answer([], indicators: 0, observations: 0, wrong: [], isComplete: true)
        }
        var (set, held, wrong) = (PatternSet(tools), [Seen<Indicator>](), [JSONTree]())
        var isComplete = seen.isComplete
        for one in try indicators(call) {
            guard !tools.isOver else {
                isComplete = false
                break
            }
            do throws(PatternFault) {
                try set.add(one.view.pattern)
                held.append(one)
            } catch {
                var told = told(one)
                told["problem"] = .string(error.description)
                wrong.append(told)
            }
        }
        let found = set.hits(in: seen.observations, limit: limit)
        let hits = Dictionary(grouping: found.hits, by: \.pattern)
        let items = hits.sorted { $0.key < $1.key }.prefix(most).map { number, hits in
            var item = told(held[number])
            item["pattern"] = .string(held[number].view.pattern)
            item["asks"] = PatternWords.lines(held[number].view.pattern)
            item["decided"] = .bool(!hits.contains(where: \.isUndecided))
            item["live"] = .bool(held[number].view.isLive(on: call.now))
            let met = Set(hits.flatMap(\.observations)).sorted().prefix(most)
            item["observations"] = .array(met.map { seen.told[$0] })
            return item
        }
        return answer(
            Array(items),
            indicators: held.count,
            observations: seen.observations.count,
            wrong: wrong,
            isComplete: isComplete && found.isComplete
        )
    }

    private static func answer(
        _ items: [JSONTree],
        indicators: Int,
        observations: Int,
        wrong: [JSONTree],
        isComplete: Bool
    ) -> JSONTree {
        .members([
            "items": .array(items), "indicators": .integer(indicators), "observations": .integer(observations),
            "wrong": .array(wrong), "complete": .bool(isComplete),
        ])
    }

    private static func observations(_ call: WorkCall, _ tools: any PatternTools) throws(SeenFault)
        -> SeenObservations?
    {
        if let id = call.asked("object") { return try SeenObservations(of: id, call.seen, tools) }
        return try SeenObservations(call.seen, tools)
    }

    private static func indicators(_ call: WorkCall) throws(SeenFault) -> [Seen<Indicator>] {
        if let id = call.asked("indicator") {
            guard id.hasPrefix("indicator--") else { return [] }
            return try call.seen.one(id, as: Indicator.self).map { [$0] } ?? []
        }
        return try call.seen.all(Indicator.self).filter { $0.view.isLive(on: call.now) }
    }

    private static func told(_ one: Seen<Indicator>) -> JSONTree {
        .members([
            "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
            "source": .string(one.source),
        ])
    }
}
