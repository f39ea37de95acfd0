extension Statements {
    /// Hooks.
    enum Hook {
        static let all: StaticString = """
            SELECT h.name, h.key, k.name, k.revoked, h.collection, h.url, h.networks, h.made, h.place, h.counter,
            h.told, h.message, h.number, h.grown, h.tries, h.due, h.delivered, h.problem, h.ended
            FROM hook h JOIN api_key k ON k.id=h.key ORDER BY h.name
            """
        static let add: StaticString = """
            INSERT INTO hook(name, key, collection, url, networks, made, place) VALUES(?, ?, ?, ?, ?, ?, ?)
            """
        static let move: StaticString = "UPDATE hook SET url=?, networks=?, tries=0, due=0 WHERE name=?"
        static let remove: StaticString = "DELETE FROM hook WHERE name=?"
        /// Counts from a place on, unless another process has counted from there.
        static let count: StaticString = "UPDATE hook SET place=?, counter=counter+? WHERE name=? AND place=?"
        static let begin: StaticString = "UPDATE hook SET message=?, number=counter, grown=? WHERE name=?"
        /// Takes what is under way for one attempt, unless somebody else has it; NULL takes it whatever is.
        static let take: StaticString = "UPDATE hook SET due=?1 WHERE name=?2 AND (?3 IS NULL OR due=?3)"
        /// What arrived is told, unless it is no longer what is under way; what ended for want of an answer goes on.
        static let delivered: StaticString = """
            UPDATE hook SET told=max(told, number), message=NULL, tries=0, due=?, delivered=?,
            ended=CASE WHEN problem IN ('key', 'collection') THEN ended END,
            problem=CASE WHEN problem IN ('key', 'collection') THEN problem END
            WHERE name=? AND message=?
            """
        static let failed: StaticString = """
            UPDATE hook SET tries=?, due=?, problem=? WHERE name=? AND message=? AND ended IS NULL
            """
        static let end: StaticString = "UPDATE hook SET ended=?, problem=? WHERE name=? AND ended IS NULL"
    }
}
