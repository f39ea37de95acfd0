import Packages

/// Workbooks that are put together part by part, so that each can be wrong in one place.
enum SheetSample {
    static let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    static let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    /// The parts of a workbook with one sheet.
    ///
    /// Rows are what is in `sheetData`, texts the items of shared texts; formats are codes, and cells have them by
    /// their
    /// places, from 1.
    static func parts(
        _ rows: String,
        texts: String = "",
        before: String = "",
        after: String = "",
        formats: [String] = [],
        workbook: String = ""
    ) -> [String: String] {
        let codes = formats.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }.joined()
        let cells = (["0"] + formats.indices.map { String(164 + $0) }).map { "<xf numFmtId=\"\($0)\"/>" }.joined()
        return [
            "[Content_Types].xml": """
            <Types xmlns="\(package)/content-types">\
                <Override PartName="/xl/workbook.xml" ContentType="\(kind)"/></Types>
            """,
            "_rels/.rels": relations([("r", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": """
            <workbook xmlns="\(space)" xmlns:r="\(office)">\(workbook)<sheets>\
            <sheet name="MEL" sheetId="1" r:id="a"/></sheets></workbook>
            """,
            "xl/_rels/workbook.xml.rels": relations([
                ("a", "worksheet", "worksheets/sheet1.xml"), ("b", "sharedStrings", "sharedStrings.xml"),
                ("c", "styles", "/xl/styles.xml"),
            ]),
            "xl/sharedStrings.xml": "<sst xmlns=\"\(space)\">\(texts)</sst>",
            "xl/styles.xml": """
            <styleSheet xmlns="\(space)"><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
            <cellXfs>\(cells)</cellXfs></styleSheet>
            """,
            "xl/worksheets/sheet1.xml": """
            <worksheet xmlns="\(space)"><dimension ref="A1:XFD1048576"/>\(before)\
            <sheetData>\(rows)</sheetData>\(after)</worksheet>
            """,
        ]
    }

    static func relations(_ listed: [(id: String, type: String, target: String)]) -> String {
        let all = listed.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.type)\" Target=\"\($0.target)\"/>"
        }
        return "<Relationships xmlns=\"\(package)/relationships\">\(all.joined())</Relationships>"
    }

    static func bytes(_ parts: [String: String]) throws -> [UInt8] {
        try PackageWriter.bytes(parts.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
    }
}
