internal import Configuration
internal import ConsoleServer
internal import JSON
internal import Paper

/// What the reports for one partner have in common: their frame in one language, and how texts are put together.
struct PartnerPaper {
    let words: ConsoleWords
    /// When it is made, in microseconds since 1970.
    let now: Int64
    /// What the node is called, and who has it made.
    let node: String
    let maker: String
    let language: String

    /// A report of what a partner has.
    /// - Parameters:
    ///   - found: what the partner has.
    ///   - title: its title.
    ///   - facts: what stands above the table, by name; what is empty is left out.
    ///   - columns: group and name of the word for each column, and its share of the width.
    ///   - rows: the table.
    ///   - nothing: what stands there where it has no row.
    /// - Returns: the report, with who made it, when, and the marking of what stands in it.
    func report(
        _ found: PartnerAnswer,
        title: String,
        facts: [(String, String)],
        columns: [(group: String, name: String, share: Int)],
        rows: [[String]],
        nothing: String
    ) -> PaperReport {
        let made = Moment.text(now)
        let frame = [(words("report", "maker"), maker), (words("report", "made"), APIService.utc(made))]
        return PaperReport(
            title: title,
            language: language,
            marking: found.marking.isEmpty ? words("marking", "none") : found.marking,
            maker: maker,
            made: made,
            foot: words("print", "by", ["name": maker, "node": node, "when": APIService.utc(made)]),
            facts: (facts + frame).filter { !$0.1.isEmpty },
            columns: columns.map { PaperReport.Column(words($0.group, $0.name), share: $0.share) },
            rows: rows,
            words: PaperReport.Words(page: words("print", "page"), nothing: nothing)
        )
    }

    /// Texts of which empty ones are left out.
    static func joined(_ texts: [String], _ separator: String = " – ") -> String {
        texts.filter { !$0.isEmpty }.joined(separator: separator)
    }

    /// A text of an answer; empty where there is none.
    static func text(_ tree: JSONTree, _ name: String) -> String { tree[name]?.string ?? "" }

    /// A number of an answer as it is written; nil where there is none.
    static func number(_ tree: JSONTree?) -> String? {
        guard case .number(let text)? = tree else { return nil }
        return text
    }
}
