internal import Calls
internal import Correlation
internal import IndicatorLife
internal import JSON
internal import NormalForms
internal import STIX
internal import Work

/// Indicators with their life.
enum IndicatorAnswer {
    static let models = ["misp", "opencti", "own", "none"]
    private static let item = CyberAnswer.party.adding([
        "language": .text.noted("of its pattern: `stix`, `yara` …"),
        "kind": .text.noted("the type that it asks for first; empty where that cannot be said"),
        "types": .texts.noted("what it shows, as its author says"), "live": .flag,
        "from?": .real, "until?": .real, "confidence?": .number,
        "seen?": .real.noted("when it was seen last, as far as the reader may know"),
        "listed": ListedValue.shapes,
    ])
    private static let score = Shape.real.noted("0 to 100; absent where the model says nothing of it")
    private static let decays = Shape.real.noted(
        "when the model's threshold is met, in seconds since 1970"
    )
    static let answer = Shape.record([
        "items": .list(item.adding(["score?": score, "decays?": decays])),
        "on": .real.noted("the moment, in seconds since 1970"),
        "own": .flag.noted("whether the party has rules of its own (`score=own`)"),
    ])
    /// Of one object.
    static let about = Shape.record([
        "listed": ListedValue.shapes,
        "indicator?": item.adding([
            "revoked": .flag, "pattern": .text,
            "asks": .list(PatternWords.line).noted("what it asks for, in lines from the outside in"),
            "worth": .list(
                .record(["model": .choice("misp", "opencti", "own"), "score?": score, "decays?": decays])
            ).noted("what each model makes of it; `own` where the party has rules"),
        ]).noted("where it is an indicator"), "on": .real.noted("the moment, in seconds since 1970"),
    ])

    /// A sighting, as far as it says that something was seen.
    private struct Sighting: WorkObject {
        static let type = "sighting"

        let of: String
        let moment: Int64

        init?(_ object: SeenValue) {
            guard object.number("count") != 0, let of = object.text("sighting_of_ref"),
                let moment = object.moment("last_seen") ?? object.moment("first_seen") ?? object.moment("created")
            else { return nil }
            (self.of, self.moment) = (of, moment)
        }
    }

    /// What all indicators of an answer are told with.
    private struct Telling {
        let now: Int64
        let own: DecayModel?
        let forms: NormalForms?
        let ask: (([NormalForm]) -> [ListedValue])?
        var seen: [String: Int64] = [:]

        init(_ call: WorkCall) throws(SeenFault) {
            let day = call.asked("on").flatMap { STIXTimestamp($0 + "T00:00:00Z") }
            now = day?.microsecondsSinceEpoch ?? call.now
            own = try call.seen.engines.decay().flatMap { OwnDecay($0.root) }.map { .own($0) }
            (forms, ask) = (call.seen.engines.forms, call.seen.engines.listing())
        }

        mutating func add(_ sightings: [Seen<Sighting>]) {
            for one in sightings where one.view.moment <= now {
                seen[one.view.of] = max(seen[one.view.of] ?? .min, one.view.moment)
            }
        }

        func model(_ name: String?) -> DecayModel? {
            switch name {
            case "misp": .misp
            case "opencti": .openCTI
            case "own": own
            default: nil
            }
        }

        func worth(_ one: Seen<Indicator>, by model: DecayModel?) -> [JSONMember] {
            guard let worth = model.flatMap({ one.view.life.worth(at: now, by: $0, seen: seen[one.id]) }) else {
                return []
            }
            return [
                JSONMember("score", .number(DecayWords.rounded(worth.score))),
                JSONMember("decays", .integer(Int(worth.end / 1_000_000))),
            ]
        }

        func listed(_ object: JSONValue) -> JSONTree {
            guard let forms, let ask else { return .array([]) }
            return ListedValue.json(ask(ObjectValues(forms).values(of: object)))
        }

        func members(_ one: Seen<Indicator>) -> [JSONMember] {
            let tree = JSONTree.members([
                "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
                "source": .string(one.source), "language": .string(one.view.language),
                "kind": .string(one.view.life.kind), "types": .strings(one.view.types),
                "live": .bool(one.view.life.isLive(at: now)), "from": seconds(one.view.life.span.from),
                "until": seconds(one.view.life.span.until),
                "confidence": one.view.confidence.map { .integer($0) }, "seen": seconds(seen[one.id]),
                "listed": listed(one.view.document.root),
            ])
            return tree.members ?? []
        }

        private func seconds(_ moment: Int64?) -> JSONTree? { moment.map { .integer(Int($0 / 1_000_000)) } }
    }

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        var telling = try Telling(call)
        telling.add(try call.seen.all(Sighting.self))
        let model = telling.model(call.asked("score"))
        let items = try call.seen.all(Indicator.self).map { one in
            JSONTree.object(telling.members(one) + telling.worth(one, by: model))
        }
        return .members([
            "items": .array(items), "on": .integer(Int(telling.now / 1_000_000)), "own": .bool(telling.own != nil),
        ])
    }

    /// What is to be said of one object: of an indicator its life, and of each what warning lists say of its values.
    static func about(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        var telling = try Telling(call)
        let id = call.asked("object") ?? ""
        let listed = try call.seen.one(id, as: Observable.self).map { telling.listed($0.view.document.root) }
        var indicator: JSONTree?
        if id.hasPrefix("indicator--"), let one = try call.seen.one(id, as: Indicator.self) {
            telling.add(try call.seen.all(Sighting.self, referringTo: id))
            let models = ["misp", "opencti"] + (telling.own == nil ? [] : ["own"])
            indicator = .object(
                telling.members(one) + [
                    JSONMember("revoked", .bool(one.view.life.span.isRevoked)),
                    JSONMember("pattern", .string(one.view.pattern)),
                    JSONMember("asks", one.view.isHeld ? PatternWords.lines(one.view.pattern) : .array([])),
                    JSONMember(
                        "worth",
                        .array(
                            models.map { name in
                                .object(
                                    [JSONMember("model", .string(name))]
                                        + telling.worth(one, by: telling.model(name))
                                )
                            }
                        )
                    ),
                ]
            )
        }
        return .members([
            "listed": listed ?? .array([]), "indicator": indicator, "on": .integer(Int(telling.now / 1_000_000)),
        ])
    }
}

/// How scores are written.
enum DecayWords {
    /// To a tenth.
    static func rounded(_ score: Double) -> String {
        let tenths = Int((score * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
