internal import CXLSXWriter
internal import Glibc
public import Tables

/// The one maker of workbooks (XLSX), over libxlsxwriter: the same bytes for the same tables, whenever they are
/// written.
///
/// 1. A text is a text, whatever sign it begins with: no formula and no link is written, and a text that looks like a
///    formula is marked so that a person who edits the cell does not make it one.
/// 2. No person, program or time is in it: its day of making is the first that the format knows.
/// 3. The file is put together in memory; the library keeps the parts of a large one in files without a name meanwhile.
public enum SheetWriter {
    /// 1 January 1980, in seconds since 1970.
    private static let firstDay = 315_532_800

    /// Writes a workbook.
    /// - Parameters:
    ///   - tables: a sheet each, in their order; each row at its number.
    ///   - style: how it is laid out.
    /// - Returns: the file.
    /// - Throws: `TableFault` for what the format cannot have.
    public static func workbook(_ tables: [Table], style: SheetStyle = SheetStyle()) throws(TableFault) -> [UInt8] {
        let file = sheet_memory_file()
        guard file >= 0 else { throw TableFault(.broken, "there is no memory for the workbook") }
        defer { close(file) }
        guard let book = unsafe workbook_new("/proc/self/fd/\(file)") else {
            throw TableFault(.broken, "the workbook cannot be made")
        }
        do throws(TableFault) {
            try unsafe fill(book, tables, style)
        } catch {
            unsafe lxw_workbook_free(book)
            throw error
        }
        let code = unsafe workbook_close(book)
        guard code == LXW_NO_ERROR else { throw fault(code) }
        return try contents(of: file)
    }

    private static func fill(_ book: UnsafeMutablePointer<lxw_workbook>, _ tables: [Table], _ style: SheetStyle)
        throws(TableFault)
    {
        try unsafe setProperties(book, style)
        let formats = try unsafe SheetFormats(book)
        guard !tables.isEmpty else { throw TableFault(.notExpressible, "a workbook has at least one sheet") }
        for table in tables {
            if !table.name.isEmpty { try SheetName.check(table.name) }
            let name = table.name.isEmpty ? nil : table.name
            let made =
                if let name { unsafe workbook_add_worksheet(book, name) } else {
                    unsafe workbook_add_worksheet(book, nil)
                }
            guard let sheet = unsafe made else {
                throw TableFault(.notExpressible, part: name, "a sheet cannot have this name, or two have it")
            }
            try unsafe SheetFilling(sheet: sheet, formats: formats, table: table, style: style).fill()
        }
    }

    private static func setProperties(_ book: UnsafeMutablePointer<lxw_workbook>, _ style: SheetStyle)
        throws(TableFault)
    {
        var properties = unsafe lxw_doc_properties()
        unsafe properties.created = firstDay
        let title = unsafe strdup(try SheetText.expressible(style.title ?? "", at: nil))
        let subject = unsafe strdup(try SheetText.expressible(style.banner ?? "", at: nil))
        defer {
            unsafe free(title)
            unsafe free(subject)
        }
        if style.title != nil { unsafe properties.title = title }
        if style.banner != nil { unsafe properties.subject = subject }
        let code = unsafe workbook_set_properties(book, &properties)
        guard code == LXW_NO_ERROR else { throw fault(code) }
    }

    /// What the library says that it could not do.
    static func fault(_ code: lxw_error, cell: String? = nil) -> TableFault {
        let text = unsafe lxw_strerror(code).map { unsafe String(cString: $0) } ?? "it cannot be written"
        let words = text.prefix(1).lowercased() + text.dropFirst()
        return TableFault(.notExpressible, cell: cell, words.hasSuffix(".") ? String(words.dropLast()) : words)
    }

    private static func contents(of file: Int32) throws(TableFault) -> [UInt8] {
        let count = lseek(file, 0, SEEK_END)
        guard count > 0, lseek(file, 0, SEEK_SET) == 0 else {
            throw TableFault(.broken, "the workbook cannot be read back")
        }
        var bytes = [UInt8](repeating: 0, count: Int(count))
        var place = 0
        while place < bytes.count {
            let read = unsafe bytes[place...].withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress, $0.count)
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { throw TableFault(.broken, "the workbook cannot be read back") }
            place += read
        }
        return bytes
    }
}

/// Names of sheets, as spreadsheets allow them.
enum SheetName {
    /// - Throws: `TableFault` for one that spreadsheets do not open.
    static func check(_ name: String) throws(TableFault) {
        guard name.utf16.count <= 31, !name.contains(where: { "[]:*?/\\".contains($0) }), !name.hasPrefix("'"),
            !name.hasSuffix("'"), name.lowercased() != "history"
        else {
            throw TableFault(
                .notExpressible,
                part: name,
                "a sheet has a name of at most 31 letters, without `[]:*?/\\` and no apostrophe at its ends"
            )
        }
    }
}
