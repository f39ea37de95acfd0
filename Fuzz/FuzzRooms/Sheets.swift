import Exercises
import Sheets
import Tables

/// Tables: what is read of a file is written and read as the same; a time that is understood is written as itself.
func fuzzTable(_ bytes: [UInt8]) {
    guard bytes.count < 65_536, let tables = try? SheetReader.tables(bytes) else { return }
    for table in tables {
        let written = SeparatedWriter.bytes(table)
        guard let again = try? SeparatedReader.table(written) else { preconditionFailure("a table is not read again") }
        let texts = table.rows.map { $0.cells.map(\.text) }
        precondition(again.rows.map { $0.cells.map(\.text) } == texts, "a table is another one when it is read again")
        for cell in table.rows.first?.cells ?? [] {
            guard let basis = try? BasisReader.basis(cell.text) else { continue }
            precondition((try? BasisReader.basis(BasisText.text(basis))) == basis, "a time is another one when written")
        }
    }
    guard let sheet = try? InjectSheet.read(tables) else { return }
    precondition(sheet.shape.table(sheet.injects).rows.count <= tables.reduce(1) { $0 + $1.rows.count })
}
