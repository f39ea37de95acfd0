/// The names of elements and attributes of SpreadsheetML (ECMA-376 part 1, 18) and of packages (part 2) that are read.
enum SheetMark: Int {
    case other
    // Packages.
    case relationship, relationId, type, target, targetMode, contentOverride, contentDefault, contentType
    // The workbook.
    case sheet, name, state, relation, workbookProperties, date1904
    // Styles.
    case numberFormat, numberFormatId, formatCode, cellFormats, format
    // Texts: an item, a text, a run (or a place), a reading.
    case item, text, run, reading
    // A sheet.
    case rowDefaults, zeroHeight, column, first, last, hidden, row, cell, value, formula, inline, style
    case mergedCell, range, pageHead, pageFoot

    private static let main: [String: SheetMark] = [
        "sheet": .sheet, "workbookPr": .workbookProperties, "numFmt": .numberFormat, "cellXfs": .cellFormats,
        "xf": .format, "si": .item, "t": .text, "r": .run, "rPh": .reading, "sheetFormatPr": .rowDefaults,
        "col": .column, "row": .row, "c": .cell, "v": .value, "f": .formula, "is": .inline, "mergeCell": .mergedCell,
        "oddHeader": .pageHead, "oddFooter": .pageFoot,
    ]
    private static let package: [String: SheetMark] = [
        "Relationship": .relationship, "Override": .contentOverride, "Default": .contentDefault,
    ]
    private static let attributes: [String: SheetMark] = [
        "Id": .relationId, "Type": .type, "Target": .target, "TargetMode": .targetMode, "ContentType": .contentType,
        "name": .name, "state": .state, "date1904": .date1904, "numFmtId": .numberFormatId,
        "formatCode": .formatCode, "zeroHeight": .zeroHeight, "min": .first, "max": .last, "hidden": .hidden,
        "r": .run, "s": .style, "t": .text, "ref": .range,
    ]

    /// The number of a name.
    static func number(of name: String, in namespace: String) -> Int {
        let mark: SheetMark? =
            switch namespace {
            case "": attributes[name]
            // Transitional and strict.
            case "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main":
                main[name]
            case "http://schemas.openxmlformats.org/package/2006/relationships",
                "http://schemas.openxmlformats.org/package/2006/content-types":
                package[name]
            case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships":
                name == "id" ? .relation : nil
            default: nil
            }
        return (mark ?? .other).rawValue
    }
}
