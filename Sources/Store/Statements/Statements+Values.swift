extension Statements {
    /// The index of values.
    enum Value {
        static let rules: StaticString = "SELECT rules FROM value_state WHERE row=1"
        static let covered: StaticString = "SELECT covered FROM value_state WHERE row=1"
        static let cover: StaticString = "UPDATE value_state SET covered=? WHERE row=1"
        /// How far it is, and how far it has to come until it is whole.
        static let reach: StaticString = "SELECT covered, begun FROM value_state WHERE row=1"
        static let clear: StaticString = """
            DELETE FROM value; DELETE FROM value_span;
            UPDATE value_state SET covered=0, begun=(SELECT coalesce(max(row), 0) FROM object) WHERE row=1
            """
        static let note: StaticString = "UPDATE value_state SET rules=? WHERE row=1"
        /// The versions behind a row, with their types.
        static let uncovered: StaticString = """
            SELECT o.row, k.name, o.bytes FROM object o JOIN kind k ON k.row=o.kind WHERE o.row>? ORDER BY o.row LIMIT ?
            """
        static let add: StaticString = "INSERT OR IGNORE INTO value(key, grp, object) VALUES(?, ?, ?)"
        static let addInOrder: StaticString = "INSERT OR IGNORE INTO value_span(grp, key, object) VALUES(?, ?, ?)"
        static let remove: StaticString = "DELETE FROM value WHERE key=? AND grp=? AND object=?"
        static let removeInOrder: StaticString = "DELETE FROM value_span WHERE grp=? AND key=? AND object=?"
        /// Who has a value (?1), from the group behind one (?2) on.
        static let holders: StaticString = """
            SELECT grp, object FROM value WHERE key=? AND grp>? ORDER BY grp, object DESC
            """
        /// What of a group lies between two keys.
        static let within: StaticString = "SELECT object FROM value_span WHERE grp=? AND key>? AND key<? LIMIT ?"
        /// The last key from one on up to another.
        static let last: StaticString = "SELECT key FROM value WHERE key>=? AND key<=? ORDER BY key DESC LIMIT 1"

        /// For `check`.
        enum Check {
            /// What is in the index and does not stand.
            static let excess: StaticString = """
                SELECT (SELECT count(*) FROM value v
                    WHERE NOT EXISTS (SELECT 1 FROM holding h WHERE h.row=v.object AND h.grp=v.grp))
                + (SELECT count(*) FROM value_span v WHERE NOT EXISTS
                    (SELECT 1 FROM value w WHERE w.key=v.key AND w.grp=v.grp AND w.object=v.object))
                """
            static let count: StaticString = "SELECT (SELECT count(*) FROM value), (SELECT count(*) FROM value_span)"
            /// What stands, as far as the index has come.
            static let standing: StaticString = """
                SELECT h.row, h.grp, k.name, o.bytes FROM holding h JOIN object o ON o.row=h.row
                JOIN kind k ON k.row=o.kind WHERE h.row<=(SELECT covered FROM value_state WHERE row=1)
                """
            static let has: StaticString = "SELECT 1 FROM value WHERE key=? AND grp=? AND object=?"
        }
    }
}
