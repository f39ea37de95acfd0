internal import Configuration
internal import ConsoleServer
internal import JSON
internal import Paper

/// The report on a case, in one language: acts and what happened, in order, then tasks, contacts and sightings.
struct CasePaper {
    private let words: ConsoleWords
    private let now: Int64

    init(_ words: ConsoleWords, on now: Int64) { (self.words, self.now) = (words, now) }

    func report(_ found: PartnerAnswer, node: String, language: String, maker: String) -> PaperReport {
        let made = Moment.text(now)
        let item = found.item
        let parties = (item["parties"]?.elements ?? []).map { one in
            "\(text(one, "name")): \(words("case-part", text(one, "part")))"
        }
        return PaperReport(
            title: words("cases", "report-title", ["name": text(item, "name")]),
            language: language,
            marking: found.marking.isEmpty ? words("marking", "none") : found.marking,
            maker: maker,
            made: made,
            foot: words("print", "by", ["name": maker, "node": node, "when": APIService.utc(made)]),
            facts: [
                (words("cases", "report-for"), found.title),
                (words("column", "state"), words("case-state", text(item, "state"))),
                (words("cases", "parties"), parties.joined(separator: "; ")),
                (words("cases", "opened"), APIService.utc(text(item, "opened"))),
                (words("property", "description"), text(item, "description")),
                (words("report", "maker"), maker), (words("report", "made"), APIService.utc(made)),
            ].filter { !$0.1.isEmpty },
            columns: [
                PaperReport.Column(words("cases", "when"), share: 16),
                PaperReport.Column(words("property", "kind"), share: 14),
                PaperReport.Column(words("cases", "what"), share: 42),
                PaperReport.Column(words("column", "party"), share: 16),
                PaperReport.Column(words("column", "marking"), share: 12),
            ],
            rows: rows(item),
            words: PaperReport.Words(page: words("print", "page"), nothing: words("cases", "no-line"))
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
            guard case .number(let text)? = one[name], text != "0" else { return nil }
            return text
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
        texts.filter { !$0.isEmpty }.joined(separator: separator)
    }

    private func text(_ tree: JSONTree, _ name: String) -> String { tree[name]?.string ?? "" }
}
