extension SchemaSteps {
    /// Schema 24: the index of values (`ValueIndex`).
    ///
    /// `value` leads from a key to the versions that have the value and stand for their objects, by the groups of the
    /// holdings, the newest first. `value_span` has those of addresses, networks and names once more, by groups first:
    /// what lies within a network is read without what is hidden. `rules` is by which rules it was made, `covered` the
    /// last row that it covers, `begun` the last row when it was begun.
    static let values: StaticString = """
        CREATE TABLE value(
            key BLOB NOT NULL, grp INTEGER NOT NULL, object INTEGER NOT NULL, PRIMARY KEY(key, grp, object DESC)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE value_span(
            grp INTEGER NOT NULL, key BLOB NOT NULL, object INTEGER NOT NULL, PRIMARY KEY(grp, key, object)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE value_state(
            row INTEGER PRIMARY KEY, rules INTEGER NOT NULL, covered INTEGER NOT NULL, begun INTEGER NOT NULL
        ) STRICT;
        INSERT INTO value_state(row, rules, covered, begun) VALUES(1, 0, 0, 0);
        PRAGMA user_version=24;
        """
}
