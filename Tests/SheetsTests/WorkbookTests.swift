import Sheets
import Tables
import Testing

@Suite("Workbooks of others")
struct WorkbookTests {
    private func table(_ parts: [String: String]) throws -> Table {
        try #require(try SheetReader.tables(SheetSample.bytes(parts)).first)
    }

    @Test("shared, rich and inline texts; readings are no text; letters that XML has not")
    func texts() throws {
        let items = """
            <si><t>一</t></si><si><r><t>山田</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 太郎</t></r>\
            <rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b_x005F_x0041_</t></si>\
            <si><t>_xD842__xDFB7_</t></si>
            """
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>\
            <c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>\
            <row><c t="inlineStr"><is><r><t>x</t></r><rPh><t>y</t></rPh><r><t>z</t></r></is></c>\
            <c t="str"><f>A1&amp;"!"</f><v>一!</v></c></row>
            """
        let table = try table(SheetSample.parts(rows, texts: items))
        #expect(table.rows.map { $0.cells.map(\.text) } == [["一", "山田 太郎", "a\rb_x0041_", "𠮷"], ["xz", "一!"]])
        #expect(table.rows[1].number == 2)
        #expect(table.notes == [TableNote(.formula, "B2")])
    }

    @Test("numbers, yes and no, faults, and days by the format of their numbers")
    func values() throws {
        let formats = [
            "yyyy\\-mm\\-dd", "[h]:mm", "0.00E+00", "&quot;Day&quot; 0", "[$-411]ge.m.d", "h:mm AM/PM", "General",
            "mmm",
            "[Red]#,##0", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm",
        ]
        let numbers = ["46474", "1.5", "1200", "3", "46474", "0.5", "46474", "46474", "1234", "46474.25"]
        let cells = numbers.enumerated().map { "<c s=\"\($0 + 1)\"><v>\($1)</v></c>" }.joined()
        let rest = "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c><c><v>1.25e2</v></c><c s=\"1\"><v>60</v></c>"
        let table = try table(SheetSample.parts("<row>\(cells)\(rest)</row>", formats: formats))
        #expect(
            table.rows[0].cells.map(\.text) == [
                "2027-03-28", "36:00", "1200", "3", "2027-03-28", "12:00", "46474", "2027-03-28", "1234",
                "2027-03-28 06:00", "TRUE", "#REF!", "125", "1900-02-29",
            ]
        )
        #expect(table.notes == [TableNote(.error, "L1"), TableNote(.falseDay, "N1")])
    }

    @Test("days that are counted from 1904")
    func from1904() throws {
        let parts = SheetSample.parts(
            "<row><c s=\"1\"><v>45012</v></c></row>",
            formats: ["d.m.yyyy"],
            workbook: "<workbookPr date1904=\"1\"/>"
        )
        #expect(try table(parts).rows[0].cells[0].text == "2027-03-28")
    }

    @Test("what is hidden or one is read and told; the size that a sheet says it has is not believed")
    func notes() throws {
        let table = try table(
            SheetSample.parts(
                "<row r=\"3\" hidden=\"1\"><c r=\"B3\"><v>1</v></c></row><row r=\"9\"><c r=\"A9\" s=\"5\"/></row>",
                before: "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>",
                after: "<mergeCells><mergeCell ref=\"B3:C4\"/></mergeCells><headerFooter><oddHeader>&amp;LX&amp;C"
                    + "&amp;&quot;Arial&quot;&amp;12EXERCISE &amp;&amp; Co&amp;RY</oddHeader></headerFooter>"
            )
        )
        #expect(table.rows.map(\.number) == [3])
        #expect(table.rows[0].cells == [.empty, .number(1)])
        #expect(table.hiddenColumns == [1..<3])
        #expect(table.merged(at: CellPlace(column: 2, row: 4))?.first == CellPlace(column: 1, row: 3))
        #expect(table.pageHead == "EXERCISE & Co")
        let wanted = [TableNote(.hiddenColumns, "B:C"), TableNote(.hiddenRows, "3"), TableNote(.merged, "B3:C4")]
        #expect(table.notes == wanted)
    }

    @Test("a sheet by its name; hidden sheets and charts are told")
    func sheets() throws {
        var parts = SheetSample.parts("<row><c><v>1</v></c></row>")
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"]?.replacing(
            "</sheets>",
            with: "<sheet name=\"H\" state=\"veryHidden\" sheetId=\"2\" r:id=\"h\"/>"
                + "<sheet name=\"D\" sheetId=\"3\" r:id=\"d\"/></sheets>"
        )
        parts["xl/_rels/workbook.xml.rels"] = SheetSample.relations([
            ("a", "worksheet", "worksheets/sheet1.xml"), ("h", "worksheet", "worksheets/sheet1.xml"),
            ("d", "chartsheet", "worksheets/sheet1.xml"), ("b", "sharedStrings", "sharedStrings.xml"),
        ])
        let tables = try SheetReader.tables(SheetSample.bytes(parts))
        #expect(tables.map(\.name) == ["MEL", "H", "D"])
        #expect(tables.map { $0.notes.map(\.code) } == [[], [.hiddenSheet], [.noCells]])
        #expect(try SheetReader.tables(SheetSample.bytes(parts), sheet: "H").map(\.isHidden) == [true])
        let fault = #expect(throws: TableFault.self) {
            try SheetReader.tables(SheetSample.bytes(parts), sheet: "X")
        }
        #expect(fault?.code == .noSheet)
    }
}
