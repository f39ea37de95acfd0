extension Statements {
    /// Who is away, and the deputies.
    enum AbsenceList {
        static let all: StaticString = "SELECT account, deputy, since, until FROM absence ORDER BY account"
        static let put: StaticString = """
            INSERT OR REPLACE INTO absence(account, deputy, since, until) VALUES(?, ?, ?, ?)
            """
        static let remove: StaticString = "DELETE FROM absence WHERE account=?"
    }
}
