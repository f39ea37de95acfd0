public import Tables

/// One inject of a list: what its row says.
///
/// A value that is more than a text (a number, a day) is kept as it is, so that a list that is written again has the
/// same.
public struct Inject: Sendable, Hashable {
    /// A value of a column that has no meaning here: kept with its name, in its order.
    public struct Own: Sendable, Hashable {
        /// The name of the column, as it is written.
        public var name: String
        /// What the cell has.
        public var value: CellValue

        /// A value of a column of one's own.
        public init(name: String, value: CellValue) { (self.name, self.value) = (name, value) }
    }

    /// What it has, by field.
    ///
    /// A field that is there and empty was asked for and has nothing; one that is not there was not asked for.
    public var values: [InjectField: CellValue]
    /// What further columns have.
    public var own: [Own]
    /// The row that it was read from, from 1; nil if it comes from elsewhere.
    public var row: Int?

    /// An inject.
    /// - Parameters:
    ///   - values: what it has, by field.
    ///   - own: what further columns have.
    ///   - row: the row that it was read from.
    public init(_ values: [InjectField: CellValue] = [:], own: [Own] = [], row: Int? = nil) {
        (self.values, self.own, self.row) = (values, own, row)
    }

    /// A field as a text, without blanks around it; empty for nothing.
    ///
    /// What is set is a text.
    public subscript(field: InjectField) -> String {
        get { Words.trimmed((values[field] ?? .empty).text) }
        set { values[field] = newValue.isEmpty ? .empty : .text(newValue) }
    }

    /// By which it is known in the list.
    public var number: String {
        get { self[.number] }
        set { self[.number] = newValue }
    }

    /// What it is called.
    public var title: String {
        get { self[.title] }
        set { self[.title] = newValue }
    }

    /// How far it is; nil where it is not said, or in words that are not known.
    public var state: InjectState? { InjectState(written: self[.state]) }

    /// When it is played, as its row says: the day and the time beside each other, where they have columns of their
    /// own.
    public var writtenTime: String {
        [self[.day], self[.time]].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The injects that it comes after, as written.
    public var dependencies: [String] { Words.list(self[.dependency]) }
}
