extension Statements {
    /// The index of the holdings.
    enum Holding {
        /// What is written in the transaction of a version.
        enum Change {
            static let source: StaticString = "SELECT kind FROM source WHERE row=?"
            static let kind: StaticString = "SELECT name FROM kind WHERE row=?"
            static let findClass: StaticString = "SELECT number FROM marking_class WHERE markings=? AND unclear=?"
            static let addClass: StaticString = "INSERT INTO marking_class(markings, unclear) VALUES(?, ?)"
            static let findGroup: StaticString = """
                SELECT number FROM holding_group WHERE class=? AND kind=? AND source=? AND apart=?
                """
            static let addGroup: StaticString = """
                INSERT INTO holding_group(class, kind, source, apart, count, newest) VALUES(?, ?, ?, ?, 0, 0)
                """
            static let add: StaticString = "INSERT INTO holding(row, grp) VALUES(?, ?)"
            /// Eight at once: a statement costs as much as a row.
            static let addEight: StaticString = """
                INSERT INTO holding(row, grp) VALUES(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?),(?,?)
                """
            static let remove: StaticString = "DELETE FROM holding WHERE row=?"
            static let addReference: StaticString = """
                INSERT INTO reference(target, authorship, grp, object) VALUES(?, ?, ?, ?)
                """
            static let addEightReferences: StaticString = """
                INSERT INTO reference(target, authorship, grp, object)
                VALUES(?,?,?,?),(?,?,?,?),(?,?,?,?),(?,?,?,?),(?,?,?,?),(?,?,?,?),(?,?,?,?),(?,?,?,?)
                """
            static let removeReference: StaticString = """
                DELETE FROM reference WHERE target=? AND authorship=? AND grp=? AND object=?
                """
            static let count: StaticString = """
                UPDATE holding_group SET count=count+?, newest=max(newest, ?) WHERE number=?
                """
            static let raise: StaticString = "UPDATE holding_state SET epoch=epoch+1 WHERE row=1"
            /// The newest version of an object that was not erased, one row left out.
            static let newest: StaticString = """
                SELECT row, stamp, kind, quarantine IS NOT NULL FROM object
                WHERE id=? AND source=? AND row<>? AND erased IS NULL ORDER BY stamp DESC, row DESC LIMIT 1
                """
        }

        static let epoch: StaticString = "SELECT epoch FROM holding_state WHERE row=1"
        static let group: StaticString = "SELECT grp FROM holding WHERE row=?"
        /// As small as the number of different markings, types and sources.
        static let groups: StaticString = """
            SELECT g.number, g.class, k.name, s.kind, s.name, g.apart, g.count, g.newest FROM holding_group g
            JOIN kind k ON k.row=g.kind JOIN source s ON s.row=g.source WHERE g.count>0
            """
        static let numbered: StaticString = """
            SELECT g.number, g.class, k.name, s.kind, s.name, g.apart, g.count, g.newest FROM holding_group g
            JOIN kind k ON k.row=g.kind JOIN source s ON s.row=g.source WHERE g.number=?
            """
        static let stamp: StaticString = "SELECT stamp FROM object WHERE row=?"
        static let classes: StaticString = "SELECT number, markings, unclear FROM marking_class WHERE number>?"
        static let walk: StaticString = "SELECT row FROM holding WHERE grp=? AND row<? ORDER BY row DESC LIMIT ?"
        static let walkUp: StaticString = "SELECT row FROM holding WHERE grp=? AND row>? ORDER BY row LIMIT ?"
        /// The groups of what refers to an identifier, one by one.
        static let nextGroup: StaticString = """
            SELECT grp FROM reference WHERE target=? AND authorship=? AND grp>? ORDER BY grp LIMIT 1
            """
        static let walkReferences: StaticString = """
            SELECT object FROM reference WHERE target=? AND authorship=? AND grp=? AND object<?
            ORDER BY object DESC LIMIT ?
            """
        static let refers: StaticString = """
            SELECT 1 FROM reference WHERE target=? AND authorship=? AND grp=? AND object=?
            """

