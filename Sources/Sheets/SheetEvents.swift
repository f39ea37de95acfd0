internal import Packages
internal import Tables

/// The part of a sheet (ECMA-376 part 1, 18.3), row by row.
///
/// 1. Rows and cells stand in their order, each once; the size that a sheet says it has is not read.
/// 2. A row or cell without a place stands behind the one before.
/// 3. Of a formula what it came to is taken.
final class SheetEvents: XMLEvents {
    /// What the workbook has for all its sheets.
    struct Shared {
        var texts: [String] = []
        var kinds: [CellDate.Kind?] = []
        var is1904 = false
    }

    /// A cell that is being read.
    private struct Cell {
        var column = 0
        var kind: CellKind = .number
        var style = 0
        var hasFormula = false
        var hasValue = false
    }

    /// What the value of a cell is (18.18.11).
    private enum CellKind {
        case number, shared, formulaText, inline, bool, error, day
    }

    private(set) var table: Table
    private let shared: Shared
    private var counts: [TableNote.Code: (first: String, count: Int)] = [:]
    private var hidesRows = false
    private var cells = 0
    private var row = Table.Row(number: 0, cells: [])
    private var cell: Cell?
    private var bytes: [UInt8] = []
    private var readings = 0
    private var isText = false
    private var isPageText = false

    init(name: String, _ shared: Shared) {
        table = Table(name: name)
        self.shared = shared
    }

    func number(of name: String, in namespace: String) -> Int { SheetMark.number(of: name, in: namespace) }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(PackageFault) {
        switch SheetMark(rawValue: name) {
        case .cell: try startCell(attributes)
        case .value, .text:
            isText = cell != nil && readings == 0
        case .row: try startRow(attributes)
        case .formula: cell?.hasFormula = true
        case .reading: readings += 1
        case .rowDefaults: hidesRows = attributes.bool(SheetMark.zeroHeight.rawValue) ?? false
        case .column: addColumn(attributes)
        case .mergedCell: try addMerged(attributes)
        case .pageHead, .pageFoot:
            bytes.removeAll(keepingCapacity: true)
            isPageText = true
        default: break
        }
    }

    func end(_ name: Int) throws(PackageFault) {
        switch SheetMark(rawValue: name) {
        case .cell: try endCell()
        case .value, .text: isText = false
        case .row: try endRow()
        case .reading: readings -= 1
        case .pageHead: table.pageHead = PageText.middle(endPageText())
        case .pageFoot: table.pageFoot = PageText.middle(endPageText())
        default: break
        }
    }

    func text(_ bytes: Span<UInt8>) throws(PackageFault) {
        guard isText || isPageText else { return }
        cell?.hasValue = true
        try TextEvents.add(bytes, to: &self.bytes)
    }

    /// The table, with what is to be said of it.
    func finished() -> Table {
        let order: [TableNote.Code] = [.hiddenColumns, .hiddenRows, .merged, .formula, .error, .falseDay, .noDay]
        table.notes += order.compactMap { code in
            counts[code].map { TableNote(code, $0.first, count: $0.count) }
        }
        return table
    }

    private func note(_ code: TableNote.Code, _ place: @autoclosure () -> String) {
        if let known = counts[code] {
            counts[code] = (known.first, known.count + 1)
        } else {
            counts[code] = (place(), 1)
        }
    }
}

// MARK: Rows and columns

extension SheetEvents {
    private func startRow(_ attributes: XMLAttributes) throws(PackageFault) {
        let said =
            attributes.bytes(SheetMark.run.rawValue) == nil
            ? row.number + 1 : attributes.number(SheetMark.run.rawValue)
        guard let number = said, number > row.number, number <= 1_048_576 else {
            throw PackageFault(.malformed, "a row has no number behind \(row.number)")
        }
        row = Table.Row(
            number: number,
            cells: [],
            isHidden: attributes.bool(SheetMark.hidden.rawValue) ?? hidesRows
        )
        cell = nil
    }

    private func endRow() throws(PackageFault) {
        while row.cells.last == .empty { row.cells.removeLast() }
        guard !row.cells.isEmpty else { return }
        cells += row.cells.count
        guard table.rows.count < TableLimits.rows, cells <= TableLimits.cells else {
            throw PackageFault(
                .tooLarge,
                "a table has at most \(TableLimits.rows) rows and \(TableLimits.cells) cells"
            )
        }
        if row.isHidden { note(.hiddenRows, String(row.number)) }
        table.rows.append(row)
    }

    private func addColumn(_ attributes: XMLAttributes) {
        guard attributes.bool(SheetMark.hidden.rawValue) ?? false,
            let first = attributes.number(SheetMark.first.rawValue),
            let last = attributes.number(SheetMark.last.rawValue), first > 0, first <= last, last <= 16_384,
            table.hiddenColumns.count < TableLimits.columns
        else { return }
        table.hiddenColumns.append(first - 1..<last)
        note(
            .hiddenColumns,
            first == last
                ? CellPlace.letters(first - 1) : "\(CellPlace.letters(first - 1)):\(CellPlace.letters(last - 1))"
        )
    }

