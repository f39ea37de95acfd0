import Expressions
import IndicatorLife
import JSON
import PatternMatching
import STIXPatterns

/// `entente match`: which patterns are met by what was observed.
enum MatchVerb {
    static let verb = Verb(
        name: "match",
        summary: "hold STIX patterns against what was observed",
        synopsis: "--patterns FILE --observations FILE [--mode MODE] [--on DAY] [--limit STEPS] [--json]",
        description: """
            Patterns are the indicators of a STIX bundle (`pattern_type` stix), or one pattern a line. Observations are
            a bundle, or an object or a bundle a line: an observed-data object with the objects that it names is one
            observation, so often as it says, and so is each other object by itself. A FILE of `-` is standard input.

            A line for each hit: the pattern and the observations. A pattern that asks for one observation has a hit for
            each that meets it, another one has one. Where it took more steps than are allowed to say, that is said. A
            pattern that is wrong is named on standard error, and the others are held.

            Matching is exact, as section 9 of STIX 2.1 has it: letters keep their case, `60 SECONDS` are less than 60
            seconds, `STOP` is left out, a property that is not there meets nothing, whatever is turned around. With
            `--mode practical` what tools write is understood too, and such a hit names its rules: `quoted-number`
            (`'8443'` for a number), `network` (one against an address in it, by `=`), `element` (of a list without
            `[*]`), `spelling` (of hashes, host names, addresses, URLs and the like, by their normal forms). What is
            turned around stays exact.

            Exit status: 0 a hit, 1 none, 2 could not be done, or nothing could be decided.
            """,
        options: [
            .value("patterns", "FILE", "the patterns"), .value("observations", "FILE", "what was observed"),
            .value("mode", "MODE", "`exact`, or `practical`"),
            .value(
                "on",
                "DAY",
                "only indicators that are live at the begin of a day, such as `2026-11-30`, or at a moment"
            ),
            .value("limit", "STEPS", "how much work one pattern may take (1000000)"),
            .flag("json", "print hits as json lines"),
        ],
        examples: [
            "entente match --patterns indicators.json --observations observed.ndjson --on 2026-11-30 --json",
            "echo \"[file:name = 'a']\" | entente match --patterns - --observations observed.json",
        ],
        run: run
    )

    /// A pattern with its name.
    private struct Named {
        let name: String
        let text: String
    }

    private static let largest = 1 << 30

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.isEmpty, let patterns = arguments.value("patterns"),
            let observations = arguments.value("observations")
        else { throw CommandFailure("`--patterns FILE` and `--observations FILE` are needed") }
        guard patterns != "-" || observations != "-" else {
            throw CommandFailure("only one of both can be standard input")
        }
        let limit = try arguments.value("limit").map { text throws(CommandFailure) in
            guard let steps = Int(text), steps > 0 else { throw CommandFailure("`--limit` needs a number above 0") }
            return steps
        }
        let isJSON = arguments.has("json")
        let word = arguments.value("mode") ?? PatternMode.exact.rawValue
        guard let mode = PatternMode(rawValue: word) else {
            throw CommandFailure("`--mode` is `exact` or `practical`, not `\(word)`")
        }
        var (set, names) = (PatternSet(PCRE(), mode: mode), [String]())
        for one in try named(in: patterns, on: try moment(arguments)) {
            do throws(PatternFault) {
                try set.add(one.text)
                names.append(one.name)
            } catch {
                Output.error("\(one.name): \(error)\n")
            }
        }
        guard !names.isEmpty else {
            throw CommandFailure("\(patterns): there is no pattern to hold against anything")
        }
        let seen = ObservationReader.observations(
            try ObjectLines.objects(in: observations, limit: largest)
        )
        let hits = set.hits(in: seen, limit: limit ?? 1_000_000).hits
        for hit in hits { show(hit, names, seen, isJSON) }
        if hits.contains(where: { !$0.isUndecided }) { return .yes }
        return hits.isEmpty ? .no : .failed
    }

    private static func show(
        _ hit: PatternSet.Hit,
        _ names: [String],
        _ seen: [Observation],
        _ isJSON: Bool
    ) {
        let (name, met) = (names[hit.pattern], hit.observations.map { seen[$0].id })
        let rule = hit.rules.isEmpty ? "exact" : hit.rules.map(\.rawValue).joined(separator: "+")
        guard isJSON else {
            let rules = hit.rules.isEmpty ? "" : " (\(rule))"
            Output.print(
                hit.isUndecided ? "\(name) not decided\n" : "\(name) \(met.joined(separator: " "))\(rules)\n"
            )
            return
        }
        let told = JSONTree.members([
            "pattern": .string(name), "observations": .strings(met),
            "rule": .string(hit.isUndecided ? "not-decided" : rule),
        ])
        Output.write(told.bytes() + Array("\n".utf8))
    }

    private static func moment(_ arguments: Arguments) throws(CommandFailure) -> PatternTimestamp? {
        guard let text = arguments.value("on") else { return nil }
        let whole = text.utf8.count == 10 ? text + "T00:00:00Z" : text
        guard let moment = PatternTimestamp(Array(whole.utf8)[...]) else {
            throw CommandFailure("`--on` needs a day such as `2026-11-30`, not `\(text)`")
        }
        return moment
    }

    private static func named(in file: String, on moment: PatternTimestamp?) throws(CommandFailure) -> [Named] {
        let bytes = try Input(path: file).all(limit: largest)
        guard bytes.first(where: { !" \n\r\t".utf8.contains($0) }) == UInt8(ascii: "{") else {
            let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) {
                $0.isNewline
            }
            return lines.enumerated().filter { $0.element.contains { !$0.isWhitespace } }
                .map { Named(name: "line \($0.offset + 1)", text: String($0.element)) }
        }
        return try ObjectLines.objects(of: bytes, file).filter { object in
            (object["type"]?.isString("indicator") ?? false) && (object["pattern_type"]?.isString("stix") ?? true)
                && moment.map { IndicatorLife.Span(object).isLive(at: $0.microseconds) } ?? true
        }.compactMap { object in
            object["pattern"]?.string.map { Named(name: object["id"]?.string ?? "", text: $0) }
        }
    }
}
