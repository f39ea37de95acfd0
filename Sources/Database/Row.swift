/// The current row of a statement, until its next step.
public struct Row {
    /// The one engine that there is; with a second this becomes a choice of two.
    let cursor: SQLiteStatement

    /// The integer in a column of the current row; 0 for NULL.
    /// - Parameter column: the column, from 0.
    /// - Returns: the integer.
    public func integer(_ column: Int32) -> Int64 { cursor.integer(column) }

    /// Whether a column of the current row is NULL.
    /// - Parameter column: the column, from 0.
    /// - Returns: true for NULL.
    public func isNull(_ column: Int32) -> Bool { cursor.isNull(column) }

    /// The text in a column of the current row; empty for NULL.
    /// - Parameter column: the column, from 0.
    /// - Returns: a copy of the text.
    public func text(_ column: Int32) -> String { String(decoding: blob(column), as: UTF8.self) }

    /// The text in a column of the current row, or nil for NULL.
    /// - Parameter column: the column, from 0.
    /// - Returns: a copy of the text.
    public func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The bytes in a column of the current row; empty for NULL.
    /// - Parameter column: the column, from 0.
    /// - Returns: a copy of the bytes.
    public func blob(_ column: Int32) -> [UInt8] {
        var result: [UInt8] = []
        append(column, to: &result)
        return result
    }

    /// Appends the bytes in a column of the current row.
    /// - Parameters:
    ///   - column: the column, from 0.
    ///   - output: where they go.
    public func append(_ column: Int32, to output: inout [UInt8]) { cursor.append(column, to: &output) }
}
