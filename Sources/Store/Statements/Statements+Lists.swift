extension Statements {
    /// What stands in one list.
    enum List {
        static let first: StaticString = "SELECT object FROM member WHERE collection=? ORDER BY seq LIMIT ?"
        static let members: StaticString = """
            SELECT o.row, o.id, o.version, o.digest, s.kind FROM member m JOIN object o ON o.row=m.object
            JOIN source s ON s.row=o.source WHERE m.collection=? ORDER BY m.seq
            """
        static let renditions: StaticString = """
            SELECT o.id FROM member m JOIN object o ON o.row=m.object JOIN source s ON s.row=o.source
            WHERE m.collection=? AND s.kind='rendition'
            """
        /// ?1 the party, ?2 the list.
        static let renditionsOfParty: StaticString = """
            SELECT r.id FROM rendition r JOIN object b ON b.row=r.object
            WHERE r.party=?1 AND b.erased IS NULL AND EXISTS (SELECT 1 FROM object o JOIN member m ON m.object=o.row
                WHERE o.id=r.id AND m.collection=?2)
            """
        /// What a list (?1) has, with the place in the log of the newest entry for a party (?2).
        static let logged: StaticString = """
            SELECT o.id, o.digest, (SELECT e.log FROM log_entry e WHERE e.object=o.row AND e.party=?2
                ORDER BY e.log DESC, e.place DESC LIMIT 1),
                (SELECT e.place FROM log_entry e WHERE e.object=o.row AND e.party=?2
                ORDER BY e.log DESC, e.place DESC LIMIT 1)
            FROM member m JOIN object o ON o.row=m.object WHERE m.collection=?1
            """
        /// What of a list (?1) went to a party (?2) before a place (?4) of a log (?3).
        static let given: StaticString = """
            SELECT m.object FROM member m WHERE m.collection=?1 AND (SELECT max(e.place) FROM log_entry e
                WHERE e.object=m.object AND e.party=?2 AND e.log=?3 AND e.kind IN ('release', 'rendition')) < ?4
            ORDER BY m.seq
            """
        /// Whether a version (?1) stands in a list (?2), or a party (?3) has a rendition of it.
        static let isGiven: StaticString = """
            SELECT 1 FROM member WHERE object=?1 AND collection=?2
            UNION SELECT 1 FROM rendition WHERE object=?1 AND party=?3 AND revoked IS NULL
            """
        /// What stands in a list (?1) of a party (?2), with the question that was decided and the newest version.
        static let standing: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.bytes,
                (SELECT a.question FROM release_act a WHERE a.object=o.row AND a.party=?2 AND a.outcome='release'
                 ORDER BY a.row DESC LIMIT 1),
                (SELECT n.row FROM object n WHERE n.id=o.id AND n.source=o.source AND n.erased IS NULL
                 ORDER BY n.stamp DESC, rtrim(n.version, 'Z') DESC LIMIT 1)
            FROM member m JOIN object o ON o.row=m.object JOIN source s ON s.row=o.source
            WHERE m.collection=?1 AND s.kind<>'rendition'
            """
        /// The same of one object (?3).
        ///
        /// The order of the join is held to: an object has few versions, a list has many members.
        static let standingObject: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.bytes,
                (SELECT a.question FROM release_act a WHERE a.object=o.row AND a.party=?2 AND a.outcome='release'
                 ORDER BY a.row DESC LIMIT 1),
                (SELECT n.row FROM object n WHERE n.id=o.id AND n.source=o.source AND n.erased IS NULL
                 ORDER BY n.stamp DESC, rtrim(n.version, 'Z') DESC LIMIT 1)
            FROM object o CROSS JOIN member m ON m.object=o.row AND m.collection=?1 JOIN source s ON s.row=o.source
            WHERE o.id=?3 AND s.kind<>'rendition'
            """
    }
}
