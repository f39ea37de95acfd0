/// One thing that a symbol can stand for: its codes and its name.
struct SymbolEntity: Sendable {
    /// The symbol set, two digits.
    let set: String
    /// The entity, its type and subtype, six digits.
    let code: String
    /// Dimension and function of 2525C, seven characters; nil where it has none that means the same.
    let letters: String?
    /// How it is drawn; nil where it is told in words.
    let icon: SymbolIcon?
    /// What it is called.
    let name: String

    /// The rows of the table by set and code.
    static let rows: [String: Int] = {
        var rows: [String: Int] = [:]
        for (row, entity) in SymbolTable.entities.enumerated() { rows[entity.set + entity.code] = row }
        return rows
    }()

    /// The rows that 2525C has as well, by dimension and function.
    static let rowsByLetters: [String: Int] = {
        var rows: [String: Int] = [:]
        for (row, entity) in SymbolTable.entities.enumerated() {
            if let letters = entity.letters { rows[letters] = row }
        }
        return rows
    }()

    /// The name of the nearest thing above a code that the table has, by its type and then by its entity.
    static func above(set: String, code: String) -> String? {
        let row = rows[set + code.prefix(4) + "00"] ?? rows[set + code.prefix(2) + "0000"]
        return row.map { SymbolTable.entities[$0].name }
    }

    /// The name of the nearest thing above a function of 2525C that the table has.
    static func above(letters: String) -> String? {
        var rest = letters.filter { $0 != "-" }
        while rest.count > 1 {
            rest.removeLast()
            let row = rowsByLetters[rest + String(repeating: "-", count: 7 - rest.count)]
            if let row { return SymbolTable.entities[row].name }
        }
        return nil
    }
}
