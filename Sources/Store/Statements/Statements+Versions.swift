extension Statements {
    /// What flows ask about versions.
    enum Version {
        static let name: StaticString = "SELECT id, version, digest FROM object WHERE row=?"
        static let digest: StaticString = "SELECT digest FROM object WHERE row=?"
        static let digestFromPartner: StaticString = """
            SELECT o.digest FROM object o JOIN source s ON s.row=o.source
            WHERE o.id=? AND s.kind='partner' AND s.name=? AND o.version=?
            """
        static let origin: StaticString = """
            SELECT o.row, o.id, s.kind, s.name FROM object o JOIN source s ON s.row=o.source WHERE o.row=?
            """
        static let source: StaticString = "SELECT source FROM object WHERE row=?"
        /// What a party (?1) has not, neither in its lists nor in its queue.
        static let ungiven: StaticString = """
            SELECT o.row, o.id, s.kind, s.name FROM object o JOIN source s ON s.row=o.source
            WHERE s.kind NOT IN ('rendition', 'found', 'taxii') AND NOT (s.kind='partner' AND s.name=?1)
                AND NOT EXISTS (SELECT 1 FROM member m WHERE m.object=o.row AND m.collection IN
                    (SELECT c.row FROM collection c WHERE c.party=?1 AND c.kind IN ('feed', 'waiting')))
                AND NOT EXISTS (SELECT 1 FROM queue q WHERE q.object=o.row AND q.party=?1)
            ORDER BY o.row
            """
        static let newestOwn: StaticString = """
            SELECT o.row FROM object o JOIN kind k ON k.row=o.kind
            WHERE o.source=1 AND o.erased IS NULL AND k.name<>'marking-definition' AND NOT EXISTS (
                SELECT 1 FROM object n WHERE n.id=o.id AND n.source=1 AND n.erased IS NULL
                    AND (n.stamp, rtrim(n.version, 'Z'))>(o.stamp, rtrim(o.version, 'Z')))
            ORDER BY o.row
            """
        static let isHeld: StaticString = "SELECT 1 FROM object WHERE id=? AND erased IS NULL LIMIT 1"
        /// Whether two sources have handed it in.
        static let isShared: StaticString = "SELECT min(source)<>max(source) FROM object WHERE id=?"
        static let shared: StaticString = "SELECT id FROM object GROUP BY id HAVING min(source)<>max(source)"
        static let contents: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.digest, o.bytes FROM object o JOIN source s ON s.row=o.source
            WHERE o.id=? AND s.kind<>'rendition' ORDER BY o.row
            """
        /// But what came from a party.
        static let all: StaticString = """
            SELECT o.row, s.kind, s.name, o.id, o.digest, o.bytes FROM object o JOIN source s ON s.row=o.source
            WHERE s.kind NOT IN ('rendition', 'found', 'taxii') AND NOT (s.kind='partner' AND s.name=?)
            """
    }
}
