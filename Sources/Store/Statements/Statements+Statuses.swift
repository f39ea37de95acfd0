extension Statements {
    /// Statuses of envelopes.
    enum Status {
        static let put: StaticString = """
            INSERT OR REPLACE INTO status(id, root, caller, requested, completed, total, success, failure, details)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let find: StaticString = """
            SELECT id, root, caller, requested, completed, total, success, failure, details FROM status WHERE id=?
            """
        static let forget: StaticString = "DELETE FROM status WHERE requested<?1 AND completed<?1"
        static let refused: StaticString = """
            SELECT root, count(*), sum(failure) FROM status WHERE failure>0 GROUP BY root ORDER BY root
            """
    }

    /// Envelopes that wait for their turn.
    enum Spool {
        static let add: StaticString = "INSERT INTO spool(status, collection, source, bytes) VALUES(?, ?, ?, ?)"
        static let next: StaticString = """
            SELECT row, status, collection, source, bytes FROM spool ORDER BY row LIMIT 1
            """
        static let remove: StaticString = "DELETE FROM spool WHERE row=?"
        static let count: StaticString = "SELECT count(*) FROM spool"
    }
}
