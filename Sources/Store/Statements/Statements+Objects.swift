extension Statements {
    /// Versions as they are kept.
    enum Object {
        /// Whether a version (?1) stands in a list or in an act.
        static let use: StaticString = """
            SELECT 1 FROM member WHERE object=?1 UNION ALL SELECT 1 FROM release_act WHERE object=?1 LIMIT 1
            """
        static let delete: StaticString = "DELETE FROM object WHERE row=?"
        static let countAll: StaticString = "SELECT count(*) FROM object"
        static let lastRow: StaticString = "SELECT coalesce(max(row), 0) FROM object"
        static let bytes: StaticString = "SELECT bytes FROM object WHERE row=?"
        static let key: StaticString = "SELECT id, source FROM object WHERE row=?"
        static let keep: StaticString = """
            INSERT OR IGNORE INTO object(source, id, stamp, version, kind, spec, kept, quarantine, digest, bytes)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        /// What is kept already as this version.
        static let same: StaticString = """
            SELECT row, digest, erased FROM object WHERE id=? AND source=? AND stamp=? AND version=?
            """
        static let takeAgain: StaticString = """
            UPDATE object SET bytes=?, quarantine=?, kept=?, erased=NULL WHERE row=?
            """
        static let any: StaticString = "SELECT 1 FROM object WHERE id=? AND source=? LIMIT 1"
        /// The versions before, of and after an instant (?3); ?1 the object, ?2 its source, ?4 the version itself.
        static let neighbours: StaticString = """
            SELECT bytes FROM (SELECT bytes FROM object WHERE id=?1 AND source=?2 AND stamp<?3 AND erased IS NULL
                ORDER BY stamp DESC, rtrim(version, 'Z') DESC LIMIT 1)
            UNION ALL SELECT bytes FROM object
                WHERE id=?1 AND source=?2 AND stamp=?3 AND version<>?4 AND erased IS NULL
            UNION ALL SELECT bytes FROM (SELECT bytes FROM object
                WHERE id=?1 AND source=?2 AND stamp>?3 AND erased IS NULL
                ORDER BY stamp, rtrim(version, 'Z') LIMIT 1)
            """
        static let isKept: StaticString = """
            SELECT 1 FROM object WHERE id=? AND source=? AND stamp=? AND version=? AND digest=?
            """
        static let versions: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.id=? AND o.erased IS NULL ORDER BY o.stamp, rtrim(o.version, 'Z'), o.source
            """
        static let newestLike: StaticString = """
            SELECT o.row FROM object p JOIN object o ON o.id=p.id AND o.source=p.source
            WHERE p.row=? AND o.erased IS NULL ORDER BY o.stamp DESC, rtrim(o.version, 'Z') DESC LIMIT 1
            """
        static let find: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.row=? AND o.erased IS NULL
            """
        /// ?1 the row before the first, ?2 the source or NULL for any, ?3 how many.
        static let page: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.row>? AND (?2 IS NULL OR o.source=?2) AND o.erased IS NULL ORDER BY o.row LIMIT ?3
            """
        static let ofType: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.version, k.name, o.kept, o.quarantine, o.bytes
            FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
            WHERE o.id>=?1||'--' AND o.id<?1||'-.' AND o.erased IS NULL ORDER BY o.id, o.stamp, o.version
            """
        static let setApart: StaticString = """
            INSERT INTO conflict(source, id, version, seen, reason, bytes) VALUES(?, ?, ?, ?, ?, ?)
            """
        static let counts: StaticString = """
            SELECT (SELECT count(*) FROM object WHERE erased IS NULL),
            (SELECT count(*) FROM object WHERE quarantine IS NOT NULL), (SELECT count(*) FROM conflict)
            """
    }

    /// Who hands versions in.
    enum Source {
        static let add: StaticString = "INSERT OR IGNORE INTO source(kind, name) VALUES(?, ?)"
        static let find: StaticString = "SELECT row FROM source WHERE kind=? AND name=?"
    }

    /// The STIX types by their numbers.
    enum Kind {
        static let add: StaticString = "INSERT INTO kind(name) VALUES(?)"
        static let find: StaticString = "SELECT row FROM kind WHERE name=?"
    }
}
