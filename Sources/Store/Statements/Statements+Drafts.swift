extension Statements {
    /// What people have not saved yet.
    enum Draft {
        /// Without the texts.
        static let ofAccount: StaticString = """
            SELECT key, item, title, type, markings, saved, revision, x'' FROM draft WHERE account=?
            ORDER BY saved DESC, key
            """
        static let find: StaticString = """
            SELECT key, item, title, type, markings, saved, revision, body FROM draft WHERE account=? AND key=?
            """
        static let revision: StaticString = "SELECT revision FROM draft WHERE account=? AND key=?"
        static let count: StaticString = "SELECT count(*) FROM draft WHERE account=?"
        static let put: StaticString = """
            INSERT OR REPLACE INTO draft(account, key, item, title, type, markings, saved, revision, body)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let remove: StaticString = "DELETE FROM draft WHERE account=? AND key=?"
    }

    /// Searches that people keep.
    enum SavedSearch {
        static let ofAccount: StaticString = """
            SELECT name, words, type, source, filters FROM saved_search
            WHERE account=? AND name<>'' ORDER BY name
            """
        static let countOthers: StaticString = """
            SELECT count(*) FROM saved_search WHERE account=? AND name<>? AND name<>''
            """
        /// How an account has its list where no search says it: the row without a name.
        static let list: StaticString = "SELECT filters FROM saved_search WHERE account=? AND name=''"
        static let put: StaticString = """
            INSERT OR REPLACE INTO saved_search(account, name, words, type, source, filters)
            VALUES(?, ?, ?, ?, ?, ?)
            """
        static let remove: StaticString = "DELETE FROM saved_search WHERE account=? AND name=?"
    }
}
