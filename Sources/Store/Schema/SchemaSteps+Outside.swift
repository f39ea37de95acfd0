extension SchemaSteps {
    /// Schema 23: servers of others, what was posted there, and who is told that there is something.
    ///
    /// `outside_source` is a collection of an ordinary TAXII server; `source` is the row under which its objects are
    /// kept. Without a marking they are in quarantine. `party` is whom the agreements name for what is posted there.
    /// `outside_post` is one envelope that was posted, `outside_posted` which versions were in it.
    static let outside: StaticString = """
        CREATE TABLE outside_source(
            name TEXT PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, root TEXT NOT NULL,
            collection TEXT NOT NULL, title TEXT NOT NULL, way TEXT NOT NULL, account TEXT, marking TEXT, party TEXT,
            made INTEGER NOT NULL, cursor TEXT, fetched INTEGER, problem TEXT, stopped INTEGER, removed INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX outside_source_row ON outside_source(source);
        CREATE TABLE outside_post(
            row INTEGER PRIMARY KEY, name TEXT NOT NULL REFERENCES outside_source, made INTEGER NOT NULL,
            officer TEXT NOT NULL, status TEXT, state TEXT NOT NULL, objects INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0, looked INTEGER
        ) STRICT;
        CREATE INDEX outside_post_open ON outside_post(name, row) WHERE state='pending';
        CREATE TABLE outside_posted(
            name TEXT NOT NULL, object INTEGER NOT NULL REFERENCES object,
            post INTEGER NOT NULL REFERENCES outside_post, PRIMARY KEY(name, object)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version=23;
        """
}
