extension SchemaSteps {
    /// Schema 25: hooks, by which a tool is told that its key can read something new.
    ///
    /// `place` is how far the collection was counted, as the key reads it, and `counter` the count; `told` is the last
    /// one that arrived. What is under way has an identifier of its own, `message`, with the count that it tells.
    static let hooks: StaticString = """
        CREATE TABLE hook(
            name TEXT PRIMARY KEY, key TEXT NOT NULL REFERENCES api_key, collection TEXT NOT NULL, url TEXT NOT NULL,
            networks TEXT NOT NULL, made INTEGER NOT NULL, place TEXT NOT NULL, counter INTEGER NOT NULL DEFAULT 0,
            told INTEGER NOT NULL DEFAULT 0, message TEXT, number INTEGER NOT NULL DEFAULT 0,
            grown INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0,
            delivered INTEGER, problem TEXT, ended INTEGER
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version=25;
        """
}
