import Sheets
import Tables
import Testing

@Suite("Sheets written and read")
struct RoundTripTests {
    private let table = Table(
        name: "MEL 一覧",
        rows: [
            Table.Row(number: 1, cells: [.text("番号"), .text("Title"), .text("When")]),
            Table.Row(number: 2, cells: [.number(1), .text("=1+1"), .date(CellDate(year: 2027, month: 3, day: 28))]),
            Table.Row(
                number: 3,
                cells: [.number(-2.5), .text("a\r\nb\tc\u{7}"), .date(CellDate(time: 34_200_000))]
            ),
            Table.Row(
                number: 7,
                cells: [
                    .empty, .text("_x000D_ _x0041_ <&\"'> 𠮷 "), .bool(true), .empty,
                    .date(CellDate(year: 2027, month: 3, day: 28, milliseconds: 5_400_500)),
                    .date(CellDate(length: 95_400_000)),
                ]
            ),
        ]
    )

    @Test("every value comes back as it was, at its place")
    func values() throws {
        let bytes = try SheetWriter.workbook([table])
        let read = try #require(try SheetReader.tables(bytes).first)
        #expect(read.rows == table.rows)
        #expect(read.name == table.name)
        #expect(read.notes.isEmpty)
    }

    @Test("the same tables give the same bytes, with no time and no person in them")
    func bytes() throws {
        #expect(try SheetWriter.workbook([table]) == SheetWriter.workbook([table]))
    }

    @Test("the banner is at the head and foot of each page")
    func banner() throws {
        let banner = "EXERCISE EXERCISE EXERCISE – TLP:AMBER & 演習"
        let bytes = try SheetWriter.workbook([table], style: SheetStyle(banner: banner, title: "x"))
        let read = try #require(try SheetReader.tables(bytes).first)
        #expect(read.pageHead == banner)
        #expect(read.pageFoot == banner)
    }

    @Test(
        "what the format cannot have is refused",
        arguments: [
            Table(name: "a/b"), Table(name: String(repeating: "x", count: 32)),
            Table(rows: [Table.Row(number: 1, cells: [.text(String(repeating: "x", count: 32_768))])]),
            Table(rows: [Table.Row(number: 1, cells: [.text("a\u{0}b")])]),
            Table(rows: [Table.Row(number: 0, cells: [.text("a")])]),
        ]
    )
    func refused(_ table: Table) {
        let fault = #expect(throws: TableFault.self) { try SheetWriter.workbook([table]) }
        #expect(fault?.code == .notExpressible)
    }

    @Test("a head that is too long, two sheets of one name, no sheet")
    func refusedWhole() {
        let long = SheetStyle(banner: String(repeating: "x", count: 254))
        #expect(throws: TableFault.self) { try SheetWriter.workbook([table], style: long) }
        #expect(throws: TableFault.self) { try SheetWriter.workbook([table, table]) }
        #expect(throws: TableFault.self) { try SheetWriter.workbook([]) }
    }
}
