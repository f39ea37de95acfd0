public import Tables

/// The one reader of sheets: workbooks and files of separated values, by what they are and not by what they are called.
public enum SheetReader {
    /// Whether bytes begin as a workbook does, one that is not read among them.
    public static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// Reads the tables of a file.
    /// - Parameters:
    ///   - bytes: the file.
    ///   - name: the sheet that is wanted; nil for all of them, in their order.
    /// - Returns: the tables, each with what is to be said of it.
    /// - Throws: `TableFault` for what is not read.
    public static func tables(_ bytes: [UInt8], sheet name: String? = nil) throws(TableFault) -> [Table] {
        guard isWorkbook(bytes) else {
            let table = try SeparatedReader.table(bytes)
            guard name == nil else { throw TableFault(.noSheet, "a file of separated values has no sheets") }
            return [table]
        }
        let workbook = try Workbook(bytes)
        let wanted = workbook.sheets.filter { name == nil || $0.name == name }
        guard !wanted.isEmpty else {
            let names = workbook.sheets.map { "`\($0.name)`" }.joined(separator: ", ")
            throw TableFault(.noSheet, "the workbook has no such sheet; it has \(names.isEmpty ? "none" : names)")
        }
        return try wanted.map { sheet throws(TableFault) in try workbook.table(of: sheet) }
    }
}
