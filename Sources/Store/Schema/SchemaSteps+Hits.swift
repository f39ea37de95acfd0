extension SchemaSteps {
    /// Schema 26: what was met when it came in (`HitFollower`).
    ///
    /// A `hit` is two versions that stand, an indicator and what was observed, with the groups of their holdings: who
    /// may know of it is decided anew whenever it is read. `mark` is of the two identifiers, and stays when a version
    /// follows; by it `hit_settled` says who is done with it. `left_out` counts what was more than is kept of two
    /// groups, or not decided, `noted` is when that was last.
    /// `hit_due` has versions that stand anew and were passed already; what an earlier release holds is no news.
    static let hits: StaticString = """
        CREATE TABLE hit(
            row INTEGER PRIMARY KEY AUTOINCREMENT, indicator INTEGER NOT NULL, indicator_group INTEGER NOT NULL,
            observed INTEGER NOT NULL, observed_group INTEGER NOT NULL, mark INTEGER NOT NULL, found INTEGER NOT NULL,
            UNIQUE(indicator, observed_group, observed)
        ) STRICT;
        CREATE INDEX hit_groups ON hit(indicator_group, observed_group, row);
        CREATE INDEX hit_observed ON hit(observed);
        CREATE TABLE hit_groups_kept(
            indicator_group INTEGER NOT NULL, observed_group INTEGER NOT NULL, left_out INTEGER NOT NULL,
            noted INTEGER NOT NULL, PRIMARY KEY(indicator_group, observed_group)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE hit_due(row INTEGER PRIMARY KEY) STRICT;
        CREATE TABLE hit_settled(
            account TEXT NOT NULL REFERENCES account, mark INTEGER NOT NULL, PRIMARY KEY(account, mark)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE hit_state(row INTEGER PRIMARY KEY, covered INTEGER NOT NULL) STRICT;
        INSERT INTO hit_state(row, covered) SELECT 1, coalesce(max(row), 0) FROM object;
        PRAGMA user_version=26;
        """
}
