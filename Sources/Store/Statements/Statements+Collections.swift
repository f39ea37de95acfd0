extension Statements {
    /// Collections, with the ends of their lists.
    enum Collection {
        /// Lists whose newest date is behind a moment.
        static let datedAfter: StaticString = "SELECT row, added FROM collection WHERE added>?"
        static let undated: StaticString = """
            SELECT row, dated, next, added FROM collection INDEXED BY collection_undated WHERE next>dated
            """
        static let noteDated: StaticString = "UPDATE collection SET added=?, dated=next WHERE row=?"
        static let add: StaticString = """
            INSERT INTO collection(root, id, alias, kind, party, title, description, readable, writable)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let remove: StaticString = "DELETE FROM collection WHERE row=?"
        /// ?1 the API root; NULL for every one.
        static let all: StaticString = """
            SELECT row, root, id, alias, kind, party, title, description, readable, writable, epoch, states,
                next, added, dated
            FROM collection WHERE ?1 IS NULL OR root=?1 ORDER BY root, row
            """
        /// ?1 the API root, ?2 the identifier in any case, or the alias.
        static let find: StaticString = """
            SELECT row, root, id, alias, kind, party, title, description, readable, writable, epoch, states,
                next, added, dated
            FROM collection WHERE root=?1 AND id=?2
            UNION ALL
            SELECT row, root, id, alias, kind, party, title, description, readable, writable, epoch, states,
                next, added, dated
            FROM collection WHERE root=?1 AND id IN (lower(?2), upper(?2)) AND length(?2)=36
            UNION ALL
            SELECT row, root, id, alias, kind, party, title, description, readable, writable, epoch, states,
                next, added, dated
            FROM collection WHERE root=?1 AND alias=?2
            """
        static let kind: StaticString = "SELECT kind FROM collection WHERE row=?"
        static let feed: StaticString = """
            SELECT row, root, id, alias, kind, party, title, description, readable, writable, epoch, states,
                next, added, dated
            FROM collection WHERE kind='feed' AND party=?
            """
        static let newestDate: StaticString = "SELECT coalesce(max(added), 0) FROM collection"
        static let judged: StaticString = "SELECT judged FROM collection WHERE row=?"
        static let noteJudged: StaticString = "UPDATE collection SET judged=? WHERE row=?"
        static let counters: StaticString = "SELECT next, added, states, dated FROM collection WHERE row=?"
        static let noteAdded: StaticString = """
            UPDATE collection SET next=?, added=?, dated=?, epoch=epoch+1, states=states|? WHERE row=?
            """
        static let noteRemoved: StaticString = "UPDATE collection SET epoch=epoch+1, states=states|? WHERE row=?"
    }
}
