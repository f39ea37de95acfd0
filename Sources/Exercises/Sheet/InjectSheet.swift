public import Tables

/// A list of injects that was read from a table, with its shape and what is to be said of it.
///
/// The names of columns stand in the row, among the first thirty, that has most of those that are known. Rows above it
/// are
/// kept; a row behind it that has none of number, time, title and text is kept at its place, and is no inject.
public struct InjectSheet: Sendable {
    /// The injects, in the order of the table.
    public private(set) var injects: [Inject] = []
    /// Its shape.
    public private(set) var shape: InjectShape
    /// What is to be said of it; times are not looked at here (`InjectSchedule`).
    public private(set) var findings: [ExerciseFinding] = []
    /// The place of each field's column, from 0.
    public let columns: [InjectField: Int]

    /// How many rows may stand above the names of columns.
    private static let lead = 30

    /// Reads the list of the table that has most of the known names of columns.
    /// - Parameters:
    ///   - tables: the tables of a file.
    ///   - mapping: what columns mean where their names do not say it.
    /// - Returns: the list; nil where none has a row of such names.
    /// - Throws: `InjectMapping.Fault` for a mapping that names a column which is not there.
    public static func read(_ tables: [Table], mapping: InjectMapping = InjectMapping()) throws(InjectMapping.Fault)
        -> InjectSheet?
    {
        var best: (table: Table, head: Table.Row, score: Int)?
        for table in tables {
            for row in table.rows.prefix(lead) {
                let score = Self.score(row, mapping)
                if score > best?.score ?? 1 { best = (table, row, score) }
            }
        }
        guard let best else { return nil }
        return try InjectSheet(best.table, head: best.head, mapping)
    }

    /// How many columns of a row have names that are known.
    private static func score(_ row: Table.Row, _ mapping: InjectMapping) -> Int {
        var fields: Set<InjectField> = []
        for cell in row.cells {
            guard case .text(let text) = cell, text.utf8.count < 200 else { continue }
            let name = Words.trimmed(text)
            if let line = mapping.lines.first(where: { $0.column == name }) {
                if let field = line.field { fields.insert(field) }
            } else if let known = ColumnNames.field(text) {
                fields.insert(known.field)
            }
        }
        // Letters of columns count for every row alike.
        return fields.count + (fields.isEmpty ? 0 : mapping.lines.count { CellPlace("\($0.column)1".utf8) != nil })
    }

    private init(_ table: Table, head: Table.Row, _ mapping: InjectMapping) throws(InjectMapping.Fault) {
        let width = max(
            table.rows.lazy.filter { $0.number >= head.number }.map(\.cells.count).max() ?? 0,
            head.cells.count
        )
        let names = (0..<width).map { Words.trimmed(head[$0].text) }
        let columns = try Self.columns(names, mapping)
        self.columns = columns
        let fields = Dictionary(uniqueKeysWithValues: columns.map { ($0.value, $0.key) })
        shape = InjectShape(
            name: table.name,
            columns: names.indices.map { InjectShape.Column(name: head[$0].text, field: fields[$0]) }
        )
        shape.above = table.rows.filter { $0.number < head.number }
        shape.head = head.number
        shape.separator = table.separator
        let merged = MergedColumns(table, below: head.number, fields)
        for row in table.rows where row.number > head.number {
            let cells = (0..<width).map { merged.value(row, $0) }
            guard Self.isInject(row, columns) else {
                shape.asides.append(InjectShape.Aside(after: injects.count, cells: row.cells))
                note(
                    .notAnInject,
                    CellPlace(column: 0, row: row.number),
                    "",
                    row.cells.first { !$0.isEmpty }?.text ?? ""
                )
                continue
            }
            injects.append(inject(row, cells, fields))
        }
        judge()
    }

    private static func isInject(_ row: Table.Row, _ columns: [InjectField: Int]) -> Bool {
        let telling = [InjectField.number, .time, .title, .text].compactMap { columns[$0] }.filter {
            !row[$0].isEmpty
        }
        // The name of a day over its injects stands in one cell alone.
        return telling.count > 1 || telling.count == 1 && row.cells.count { !$0.isEmpty } > 1
    }

    private func inject(_ row: Table.Row, _ cells: [CellValue], _ fields: [Int: InjectField]) -> Inject {
        var inject = Inject(row: row.number)
        inject.values.reserveCapacity(fields.count)
        for (column, cell) in cells.enumerated() {
            if let field = fields[column] {
                inject.values[field] = cell
            } else {
                inject.own.append(Inject.Own(name: shape.columns[column].name, value: cell))
            }
        }
        return inject
    }

    /// The column of each field: what the mapping says, then the best name of each.
    private static func columns(_ names: [String], _ mapping: InjectMapping) throws(InjectMapping.Fault)
        -> [InjectField: Int]
    {
        var columns: [InjectField: Int] = [:]
        var taken: Set<Int> = []
        for line in mapping.lines {
            let letters = CellPlace("\(line.column)1".utf8)?.column
            guard let column = names.firstIndex(of: line.column) ?? letters, column < names.count else {
                throw InjectMapping.Fault(description: "there is no column `\(line.column)`")
            }
            guard taken.insert(column).inserted else {
                throw InjectMapping.Fault(description: "the column `\(line.column)` is named twice")
            }
            if let field = line.field { columns[field] = column }
        }
        var found: [(column: Int, field: InjectField, rank: Int)] = []
        for (column, name) in names.enumerated() where !taken.contains(column) {
            guard let known = ColumnNames.field(name), columns[known.field] == nil else { continue }
            found.append((column, known.field, known.rank))
        }
        for one in found.sorted(by: { ($0.rank, $0.column) < ($1.rank, $1.column) }) where columns[one.field] == nil {
            columns[one.field] = one.column
        }
        return columns
    }

