extension Statements {
    /// What waits for an officer.
    enum Queue {
        static let removeVersion: StaticString = "DELETE FROM queue WHERE object=?"
        static let add: StaticString = "INSERT OR IGNORE INTO queue(object, party, since, reason) VALUES(?, ?, ?, ?)"
        static let removeObject: StaticString = """
            DELETE FROM queue WHERE object IN (SELECT row FROM object WHERE id=?) AND party=?
            """
        static let removeBecause: StaticString = """
            DELETE FROM queue WHERE object IN (SELECT row FROM object WHERE id=?) AND party=? AND reason=?
            """
        static let all: StaticString = """
            SELECT o.id, q.party, q.since, q.reason FROM queue q JOIN object o ON o.row=q.object
            ORDER BY q.since, o.row
            """
        static let waiting: StaticString = """
            SELECT q.object, o.version FROM queue q JOIN object o ON o.row=q.object WHERE o.id=? AND q.party=?
            """
        static let removeParty: StaticString = "DELETE FROM queue WHERE party=?"
    }

    /// The yes of a first officer.
    enum Proposal {
        static let find: StaticString = """
            SELECT object, party, terms, account, officer, made FROM proposal WHERE object=? AND party=?
            """
        static let put: StaticString = """
            INSERT OR REPLACE INTO proposal(object, party, terms, account, officer, made) VALUES(?, ?, ?, ?, ?, ?)
            """
        static let removeObject: StaticString = """
            DELETE FROM proposal WHERE party=? AND object IN (SELECT row FROM object WHERE id=?)
            """
    }
}
