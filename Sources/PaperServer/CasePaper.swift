internal import ConsoleServer
internal import JSON
internal import Paper

/// The report on a case: acts and what happened, in order, then tasks, contacts and sightings.
struct CasePaper {
    let paper: PartnerPaper

    private var words: ConsoleWords { paper.words }

    func report(_ found: PartnerAnswer) -> PaperReport {
        let item = found.item
        let parties = (item["parties"]?.elements ?? []).map { one in
            "\(text(one, "name")): \(words("case-part", text(one, "part")))"
        }
        return paper.report(
            found,
            title: words("cases", "report-title", ["name": text(item, "name")]),
            facts: [
                (words("cases", "report-for"), found.title),
                (words("column", "state"), words("case-state", text(item, "state"))),
                (words("cases", "parties"), parties.joined(separator: "; ")),
                (words("cases", "opened"), APIService.utc(text(item, "opened"))),
                (words("property", "description"), text(item, "description")),
            ],
            columns: [
                ("cases", "when", 16), ("property", "kind", 14), ("cases", "what", 42), ("column", "party", 16),
                ("column", "marking", 12),
            ],
            rows: rows(item),
            nothing: words("cases", "no-line")
        )
    }

    private func rows(_ item: JSONTree) -> [[String]] {
        let happened =
            (item["acts"]?.elements ?? []).map { (text($0, "modified"), act($0)) }
            + (item["timeline"]?.elements ?? []).map { (text($0, "at"), line($0)) }
        let ordered = happened.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
        return ordered.map(\.element.1) + (item["to_do"]?.elements ?? []).map(task)
            + (item["contacts"]?.elements ?? []).map(contact)
            + (item["sightings"]?.elements ?? []).flatMap { thing in
                (thing["lines"]?.elements ?? []).map { sighting($0, of: thing) }
            }
    }

    private func act(_ one: JSONTree) -> [String] {
        [
            APIService.utc(text(one, "modified")), words("cases", "acts"),
            joined([words("case-verb", text(one, "verb")), text(one, "note")]), text(one, "party_name"),
            text(one, "banner"),
        ]
    }

    private func line(_ one: JSONTree) -> [String] {
        let objects = (one["objects"]?.elements ?? []).compactMap { $0["name"]?.string }
        let technique = joined([text(one, "technique"), text(one, "technique_name")], " ")
        return [
            APIService.utc(text(one, "at")), words("case-kind", text(one, "kind")),
            joined([text(one, "name"), technique, text(one, "description"), objects.joined(separator: ", ")]),
            text(one, "party_name"), text(one, "banner"),
        ]
    }

    private func task(_ one: JSONTree) -> [String] {
        [
            text(one, "due"), words("type", "entente-case-task"),
            joined([
                text(one, "name"), text(one, "description"), words("progress", text(one, "state")), text(one, "note"),
            ]),
            joined([text(one, "owner"), text(one, "owner_name")], ", "), text(one, "banner"),
        ]
    }

    private func contact(_ one: JSONTree) -> [String] {
        [
            "", words("type", "entente-case-contact"),
            joined(["name", "function", "phone", "email", "hours", "key"].map { text(one, $0) }),
            text(one, "party_name"), text(one, "banner"),
        ]
    }

    private func sighting(_ one: JSONTree, of thing: JSONTree) -> [String] {
        func number(_ name: String) -> String? {
            PartnerPaper.number(one[name]).flatMap { $0 == "0" ? nil : $0 }
        }
        let isAtLeast = one["at_least"] == .bool(true)
        let counts: [String?] = [
            number("count").map { words("sightings", isAtLeast ? "at-least" : "times", ["count": $0]) },
            number("shared").map { words("sightings", "together", ["count": $0]) },
            number("not_seen").map { words("sightings", "not-seen", ["count": $0]) },
            number("false_positives").map { words("sightings", "false-positives", ["count": $0]) },
            number("expired").map { words("sightings", "expired", ["count": $0]) },
        ]
        let banners = Set((one["sightings"]?.elements ?? []).compactMap { $0["banner"]?.string })
        return [
            text(one, "day"), words("case-kind", "sighting"),
            joined([text(thing, "name")] + counts.compactMap { $0 }), text(one, "name"),
            banners.sorted().joined(separator: ", "),
        ]
    }

    private func joined(_ texts: [String], _ separator: String = " – ") -> String {
        PartnerPaper.joined(texts, separator)
    }

    private func text(_ tree: JSONTree, _ name: String) -> String { PartnerPaper.text(tree, name) }
}
