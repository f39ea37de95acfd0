extension Statements {
    /// The full-text index, in the words of FTS5.
    enum Search {
        static let clear: StaticString = "INSERT INTO search(search) VALUES('delete-all')"
        static let coverNothing: StaticString = "UPDATE setting SET value='0' WHERE name='indexed'"
        static let optimize: StaticString = "INSERT INTO search(search) VALUES('optimize')"
        static let blockBytes: StaticString = "SELECT sum(length(block)) FROM search_data"
        static let sizeBytes: StaticString = "SELECT sum(length(sz)) FROM search_docsize"
        /// The versions behind a row.
        static let uncovered: StaticString = "SELECT row, bytes FROM object WHERE row>? ORDER BY row LIMIT ?"
        static let isThere: StaticString = "SELECT 1 FROM object WHERE row=? AND erased IS NULL"
        static let add: StaticString = "INSERT INTO search(rowid, terms) VALUES(?, ?)"
        static let cover: StaticString = "UPDATE setting SET value=? WHERE name='indexed'"
        /// FTS5 is told what it held.
        static let remove: StaticString = "INSERT INTO search(search, rowid, terms) VALUES('delete', ?, ?)"
        static let covered: StaticString = "SELECT value FROM setting WHERE name='indexed'"
        static let count: StaticString = "SELECT count(*) FROM search WHERE search MATCH ?"
        static let find: StaticString = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
        static let bytes: StaticString = "SELECT bytes FROM object WHERE row=? AND erased IS NULL"
        /// Gives a session a view of the terms of the index (sqlite.org/fts5.html, 7); nothing of it is written.
        static let view: StaticString = """
            PRAGMA query_only=OFF;
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_term USING fts5vocab(main, search, instance);
            PRAGMA query_only=ON
            """
        /// The terms from one on, in order, each as often as it is held.
        static let terms: StaticString = "SELECT term FROM search_term WHERE term>=? ORDER BY term"
        /// The holdings among the hits, from the newest.
        static let holdings: StaticString = """
            SELECT h.row, h.grp FROM search CROSS JOIN holding h ON h.row=search.rowid
            WHERE search MATCH ? AND search.rowid<? ORDER BY search.rowid DESC
            """
    }
}
