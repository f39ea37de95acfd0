/// What is read at most of tables of others.
public enum TableLimits {
    /// Bytes of a file.
    public static let bytes = 64 << 20
    /// Rows of a table that have something.
    public static let rows = 100_000
    /// Columns of a table.
    public static let columns = 1_024
    /// Cells of a table, empty ones before the last of a row among them.
    public static let cells = 2_000_000
    /// Letters of a cell (UTF-16 units), as spreadsheets have it.
    public static let letters = 32_767
}
