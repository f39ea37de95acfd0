extension Statements {
    /// Receipts of partners.
    enum Receipt {
        static let put: StaticString = """
            INSERT OR REPLACE INTO receipt(partner, id, version, taken, origin, place, size, body, salt, path,
            courier) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let putCheckpoint: StaticString = """
            INSERT OR REPLACE INTO receipt_checkpoint(origin, size, note) VALUES(?, ?, ?)
            """
        static let checkpoint: StaticString = "SELECT note FROM receipt_checkpoint WHERE origin=? AND size=?"
        /// ?1 the partner, ?2 and ?3 the objects.
        static let byCourierOnly: StaticString = """
            SELECT min(courier) FROM receipt WHERE partner=?1 AND id IN (?2, ?3)
            """
        static let ofObject: StaticString = """
            SELECT partner, id, version, taken, origin, place, size, body, salt, path FROM receipt
            WHERE id=? ORDER BY partner, version
            """
        static let all: StaticString = """
            SELECT partner, id, version, taken, origin, place, size, body, salt, path FROM receipt
            """
    }

    /// What was last seen of other logs.
    enum SeenLog {
        static let find: StaticString = """
            SELECT origin, partner, size, root, note, seen, cosigned FROM seen_log WHERE origin=?
            """
        static let newest: StaticString = "SELECT origin FROM seen_log WHERE partner=? ORDER BY seen DESC LIMIT 1"
        static let put: StaticString = """
            INSERT OR REPLACE INTO seen_log(origin, partner, size, root, note, seen, cosigned)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """
    }

    /// What speaks against a partner.
    enum Evidence {
        static let add: StaticString = """
            INSERT INTO evidence(partner, seen, code, message, body) VALUES(?, ?, ?, ?, ?)
            """
        /// ?1 whether only what is open counts.
        static let all: StaticString = """
            SELECT row, partner, seen, code, message, body, settled FROM evidence
            WHERE settled IS NULL OR ?=0 ORDER BY row
            """
        static let open: StaticString = """
            SELECT message FROM evidence WHERE partner=? AND settled IS NULL ORDER BY row LIMIT 1
            """
        static let settle: StaticString = """
            UPDATE evidence SET settled=?, officer=?, reason=? WHERE partner=? AND settled IS NULL
            """
    }
}
