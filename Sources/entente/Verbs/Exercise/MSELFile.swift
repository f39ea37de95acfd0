import Exercises
import JSON
import Sheets
import Tables

/// A file of injects: its list, and the table that it is in.
struct MSELFile {
    let sheet: InjectSheet
    let table: Table

    /// Reads a file.
    /// - Throws: `CommandFailure` for what is no table, or has no list.
    init(path: String, sheet name: String?, mapping: InjectMapping) throws(CommandFailure) {
        let bytes = try Input(path: path).all(limit: TableLimits.bytes)
        let tables: [Table]
        do throws(TableFault) {
            tables = try SheetReader.tables(bytes, sheet: name)
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
        let found: InjectSheet?
        do throws(InjectMapping.Fault) {
            found = try InjectSheet.read(tables, mapping: mapping)
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
        guard let found, let table = tables.first(where: { $0.name == found.shape.name }) else {
            throw CommandFailure(
                "`\(path)`: no row has the names of columns",
                help: "say what columns mean: `--map time=C --map 'title=Event Description'`"
            )
        }
        (sheet, self.table) = (found, table)
    }

    /// What each column became, a line each.
    var columnLines: [JSONTree] {
        sheet.shape.columns.enumerated().map { place, column in
            let filled = table.rows.count { $0.number > sheet.shape.head && !$0[place].isEmpty }
            return .members([
                "column": .string(CellPlace.letters(place)), "header": .string(column.name),
                "field": column.field.map { .string($0.rawValue) } ?? .null, "values": .integer(filled),
            ])
        }
    }
}

/// An inject as a line.
enum MSELLine {
    /// What programs ask for first, whether the list has it or not.
    private static let always: Set<InjectField> = [.title, .from, .to, .means, .state]

    static func members(_ inject: Inject, _ entry: InjectSchedule.Entry) -> JSONTree {
        var members = [
            JSONMember("number", .string(inject.number)),
            JSONMember("at", entry.instant.map { .string(BasisText.utc($0)) } ?? .null),
            JSONMember("basis", .string(inject.writtenTime)),
            JSONMember("timing", entry.basis.map { .string($0.kind) } ?? .null),
        ]
        for field in InjectField.allCases where ![.number, .day, .time].contains(field) {
            let text = inject[field]
            if !text.isEmpty {
                members.append(JSONMember(field.rawValue, .string(text)))
            } else if always.contains(field) {
                members.append(JSONMember(field.rawValue, .null))
            }
        }
        let own = inject.own.filter { !$0.value.isEmpty }
        if !own.isEmpty {
            let listed = own.map {
                JSONTree.members(["name": .string($0.name), "value": .string($0.value.text)])
            }
            members.append(JSONMember("own", .array(listed)))
        }
        if let row = inject.row { members.append(JSONMember("row", .integer(row))) }
        let notes = (entry.fault.map { [$0.rawValue] } ?? []) + entry.notes.map(\.rawValue)
        if !notes.isEmpty { members.append(JSONMember("notes", .strings(notes))) }
        return .object(members)
    }
}

/// What is to be said of a list: on standard error, or as lines.
struct MSELFindings {
    let file: String
    let isJSON: Bool
    private var isWrong = false

    init(file: String, isJSON: Bool) { (self.file, self.isJSON) = (file, isJSON) }

    func line(_ tree: JSONTree) { Output.write(tree.bytes() + [UInt8(ascii: "\n")]) }

    mutating func add(_ findings: [ExerciseFinding]) {
        for finding in findings {
            isWrong = isWrong || !finding.isNote
            guard isJSON else {
                let inject = finding.number.isEmpty ? "" : "inject \(finding.number)"
                let place = [finding.cell, inject].filter { !$0.isEmpty }.map { "\($0): " }.joined()
                let about = finding.about.isEmpty ? "" : " (\(finding.about))"
                Output.error("\(file): \(place)\(finding.code.rawValue)\(about)\n")
                continue
            }
            line(
                .members([
                    "finding": .string(finding.code.rawValue), "note": .bool(finding.isNote),
                    "cell": finding.cell.isEmpty ? nil : .string(finding.cell),
                    "number": finding.number.isEmpty ? nil : .string(finding.number),
                    "about": finding.about.isEmpty ? nil : .string(finding.about),
                ])
            )
        }
    }

    func add(_ notes: [TableNote], sheet: String) {
        for note in notes {
            guard isJSON else {
                let more = note.count > 1 ? " and \(note.count - 1) more" : ""
                Output.error("\(file): \(note.code.rawValue): \(note.place)\(more)\n")
                continue
            }
            line(
                .members([
                    "finding": .string(note.code.rawValue), "note": .bool(true), "cell": .string(note.place),
                    "count": .integer(note.count), "sheet": sheet.isEmpty ? nil : .string(sheet),
                ])
            )
        }
    }

    mutating func add(_ entry: InjectMerge.Entry) {
        var (reason, changes): (InjectMerge.Reason?, [InjectMerge.Change]) = (nil, [])
        switch entry.verdict {
        case .changed(let listed): changes = listed
        case .refused(let why, let listed):
            (reason, changes) = (why, listed)
            isWrong = true
        default: break
        }
        line(
            .members([
                "number": .string(entry.number), "verdict": .string(entry.verdict.word),
                "reason": reason.map { .string($0.rawValue) },
                "changes": changes.isEmpty
                    ? nil
                    : .array(
                        changes.map {
                            .members([
                                "name": .string($0.name), "before": .string($0.before), "after": .string($0.after),
                            ])
                        }
                    ),
                "row": entry.row.map { .integer($0) },
            ])
        )
    }

    /// Whether nothing is wrong.
    func finish() -> Bool { !isWrong }
}
