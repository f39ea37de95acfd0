extension Statements {
    /// What parties got of an object.
    enum Rendition {
        static let ofParty: StaticString = """
            SELECT source, object, id, created, modified, content, revoked FROM rendition WHERE party=?
            """
        static let find: StaticString = """
            SELECT source, object, id, created, modified, content, revoked FROM rendition WHERE party=? AND source=?
            """
        static let source: StaticString = "SELECT source FROM rendition WHERE party=? AND id=?"
        static let put: StaticString = """
            INSERT OR REPLACE INTO rendition(party, source, object, id, created, modified, content, revoked)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?)
            """
        /// The order of the join is held to: there are few partners, and each has a place for the object.
        static let isGiven: StaticString = """
            SELECT 1 FROM partner p CROSS JOIN rendition r ON r.party=p.name
            WHERE r.source=? AND r.revoked IS NULL LIMIT 1
            """
        static let revoke: StaticString = "UPDATE rendition SET revoked=? WHERE party=? AND source=?"
        static let revokeAll: StaticString = "UPDATE rendition SET revoked=? WHERE party=? AND revoked IS NULL"
    }
}
