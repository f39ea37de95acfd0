extension Statements {
    /// The members of lists.
    enum Member {
        /// How many members of a range of places have a date (?4).
        static let countDated: StaticString = """
            SELECT count(*) FROM member WHERE collection=? AND seq>=? AND seq<? AND added=?
            """
        /// ?1 how far the slots are ahead of the places, ?2 how many share a millisecond, ?4 the first place without
        /// a date.
        static let date: StaticString = "UPDATE member SET added=(?+seq)/?*1000 WHERE collection=? AND seq>=?"
        /// Gives what has no version of its own that of its date; ?2 the mark of what has no date yet.
        static let dateStamps: StaticString = "UPDATE member SET stamp=added WHERE collection=? AND stamp=?"
        static let removeAll: StaticString = "DELETE FROM member WHERE collection=?"
        static let count: StaticString = "SELECT count(*) FROM member WHERE collection=?"
        static let lists: StaticString = "SELECT collection FROM member WHERE object=?"
        static let added: StaticString = """
            SELECT object, added FROM member WHERE collection=? AND seq>? ORDER BY seq LIMIT ?
            """
        static let visit: StaticString = """
            SELECT m.seq, m.object, o.bytes FROM member m JOIN object o ON o.row=m.object
            WHERE m.collection=? AND m.seq>? ORDER BY m.seq
            """
        /// What is needed of a version to list it.
        static let entry: StaticString = "SELECT row, id, source, kind, spec, stamp, version FROM object WHERE row=?"
        static let add: StaticString = """
            INSERT INTO member(collection, seq, added, object, kind, state, stamp) VALUES(?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(object, collection) DO NOTHING
            """
        /// ?1 the list, then the object, its source, and the version that does not count.
        static let otherVersion: StaticString = """
            SELECT 1 FROM object o CROSS JOIN member m ON m.object=o.row AND m.collection=?
            WHERE o.id=? AND o.source=? AND o.row<>? LIMIT 1
            """
        /// The versions of an object in a list, the oldest first; ?1 the list.
        static let versions: StaticString = """
            SELECT m.seq, o.spec, m.state FROM object o JOIN member m ON m.object=o.row AND m.collection=?
            WHERE o.id=? AND o.source=? ORDER BY o.stamp, rtrim(o.version, 'Z')
            """
        static let setState: StaticString = "UPDATE member SET state=? WHERE collection=? AND seq=?"
        static let remove: StaticString = "DELETE FROM member WHERE object=? AND collection=?"

        // Pages: each walks one index, in the order of the list.

        static let byState: StaticString = """
            SELECT seq, added, object, stamp, state FROM member INDEXED BY member_state
            WHERE collection=? AND state=? AND seq>? AND seq<=? ORDER BY seq LIMIT ?
            """
        static let byKind: StaticString = """
            SELECT seq, added, object, stamp, state FROM member INDEXED BY member_kind
            WHERE collection=? AND kind=? AND state=? AND seq>? AND seq<=? ORDER BY seq LIMIT ?
            """
        static let byStamp: StaticString = """
            SELECT m.seq, m.added, m.object, m.stamp, m.state, m.kind, o.version
            FROM member m INDEXED BY member_stamp CROSS JOIN object o ON o.row=m.object
            WHERE m.collection=? AND m.stamp=? AND m.seq>? AND m.seq<=? ORDER BY m.seq
            """
        static let byID: StaticString = """
            SELECT m.seq, m.added, m.object, m.stamp, m.state, o.version FROM object o INDEXED BY object_version
            CROSS JOIN member m INDEXED BY member_object ON m.object=o.row
            WHERE o.id=? AND m.collection=? AND m.seq>? AND m.seq<=?
            """
        static let counter: StaticString = "SELECT next FROM collection WHERE row=?"
        static let dateAt: StaticString =
            "SELECT added FROM member WHERE collection=? AND seq>=? ORDER BY seq LIMIT 1"
        static let name: StaticString = "SELECT id, version, spec FROM object WHERE row=?"
    }
}
