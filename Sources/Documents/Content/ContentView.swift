/// Which version of a document is read.
public enum DocumentView: Sendable, Hashable {
    /// With every change accepted.
    case accepted
    /// With every change rejected.
    case rejected
    /// With everything that stands in the file, deleted or not.
    case shown
    /// With the changes of one side accepted and all others rejected.
    case side(String)
}

/// Walks the events of a document and keeps what one view has.
///
/// 1. A text is there if none of its changes takes it away.
/// 2. The end of a paragraph that is not there makes one paragraph of two, and what holds for the second holds for
///    both: its end is the one that is left (ECMA-376-1, 17.13.5.15 and 17.13.5.20).
/// 3. A row, a cell: as a text. A table without rows is not there.
struct ContentView {
    private let content: DocumentContent
    /// For each change whether what it inserts, or deletes, is gone.
    private let hides: [Bool]
    private let view: DocumentView
    private var paragraphs: [DocumentParagraph] = []
    private var runs: [DocumentContent.Run] = []
    private var lastMark: DocumentContent.Mark?
    private var place = DocumentParagraph.Place.body
    private var cells: [CellPlace] = []
    private var tables = 0
    private var counters: NumberingCounters
    private var provisions = ProvisionNumbers()
    private var skipped = 0
    private var notes: Set<String> = []

    private struct CellPlace {
        var table: Int
        var row = 0
        var column = 0
        var isEmpty = true
        /// Whether its row has been counted.
        var rowHasCells = false
    }

    /// The paragraphs of a view.
    static func paragraphs(of content: DocumentContent, _ view: DocumentView) -> [DocumentParagraph] {
        var walk = ContentView(content, view)
        for event in content.events { walk.take(event) }
        walk.finish(isEnd: true)
        return walk.paragraphs
    }

    private init(_ content: DocumentContent, _ view: DocumentView) {
        self.content = content
        self.view = view
        hides = content.changes.map { Self.hides($0, view) }
        counters = NumberingCounters(content.lists)
    }

    /// Whether what a change is about is gone in a view.
    private static func hides(_ change: DocumentChange, _ view: DocumentView) -> Bool {
        guard view != .shown else { return false }
        return isAccepted(change, view) ? change.kind.deletes : change.kind.inserts
    }

    private static func isAccepted(_ change: DocumentChange, _ view: DocumentView) -> Bool {
        switch view {
        case .accepted, .shown: true
        case .rejected: false
        case .side(let name): change.side == name
        }
    }

    private func isThere(_ changes: [Int]) -> Bool { !changes.contains { hides[$0] } }

    private mutating func take(_ event: DocumentContent.Event) {
        if skipped > 0 {
            switch event {
            case .rowStart, .cellStart: skipped += 1
            case .rowEnd, .cellEnd: skipped -= 1
            // What was left out was a note, and the next begins.
            case .place: skipped = 0
            default: break
            }
            guard case .place = event else { return }
        }
        switch event {
        case .run(let run): if isThere(run.changes) { runs.append(run) }
        case .mark(let mark): take(mark)
        case .note(let note, let changes): if isThere(changes) { notes.insert(note) }
        case .place(let place, let note):
            finish(isEnd: true)
            self.place = place
            // A note that nothing refers to any more is not there.
            if let note, !notes.contains(note) { skipped = 1 }
        case .tableStart:
            finish(isEnd: false)
            tables += 1
            cells.append(CellPlace(table: tables))
        case .tableEnd: _ = cells.popLast()
        case .rowStart(let changes):
            guard isThere(changes) else {
                skipped = 1
                return
            }
            withCell { $0.rowHasCells = false }
        case .rowEnd: break
        case .cellStart(let changes):
            guard isThere(changes) else {
                skipped = 1
                return
            }
            withCell { cell in
                if !cell.rowHasCells { (cell.row, cell.column, cell.rowHasCells) = (cell.row + 1, 0, true) }
                cell.column += 1
                cell.isEmpty = true
            }
        case .cellEnd: finish(isEnd: true)
        }
    }

    private mutating func withCell(_ body: (inout CellPlace) -> Void) {
        guard let last = cells.indices.last else { return }
        body(&cells[last])
    }

    private mutating func take(_ mark: DocumentContent.Mark) {
        lastMark = mark
        guard isThere(mark.changes) else { return }
        add(mark)
    }

    /// Ends a paragraph whose own end is not there, where nothing follows that it could be one with.
    private mutating func finish(isEnd: Bool) {
        defer {
            runs = []
            lastMark = nil
        }
        let isFirstOfCell = isEnd && cells.last?.isEmpty == true
        guard let mark = lastMark, runs.contains(where: { !$0.text.isEmpty }) || isFirstOfCell else { return }
        var rest = mark
        // Of an empty paragraph that a cell has to have only the place is left.
        if runs.isEmpty { rest.numbering = nil }
        add(rest)
    }

    private mutating func add(_ mark: DocumentContent.Mark) {
        defer {
            runs = []
            lastMark = nil
        }
        withCell { $0.isEmpty = false }
        let numbering = mark.before.map { isBefore($0.change) ? $0.numbering : mark.numbering } ?? mark.numbering
        let text = runs.map(\.text).joined()
        var paragraph = DocumentParagraph(
            index: paragraphs.count + 1,
            place: place,
            cell: cells.last.map { DocumentParagraph.Cell(table: $0.table, row: $0.row, column: $0.column) },
            style: mark.style,
            heading: mark.heading,
            number: nil,
            text: text,
            readings: runs.compactMap { run in
                run.reading.map { DocumentParagraph.Reading(base: run.text, reading: $0) }
            },
            pieces: pieces()
        )
        if let numbering, let number = counters.next(numbering) {
            paragraph.number = provisions.identified(number, level: numbering.level)
        } else if place == .body {
            paragraph.number = provisions.typed(text)
        }
        paragraphs.append(paragraph)
    }

    /// Whether a change of how something looks is not made in this view.
    private func isBefore(_ change: Int) -> Bool { !Self.isAccepted(content.changes[change], view) }

    private func pieces() -> [DocumentParagraph.Piece] {
        var pieces: [DocumentParagraph.Piece] = []
        for run in runs where !run.text.isEmpty {
            let change = run.changes.last.map { content.changes[$0] }
            if let last = pieces.last, last.kind == change?.kind, last.side == change?.side {
                pieces[pieces.count - 1] = DocumentParagraph.Piece(
                    kind: last.kind,
                    side: last.side,
                    text: last.text + run.text
                )
            } else {
                pieces.append(DocumentParagraph.Piece(kind: change?.kind, side: change?.side, text: run.text))
            }
        }
        return pieces
    }
}
