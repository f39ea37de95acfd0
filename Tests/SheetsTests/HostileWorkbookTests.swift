import Packages
import Sheets
import Tables
import Testing

@Suite("Workbooks that mean harm")
struct HostileWorkbookTests {
    private static let one = "<row><c><v>1</v></c></row>"

    /// A workbook with one thing that is wrong, and how it is refused.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: TableFault.Code
        var parts = SheetSample.parts(HostileWorkbookTests.one)

        init(_ what: String, _ code: TableFault.Code, _ change: (inout [String: String]) -> Void) {
            (testDescription, self.code) = (what, code)
            change(&parts)
        }

        init(_ what: String, _ code: TableFault.Code, rows: String, texts: String = "", after: String = "") {
            (testDescription, self.code) = (what, code)
            parts = SheetSample.parts(rows, texts: texts, after: after)
        }
    }

    static let cases: [Case] = [
        Case("no sheet part", .missing) { $0["xl/worksheets/sheet1.xml"] = nil },
        Case("no shared texts", .missing) { $0["xl/sharedStrings.xml"] = nil },
        Case("no workbook part", .missing) { $0["xl/workbook.xml"] = nil },
        Case("no relationships of the package", .unknownKind) { $0["_rels/.rels"] = nil },
        Case("no kinds of parts", .missing) { $0["[Content_Types].xml"] = nil },
        Case("another document", .unknownKind) {
            $0["[Content_Types].xml"] = $0["[Content_Types].xml"]?.replacing(
                "spreadsheetml",
                with: "wordprocessingml"
            )
        },
        Case("a workbook with programs by its kind", .macros) {
            let kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            $0["[Content_Types].xml"] = $0["[Content_Types].xml"]?.replacing(SheetSample.kind, with: kind)
        },
        Case("a workbook with programs by a part", .macros) { $0["xl/vbaProject.bin"] = "x" },
        Case("a sheet that is a program", .macros) {
            $0["xl/_rels/workbook.xml.rels"] = $0["xl/_rels/workbook.xml.rels"]?.replacing(
                "/worksheet\"",
                with: "/xlMacrosheet\""
            )
        },
        Case("a binary workbook", .unknownKind) {
            $0["_rels/.rels"] = SheetSample.relations([("r", "officeDocument", "xl/workbook.bin")])
            $0["xl/workbook.bin"] = "x"
        },
        Case("a relationship that leads out of the package", .name) {
            $0["xl/_rels/workbook.xml.rels"] = SheetSample.relations([("a", "worksheet", "../../../etc/passwd")])
        },
        Case("a relationship that is not there", .missing) {
            $0["xl/_rels/workbook.xml.rels"] = SheetSample.relations([])
        },
        Case("a relationship that leads to the workbook itself", .malformed) {
            $0["xl/_rels/workbook.xml.rels"] = SheetSample.relations([("a", "worksheet", "styles.xml")])
            $0["xl/styles.xml"] = "<worksheet"
        },
        Case("an entity", .doctype) {
            $0["xl/worksheets/sheet1.xml"] =
                "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet xmlns=\"\(SheetSample.space)\">&a;</worksheet>"
        },
        Case("an entity of nobody", .malformed) { $0["xl/worksheets/sheet1.xml"] = "<worksheet>&a;</worksheet>" },
        Case("a document type in the shared texts", .doctype) { $0["xl/sharedStrings.xml"] = "<!DOCTYPE sst><sst/>" },
        Case("elements inside each other", .tooLarge) {
            $0["xl/worksheets/sheet1.xml"] = String(repeating: "<a>", count: 100_000)
        },
        Case("attributes without end", .tooLarge) {
            let all = (0..<100_000).map { " a\($0)=\"\"" }.joined()
            $0["xl/worksheets/sheet1.xml"] = "<worksheet\(all)/>"
        },
        Case("names without end", .tooLarge) {
            let all = (0..<10_000).map { "<a\($0)/>" }.joined()
            $0["xl/worksheets/sheet1.xml"] = "<worksheet>\(all)</worksheet>"
        },
        Case("UTF-16", .malformed) { $0["xl/worksheets/sheet1.xml"] = "\u{0}<\u{0}w" },
        Case("cut off", .malformed) { $0["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" },
        Case("nothing", .malformed) { $0["xl/worksheets/sheet1.xml"] = "" },
        Case("too many sheets", .tooLarge) {
            let all = String(repeating: "<sheet name=\"a\" r:id=\"a\"/>", count: 600)
            $0["xl/workbook.xml"] = $0["xl/workbook.xml"]?.replacing("</sheets>", with: "\(all)</sheets>")
        },
        Case("rows out of order", .malformed, rows: "<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"/>"),
        Case("a row that is none", .malformed, rows: "<row r=\"1048577\"/>"),
        Case("a row without end", .malformed, rows: "<row r=\"99999999999999999999\"/>"),
        Case("cells out of order", .malformed, rows: "<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"),
        Case("a cell twice", .malformed, rows: "<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"),
        Case("a cell of another row", .malformed, rows: "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"),
        Case("a column that is too far out", .tooLarge, rows: "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"),
        Case("a text that is not there", .malformed, rows: "<row><c t=\"s\"><v>7</v></c></row>"),
        Case("a text below zero", .malformed, rows: "<row><c t=\"s\"><v>-1</v></c></row>"),
        Case("a number that is none", .malformed, rows: "<row><c><v>1,5</v></c></row>"),
        Case("a number without end", .malformed, rows: "<row><c><v>1e999</v></c></row>"),
        Case("a type that is none", .malformed, rows: "<row><c t=\"z\"><v>1</v></c></row>"),
        Case(
            "merged cells that are none",
            .malformed,
            rows: one,
            after: "<mergeCells><mergeCell ref=\"A1:?\"/></mergeCells>"
        ),
        Case(
            "a text that is too long",
            .tooLarge,
            rows: "<row><c t=\"s\"><v>0</v></c></row>",
            texts: "<si><t>\(String(repeating: "x", count: 40_000))</t></si>"
        ),
        Case(
            "a text that is much too long",
            .tooLarge,
            rows: "<row><c t=\"s\"><v>0</v></c></row>",
            texts: "<si><t>\(String(repeating: "x", count: 400_000))</t></si>"
        ),
        Case(
            "cells without end, by empty ones",
            .tooLarge,
            rows: (1...2_100).map { "<row r=\"\($0)\"><c r=\"AMJ\($0)\"><v>1</v></c></row>" }.joined()
        ),
        Case(
            "rows without end",
            .tooLarge,
            rows: String(repeating: "<row><c><v>1</v></c></row>", count: 100_001)
        ),
    ]

    @Test("is refused by name", arguments: cases)
    func refused(_ one: Case) throws {
        let bytes = try SheetSample.bytes(one.parts)
        let fault = #expect(throws: TableFault.self) { try SheetReader.tables(bytes) }
        #expect(fault?.code == one.code, "\(fault.map(String.init(describing:)) ?? "")")
    }

    @Test("a part that unpacks to a thousand times its length")
    func bomb() throws {
        var parts = SheetSample.parts(Self.one)
        parts["xl/worksheets/sheet1.xml"]? += String(repeating: " ", count: 40 << 20)
        let bytes = try SheetSample.bytes(parts)
        #expect(bytes.count < 100_000)
        let fault = #expect(throws: TableFault.self) { try SheetReader.tables(bytes) }
        #expect(fault?.code == .tooLarge)
    }

    @Test("what is no package, an old workbook, an encrypted one; every cut")
    func others() throws {
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        #expect(throws: TableFault.self) { try SheetReader.tables(old) }
        let name: [UInt8] = "EncryptedPackage".utf8.reduce(into: []) { $0 += [$1, 0] }
        let fault = #expect(throws: TableFault.self) { try SheetReader.tables(old + name) }
        #expect(fault?.code == .encrypted)
        let bytes = try SheetSample.bytes(SheetSample.parts(Self.one))
        for count in stride(from: 2, to: bytes.count, by: 7) {
            #expect(throws: TableFault.self) { try SheetReader.tables(Array(bytes[..<count])) }
        }
    }

    @Test("every byte of a workbook that is another one is a fault or a table, never an end of the process")
    func flips() throws {
        let bytes = try SheetSample.bytes(SheetSample.parts(Self.one, texts: "<si><t>x</t></si>"))
        var (read, refused) = (0, 0)
        for place in stride(from: 0, to: bytes.count, by: 3) {
            var changed = bytes
            changed[place] ^= 0x55
            do {
                _ = try SheetReader.tables(changed)
                read += 1
            } catch { refused += 1 }
        }
        #expect(read > 0 && refused > 0)
    }
}
