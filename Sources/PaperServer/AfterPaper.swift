internal import Configuration
internal import ConsoleServer
internal import JSON
internal import Paper

/// The after-action report of an exercise, in one language: objectives with what was met, what was expected, what was
/// done at sea, then observations with how far they have come.
struct AfterPaper {
    private let words: ConsoleWords
    private let now: Int64

    init(_ words: ConsoleWords, on now: Int64) { (self.words, self.now) = (words, now) }

    func report(_ found: PartnerAnswer, node: String, language: String, maker: String) -> PaperReport {
        let made = Moment.text(now)
        let item = found.item
        let lessons = item["lessons"]
        return PaperReport(
            title: words("after", "title", ["name": text(item, "name")]),
            language: language,
            marking: found.marking.isEmpty ? words("marking", "none") : found.marking,
            maker: maker,
            made: made,
            foot: words("print", "by", ["name": maker, "node": node, "when": APIService.utc(made)]),
            facts: [
                (words("after", "for"), found.title),
                (words("column", "state"), words("exercise-state", text(item, "state"))),
                (words("after", "results"), tally(item["results"])),
                (
                    words("after", "lessons"),
                    joined(
                        ["observations", "identified", "tasked", "learned"].map { name in
                            "\(words("after", name)): \(number(lessons?[name]))"
                        },
                        "; "
                    )
                ),
                (words("report", "maker"), maker), (words("report", "made"), APIService.utc(made)),
            ].filter { !$0.1.isEmpty },
            columns: [
                PaperReport.Column(words("property", "kind"), share: 16),
                PaperReport.Column(words("after", "what"), share: 40),
                PaperReport.Column(words("column", "state"), share: 20),
                PaperReport.Column(words("column", "party"), share: 12),
                PaperReport.Column(words("column", "marking"), share: 12),
            ],
            rows: rows(item),
            words: PaperReport.Words(page: words("print", "page"), nothing: words("after", "nothing"))
        )
    }

    private func rows(_ item: JSONTree) -> [[String]] {
        (item["objectives"]?.elements ?? []).map(objective) + (item["judged"]?.elements ?? []).map(judged)
            + (item["evidence"]?["serials"]?.elements ?? []).map(serial)
            + (item["observations"]?.elements ?? []).map(observation)
    }

    private func objective(_ one: JSONTree) -> [String] {
        [
            words("type", "entente-exercise-objective"),
            joined([joined([text(one, "number"), text(one, "name")], " "), text(one, "measured_by")]),
            tally(one["results"]), "", text(one, "banner"),
        ]
    }

    private func judged(_ one: JSONTree) -> [String] {
        [
            words("type", "entente-exercise-result"), joined([text(one, "name"), text(one, "note")]),
            words("verdict", text(one, "verdict")), text(one, "party_name"), text(one, "banner"),
        ]
    }

    private func serial(_ one: JSONTree) -> [String] {
        let units = (one["units"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
        let times = joined([APIService.utc(text(one, "began")), APIService.utc(text(one, "ended"))])
        return [
            words("type", "entente-exercise-serial"),
            joined([joined([text(one, "number"), text(one, "name")], " "), units, text(one, "weather")]),
            joined([words("after", "done"), times], ", "), "", text(one, "banner"),
        ]
    }

    private func observation(_ one: JSONTree) -> [String] {
        let task = joined([text(one, "action_body"), text(one, "action_party_name"), text(one, "due")], ", ")
        return [
            words("type", "entente-exercise-observation"),
            joined(
                ["name", "body", "discussion", "conclusion", "recommendation", "lesson", "remedy"].map {
                    text(one, $0)
                }
            ),
            joined([words("lesson-state", text(one, "state")), task]), text(one, "party_name"), text(one, "banner"),
        ]
    }

    private func tally(_ tree: JSONTree?) -> String {
        guard let tree else { return "" }
        return joined(
            [("met", "met"), ("partly", "partly"), ("not_met", "not-met"), ("open", "open")].map { name, word in
                "\(words("verdict", word)): \(number(tree[name]))"
            },
            "; "
        )
    }

    private func number(_ tree: JSONTree?) -> String {
        guard case .number(let text)? = tree else { return "0" }
        return text
    }

    private func joined(_ texts: [String], _ separator: String = " – ") -> String {
        texts.filter { !$0.isEmpty }.joined(separator: separator)
    }

    private func text(_ tree: JSONTree, _ name: String) -> String { tree[name]?.string ?? "" }
}
