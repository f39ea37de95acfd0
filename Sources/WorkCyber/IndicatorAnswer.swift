internal import Calls
internal import IndicatorLife
internal import JSON
internal import STIX
internal import Work

/// Indicators with their life.
enum IndicatorAnswer {
    static let models = ["misp", "opencti", "none"]
    static let answer = Shape.record([
        "items": .list(
            CyberAnswer.party.adding([
                "language": .text.noted("of its pattern: `stix`, `yara` …"),
                "kind": .text.noted("the type that it asks for first; empty where that cannot be said"),
                "types": .texts.noted("what it shows, as its author says"), "live": .flag,
                "from?": .real, "until?": .real, "confidence?": .number,
                "score?": .real.noted("0 to 100; absent where the model says nothing of it"),
                "decays?": .real.noted("when the model's threshold is met, in seconds since 1970"),
                "seen?": .real.noted("when it was seen last, as far as the reader may know"),
            ])
        ), "on": .real.noted("the moment, in seconds since 1970"),
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

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        let now =
            call.asked("on").flatMap { STIXTimestamp($0 + "T00:00:00Z") }?.microsecondsSinceEpoch ?? call.now
        let model: DecayModel? =
            switch call.asked("score") {
            case "misp": .misp
            case "opencti": .openCTI
            default: nil
            }
        var seen: [String: Int64] = [:]
        for one in try call.seen.all(Sighting.self) where one.view.moment <= now {
            seen[one.view.of] = max(seen[one.view.of] ?? .min, one.view.moment)
        }
        let items = try call.seen.all(Indicator.self).map { one in
            let worth = model.flatMap { one.view.life.worth(at: now, by: $0, seen: seen[one.id]) }
            return JSONTree.members([
                "id": .string(one.id), "name": .string(one.title), "banner": .string(one.banner),
                "source": .string(one.source), "language": .string(one.view.language),
                "kind": .string(one.view.life.kind), "types": .strings(one.view.types),
                "live": .bool(one.view.life.isLive(at: now)), "from": seconds(one.view.life.span.from),
                "until": seconds(one.view.life.span.until),
                "confidence": one.view.confidence.map { .integer($0) },
                "score": worth.map { .number(rounded($0.score)) }, "decays": seconds(worth?.end),
                "seen": seconds(seen[one.id]),
            ])
        }
        return .members(["items": .array(items), "on": .integer(Int(now / 1_000_000))])
    }

    private static func seconds(_ moment: Int64?) -> JSONTree? { moment.map { .integer(Int($0 / 1_000_000)) } }

    /// To a tenth.
    private static func rounded(_ score: Double) -> String {
        let tenths = Int((score * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
