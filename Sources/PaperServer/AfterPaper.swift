internal import ConsoleServer
internal import JSON
internal import Paper

/// The after-action report of an exercise: objectives with what was met, what was expected, what was done at sea, then
/// observations with how far they have come.
struct AfterPaper {
    let paper: PartnerPaper

    private var words: ConsoleWords { paper.words }

    func report(_ found: PartnerAnswer) -> PaperReport {
        let item = found.item
        let lessons = ["observations", "identified", "tasked", "learned"].map { name in
            "\(words("after", name)): \(PartnerPaper.number(item["lessons"]?[name]) ?? "0")"
        }
        return paper.report(
            found,
            title: words("after", "title", ["name": text(item, "name")]),
            facts: [
                (words("after", "for"), found.title),
                (words("column", "state"), words("exercise-state", text(item, "state"))),
                (words("after", "results"), tally(item["results"])),
                (words("after", "lessons"), joined(lessons, "; ")),
            ],
            columns: [
                ("property", "kind", 16), ("after", "what", 40), ("column", "state", 20), ("column", "party", 12),
                ("column", "marking", 12),
            ],
            rows: rows(item),
            nothing: words("after", "nothing")
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
        let said = ["name", "body", "discussion", "conclusion", "recommendation", "lesson", "remedy"]
        return [
            words("type", "entente-exercise-observation"), joined(said.map { text(one, $0) }),
            joined([words("lesson-state", text(one, "state")), task]), text(one, "party_name"), text(one, "banner"),
        ]
    }

    private func tally(_ tree: JSONTree?) -> String {
        guard let tree else { return "" }
        let verdicts = [("met", "met"), ("partly", "partly"), ("not_met", "not-met"), ("open", "open")]
        return joined(
            verdicts.map { name, word in "\(words("verdict", word)): \(PartnerPaper.number(tree[name]) ?? "0")" },
            "; "
        )
    }

    private func joined(_ texts: [String], _ separator: String = " – ") -> String {
        PartnerPaper.joined(texts, separator)
    }

    private func text(_ tree: JSONTree, _ name: String) -> String { PartnerPaper.text(tree, name) }
}