        /// The versions that stand for an object, one from each source.
        static let standing: StaticString = """
            SELECT h.row, h.grp FROM object o JOIN holding h ON h.row=o.row WHERE o.id=?
            """

        static let lastRow: StaticString = "SELECT max(row) FROM object"
        static let keptFrom: StaticString = "SELECT row, kept FROM object WHERE row>=? ORDER BY row LIMIT 1"
        static let beginning: StaticString = """
            SELECT h.row, h.grp FROM object o JOIN holding h ON h.row=o.row WHERE o.id>=? AND o.id<? ORDER BY o.id
            """
        /// What stands in the feed of a party, goes to it by courier, or waits for witnesses.
        ///
        /// The order of the join is held to: a party has few lists, and each is read from its end.
        static let givenWhole: StaticString = """
            SELECT h.row, h.grp FROM collection c CROSS JOIN member m ON m.collection=c.row
            CROSS JOIN holding h ON h.row=m.object
            WHERE c.party=? AND c.kind IN ('feed', 'courier', 'waiting') ORDER BY c.row, m.seq DESC
            """
        /// What a party has a rendition of that was not taken back.
        static let givenRenditions: StaticString = """
            SELECT h.row, h.grp FROM rendition r CROSS JOIN object o ON o.id=r.source
            CROSS JOIN holding h ON h.row=o.row WHERE r.party=? AND r.revoked IS NULL
            """

        /// The statements of the fill, which goes over the versions once.
        enum Fill {
            static let place: StaticString = "SELECT filled FROM holding_state WHERE row=1"
            /// What stands for its object, in a piece of the rows.
            static let piece: StaticString = """
                SELECT o.row, o.kind, o.source, o.quarantine IS NOT NULL, o.bytes FROM object o
                WHERE o.row>?1 AND o.row<=?2 AND o.erased IS NULL AND NOT EXISTS (
                    SELECT 1 FROM object n WHERE n.id=o.id AND n.source=o.source AND n.row<>o.row AND n.erased IS NULL
                    AND (n.stamp>o.stamp OR n.stamp=o.stamp AND n.row>o.row))
                ORDER BY o.row
                """
            static let note: StaticString = "UPDATE holding_state SET filled=? WHERE row=1"
            /// Groups and classes stay, as other processes know their numbers.
            static let begin: StaticString = """
                DELETE FROM reference; DELETE FROM holding; UPDATE holding_group SET count=0, newest=0;
                UPDATE holding_state SET filled=0, epoch=epoch+1
                """
        }

        /// For `check`: versions that stand and are not in the index, or the other way round, and groups with another
        /// count than they have.
        enum Check {
            static let missing: StaticString = """
                SELECT count(*) FROM object o JOIN source s ON s.row=o.source JOIN kind k ON k.row=o.kind
                LEFT JOIN holding h ON h.row=o.row
                WHERE (h.row IS NULL)=(o.erased IS NULL AND k.name NOT IN ('marking-definition', 'entente-notice')
                    AND (s.kind IN ('own', 'partner', 'taxii') OR s.kind='found' AND o.quarantine IS NOT NULL)
                    AND NOT EXISTS (SELECT 1 FROM object n WHERE n.id=o.id AND n.source=o.source AND n.row<>o.row
                        AND n.erased IS NULL AND (n.stamp>o.stamp OR n.stamp=o.stamp AND n.row>o.row)))
                """
            static let counts: StaticString = """
                SELECT (SELECT count(*) FROM holding_group g
                    WHERE g.count<>(SELECT count(*) FROM holding h WHERE h.grp=g.number))
                + (SELECT count(*) FROM holding WHERE row NOT IN (SELECT row FROM object))
                + (SELECT count(*) FROM reference r
                    WHERE NOT EXISTS (SELECT 1 FROM holding h WHERE h.row=r.object AND h.grp=r.grp))
                """
        }
    }
}
