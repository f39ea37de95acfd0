internal import Calls
internal import JSON
internal import PatternMatching
internal import STIXPatterns
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
        "pattern": .text, "decided": .flag.noted("false where it takes too much work to say whether it is met"),
        "live": .flag,
        "observations": .list(party.adding(["type": .text])).noted("those that meet it, together or each by itself"),
    ])

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        guard let tools = call.seen.engines.patterns, let seen = try observations(call) else {
            return .members([
                "items": .array([]), "indicators": .integer(0), "observations": .integer(0), "wrong": .array([]),
                "complete": .bool(true),
            ])
        }
        var (set, held, wrong) = (PatternSet(tools), [Seen<Indicator>](), [JSONTree]())
        for one in try indicators(call) {
            if let problem = add(one.view.pattern, to: &set, tools) {
                var told = told(one)
                told["problem"] = .string(problem)
                wrong.append(told)
            } else {
                held.append(one)
            }
        }
        let answer = set.hits(in: seen.observations, limit: limit)
        let hits = Dictionary(grouping: answer.hits, by: \.pattern)
        let items = hits.sorted { $0.key < $1.key }.prefix(most).map { number, hits in
            var item = told(held[number])
            item["pattern"] = .string(held[number].view.pattern)
            item["decided"] = .bool(!hits.contains(where: \.isUndecided))
            item["live"] = .bool(held[number].view.isLive(on: call.now))
            item["observations"] = .array(
                Set(hits.flatMap(\.observations)).sorted().prefix(most).map { seen.told[$0] }
            )
            return item
        }
        return .members([
            "items": .array(Array(items)), "indicators": .integer(held.count),
            "observations": .integer(seen.observations.count), "wrong": .array(wrong),
            "complete": .bool(answer.isComplete),
        ])
    }

    private static func observations(_ call: WorkCall) throws(SeenFault) -> SeenObservations? {
        if let id = call.asked("object") { return try SeenObservations(of: id, call.seen) }
        return try SeenObservations(call.seen)
    }

    private static func indicators(_ call: WorkCall) throws(SeenFault) -> [Seen<Indicator>] {
        if let id = call.asked("indicator") {
            guard id.hasPrefix("indicator--") else { return [] }
            return try call.seen.one(id, as: Indicator.self).map { [$0] } ?? []
        }
        return try call.seen.all(Indicator.self).filter { $0.view.isLive(on: call.now) }
    }

    /// Adds a pattern; what is wrong in it, or nil.
    private static func add(_ pattern: String, to set: inout PatternSet, _ tools: any PatternTools) -> String? {
        do throws(PatternProblem) {
            let tree = try STIXPattern.tree(of: pattern)
            do throws(PatternFault) {
                set.add(try PreparedPattern(tree, tools))
                return nil
            } catch {
                return "what `MATCHES` asks for is no expression"
            }
        } catch {
            return "\(error)"
        }
    }

    private static func told(_ one: Seen<Indicator>) -> JSONTree {
        .members([
            "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
            "source": .string(one.source),
        ])
    }
}
