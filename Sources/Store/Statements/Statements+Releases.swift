extension Statements {
    /// Acts of release.
    enum ReleaseAct {
        static let add: StaticString = """
            INSERT INTO release_act(object, party, officer, made, outcome, grounds, agreement_set, question)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let question: StaticString = """
            SELECT coalesce(question, x'') FROM release_act
            WHERE object=? AND party=? AND outcome IN ('release', 'rendition') ORDER BY row DESC LIMIT 1
            """
        /// What was decided for a party (?1) about an object (?2), or about what it is a rendition of.
        static let questions: StaticString = """
            SELECT DISTINCT a.question FROM release_act a JOIN object o ON o.row=a.object
            WHERE a.party=?1 AND a.outcome IN ('release', 'rendition') AND (o.id=?2 OR o.id IN (SELECT r.source
                FROM rendition r WHERE r.party=?1 AND r.id=?2))
            """
        /// ?1 the object, ?2 the party.
        static let lastGiven: StaticString = """
            SELECT a.object FROM object o CROSS JOIN release_act a ON a.object=o.row AND a.party=?2
            WHERE o.id=?1 AND a.outcome IN ('release', 'rendition') ORDER BY a.row DESC LIMIT 1
            """
        static let ofVersion: StaticString = """
            SELECT object, party, officer, made, outcome, grounds, agreement_set, coalesce(question, x'')
            FROM release_act WHERE object=? ORDER BY row
            """
    }
}
