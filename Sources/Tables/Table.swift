/// A table of cells: a sheet of a workbook, or a file of separated values.
public struct Table: Sendable, Hashable {
    /// A row that has something.
    public struct Row: Sendable, Hashable {
        /// Its number, from 1.
        public var number: Int
        /// Its cells, from the first column to the last one that has something.
        public var cells: [CellValue]
        /// Whether it is hidden.
        public var isHidden: Bool

        /// A row.
        public init(number: Int, cells: [CellValue], isHidden: Bool = false) {
            (self.number, self.cells, self.isHidden) = (number, cells, isHidden)
        }

        /// The cell of a column, from 0; nothing behind the last one.
        public subscript(column: Int) -> CellValue { cells.indices.contains(column) ? cells[column] : .empty }
    }

    /// What the sheet is called; empty for a file of separated values.
    public var name: String
    /// The rows that have something, in their order.
    public var rows: [Row]
    /// Cells that are one: the first has the value.
    public var merged: [CellRange] = []
    /// The columns that are hidden, from 0.
    public var hiddenColumns: [Range<Int>] = []
    /// Whether the sheet is hidden.
    public var isHidden = false
    /// What stands at the head of each page in the middle; nil for nothing.
    public var pageHead: String?
    /// What stands at the foot of each page in the middle; nil for nothing.
    public var pageFoot: String?
    /// What separates the values of a file of them.
    public var separator: Separator?
    /// What is to be said of it: what was found and taken in its own way.
    public var notes: [TableNote] = []

    /// What separates values.
    public enum Separator: String, Sendable, CaseIterable {
        /// A comma (RFC 4180).
        case comma = ","
        /// A semicolon, where the comma is in numbers.
        case semicolon = ";"
        /// A tab.
        case tab = "\t"
    }

    /// A table.
    /// - Parameters:
    ///   - name: what it is called.
    ///   - rows: its rows, in their order.
    public init(name: String = "", rows: [Row] = []) { (self.name, self.rows) = (name, rows) }

    /// How many columns it has.
    public var width: Int { rows.map(\.cells.count).max() ?? 0 }

    /// The rectangle of cells that a cell is one with; nil for none.
    public func merged(at place: CellPlace) -> CellRange? { merged.first { $0.contains(place) } }
}

/// What is to be said of a table, with its place.
public struct TableNote: Sendable, Hashable {
    /// What is said.
    public enum Code: String, Sendable, CaseIterable {
        /// The cell has a formula: what it came to is taken.
        case formula
        /// The cells are one: the first has the value.
        case merged
        /// Rows are hidden; they are read as others.
        case hiddenRows = "hidden-rows"
        /// Columns are hidden; they are read as others.
        case hiddenColumns = "hidden-columns"
        /// The sheet is hidden; it is read as others.
        case hiddenSheet = "hidden-sheet"
        /// A sheet of the workbook has no cells: it is a chart or a dialog.
        case noCells = "no-cells"
        /// The cell has what could not be computed.
        case error
        /// The cell has 29 February 1900, a day that never was.
        case falseDay = "false-day"
        /// The cell has a number that is shown as a day, and is none.
        case noDay = "no-day"
        /// What separates the values was found out from the file.
        case separator
    }

    /// What is said.
    public let code: Code
    /// The cell or cells, the sheet, or the rows; empty for the whole.
    public let place: String
    /// How many there are, of which `place` is the first.
    public let count: Int

    /// A note.
    public init(_ code: Code, _ place: String, count: Int = 1) {
        (self.code, self.place, self.count) = (code, place, count)
    }
}
