import Tables
import Testing

@Suite("Separated values")
struct SeparatedTests {
    private func cells(_ text: String) throws -> [[String]] {
        try SeparatedReader.table(Array(text.utf8)).rows.map { $0.cells.map(\.text) }
    }

    @Test("values in quotes have line ends, separators and quotes; CRLF, LF and CR end lines")
    func quotes() throws {
        #expect(
            try cells("a,\"b,\"\"c\"\"\r\nd\",e\r\nf\ng\rh") == [["a", "b,\"c\"\r\nd", "e"], ["f"], ["g"], ["h"]]
        )
        #expect(try cells("a,,\n\n,b") == [["a"], ["", "b"]])
        #expect(try SeparatedReader.table(Array("a\n\nb".utf8)).rows.map(\.number) == [1, 3])
        #expect(try cells("5\" gun,x") == [["5\" gun", "x"]])
        #expect(try cells("\"\",x") == [["", "x"]])
        #expect(try cells("") == [])
    }

    @Test(
        "the separator is found out, or said by the first line",
        arguments: [
            ("a,b\nc,d", Table.Separator.comma), ("a;b,5\nc;d,5", .semicolon), ("a\tb\nc\td", .tab),
            ("EXERCISE\nNo;Title;Time\n1;\"a,b,c,d\";9:30\n2;x;y", .semicolon), ("sep=;\na,b;c", .semicolon),
            ("one\ntwo", .comma),
        ]
    )
    func separators(_ text: String, _ wanted: Table.Separator) throws {
        #expect(try SeparatedReader.table(Array(text.utf8)).separator == wanted)
    }

    @Test("marks of byte order, and UTF-16 with one")
    func encodings() throws {
        let text = "番号,題名"
        #expect(
            try SeparatedReader.table([0xEF, 0xBB, 0xBF] + Array(text.utf8)).rows[0].cells.map(\.text) == [
                "番号", "題名",
            ]
        )
        let little: [UInt8] = text.utf16.reduce(into: [0xFF, 0xFE]) { $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)] }
        #expect(try SeparatedReader.table(little).rows[0].cells.map(\.text) == ["番号", "題名"])
        let big: [UInt8] = text.utf16.reduce(into: [0xFE, 0xFF]) { $0 += [UInt8($1 >> 8), UInt8($1 & 0xFF)] }
        #expect(try SeparatedReader.table(big).rows[0].cells.map(\.text) == ["番号", "題名"])
    }

    @Test(
        "what is no such file is refused with its line",
        arguments: [
            (Array("a\n\"b".utf8), 2, TableFault.Code.malformed), (Array("a\n\"b\"c".utf8), 2, .malformed),
            (Array("a\nb\n".utf8) + [0x83, 0x41], 3, .malformed), (Array("a\nb".utf8) + [0], 2, .malformed),
            (Array("a\n".utf8) + Array(repeating: 44, count: 2_000), 2, .tooLarge),
            (Array("a\n".utf8) + Array(repeating: 65, count: 40_000), 2, .tooLarge),
        ]
    )
    func faults(_ bytes: [UInt8], _ line: Int, _ code: TableFault.Code) {
        let fault = #expect(throws: TableFault.self) { try SeparatedReader.table(bytes) }
        #expect(fault?.line == line)
        #expect(fault?.code == code)
    }

    @Test(
        "a text that begins as a formula does is text, and comes back as it was",
        arguments: [
            "=1+1", "+2:30", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'=x", "''=x", "'", "'x", "-5", "-", "--5",
            "D+2 H+3", "=cmd|' /C calc'!A0", "a \"b\", c", " a ", "三\n四", "'-5", "-1,5",
        ]
    )
    func formulas(_ text: String) throws {
        let table = Table(rows: [Table.Row(number: 1, cells: [.text(text), .text("x")])])
        let bytes = SeparatedWriter.bytes(table)
        #expect(try SeparatedReader.table(bytes).rows.map(\.cells) == [[.text(text), .text("x")]])
        let first = String(decoding: bytes.dropFirst(3), as: UTF8.self).drop { $0 == "\"" }.unicodeScalars.first
        let isNumber = ["-5", "-1,5"].contains(text)
        #expect(isNumber || !["=", "+", "-", "@", "\t", "\r", "\n", "＝"].contains(first))
    }

    @Test("rows keep their numbers, separators their kind")
    func layout() throws {
        var table = Table(rows: [
            Table.Row(number: 1, cells: [.text("a;b")]), Table.Row(number: 4, cells: [.number(2.5)]),
        ])
        table.separator = .semicolon
        #expect(
            String(decoding: SeparatedWriter.bytes(table).dropFirst(3), as: UTF8.self) == "\"a;b\"\r\n\r\n\r\n2.5\r\n"
        )
    }
}
