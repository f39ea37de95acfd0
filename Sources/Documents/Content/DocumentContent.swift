/// A document with all that it holds: what is there in one view and what is there in another.
///
/// It is a list of events: texts, ends of paragraphs, beginnings and ends of tables, rows and cells. Each has the
/// changes that it is part of, the outermost first; a view is what is left of the events (`ContentView`).
struct DocumentContent: Sendable {
    /// A piece of text.
    struct Run: Sendable {
        var text: String
        /// The places of the changes that it is part of.
        var changes: [Int] = []
        /// How it is read, beside it (`w:ruby`).
        var reading: String?
        /// Whether it is not shown or printed.
        var isHidden = false
    }

    /// The end of a paragraph, with what holds for the paragraph.
    struct Mark: Sendable {
        var changes: [Int] = []
        var style = ""
        /// The list that it is numbered by, and the level from 0.
        var numbering: NumberingLists.Place?
        /// What it was numbered by before a change.
        var before: Before?
        /// The level of a heading, from 1.
        var heading: Int?

        struct Before: Sendable {
            var change: Int
            var numbering: NumberingLists.Place?
        }
    }

    enum Event: Sendable {
        case run(Run)
        case mark(Mark)
        case tableStart
        case tableEnd
        case rowStart([Int])
        case rowEnd
        case cellStart([Int])
        case cellEnd
        /// A note stands here: its own events follow the text.
        case note(String, [Int])
        /// A part of the document beside its body begins.
        case place(DocumentParagraph.Place, note: String?)
    }

    var events: [Event] = []
    var changes: [DocumentChange] = []
    var comments: [DocumentComment] = []
    var lists = NumberingLists()
    /// Instructions of fields, as they stand.
    var fields: [String] = []
}

/// A paragraph as one view has it.
public struct DocumentParagraph: Sendable, Hashable {
    /// Where a paragraph stands.
    public enum Place: String, Sendable, CaseIterable {
        /// In the text itself.
        case body
        /// In a box beside the text.
        case box
        /// In a note at the foot of a page.
        case footnote
        /// In a note at the end.
        case endnote
        /// At the head of a page.
        case header
        /// At the foot of a page.
        case footer
    }

    /// A reading beside a text.
    public struct Reading: Sendable, Hashable {
        /// The text.
        public let base: String
        /// How it is read.
        public let reading: String
    }

    /// A piece of a paragraph with the change that it is part of.
    public struct Piece: Sendable, Hashable {
        /// What was done; nil where nothing was.
        public let kind: DocumentChange.Kind?
        /// Whose change it is; nil where it is none.
        public let side: String?
        /// The text.
        public let text: String
    }

    /// A cell of a table, each from 1.
    public struct Cell: Sendable, Hashable {
        /// The table of the document; one inside another comes behind it.
        public let table: Int
        /// The row of the table.
        public let row: Int
        /// The cell of the row.
        public let column: Int
    }

    /// Its place among the paragraphs of the view, from 1.
    public internal(set) var index: Int
    /// Where it stands.
    public let place: Place
    /// The cell it stands in; the innermost of several.
    public let cell: Cell?
    /// The style, as the file calls it; empty where it names none.
    public let style: String
    /// The level of a heading, from 1; nil where it is none.
    public let heading: Int?
    /// The number that is shown in front of it; nil where there is none.
    public internal(set) var number: ShownNumber?
    /// The text, without the number.
    public let text: String
    /// What stands beside the text to say how it is read.
    public let readings: [Reading]
    /// The text in pieces, by their changes.
    public let pieces: [Piece]
}
