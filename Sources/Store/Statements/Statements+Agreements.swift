extension Statements {
    /// Sets of agreements, every one that was applied.
    enum AgreementSet {
        static let current: StaticString = "SELECT max(row) FROM agreement_set"
        static let files: StaticString = "SELECT files FROM agreement_set WHERE row=?"
        static let all: StaticString = "SELECT row, applied, officer FROM agreement_set ORDER BY row"
        static let add: StaticString = "INSERT INTO agreement_set(applied, officer, files) VALUES(?, ?, ?)"
    }
}
