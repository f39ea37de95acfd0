extension Statements {
    /// What was kept as it was found.
    enum Found {
        /// A version of the party's own that is valid and no older.
        static let valid: StaticString = """
            SELECT row FROM object WHERE id=? AND source=1 AND stamp>=? AND erased IS NULL ORDER BY stamp LIMIT 1
            """
        static let heal: StaticString = """
            UPDATE object SET quarantine=NULL WHERE id=? AND source=? AND stamp<=? AND quarantine IS NOT NULL
            """
    }

    /// What is in quarantine or was set apart.
    enum Quarantine {
        static let put: StaticString = "UPDATE object SET quarantine=? WHERE row=?"
        static let holds: StaticString = "SELECT 1 FROM object WHERE row=? AND quarantine IS NOT NULL"
        static let bearer: StaticString = "SELECT row, source, bytes FROM object WHERE row=?"
        static let ofUnknownMarkings: StaticString = """
            SELECT row, source, bytes FROM object WHERE quarantine LIKE 'marking-unknown:%'
            """
        static let bearers: StaticString = """
            SELECT row, source, bytes FROM object
            WHERE erased IS NULL AND (quarantine IS NULL OR quarantine LIKE 'marking-unknown:%')
            """
        static let reasons: StaticString = """
            SELECT o.quarantine, s.kind, s.name FROM object o JOIN source s ON s.row=o.source
            WHERE o.quarantine IS NOT NULL
            UNION ALL SELECT c.reason, s.kind, s.name FROM conflict c JOIN source s ON s.row=c.source
            """
        static let all: StaticString = """
            SELECT o.id, o.version, s.kind, s.name, o.quarantine FROM object o JOIN source s ON s.row=o.source
            WHERE o.quarantine IS NOT NULL AND o.erased IS NULL ORDER BY o.row
            """
        /// The last column says whether it is a version, or was set apart.
        static let items: StaticString = """
            SELECT o.quarantine, s.kind, s.name, o.id, o.version, o.kept, o.bytes, 1 FROM object o
            JOIN source s ON s.row=o.source WHERE o.quarantine IS NOT NULL AND o.erased IS NULL
            UNION ALL SELECT c.reason, s.kind, s.name, c.id, c.version, c.seen, c.bytes, 0 FROM conflict c
            JOIN source s ON s.row=c.source ORDER BY 6 DESC
            """
    }
}
