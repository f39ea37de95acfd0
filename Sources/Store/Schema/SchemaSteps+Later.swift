extension SchemaSteps {
    /// Schema 27: indicators that begin to count after they came (`HitFollower`).
    ///
    /// What is due has a moment, in microseconds since 1970, before which it is not: 0 for what is due at once. An
    /// indicator that an earlier release holds, and that begins after this step, is looked at once more; then it waits.
    static let later: StaticString = """
        ALTER TABLE hit_due ADD COLUMN begins INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX hit_due_begins ON hit_due(begins);
        INSERT OR IGNORE INTO hit_due(row)
            SELECT h.row FROM holding h JOIN object o ON o.row=h.row JOIN kind k ON k.row=o.kind
            WHERE k.name='indicator' AND json_valid(CAST(o.bytes AS TEXT))
                AND json_extract(CAST(o.bytes AS TEXT), '$.valid_from')>strftime('%Y-%m-%d', 'now', '-1 day');
        PRAGMA user_version=27;
        """
}
