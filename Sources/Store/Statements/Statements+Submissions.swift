extension Statements {
    /// What authors hand in for release.
    enum Submission {
        static let add: StaticString = """
            INSERT INTO submission(id, object, version, account, author, parties, made, seen)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
            """
        static let find: StaticString = """
            SELECT row, id, object, version, account, author, parties, made, assigned, ending, ended, seen
            FROM submission WHERE id=?
            """
        /// The newest first; the second value says how many.
        static let ofAccount: StaticString = """
            SELECT row, id, object, version, account, author, parties, made, assigned, ending, ended, seen
            FROM submission WHERE account=? ORDER BY row DESC LIMIT ?
            """
        /// Those about an object that have not ended, the oldest first.
        static let openOf: StaticString = """
            SELECT row, id, object, version, account, author, parties, made, assigned, ending, ended, seen
            FROM submission WHERE object=? AND ended IS NULL ORDER BY row
            """
        /// Those of which something waits for an officer, the oldest first.
        static let waiting: StaticString = """
            SELECT DISTINCT s.row, s.id, s.object, s.version, s.account, s.author, s.parties, s.made, s.assigned,
                s.ending, s.ended, s.seen
            FROM queue q JOIN object o ON o.row=q.object JOIN submission s ON s.object=o.id AND s.ended IS NULL
            ORDER BY s.row
            """
        static let end: StaticString = "UPDATE submission SET ending=?, ended=? WHERE row=? AND ended IS NULL"
        static let assign: StaticString = "UPDATE submission SET assigned=? WHERE row=?"
        static let see: StaticString = "UPDATE submission SET seen=? WHERE row=?"
        static let say: StaticString =
            "INSERT INTO remark(submission, account, name, made, text) VALUES(?, ?, ?, ?, ?)"
        static let remarks: StaticString = """
            SELECT account, name, made, text FROM remark WHERE submission=? ORDER BY row
            """
    }
}
