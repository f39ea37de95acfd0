public import Labels

/// A document that is to be written: blocks, who changed what of them, comments, and how it is marked.
public struct DocumentDraft: Sendable {
    /// A change of a side, which whoever reads the document can accept or reject.
    public struct Change: Sendable, Hashable {
        /// Whether text was put in, and not taken out.
        public var inserts: Bool
        /// The side; one of `sides`.
        public var side: String
        /// When, in UTC: `2027-03-01T09:00:00Z`.
        public var instant: String

        /// A change.
        /// - Parameters:
        ///   - inserts: whether text was put in, and not taken out.
        ///   - side: the side.
        ///   - instant: when, in UTC: `2027-03-01T09:00:00Z`.
        public init(inserts: Bool, side: String, instant: String) {
            (self.inserts, self.side, self.instant) = (inserts, side, instant)
        }
    }

    /// A piece of text.
    public struct Run: Sendable, Hashable {
        /// The letters; a line feed is the end of a line within the paragraph.
        public var text: String
        /// The change that it is part of.
        public var change: Change?
        /// How it is read, beside it.
        public var reading: String?
        /// The comments that are about it, by their names.
        public var comments: [String]

        /// A piece of text.
        /// - Parameters:
        ///   - text: the letters.
        ///   - change: the change that it is part of.
        ///   - reading: how it is read, beside it.
        ///   - comments: the comments that are about it, by their names.
        public init(_ text: String, change: Change? = nil, reading: String? = nil, comments: [String] = []) {
            (self.text, self.change, self.reading, self.comments) = (text, change, reading, comments)
        }
    }

    /// A paragraph.
    public struct Paragraph: Sendable, Hashable {
        /// What stands in it.
        public var runs: [Run]
        /// The level of a heading, from 1 to 3.
        public var heading: Int?
        /// The portion mark in front of it, such as `(TLP:GREEN)`.
        public var portionMark: String?
        /// The change that its end is part of: a paragraph that was put in or taken out as a whole.
        public var change: Change?

        /// A paragraph.
        /// - Parameters:
        ///   - runs: what stands in it.
        ///   - heading: the level of a heading, from 1 to 3.
        ///   - portionMark: the portion mark in front of it.
        ///   - change: the change that its end is part of.
        public init(_ runs: [Run], heading: Int? = nil, portionMark: String? = nil, change: Change? = nil) {
            (self.runs, self.heading, self.portionMark, self.change) = (runs, heading, portionMark, change)
        }

        /// A paragraph that shows what a side made of a text.
        /// - Parameters:
        ///   - pieces: the comparison of both texts.
        ///   - side: whose changes they are.
        ///   - instant: when, in UTC.
        public init(_ pieces: [PhraseCompare.Piece], side: String, instant: String) {
            self.init(
                pieces.map { piece in
                    let change = Change(inserts: piece.kind == .inserted, side: side, instant: instant)
                    return Run(piece.text, change: piece.kind == .keep ? nil : change)
                }
            )
        }
    }

    /// A row of a table.
    public struct Row: Sendable, Hashable {
        /// The paragraphs of each cell.
        public var cells: [[Paragraph]]
        /// The change that the row is part of.
        public var change: Change?

        /// A row.
        /// - Parameters:
        ///   - cells: the paragraphs of each cell.
        ///   - change: the change that the row is part of.
        public init(_ cells: [[Paragraph]], change: Change? = nil) { (self.cells, self.change) = (cells, change) }
    }

    /// What a document is made of.
    public enum Block: Sendable, Hashable {
        /// A paragraph.
        case paragraph(Paragraph)
        /// A table, by its rows.
        case table([Row])
    }

    /// A comment of a side.
    public struct Comment: Sendable, Hashable {
        /// What it is called in the draft.
        public var id: String
        /// The comment that it answers.
        public var parent: String?
        /// The side; one of `sides`.
        public var side: String
        /// When, in UTC.
        public var instant: String
        /// What it says.
        public var text: String
        /// Whether its thread is done.
        public var isDone: Bool

