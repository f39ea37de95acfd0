/// A report as people read it: on sheets that bear its marking, or as a table for a spreadsheet.
public struct PaperReport: Sendable {
    /// A column of the table.
    public struct Column: Sendable {
        /// What stands above it.
        public let title: String
        /// Its part of the width of a sheet, in percent; nil for a column that only a spreadsheet has.
        public let share: Int?

        /// A column.
        /// - Parameters:
        ///   - title: what stands above it.
        ///   - share: its part of the width of a sheet, in percent; nil for a column that only a spreadsheet has.
        public init(_ title: String, share: Int?) { (self.title, self.share) = (title, share) }
    }

    /// What stands above and below each sheet beside the table, all in the reader's language.
    public struct Words: Sendable {
        /// `Page {page} of {pages}`.
        public let page: String
        /// What stands in place of the table where nothing fits.
        public let nothing: String

        /// Words.
        /// - Parameters:
        ///   - page: `Page {page} of {pages}`.
        ///   - nothing: what stands in place of the table where nothing fits.
        public init(page: String, nothing: String) { (self.page, self.nothing) = (page, nothing) }
    }

    /// What it is called.
    public let title: String
    /// The language of its words (RFC 5646).
    public let language: String
    /// The marking of all that stands on it.
    public let marking: String
    /// Who made it.
    public let maker: String
    /// When it was made: a timestamp (RFC 3339).
    public let made: String
    /// Below each sheet, before its number: who made it, where and when.
    public let foot: String
    /// What was asked for, what was counted, which file it is of: names and values.
    public let facts: [(name: String, value: String)]
    /// The columns.
    public let columns: [Column]
    /// The rows, each with a text for every column.
    public let rows: [[String]]
    /// What else is said on it.
    public let words: Words

    /// A report.
    /// - Parameters:
    ///   - title: what it is called.
    ///   - language: the language of its words (RFC 5646).
    ///   - marking: the marking of all that stands on it.
    ///   - maker: who made it.
    ///   - made: when: a timestamp (RFC 3339).
    ///   - foot: what stands below each sheet, before its number.
    ///   - facts: what was asked for and counted.
    ///   - columns: the columns.
    ///   - rows: the rows, each with a text for every column.
    ///   - words: what else is said on it.
    public init(
        title: String,
        language: String,
        marking: String,
        maker: String,
        made: String,
        foot: String,
        facts: [(name: String, value: String)],
        columns: [Column],
        rows: [[String]],
        words: Words
    ) {
        (self.title, self.language, self.marking) = (title, language, marking)
        (self.maker, self.made, self.foot) = (maker, made, foot)
        (self.facts, self.columns, self.rows, self.words) = (facts, columns, rows, words)
    }
}
