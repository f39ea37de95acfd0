extension Statements {
    /// Who has what.
    enum Given {
        static let parties: StaticString = """
            SELECT c.party FROM member m JOIN collection c ON c.row=m.collection
            WHERE m.object=? AND c.kind IN ('feed', 'courier', 'waiting') AND c.party IS NOT NULL
            """
        static let isVersionListed: StaticString = """
            SELECT 1 FROM member m JOIN collection c ON c.row=m.collection
            WHERE m.object=? AND c.party=? AND c.kind IN ('feed', 'courier')
            """
        static let isObjectListed: StaticString = """
            SELECT 1 FROM object o CROSS JOIN member m ON m.object=o.row CROSS JOIN collection c ON c.row=m.collection
            WHERE o.id=? AND c.party IS NOT NULL LIMIT 1
            """
        static let isListedInEither: StaticString = """
            SELECT 1 FROM object o JOIN member m ON m.object=o.row WHERE o.id=? AND m.collection IN (?, ?) LIMIT 1
            """
        /// ?1 the version, ?2 and ?4 the lists, ?3 the party, which may have it of itself.
        static let hasVersion: StaticString = """
            SELECT 1 FROM object o JOIN source s ON s.row=o.source
            LEFT JOIN member m ON m.object=o.row AND m.collection IN (?2, ?4)
            WHERE o.row=?1 AND (m.seq IS NOT NULL OR s.kind='partner' AND s.name=?3)
            """
        /// ?1 the object, ?2 the party, ?3 whether courier files count.
        static let knows: StaticString = """
            SELECT 1 FROM object o JOIN source s ON s.row=o.source
            LEFT JOIN member m ON m.object=o.row AND m.collection IN (SELECT c.row FROM collection c
                WHERE c.party=?2 AND (c.kind='feed' OR ?3 AND c.kind='courier'))
            WHERE o.id=?1 AND (m.seq IS NOT NULL AND s.kind<>'rendition' OR s.kind='partner' AND s.name=?2) LIMIT 1
            """
        /// ?1 the object, ?2 the party, ?3 one more list; no row where there is no such object.
        static let isWhole: StaticString = """
            SELECT max(m.seq IS NOT NULL AND s.kind<>'rendition' OR s.kind='partner' AND s.name=?2)
            FROM object o JOIN source s ON s.row=o.source LEFT JOIN member m ON m.object=o.row AND m.collection IN (
                SELECT c.row FROM collection c WHERE c.party=?2 AND (c.kind IN ('feed', 'waiting') OR c.row=?3))
            WHERE o.id=?1 HAVING count(*)>0
            """
        /// Whether anything of the party's own or of a partner goes to somebody; ?1 the source.
        ///
        /// The order of the join is held to: there are few lists, and each has a first member at once or none.
        static let isGivenOn: StaticString = """
            SELECT 1 FROM source WHERE row=? AND kind IN ('own', 'partner') AND EXISTS (
                SELECT 1 FROM collection c CROSS JOIN member m ON m.collection=c.row WHERE c.party IS NOT NULL)
            """
        /// To whom versions of an object (?1) were given whole and are given still, the oldest first.
        ///
        /// The order of the join is held to: an object has few versions, each with few acts.
        static let sent: StaticString = """
            SELECT a.party, o.version, min(a.made) FROM object o CROSS JOIN release_act a ON a.object=o.row
            WHERE o.id=?1 AND a.outcome='release' AND EXISTS (SELECT 1 FROM collection c CROSS JOIN member m
                ON m.collection=c.row AND m.object=o.row WHERE c.party=a.party AND c.kind IN ('feed', 'courier'))
            GROUP BY a.party, o.version ORDER BY min(a.made)
            """
        static let countWaiting: StaticString = """
            SELECT count(*) FROM member m JOIN collection c ON c.row=m.collection WHERE c.kind='waiting'
            """
        /// To whom an object went, by which outcome, as what, and whether it waits still.
        ///
        /// The order of the join is held to: what waits is little, what is listed is much.
        static let givings: StaticString = """
            SELECT a.party, a.outcome, o.version,
                (SELECT r.id FROM rendition r WHERE r.party=a.party AND r.source=o.id),
                (SELECT v.version FROM rendition r JOIN object v ON v.id=r.id JOIN source s ON s.row=v.source
                    WHERE r.party=a.party AND r.source=o.id AND s.kind='rendition' AND s.name=a.party
                    ORDER BY v.stamp DESC, rtrim(v.version, 'Z') DESC LIMIT 1),
                EXISTS (SELECT 1 FROM collection c CROSS JOIN member m ON m.collection=c.row
                    CROSS JOIN object h ON h.row=m.object
                    LEFT JOIN rendition r ON r.party=a.party AND r.source=o.id AND r.id=h.id
                    WHERE c.party=a.party AND c.kind='waiting' AND CASE a.outcome WHEN 'release' THEN h.row=o.row
                        ELSE r.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM object v JOIN member f ON f.object=v.row
                            JOIN collection l ON l.row=f.collection WHERE v.id=r.id AND l.party=a.party
                            AND l.kind IN ('feed', 'courier')) END)
            FROM object o JOIN release_act a ON a.object=o.row
            WHERE o.id=? AND a.outcome IN ('release', 'rendition')
            ORDER BY a.party, a.outcome, o.stamp, rtrim(o.version, 'Z')
            """
    }
}
