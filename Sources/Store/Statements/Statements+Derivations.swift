extension Statements {
    /// What was made of what.
    enum Derivation {
        static let add: StaticString = "INSERT OR IGNORE INTO derivation(work, source) VALUES(?, ?)"
        static let holds: StaticString = "SELECT 1 FROM derivation WHERE work=? AND source=?"
        static let sources: StaticString = "SELECT source FROM derivation WHERE work=?"
        static let works: StaticString = "SELECT work FROM derivation WHERE source=?"
        static let all: StaticString = "SELECT work, source FROM derivation"
    }

    /// As what objects of a file were taken in.
    enum Imported {
        static let put: StaticString = "INSERT OR IGNORE INTO imported(old, id) VALUES(?, ?)"
        static let identifiers: StaticString = "SELECT id FROM imported WHERE old=? ORDER BY id"
    }
}