    private func addMerged(_ attributes: XMLAttributes) throws(PackageFault) {
        let corners = (attributes.bytes(SheetMark.range.rawValue) ?? []).split(separator: UInt8(ascii: ":"))
        let places = corners.compactMap { CellPlace($0) }
        guard places.count == corners.count, let first = places.first, places.count <= 2 else {
            throw PackageFault(.malformed, "cells that are one have no place")
        }
        guard table.merged.count < SheetLimits.merged else {
            throw PackageFault(.tooLarge, "it has more than \(SheetLimits.merged) merged cells")
        }
        let range = CellRange(first, places[places.count - 1])
        table.merged.append(range)
        note(.merged, range.description)
    }

    private func endPageText() -> String {
        isPageText = false
        return SheetText.plain(bytes[...])
    }
}

// MARK: Cells

extension SheetEvents {
    private func startCell(_ attributes: XMLAttributes) throws(PackageFault) {
        var cell = Cell()
        if let bytes = attributes.bytes(SheetMark.run.rawValue) {
            guard let place = CellPlace(bytes), place.row == row.number, place.column >= row.cells.count else {
                throw PackageFault(.malformed, "a cell of row \(row.number) has no place behind the one before")
            }
            cell.column = place.column
        } else {
            cell.column = row.cells.count
        }
        guard cell.column < TableLimits.columns else {
            // What is so far out is mostly the colour of a whole row.
            cell.column = -1
            self.cell = cell
            bytes.removeAll(keepingCapacity: true)
            return
        }
        cell.style = attributes.number(SheetMark.style.rawValue) ?? 0
        if let type = attributes.bytes(SheetMark.text.rawValue) { cell.kind = try Self.kind(type) }
        self.cell = cell
        bytes.removeAll(keepingCapacity: true)
    }

    private static func kind(_ type: ArraySlice<UInt8>) throws(PackageFault) -> CellKind {
        // By its bytes: every cell has one.
        if type.elementsEqual("n".utf8) { return .number }
        if type.elementsEqual("s".utf8) { return .shared }
        if type.elementsEqual("inlineStr".utf8) { return .inline }
        if type.elementsEqual("str".utf8) { return .formulaText }
        if type.elementsEqual("b".utf8) { return .bool }
        if type.elementsEqual("e".utf8) { return .error }
        if type.elementsEqual("d".utf8) { return .day }
        throw PackageFault(.malformed, "a cell has a type that is none")
    }

    private func endCell() throws(PackageFault) {
        guard let cell else { return }
        self.cell = nil
        let place = CellPlace(column: max(cell.column, 0), row: row.number)
        if cell.hasFormula, cell.column >= 0 { note(.formula, place.description) }
        guard cell.hasValue else { return }
        guard cell.column >= 0 else {
            throw PackageFault(.tooLarge, "a table has at most \(TableLimits.columns) columns")
        }
        let value = try value(of: cell, place)
        guard value != .empty else { return }
        while row.cells.count < cell.column { row.cells.append(.empty) }
        row.cells.append(value)
    }

    private func value(of cell: Cell, _ place: CellPlace) throws(PackageFault) -> CellValue {
        switch cell.kind {
        case .shared:
            guard let number = whole, shared.texts.indices.contains(number) else {
                throw PackageFault(.malformed, "\(place) has a text that is not there")
            }
            return try text(shared.texts[number], place)
        case .inline, .formulaText: return try text(SheetText.plain(bytes[...]), place)
        case .bool: return .bool(bytes.first == UInt8(ascii: "1") || bytes.first == UInt8(ascii: "t"))
        case .error:
            note(.error, place.description)
            return .error(SheetText.plain(bytes[...]))
        case .day: return .text(String(decoding: bytes, as: UTF8.self))
        case .number: return try number(cell, place)
        }
    }

    private func text(_ text: String, _ place: CellPlace) throws(PackageFault) -> CellValue {
        guard text.utf8.count <= TableLimits.letters || text.utf16.count <= TableLimits.letters else {
            throw PackageFault(.tooLarge, "\(place) has more than \(TableLimits.letters) letters")
        }
        return text.isEmpty ? .empty : .text(text)
    }

    private func number(_ cell: Cell, _ place: CellPlace) throws(PackageFault) -> CellValue {
        let number: Double
        if let whole {
            number = Double(whole)
        } else {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let found = Double(text), found.isFinite else {
                throw PackageFault(.malformed, "\(place) has a number that is none")
            }
            number = found
        }
        guard cell.style < shared.kinds.count, let kind = shared.kinds[cell.style] else { return .number(number) }
        guard let date = CellDate(serial: number, as: kind, is1904: shared.is1904) else {
            note(.noDay, place.description)
            return .number(number)
        }
        if (date.year, date.month, date.day) == (1_900, 2, 29) { note(.falseDay, place.description) }
        return .date(date)
    }

    /// The value as a whole number that is not below zero; nil where it is none.
    private var whole: Int? {
        guard (1...15).contains(bytes.count) else { return nil }
        var number = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }
}
