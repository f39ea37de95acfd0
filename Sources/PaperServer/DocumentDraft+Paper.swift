internal import Documents
internal import Paper

extension DocumentDraft {
    /// A report as a Word document: its title, its facts, its table, and its marking at the head and foot of each page.
    init(_ paper: PaperReport) {
        func cell(_ text: String) -> [Paragraph] { [Paragraph([Run(text)])] }
        var blocks: [Block] = [
            .paragraph(Paragraph([Run(paper.title)], heading: 1)),
            .table(paper.facts.map { Row([cell($0.name), cell($0.value)]) }),
        ]
        let shown = paper.columns.indices.filter { paper.columns[$0].share != nil }
        let head = Row(shown.map { cell(paper.columns[$0].title) })
        blocks.append(
            paper.rows.isEmpty
                ? .paragraph(Paragraph([Run(paper.words.nothing)]))
                : .table([head] + paper.rows.map { row in Row(shown.map { cell(row[$0]) }) })
        )
        blocks.append(.paragraph(Paragraph([Run(paper.foot)])))
        self.init(blocks)
        (language, banner) = (paper.language, paper.marking)
    }
}
