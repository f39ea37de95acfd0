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
}
