extension Statements {
    /// Invitations of partners, and the numbers of our own.
    enum Invitation {
        static let put: StaticString = """
            INSERT OR REPLACE INTO waiting_invitation(partner, fingerprint, serial, taken, file) VALUES(?, ?, ?, ?, ?)
            """
        static let waiting: StaticString = """
            SELECT fingerprint, serial, taken, file FROM waiting_invitation WHERE partner=?
            """
        static let discard: StaticString = "DELETE FROM waiting_invitation WHERE partner=?"
        static let noteConfirmed: StaticString = """
            INSERT INTO confirmed_invitation(partner, fingerprint, serial) VALUES(?1, ?2, ?3)
            ON CONFLICT(partner, fingerprint) DO UPDATE SET serial=coalesce(max(serial, ?3), serial, ?3)
            """
        static let wasConfirmed: StaticString = "SELECT 1 FROM confirmed_invitation WHERE partner=? AND fingerprint=?"
        /// No row where none had a number.
        static let newestSerial: StaticString = """
            SELECT max(serial) FROM confirmed_invitation WHERE partner=? HAVING max(serial) IS NOT NULL
            """
        static let lastMade: StaticString = "SELECT value FROM setting WHERE name='invitation_serial'"
        static let noteMade: StaticString = "INSERT OR REPLACE INTO setting VALUES('invitation_serial', ?)"
    }

    /// The keys of partners' logs.
    enum LogKey {
        static let noteSuccessor: StaticString = "INSERT OR IGNORE INTO log_successor(old, new) VALUES(?, ?)"
        static let isSuccessor: StaticString = "SELECT 1 FROM log_successor WHERE old=? AND new=?"
        static let find: StaticString = "SELECT key FROM log_key WHERE origin=?"
        static let confirm: StaticString = """
            INSERT INTO log_key(origin, partner, key)
                SELECT substr(log_key, 1, instr(log_key, '+') - 1), name, log_key FROM partner WHERE name=?
            ON CONFLICT(origin) DO UPDATE SET key=excluded.key WHERE partner=excluded.partner
            """
    }
}
