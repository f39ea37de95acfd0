extension Statements {
    /// Servers of others.
    enum Outside {
        static let all: StaticString = """
            SELECT name, source, root, collection, title, way, account, marking, party, made, cursor, fetched, problem,
            stopped, removed FROM outside_source ORDER BY name
            """
        static let add: StaticString = """
            INSERT INTO outside_source(name, source, root, collection, title, way, account, marking, party, made)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let access: StaticString = """
            UPDATE outside_source SET way=?, account=? WHERE name=? AND removed IS NULL
            """
        static let remove: StaticString = "UPDATE outside_source SET removed=? WHERE name=? AND removed IS NULL"
        static let mark: StaticString = "UPDATE outside_source SET marking=? WHERE name=?"
        /// NULL leaves the cursor and the date as they are.
        static let note: StaticString = """
            UPDATE outside_source SET cursor=coalesce(?, cursor), fetched=coalesce(?, fetched), problem=?, stopped=?
            WHERE name=?
            """
        static let marking: StaticString = "SELECT marking FROM outside_source WHERE source=?"
        static let kept: StaticString = """
            SELECT row, bytes FROM object WHERE source=? AND erased IS NULL AND row>? ORDER BY row LIMIT ?
            """
        static let addPost: StaticString = """
            INSERT INTO outside_post(name, made, officer, state, objects) VALUES(?, ?, ?, 'sending', ?)
            """
        static let addPosted: StaticString = """
            INSERT OR REPLACE INTO outside_posted(name, object, post) VALUES(?, ?, ?)
            """
        static let notePost: StaticString = """
            UPDATE outside_post SET status=coalesce(?, status), state=?, failures=?, looked=? WHERE row=?
            """
        static let openPosts: StaticString = """
            SELECT row, made, officer, status, state, objects, failures FROM outside_post
            WHERE name=? AND state='pending' ORDER BY row
            """
        /// What stands in a feed (?1) and was not posted to a server (?2), in the order of the feed.
        static let unposted: StaticString = """
            SELECT m.object FROM member m WHERE m.collection=?1 AND NOT EXISTS (SELECT 1 FROM outside_posted p
                JOIN outside_post s ON s.row=p.post
                WHERE p.name=?2 AND p.object=m.object AND s.state IN ('pending', 'done', 'refused'))
            ORDER BY m.seq LIMIT ?3
            """
    }
}
