public import Tables

/// The shape of a list: its columns, and what stands beside the injects, so that it can be written again as it was.
public struct InjectShape: Sendable, Hashable {
    /// A column.
    public struct Column: Sendable, Hashable {
        /// Its name, as it is written; empty for none.
        public var name: String
        /// What it means; nil for a column of one's own.
        public var field: InjectField?

        /// A column.
        public init(name: String, field: InjectField?) { (self.name, self.field) = (name, field) }
    }

    /// A row that is no inject, such as the name of a day over its injects.
    public struct Aside: Sendable, Hashable {
        /// How many injects stand before it.
        public var after: Int
        /// What it has.
        public var cells: [CellValue]
    }

    /// What the sheet is called.
    public var name: String
    /// The rows above the names of columns.
    public var above: [Table.Row]
    /// The row that has the names of columns, from 1.
    public var head: Int
    /// The columns, from the first on.
    public var columns: [Column]
    /// The rows that are no injects.
    public var asides: [Aside]
    /// What separates the values of a file of them.
    public var separator: Table.Separator?

    /// A shape.
    /// - Parameters:
    ///   - name: what the sheet is called.
    ///   - columns: the columns, from the first on.
    public init(name: String = "MEL-MIL", columns: [Column]) {
        (self.name, self.columns) = (name, columns)
        (above, head, asides, separator) = ([], 1, [], nil)
    }

    /// The shape of injects that come from no sheet: the fields that any of them has, then columns of their own.
    public init(of injects: [Inject], name: String = "MEL-MIL") {
        let used = injects.reduce(into: Set<InjectField>()) { $0.formUnion($1.values.keys) }
        var columns = InjectField.allCases.filter {
            used.contains($0) || $0 == .number || $0 == .time || $0 == .title
        }
        .map { Column(name: ColumnNames.plain($0), field: $0) }
        var seen: Set<String> = []
        for inject in injects {
            for own in inject.own where seen.insert(own.name).inserted {
                columns.append(Column(name: own.name, field: nil))
            }
        }
        self.init(name: name, columns: columns)
    }

    /// Writes injects in this shape.
    /// - Parameter injects: the injects, in their order.
    /// - Returns: the table. Columns of one's own have their values by name, equal names in their order.
    public func table(_ injects: [Inject]) -> Table {
        var table = Table(name: name, rows: above.filter { $0.number < head })
        table.separator = separator
        table.rows.append(Table.Row(number: head, cells: columns.map { $0.name.isEmpty ? .empty : .text($0.name) }))
        var number = head
        func add(_ cells: [CellValue]) {
            number += 1
            var cells = cells
            while cells.last == .empty { cells.removeLast() }
            if !cells.isEmpty { table.rows.append(Table.Row(number: number, cells: cells)) }
        }
        var rest = asides[...]
        for (place, inject) in injects.enumerated() {
            while let aside = rest.first, aside.after <= place {
                add(aside.cells)
                rest = rest.dropFirst()
            }
            add(cells(of: inject))
        }
        for aside in rest { add(aside.cells) }
        return table
    }

    /// Puts a line above all others, such as one that says that it is an exercise; once.
    /// - Parameter line: its text.
    public mutating func put(_ line: String) {
        guard above.first?.cells.first != .text(line) else { return }
        above = above.map { Table.Row(number: $0.number + 1, cells: $0.cells, isHidden: $0.isHidden) }
        above.insert(Table.Row(number: 1, cells: [.text(line)]), at: 0)
        head += 1
    }

    private func cells(of inject: Inject) -> [CellValue] {
        var own: [String: ArraySlice<CellValue>] = [:]
        for one in inject.own { own[one.name, default: []].append(one.value) }
        return columns.map { column in
            if let field = column.field { return inject.values[field] ?? .empty }
            return own[column.name]?.popFirst() ?? .empty
        }
    }
}
