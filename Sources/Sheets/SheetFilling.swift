internal import CXLSXWriter
internal import Tables

/// The formats of cells of a workbook that is written; the workbook owns them.
@safe
struct SheetFormats {
    let head: UnsafeMutablePointer<lxw_format>
    let plain: UnsafeMutablePointer<lxw_format>
    let quoted: UnsafeMutablePointer<lxw_format>
    let days: [CellDate.Kind: UnsafeMutablePointer<lxw_format>]
    /// Days with times that have seconds, or parts of them.
    let exact: [CellDate.Kind: UnsafeMutablePointer<lxw_format>]

    init(_ book: UnsafeMutablePointer<lxw_workbook>) throws(TableFault) {
        func made(_ code: String? = nil) throws(TableFault) -> UnsafeMutablePointer<lxw_format> {
            guard let format = unsafe workbook_add_format(book) else {
                throw TableFault(.broken, "there is no memory for the workbook")
            }
            unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            if let code { unsafe format_set_num_format(format, code) } else { unsafe format_set_text_wrap(format) }
            return unsafe format
        }
        unsafe plain = try made()
        // What is typed into a cell of this format is a text, whatever sign it begins with.
        unsafe quoted = try made("@")
        unsafe format_set_text_wrap(quoted)
        unsafe head = try made()
        unsafe format_set_bold(head)
        unsafe format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_bg_color(head, 0xE7E6E6)
        let (day, time) = ("yyyy\\-mm\\-dd", "hh:mm")
        unsafe days = [
            .day: try made(day), .time: try made(time), .moment: try made("\(day) \(time)"),
            .length: try made("[h]:mm"),
        ]
        unsafe exact = [
            .day: try made(day), .time: try made("\(time):ss.000"), .moment: try made("\(day) \(time):ss.000"),
            .length: try made("[h]:mm:ss.000"),
        ]
    }
}

/// One sheet that is written.
@safe
struct SheetFilling {
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    let formats: SheetFormats
    let table: Table
    let style: SheetStyle

    init(sheet: UnsafeMutablePointer<lxw_worksheet>, formats: SheetFormats, table: Table, style: SheetStyle) {
        unsafe self.sheet = unsafe sheet
        (self.formats, self.table, self.style) = (formats, table, style)
    }

    func fill() throws(TableFault) {
        var widths: [Int] = []
        for row in table.rows {
            guard (1...1_048_576).contains(row.number), row.cells.count <= 16_384 else {
                throw TableFault(.notExpressible, "a sheet has at most 1,048,576 rows and 16,384 columns")
            }
            for (column, cell) in row.cells.enumerated() {
                let place = CellPlace(column: column, row: row.number)
                try write(cell, place)
                if widths.count <= column { widths.append(0) }
                // A title above the names of columns is wider than what it stands over.
                if row.number >= style.head ?? 1 { widths[column] = max(widths[column], Self.width(of: cell)) }
            }
        }
        for (column, width) in widths.enumerated() {
            _ = unsafe worksheet_set_column(
                sheet,
                UInt16(column),
                UInt16(column),
                Double(min(max(width, 8), 60) + 2),
                nil
            )
        }
        try layOut()
    }

    private func layOut() throws(TableFault) {
        if let head = style.head { unsafe worksheet_freeze_panes(sheet, UInt32(head), 0) }
        if let head = style.head { _ = unsafe worksheet_repeat_rows(sheet, UInt32(head - 1), UInt32(head - 1)) }
        unsafe worksheet_set_landscape(sheet)
        unsafe worksheet_set_paper(sheet, 9)
        unsafe worksheet_fit_to_pages(sheet, 1, 0)
        guard let banner = style.banner ?? table.pageHead else { return }
        let text = PageText.written(try SheetText.expressible(banner, at: nil))
        guard text.utf16.count <= PageText.most else {
            throw TableFault(.notExpressible, "the head of a page has at most \(PageText.most) letters")
        }
        for code in unsafe [worksheet_set_header(sheet, text), worksheet_set_footer(sheet, text)]
        where code != LXW_NO_ERROR { throw SheetWriter.fault(code) }
    }

    private func write(_ cell: CellValue, _ place: CellPlace) throws(TableFault) {
        let (row, column) = (UInt32(place.row - 1), UInt16(place.column))
        let isHead = place.row == style.head
        let code: lxw_error
        switch cell {
        case .empty: return
        case .text(let text), .error(let text):
            let format = unsafe isHead ? formats.head : Self.isQuoted(text) ? formats.quoted : formats.plain
            let written = SheetText.written(try SheetText.expressible(text, at: place))
            code = unsafe worksheet_write_string(sheet, row, column, written, format)
        case .number(let number):
            code = unsafe worksheet_write_number(sheet, row, column, number, isHead ? formats.head : formats.plain)
        case .bool(let value):
            code = unsafe worksheet_write_boolean(
                sheet,
                row,
                column,
                value ? 1 : 0,
                isHead ? formats.head : formats.plain
            )
        case .date(let date):
            let format = unsafe (date.milliseconds % 60_000 == 0 ? formats.days : formats.exact)[date.kind]
            code = unsafe worksheet_write_number(sheet, row, column, date.serial, format)
        }
        guard code == LXW_NO_ERROR else { throw SheetWriter.fault(code, cell: place.description) }
    }

    /// Whether a person who edits the cell would make a formula of it.
    private static func isQuoted(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return "=+-@'\t\r".unicodeScalars.contains(first)
    }

    /// How wide a value is shown: its longest line, East Asian letters twice as wide.
    private static func width(of cell: CellValue) -> Int {
        cell.text.split(separator: "\n").map { line in
            line.unicodeScalars.prefix(80).reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
        }.max() ?? 0
    }
}