    /// Numbers that are missing or stand twice, states that are not known, values that are none.
    private mutating func judge() {
        let hasNumbers = columns[.number] != nil
        if !hasNumbers, !injects.isEmpty { findings.append(ExerciseFinding(.numbersMade)) }
        var seen: Set<String> = []
        for place in injects.indices {
            if !hasNumbers { injects[place].number = String(place + 1) }
            let (number, row) = (injects[place].number, injects[place].row ?? 0)
            let cell = columns[.number].map { CellPlace(column: $0, row: row) } ?? CellPlace(column: 0, row: row)
            if number.isEmpty {
                note(.numberMissing, cell, "", injects[place].title)
            } else if !seen.insert(number).inserted {
                note(.numberTwice, cell, number, number)
            }
            let state = injects[place][.state]
            if !state.isEmpty, injects[place].state == nil, let column = columns[.state] {
                note(.stateUnknown, CellPlace(column: column, row: row), number, state)
            }
            for (field, value) in injects[place].values {
                guard case .error(let text) = value, let column = columns[field] else { continue }
                note(.cellError, CellPlace(column: column, row: row), number, text)
            }
        }
    }

    private mutating func note(_ code: ExerciseFinding.Code, _ place: CellPlace, _ number: String, _ about: String) {
        findings.append(ExerciseFinding(code, cell: place.description, number: number, about: about))
    }

    /// What is to be said of the times of the list.
    ///
    /// That the start or the zone is not known is said once.
    /// - Parameter schedule: when its injects are played.
    /// - Returns: the findings, in the order of the list.
    public func findings(of schedule: InjectSchedule) -> [ExerciseFinding] {
        var findings: [ExerciseFinding] = []
        var told: Set<ExerciseFinding.Code> = []
        for (inject, entry) in zip(injects, schedule.entries) {
            func add(_ code: ExerciseFinding.Code, _ field: InjectField) {
                let isOfAll = code == .needsStart || code == .needsZone
                guard !isOfAll || told.insert(code).inserted else { return }
                // A time of two columns is told at its own.
                let column = columns[field] ?? columns[.day]
                let cell = column.map { CellPlace(column: $0, row: inject.row ?? 0).description } ?? ""
                let about = field == .time ? inject.writtenTime : inject[field]
                findings.append(ExerciseFinding(code, cell: cell, number: inject.number, about: about))
            }
            switch entry.fault {
            case .notUnderstood: add(.timeNotUnderstood, .time)
            case .ambiguous: add(.dayAmbiguous, .time)
            case nil: break
            }
            for note in entry.notes {
                switch note {
                case .gap: add(.gap, .time)
                case .fold: add(.fold, .time)
                case .needsStart: add(.needsStart, .time)
                case .needsZone: add(.needsZone, .time)
                case .zoneUnknown: add(.zoneUnknown, columns[.zone] == nil ? .time : .zone)
                case .beforeStart: add(.beforeStart, .time)
                case .waits: add(.waits, .time)
                case .dependencyUnknown: add(.dependencyUnknown, columns[.dependency] == nil ? .time : .dependency)
                case .beforeDependency: add(.beforeDependency, .time)
                case .cycle: break
                }
            }
        }
        for cycle in schedule.cycles {
            let way = (cycle + cycle.prefix(1)).joined(separator: " → ")
            findings.append(ExerciseFinding(.cycle, number: cycle.first ?? "", about: way))
        }
        return findings
    }
}

/// Cells that are one over several rows: each row has the value, in columns that say to what an inject belongs.
private struct MergedColumns {
    private var values: [Int: [(rows: ClosedRange<Int>, value: CellValue)]] = [:]

    init(_ table: Table, below head: Int, _ fields: [Int: InjectField]) {
        let single: Set<InjectField> = [.number, .time, .title, .text]
        let tall = table.merged.filter { $0.first.row > head && $0.first.row < $0.last.row }
        guard !tall.isEmpty else { return }
        let rows = Dictionary(table.rows.map { ($0.number, $0) }) { first, _ in first }
        for range in tall where fields[range.first.column].map({ !single.contains($0) }) ?? true {
            guard let value = rows[range.first.row]?[range.first.column], value != .empty else { continue }
            values[range.first.column, default: []].append((range.first.row...range.last.row, value))
        }
        for column in values.keys { values[column]?.sort { $0.rows.lowerBound < $1.rows.lowerBound } }
    }

    /// The cell of a row, or of the rows that it is one with.
    func value(_ row: Table.Row, _ column: Int) -> CellValue {
        let own = row[column]
        guard own == .empty, let listed = values[column] else { return own }
        var (low, high) = (0, listed.count)
        while low < high {
            let middle = (low + high) / 2
            if listed[middle].rows.upperBound < row.number { low = middle + 1 } else { high = middle }
        }
        return low < listed.count && listed[low].rows.contains(row.number) ? listed[low].value : own
    }
}
