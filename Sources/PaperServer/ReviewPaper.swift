internal import Configuration
internal import ConsoleServer
internal import Desk
internal import JSON
internal import Paper
internal import Work

/// The register of commitments as a report, in one language.
///
/// It says what there is and since when there is nothing; that a promise was broken it says of none.
struct ReviewPaper {
    /// So many pieces of evidence of one commitment are named.
    private static let named = 5

    private let words: ConsoleWords
    private let now: Int64

    init(_ words: ConsoleWords, on now: Int64) { (self.words, self.now) = (words, now) }

    func report(_ register: LeavingRegister, area: String?, node: String, language: String, maker: String)
        -> PaperReport
    {
        let made = Moment.text(now)
        let year = made.prefix(4)
        let withEvidence = register.items.count { item in
            item["events"]?.elements?.contains { $0["occurred_from"]?.string?.hasPrefix(year) ?? false } ?? false
        }
        let due = register.items.count { $0["state"]?.string == "due" }
        var facts = area.map { [(name: words("commitments", "review-scope"), value: words("area", $0))] } ?? []
        facts += [
            (words("commitments", "review-count"), String(register.items.count)),
            (words("commitments", "review-with", ["year": String(year)]), String(withEvidence)),
            (words("commitments", "review-due"), String(due)), (words("report", "maker"), maker),
            (words("report", "made"), APIService.utc(made)),
        ]
        return PaperReport(
            title: words("commitments", "review-title", ["node": node]),
            language: language,
            marking: register.marking.isEmpty ? words("marking", "none") : register.marking,
            maker: maker,
            made: made,
            foot: words("print", "by", ["name": maker, "node": node, "when": APIService.utc(made)]),
            facts: facts,
            columns: columns,
            rows: ordered(register.items).map(row),
            words: PaperReport.Words(page: words("print", "page"), nothing: words("commitments", "nothing"))
        )
    }

    private var columns: [PaperReport.Column] {
        let columns: [(group: String, name: String, share: Int)] = [
            ("property", "area", 9), ("property", "clause", 7), ("commitments", "what", 17),
            ("property", "responsible", 13), ("property", "cadence", 6), ("commitments", "next", 8),
            ("column", "state", 10), ("property", "evidence", 12), ("commitments", "review-views", 10),
            ("column", "marking", 8),
        ]
        return columns.map { PaperReport.Column(words($0.group, $0.name), share: $0.share) }
    }

    /// By area, then as the instruments number them.
    private func ordered(_ items: [JSONTree]) -> [JSONTree] {
        func key(_ item: JSONTree) -> (String, String, String) {
            (words("area", text(item, "area")), text(item, "clause"), text(item, "id"))
        }
        return items.sorted { key($0) < key($1) }
    }

    private func row(_ item: JSONTree) -> [String] {
        let views = item["views"]?.elements ?? []
        let responsible =
            [text(item, "responsible")]
            + views.compactMap { view in view["responsible"]?.string.map { "\(party(view)): \($0)" } }
        let due = item["missed"]?.string ?? item["next"]?.string ?? ""
        return [
            words("area", text(item, "area")), text(item, "clause"), text(item, "name"),
            responsible.filter { !$0.isEmpty }.joined(separator: "; "), period(text(item, "cadence")), due,
            state(item),
            evidence(item),
            views.map { view in
                "\(party(view)): \(words("progress", text(view, "state")))"
                    + (view["as_of"]?.string.map { " (\($0))" } ?? "")
            }.joined(separator: "; "), text(item, "banner"),
        ]
    }

    private func party(_ view: JSONTree) -> String {
        view["own"] == .bool(true)
            ? words("commitments", "review-us") : view["name"]?.string ?? words("talks", "other")
    }

    private func state(_ item: JSONTree) -> String {
        let last = item["events"]?.elements?.first?["occurred_from"]?.string.map { String($0.prefix(10)) }
        guard item["state"]?.string != "evidence" else {
            return last.map { words("commitments", "kept", ["date": $0]) } ?? words("commitments", "is-evidence")
        }
        let since = last.map { words("commitments", "since", ["date": $0]) } ?? words("commitments", "none")
        guard let missed = item["missed"]?.string else { return since }
        return words("commitments", "due", ["date": missed]) + " · " + since
    }

    private func evidence(_ item: JSONTree) -> String {
        let events = item["events"]?.elements ?? []
        let named = events.prefix(Self.named).map { event in
            text(event, "name") + (event["occurred_from"]?.string.map { " (\($0.prefix(10)))" } ?? "")
        }
        let more = events.count - named.count
        return named.joined(separator: "; ") + (more > 0 ? " + \(more)" : "")
    }

    /// A period as people say it.
    private func period(_ text: String) -> String {
        guard let period = CalendarPeriod(text) else { return text }
        let parts = [
            ("year", period.months / 12), ("month", period.months % 12), ("week", period.days / 7),
            ("day", period.days % 7),
        ]
        return parts.filter { $0.1 > 0 }.map { unit, count in
            words("period", count == 1 ? unit : "\(unit)s", ["count": String(count)])
        }.joined(separator: " ")
    }

    private func text(_ tree: JSONTree, _ name: String) -> String { tree[name]?.string ?? "" }
}
