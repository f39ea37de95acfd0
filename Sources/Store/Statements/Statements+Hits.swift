extension Statements {
    /// What was met when it came in.
    enum Hit {
        static let covered: StaticString = "SELECT covered FROM hit_state WHERE row=1"
        static let cover: StaticString = "UPDATE hit_state SET covered=max(covered, ?) WHERE row=1"
        /// What is due at a moment, so many at most; what is due at once comes first.
        static let due: StaticString = "SELECT row FROM hit_due WHERE begins<=? ORDER BY begins, row LIMIT ?"
        static let nextDue: StaticString = "SELECT min(begins) FROM hit_due"
        static let addDue: StaticString = "INSERT OR IGNORE INTO hit_due(row, begins) VALUES(?, ?)"
        static let removeDue: StaticString = "DELETE FROM hit_due WHERE row=?"
        /// What stands behind a row, up to another.
        static let arrived: StaticString = """
            SELECT h.row, h.grp, k.name FROM holding h JOIN object o ON o.row=h.row JOIN kind k ON k.row=o.kind
            WHERE h.row>? AND h.row<=? ORDER BY h.row LIMIT ?
            """
        static let standing: StaticString = """
            SELECT h.row, h.grp, k.name FROM holding h JOIN object o ON o.row=h.row JOIN kind k ON k.row=o.kind
            WHERE h.row=?
            """
        static let add: StaticString = """
            INSERT OR IGNORE INTO hit(indicator, indicator_group, observed, observed_group, mark, found)
            VALUES(?, ?, ?, ?, ?, ?)
            """
        /// How many there are of an indicator (?1) with a group (?2), so many at most.
        static let count: StaticString = """
            SELECT count(*) FROM (SELECT 1 FROM hit WHERE indicator=?1 AND observed_group=?2 LIMIT ?3)
            """
        static let noteGroups: StaticString = """
            INSERT INTO hit_groups_kept(indicator_group, observed_group, left_out, noted)
            VALUES(?1, ?2, ?3, CASE WHEN ?3>0 THEN ?4 ELSE 0 END)
            ON CONFLICT DO UPDATE SET left_out=left_out+?3, noted=CASE WHEN ?3>0 THEN ?4 ELSE noted END
            """
        static let groups: StaticString = "SELECT indicator_group, observed_group, noted FROM hit_groups_kept"
        /// The oldest of two groups, behind so many of the newest.
        static let cut: StaticString = """
            DELETE FROM hit WHERE indicator_group=?1 AND observed_group=?2 AND row<=(SELECT row FROM hit
                WHERE indicator_group=?1 AND observed_group=?2 ORDER BY row DESC LIMIT 1 OFFSET ?3)
            """
        static let forgetIndicator: StaticString = "DELETE FROM hit WHERE indicator=?"
        static let forgetObserved: StaticString = "DELETE FROM hit WHERE observed=?"
        /// The newest of two groups (?1, ?2) that an account (?3) is not done with, so many at most.
        static let newest: StaticString = """
            SELECT h.row, h.indicator, h.indicator_group, h.observed, h.observed_group, h.mark, h.found FROM hit h
            WHERE h.indicator_group=?1 AND h.observed_group=?2
                AND NOT EXISTS (SELECT 1 FROM hit_settled s WHERE s.account=?3 AND s.mark=h.mark)
            ORDER BY h.row DESC LIMIT ?4
            """
        static let ofIndicator: StaticString = """
            SELECT h.row, h.indicator, h.indicator_group, h.observed, h.observed_group, h.mark, h.found FROM hit h
            WHERE h.indicator=?1 AND NOT EXISTS (SELECT 1 FROM hit_settled s WHERE s.account=?2 AND s.mark=h.mark)
            """
        static let ofObserved: StaticString = """
            SELECT h.row, h.indicator, h.indicator_group, h.observed, h.observed_group, h.mark, h.found FROM hit h
            WHERE h.observed=?1 AND NOT EXISTS (SELECT 1 FROM hit_settled s WHERE s.account=?2 AND s.mark=h.mark)
            """
        static let settle: StaticString = "INSERT OR IGNORE INTO hit_settled(account, mark) VALUES(?, ?)"
    }
}
