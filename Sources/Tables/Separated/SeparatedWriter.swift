/// Writes files of separated values (RFC 4180): UTF-8 with a mark of byte order, by which spreadsheets know it.
public enum SeparatedWriter {
    /// Writes a table, each row at its number.
    /// - Parameter table: the table; its `separator`, else a comma, separates.
    /// - Returns: the file; texts that a spreadsheet would take for formulas are as `FormulaGuard` has them.
    public static func bytes(_ table: Table) -> [UInt8] {
        let separator = (table.separator ?? .comma).byte
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        var number = 1
        for row in table.rows {
            // Rows that have nothing are lines that have nothing.
            while number < row.number {
                bytes += [13, 10]
                number += 1
            }
            for (place, cell) in row.cells.enumerated() {
                if place > 0 { bytes.append(separator) }
                add(cell, separator, &bytes)
            }
            bytes += [13, 10]
            number += 1
        }
        return bytes
    }

    private static func add(_ cell: CellValue, _ separator: UInt8, _ bytes: inout [UInt8]) {
        let text: String
        if case .text(let content) = cell { text = FormulaGuard.guarded(content) } else { text = cell.text }
        // What could separate is in quotes, whichever does: so nobody takes one for the other.
        let needsQuotes = text.utf8.contains { $0 == separator || [34, 10, 13, 9, 44, 59].contains($0) }
        guard needsQuotes || text.hasPrefix(" ") || text.hasSuffix(" ") else {
            bytes += Array(text.utf8)
            return
        }
        bytes.append(34)
        for byte in text.utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }
}
