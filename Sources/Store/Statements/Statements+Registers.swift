extension Statements {
    /// Records that duties need.
    enum Register {
        static let add: StaticString = """
            INSERT INTO register(kind, name, body, recorded, officer) VALUES(?, ?, ?, ?, ?)
            """
        /// ?1 the kind and ?2 the name, NULL for any; ?3 whether closed records count.
        static let all: StaticString = """
            SELECT row, kind, name, body, recorded, officer, closed FROM register
            WHERE (?1 IS NULL OR kind=?1) AND (?2 IS NULL OR name=?2) AND (?3 OR closed IS NULL) ORDER BY row
            """
        static let close: StaticString = "UPDATE register SET closed=? WHERE row=? AND closed IS NULL"
        /// What rises with every record that decisions rest on.
        static let mark: StaticString = """
            SELECT max(row), count(closed) FROM register 
            WHERE kind IN ('consent', 'recall', 'assurance', 'reader', 'exercise')
            """
    }
}
