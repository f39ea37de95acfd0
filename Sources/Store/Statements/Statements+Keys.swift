extension Statements {
    /// Keys of clients.
    enum Key {
        static let add: StaticString = """
            INSERT INTO api_key(id, name, digest, root, scopes, created) VALUES(?, ?, ?, ?, ?, ?)
            """
        static let revoke: StaticString = "UPDATE api_key SET revoked=? WHERE name=? AND revoked IS NULL"
        static let find: StaticString = """
            SELECT id, name, digest, root, scopes, created, revoked FROM api_key WHERE digest=? AND revoked IS NULL
            """
        static let all: StaticString = """
            SELECT id, name, digest, root, scopes, created, revoked FROM api_key ORDER BY created, name
            """
    }

    /// API roots.
    enum Root {
        static let put: StaticString = """
            INSERT INTO api_root(path, title, description, party, max_content_length, position)
            VALUES(?, ?, ?, ?, ?, (SELECT count(*) FROM api_root))
            ON CONFLICT(path) DO UPDATE SET title=excluded.title, description=excluded.description,
            party=excluded.party, max_content_length=excluded.max_content_length
            """
        static let all: StaticString = """
            SELECT path, title, description, party, max_content_length FROM api_root ORDER BY position
            """
    }
}
