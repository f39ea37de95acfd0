extension Statements {
    /// The newest states of the node's logs.
    enum LogHead {
        static let current: StaticString = """
            SELECT log, origin, size, root, note, sealed, closed FROM log_head ORDER BY log DESC LIMIT 1
            """
        static let all: StaticString = """
            SELECT log, origin, size, root, note, sealed, closed FROM log_head ORDER BY log
            """
        static let put: StaticString = """
            INSERT INTO log_head(log, origin, size, root, note, sealed, closed) VALUES(?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(log) DO UPDATE SET size=excluded.size, root=excluded.root, note=excluded.note,
            sealed=excluded.sealed, closed=excluded.closed
            """
    }

    /// Entries of the node's logs.
    enum LogEntry {
        static let last: StaticString = "SELECT max(place) FROM log_entry WHERE log=?"
        static let append: StaticString = """
            INSERT INTO log_entry(log, place, kind, made, party, subject, object, officer, body, internal, salt,
            commitment) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let commitments: StaticString = """
            SELECT commitment FROM log_entry WHERE log=? AND place>=? AND place<? ORDER BY place
            """
        static let range: StaticString = """
            SELECT log, place, kind, made, party, subject, object, officer, body, internal, salt, commitment
            FROM log_entry WHERE log=? AND place>=? ORDER BY place LIMIT ?
            """
        static let release: StaticString = """
            SELECT log, place, kind, made, party, subject, object, officer, body, internal, salt, commitment
            FROM log_entry WHERE object=? AND party=? AND kind IN ('release', 'rendition')
            ORDER BY log DESC, place DESC LIMIT 1
            """
    }

    /// Hashes of the node's logs, by tiles.
    enum LogTile {
        static let find: StaticString = "SELECT hashes FROM log_tile WHERE log=? AND level=? AND number=?"
        /// Of the unfinished tile, in order.
        static let parts: StaticString = """
            SELECT hashes FROM log_tile WHERE log=? AND level=-1 AND number>=? AND number<? ORDER BY number
            """
        static let removeParts: StaticString = """
            DELETE FROM log_tile WHERE log=? AND level=-1 AND number>=? AND number<?
            """
        static let put: StaticString = """
            INSERT OR REPLACE INTO log_tile(log, level, number, hashes) VALUES(?, ?, ?, ?)
            """
    }

    /// What witnesses cosigned last.
    enum Cosignature {
        static let all: StaticString = "SELECT witness, size, line FROM cosignature WHERE log=? ORDER BY witness"
        static let put: StaticString = """
            INSERT OR REPLACE INTO cosignature(log, witness, size, made, line) VALUES(?, ?, ?, ?, ?)
            """
    }
}