        /// A comment.
        /// - Parameters:
        ///   - id: what it is called in the draft.
        ///   - parent: the comment that it answers.
        ///   - side: the side.
        ///   - instant: when, in UTC.
        ///   - text: what it says.
        ///   - isDone: whether its thread is done.
        public init(
            id: String,
            parent: String? = nil,
            side: String,
            instant: String,
            text: String,
            isDone: Bool = false
        ) {
            (self.id, self.parent, self.side) = (id, parent, side)
            (self.instant, self.text, self.isDone) = (instant, text, isDone)
        }
    }

    /// The sides that may be named as authors: nobody else is.
    public var sides: Set<String>
    /// What the document is made of.
    public var blocks: [Block]
    /// The comments.
    public var comments: [Comment] = []
    /// The language of the text (`ja`); nil where it is not said.
    public var language: String?
    /// What stands at the head and foot of each page.
    public var banner: String?
    /// The label that is bound to the document.
    public var label: Label?

    /// A document.
    /// - Parameters:
    ///   - blocks: what it is made of.
    ///   - sides: the sides that may be named as authors.
    public init(_ blocks: [Block], sides: Set<String> = []) { (self.blocks, self.sides) = (blocks, sides) }

    /// The paragraphs of a version of a document, as they are, with nothing else that the file has.
    /// - Parameter paragraphs: the paragraphs; numbers of lists become text in front of them.
    /// - Returns: a block for each, tables among them by their rows; heads and feet of pages are left out.
    public static func blocks(_ paragraphs: [DocumentParagraph]) -> [Block] {
        var blocks: [Block] = []
        var last: DocumentParagraph.Cell?
        for paragraph in paragraphs where paragraph.place != .header && paragraph.place != .footer {
            let written = Paragraph(paragraph)
            guard let cell = paragraph.cell else {
                blocks.append(.paragraph(written))
                last = nil
                continue
            }
            if let before = last, before.table == cell.table, case .table(var rows)? = blocks.last, !rows.isEmpty {
                if before.row == cell.row, before.column == cell.column {
                    rows[rows.count - 1].cells[rows[rows.count - 1].cells.count - 1].append(written)
                } else if before.row == cell.row {
                    rows[rows.count - 1].cells.append([written])
                } else {
                    rows.append(Row([[written]]))
                }
                blocks[blocks.count - 1] = .table(rows)
            } else {
                blocks.append(.table([Row([[written]])]))
            }
            last = cell
        }
        return blocks
    }

    /// Paragraphs that show what a side made of a text of many lines.
    ///
    /// An end of a line that was put in or taken out is the end of a paragraph that was.
    /// - Parameters:
    ///   - pieces: the comparison of both texts.
    ///   - side: whose changes they are.
    ///   - instant: when, in UTC.
    /// - Returns: the paragraphs.
    public static func paragraphs(_ pieces: [PhraseCompare.Piece], side: String, instant: String) -> [Paragraph] {
        var paragraphs = [Paragraph([])]
        for piece in pieces {
            let change =
                piece.kind == .keep ? nil : Change(inserts: piece.kind == .inserted, side: side, instant: instant)
            for (number, line) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if number > 0 {
                    paragraphs[paragraphs.count - 1].change = change
                    paragraphs.append(Paragraph([]))
                }
                if !line.isEmpty {
                    paragraphs[paragraphs.count - 1].runs.append(Run(String(line), change: change))
                }
            }
        }
        return paragraphs
    }
}

extension DocumentDraft.Paragraph {
    /// A paragraph as a version has it, with its number in front.
    fileprivate init(_ paragraph: DocumentParagraph) {
        var runs: [DocumentDraft.Run] = []
        if let number = paragraph.number, !number.isTyped {
            runs.append(DocumentDraft.Run("\(number.shown)\u{3000}"))
        }
        // Readings stand where their texts do, in order.
        var rest = paragraph.text[...]
        for reading in paragraph.readings {
            guard !reading.base.isEmpty, let range = rest.firstRange(of: reading.base) else { continue }
            if range.lowerBound > rest.startIndex {
                runs.append(DocumentDraft.Run(String(rest[..<range.lowerBound])))
            }
            runs.append(DocumentDraft.Run(reading.base, reading: reading.reading))
            rest = rest[range.upperBound...]
        }
        if !rest.isEmpty { runs.append(DocumentDraft.Run(String(rest))) }
        self.init(runs, heading: paragraph.heading.map { min($0, 3) })
    }
}
