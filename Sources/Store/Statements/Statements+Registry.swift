extension Statements {
    /// Entries of the registry.
    enum Registry {
        static let last: StaticString = "SELECT max(running) FROM registry WHERE year=?"
        static let add: StaticString = """
            INSERT INTO registry(year, running, object, source, scheme, level, parent, made, act)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let ofObject: StaticString = """
            SELECT e.row, e.year, e.running, e.object, s.kind, s.name, e.scheme, e.level, e.parent, e.made, e.destroyed
            FROM registry e JOIN source s ON s.row=e.source WHERE e.object=? ORDER BY e.row
            """
        static let held: StaticString =
            "SELECT row, level, scheme, destroyed FROM registry WHERE object=? AND source=?"
        static let numbered: StaticString = """
            SELECT e.row, e.year, e.running, e.object, s.kind, s.name, e.scheme, e.level, e.parent, e.made, e.destroyed
            FROM registry e JOIN source s ON s.row=e.source WHERE e.year=? AND e.running=?
            """
        static let find: StaticString = """
            SELECT e.row, e.year, e.running, e.object, s.kind, s.name, e.scheme, e.level, e.parent, e.made, e.destroyed
            FROM registry e JOIN source s ON s.row=e.source WHERE e.row=?
            """
        static let parts: StaticString = """
            SELECT e.row, e.year, e.running, e.object, s.kind, s.name, e.scheme, e.level, e.parent, e.made, e.destroyed
            FROM registry e JOIN source s ON s.row=e.source WHERE e.parent=? ORDER BY e.row LIMIT ?
            """
        /// The newest first before a row; ?2 year, ?3 scheme, ?4 level, ?5 whether it is destroyed, NULL for any.
        static let page: StaticString = """
            SELECT e.row, e.year, e.running, e.object, s.kind, s.name, e.scheme, e.level, e.parent, e.made, e.destroyed
            FROM registry e JOIN source s ON s.row=e.source
            WHERE e.row<?1 AND (?2 IS NULL OR e.year=?2) AND (?3 IS NULL OR e.scheme=?3) AND (?4 IS NULL OR e.level=?4)
            AND (?5 IS NULL OR (e.destroyed IS NOT NULL)=?5) ORDER BY e.row DESC LIMIT ?6
            """
        static let level: StaticString = "UPDATE registry SET scheme=?, level=? WHERE row=?"
        static let revive: StaticString = "UPDATE registry SET destroyed=NULL WHERE row=?"
        static let isKept: StaticString = """
            SELECT 1 FROM registry e JOIN object o ON o.id=e.object AND o.source=e.source
            WHERE e.row=? AND o.erased IS NULL LIMIT 1
            """
        static let destroy: StaticString = "UPDATE registry SET destroyed=? WHERE row=? AND destroyed IS NULL"
    }

    /// What happened in the registry.
    enum RegistryAct {
        static let add: StaticString = """
            INSERT INTO registry_act(entry, act, made, account, officer, day, way, body, salt, sealed)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        /// The newest first before a row; ?3 the kind of act, NULL for any.
        static let page: StaticString = """
            SELECT row, entry, act, made, account, officer, day, way, body, salt, sealed FROM registry_act
            WHERE entry=?1 AND row<?2 AND (?3 IS NULL OR act=?3) ORDER BY row DESC LIMIT ?4
            """
        /// The act by which an entry was made.
        static let ofEntry: StaticString = """
            SELECT a.row, a.entry, a.act, a.made, a.account, a.officer, a.day, a.way, a.body, a.salt, a.sealed
            FROM registry e JOIN registry_act a ON a.row=e.act WHERE e.row=?
            """
        static let isOpened: StaticString = """
            SELECT 1 FROM registry_act WHERE entry=? AND account=? AND day=? AND way=? AND act='opening'
            """
        /// What an account has opened, the newest first before a row.
        static let opened: StaticString = """
            SELECT row, entry, act, made, account, officer, day, way, body, salt, sealed FROM registry_act
            WHERE account=? AND row<? AND act='opening' ORDER BY row DESC LIMIT ?
            """
    }

    /// Copies, and who has them.
    enum RegistryCopy {
        static let last: StaticString = "SELECT max(number) FROM registry_copy WHERE entry=?"
        static let add: StaticString = """
            INSERT INTO registry_copy(entry, number, kind, account, person, place, made, since)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let ofEntry: StaticString = """
            SELECT row, entry, number, kind, account, person, place, made, since, ended, ending FROM registry_copy
            WHERE entry=? ORDER BY number
            """
        static let find: StaticString = """
            SELECT row, entry, number, kind, account, person, place, made, since, ended, ending FROM registry_copy
            WHERE entry=? AND number=?
            """
        static let hand: StaticString = """
            UPDATE registry_copy SET account=?, person=?, place=?, since=? WHERE row=? AND ended IS NULL
            """
        static let end: StaticString = "UPDATE registry_copy SET ended=?, ending=? WHERE row=? AND ended IS NULL"
        /// What a person holds behind a row.
        static let heldBy: StaticString = """
            SELECT row, entry, number, kind, account, person, place, made, since, ended, ending FROM registry_copy
            WHERE account=?1 AND (?1<>'' OR person=?2) AND row>?3 AND ended IS NULL ORDER BY row LIMIT ?4
            """
        static let holders: StaticString = """
            SELECT DISTINCT account, person FROM registry_copy INDEXED BY registry_copy_held
            WHERE ended IS NULL ORDER BY account, person
            """
    }

    /// Copies on their way to another registry.
    enum RegistryTransfer {
        static let add: StaticString = """
            INSERT INTO registry_transfer(entry, number, registry, method, covers, courier, sent)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """
        static let ofEntry: StaticString = """
            SELECT row, number, registry, method, covers, courier, sent, receipt, received FROM registry_transfer
            WHERE entry=? ORDER BY row
            """
        static let receive: StaticString = """
            UPDATE registry_transfer SET receipt=?, received=? WHERE entry=? AND number=? AND received IS NULL
            """
    }

    /// Musters, and what was seen at each.
    enum RegistryMuster {
        static let open: StaticString = """
            INSERT INTO registry_muster(year, opened, account, officer, expected)
            SELECT ?, ?, ?, ?, count(*) FROM registry_copy WHERE ended IS NULL
            """
        static let all: StaticString = """
            SELECT row, year, opened, account, officer, closed, closer, expected, differing FROM registry_muster
            ORDER BY row DESC LIMIT ?
            """
        static let find: StaticString = """
            SELECT row, year, opened, account, officer, closed, closer, expected, differing FROM registry_muster
            WHERE row=?
            """
        static let current: StaticString = "SELECT row FROM registry_muster WHERE closed IS NULL"
        static let sight: StaticString = """
            INSERT OR REPLACE INTO registry_sighting(muster, entry, number, state, note, made, officer)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """
        /// Copies that nobody has looked for, behind a copy.
        static let unseen: StaticString = """
            SELECT c.row, c.entry, c.number, c.kind, c.account, c.person, c.place, c.made, c.since, c.ended, c.ending
            FROM registry_copy c LEFT JOIN registry_sighting s
            ON s.muster=?1 AND s.entry=c.entry AND s.number=c.number
            WHERE (c.entry, c.number)>(?2, ?3) AND c.ended IS NULL AND s.muster IS NULL
            ORDER BY c.entry, c.number LIMIT ?4
            """
        /// What a closed muster could not find, behind a copy.
        static let differences: StaticString = """
            SELECT entry, number, state, note, made, officer FROM registry_sighting
            WHERE muster=?1 AND (entry, number)>(?2, ?3) AND state<>'seen' ORDER BY entry, number LIMIT ?4
            """
        static let counts: StaticString = """
            SELECT count(*), count(*) FILTER (WHERE state<>'seen') FROM registry_sighting WHERE muster=?
            """
        static let ofEntry: StaticString = """
            SELECT s.entry, s.number, s.state, s.note, s.made, s.officer, m.year FROM registry_sighting s
            JOIN registry_muster m ON m.row=s.muster WHERE s.entry=? ORDER BY s.muster, s.number
            """
        /// Nobody looked for them.
        static let noteUnseen: StaticString = """
            INSERT OR IGNORE INTO registry_sighting(muster, entry, number, state, note, made, officer)
            SELECT ?1, entry, number, 'not-seen', '', ?2, ?3 FROM registry_copy WHERE ended IS NULL
            """
        /// What the node itself should keep and does not.
        static let noteGone: StaticString = """
            INSERT OR IGNORE INTO registry_sighting(muster, entry, number, state, note, made, officer)
            SELECT ?1, row, 0, 'gone', '', ?2, ?3 FROM registry e WHERE destroyed IS NULL AND NOT EXISTS (
                SELECT 1 FROM object o WHERE o.id=e.object AND o.source=e.source AND o.erased IS NULL)
            """
        static let close: StaticString = """
            UPDATE registry_muster SET closed=?, closer=?, differing=? WHERE row=? AND closed IS NULL
            """
    }

    /// Destructions, each with two names.
    enum RegistryDestruction {
        static let add: StaticString = """
            INSERT INTO registry_destruction(entry, number, method, reason, account, officer, made)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """
        static let find: StaticString = """
            SELECT row, entry, number, method, reason, account, officer, made, decided, second, second_officer, outcome,
                certificate FROM registry_destruction WHERE row=?
            """
        static let ofEntry: StaticString = """
            SELECT row, entry, number, method, reason, account, officer, made, decided, second, second_officer, outcome,
                certificate FROM registry_destruction WHERE entry=? ORDER BY row
            """
        static let waiting: StaticString = """
            SELECT row, entry, number, method, reason, account, officer, made, decided, second, second_officer, outcome,
                certificate FROM registry_destruction INDEXED BY registry_destruction_open WHERE decided IS NULL
                ORDER BY entry, number LIMIT ?
            """
        static let decide: StaticString = """
            UPDATE registry_destruction SET decided=?, second=?, second_officer=?, outcome=?, certificate=?
            WHERE row=? AND decided IS NULL
            """
    }
}
