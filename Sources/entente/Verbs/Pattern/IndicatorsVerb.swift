import Configuration
import FoundationEssentials
import IndicatorLife
import Installation
import JSON
import STIX
import STIXPatterns
import Store

/// `entente indicators`: which indicators count on a day, and what they are worth.
enum IndicatorsVerb {
    static let verb = Verb(
        name: "indicators",
        summary: "which indicators are live on a day, and what they are worth",
        synopsis: "FILE… [--live-on DAY] [--score MODEL] [--rule FILE | --node DIR] [--json]",
        description: """
            Of a FILE, a bundle or an object a line, `-` for standard input, the newest version of each indicator. One
            is live if it is not revoked, has begun and has not ended (STIX 2.1, 4.7). A line for each: its identifier,
            whether it is live, its score, and until when it counts.

            Scores are computed and never written into an indicator: `misp` by the formula of MISP with the numbers of
            its model for networks (120 days, speed 2, threshold 30, 80 where no `confidence` is given), `opencti` by
            OpenCTI's built-in rules (50 where there is no `x_opencti_score`), `own` by the rules of `--rule`: a model
            of MISP as a file, or a list by types; with `--node` by those that the node keeps. By MISP and by own rules
            the age counts from when it was seen last, as sightings in the same files say. `decays` is when the model's
            threshold is met.

            Exit status: 0 if one is live, 1 if none is, 2 if it could not be done.
            """,
        options: [
            .value("live-on", "DAY", "a day such as `2026-11-30`, or a moment; else now"),
            .value("score", "MODEL", "`misp`, `opencti`, `own` or `none` (none)"),
            .value("rule", "FILE", "own rules, for `--score own`"),
            .value("node", "DIR", "the node whose own rules count, for `--score own`"),
            .flag("json", "print json lines"),
        ],
        examples: [
            "entente indicators indicators.json --live-on 2026-11-30 --score misp",
            "entente indicators feed.ndjson --score own --rule rules.json --json",
        ],
        run: run
    )

    private static let largest = 1 << 30

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard !arguments.operands.isEmpty else { throw CommandFailure("a file is needed") }
        let (now, model) = (try moment(arguments), try model(arguments))
        var objects: [JSONValue] = []
        for file in arguments.operands { objects += try ObjectLines.objects(in: file, limit: largest) }
        let seen = sightings(objects)
        var hasLive = false
        for object in newest(objects) {
            let (id, life) = (object["id"]?.string ?? "", IndicatorLife(object))
            let isLive = life.isLive(at: now)
            hasLive = hasLive || isLive
            let worth = model.flatMap { life.worth(at: now, by: $0, seen: seen[id]) }
            let score = worth.map { rounded($0.score) }
            let until = object["valid_until"]?.string
            let decays = worth.flatMap { STIXTimestamp(microsecondsSinceEpoch: $0.end) }.map { "\($0)" }
            if arguments.has("json") {
                let told = JSONTree.members([
                    "id": .string(id), "live": .bool(isLive), "score": score.map { .number($0) } ?? .null,
                    "until": until.map { .string($0) } ?? .null, "decays": decays.map { .string($0) },
                ])
                Output.write(told.bytes() + Array("\n".utf8))
            } else {
                Output.print("\(id) \(isLive ? "live" : "not-live") \(score ?? "-") \(until ?? "-")\n")
            }
        }
        return hasLive ? .yes : .no
    }

    /// A score to a hundredth.
    private static func rounded(_ score: Double) -> String {
        let whole = Int((score * 100).rounded())
        let digits = whole % 100
        return digits == 0 ? "\(whole / 100)" : "\(whole / 100).\(digits < 10 ? "0" : "")\(digits)"
    }

    private static func moment(_ arguments: Arguments) throws(CommandFailure) -> Int64 {
        guard let text = arguments.value("live-on") else {
            return Int64(Date.now.timeIntervalSince1970 * 1_000_000)
        }
        let whole = text.utf8.count == 10 ? text + "T00:00:00Z" : text
        guard let moment = PatternTimestamp(Array(whole.utf8)[...]) else {
            throw CommandFailure("`--live-on` needs a day such as `2026-11-30`, not `\(text)`")
        }
        return moment.microseconds
    }

    private static func model(_ arguments: Arguments) throws(CommandFailure) -> DecayModel? {
        let word = arguments.value("score") ?? "none"
        guard word == "own" || arguments.value("rule") == nil && arguments.value("node") == nil else {
            throw CommandFailure("`--rule` and `--node` are for `--score own`")
        }
        switch word {
        case "none": return nil
        case "misp": return .misp
        case "opencti": return .openCTI
        case "own":
            if arguments.has("node") { return .own(try kept(arguments)) }
            guard let file = arguments.value("rule") else {
                throw CommandFailure("`--score own` needs `--rule FILE` or `--node DIR`")
            }
            let bytes = try Input(path: file).all(limit: 1 << 20)
            guard let root = (try? JSONDocument(parsing: bytes))?.root, let own = OwnDecay(root) else {
                throw CommandFailure("\(file): these are no rules by which indicators decay")
            }
            return .own(own)
        default: throw CommandFailure("`--score` is `misp`, `opencti`, `own` or `none`, not `\(word)`")
        }
    }

    /// The rules that a node keeps.
    private static func kept(_ arguments: Arguments) throws(CommandFailure) -> OwnDecay {
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        let kept = try NodeAccess.attempt { () throws(NodeError) in
            try node.reading { connection throws(StoreError) in try SettingRows(connection).value(.decayRules) }
        }
        guard let kept, let root = (try? JSONDocument(kept))?.root, let own = OwnDecay(root) else {
            throw CommandFailure("the node keeps no rules of its own by which indicators decay")
        }
        return own
    }

    /// When each object was seen last: not where a sighting says that it was looked for and not seen.
    private static func sightings(_ objects: [JSONValue]) -> [String: Int64] {
        var seen: [String: Int64] = [:]
        for object in objects where object["type"]?.isString("sighting") ?? false {
            guard object["count"]?.integer != 0, object["revoked"]?.bool != true,
                let of = object["sighting_of_ref"]?.string,
                let text = (object["last_seen"] ?? object["first_seen"] ?? object["created"])?.string,
                let moment = PatternTimestamp(Array(text.utf8)[...])
            else { continue }
            seen[of] = max(seen[of] ?? .min, moment.microseconds)
        }
        return seen
    }

    /// The newest version of each indicator, in the order in which they come.
    private static func newest(_ objects: [JSONValue]) -> [JSONValue] {
        func modified(_ object: JSONValue) -> Int64 {
            object["modified"]?.string.flatMap { PatternTimestamp(Array($0.utf8)[...]) }?.microseconds ?? .min
        }
        var places: [String: Int] = [:]
        var found: [JSONValue] = []
        for object in objects where object["type"]?.isString("indicator") ?? false {
            let id = object["id"]?.string ?? ""
            if let place = places[id] {
                if modified(found[place]) < modified(object) { found[place] = object }
            } else {
                places[id] = found.count
                found.append(object)
            }
        }
        return found
    }
}
