extension Statements {
    /// What `check` asks of a whole store; it reads every row, as it has to.
    enum Check {
        /// Every version with the digest that it was kept with.
        static let contents: StaticString = """
            SELECT row, id, digest, bytes FROM object WHERE erased IS NULL ORDER BY row
            """
        /// What was erased and has bytes still, or stands in a list.
        static let erasedAndThere: StaticString = """
            SELECT o.id FROM object o WHERE o.erased IS NOT NULL
            AND (length(o.bytes)>0 OR EXISTS (SELECT 1 FROM member m WHERE m.object=o.row))
            """
        /// The highest row that a version ever had.
        static let lastRowEver: StaticString = "SELECT seq FROM sqlite_sequence WHERE name='object'"
        /// The dates of a list in the order of its places; ?2 the date of what has none yet.
        static let dates: StaticString = "SELECT seq, added FROM member WHERE collection=? AND added<? ORDER BY seq"
        /// How many objects of a list have no single newest version.
        static let withoutNewest: StaticString = """
            SELECT count(*) FROM (SELECT o.id FROM member m JOIN object o ON o.row=m.object WHERE m.collection=?
            GROUP BY o.id, o.source HAVING sum(m.state & 2 = 2 AND m.state & 4 = 0) <> 1)
            """
    }
}
