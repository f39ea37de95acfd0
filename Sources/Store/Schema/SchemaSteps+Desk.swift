/// The steps for what people do at the console: the index of the holdings, papers, searches.
extension SchemaSteps {
    /// Schema 18: the index of the holdings, kept with the versions (`HoldingWriter`).
    ///
    /// `marking_class` has each list of marking references once. A `holding_group` is what is alike in class, type,
    /// source and whether it is set apart, with how many there are. `holding` says which version stands for an object,
    /// and its group; `reference` what such a version refers to, by the mark of the identifier. `filled` is the row up
    /// to which versions of an earlier release were taken in, NULL once all were; `epoch` is raised by every change.
    static let holdings: StaticString = """
        CREATE TABLE marking_class(
            number INTEGER PRIMARY KEY, markings TEXT NOT NULL, unclear INTEGER NOT NULL, UNIQUE(markings, unclear)
        ) STRICT;
        CREATE TABLE holding_group(
            number INTEGER PRIMARY KEY, class INTEGER NOT NULL REFERENCES marking_class,
            kind INTEGER NOT NULL REFERENCES kind, source INTEGER NOT NULL REFERENCES source, apart INTEGER NOT NULL,
            count INTEGER NOT NULL, newest INTEGER NOT NULL, UNIQUE(class, kind, source, apart)
        ) STRICT;
        CREATE TABLE holding(row INTEGER PRIMARY KEY, grp INTEGER NOT NULL) STRICT;
        CREATE INDEX holding_grp ON holding(grp);
        CREATE TABLE reference(
            target INTEGER NOT NULL, authorship INTEGER NOT NULL, grp INTEGER NOT NULL, object INTEGER NOT NULL,
            PRIMARY KEY(target, authorship, grp, object)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE holding_state(row INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, filled INTEGER) STRICT;
        INSERT INTO holding_state(row, epoch, filled) VALUES(1, 0, 0);
        PRAGMA user_version=18;
        """

    /// Schema 19: what authors hand to the disclosure officers, and what is said about it.
    static let submissions: StaticString = """
        CREATE TABLE submission(
            row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, object TEXT NOT NULL, version TEXT NOT NULL,
            account TEXT NOT NULL, author TEXT NOT NULL, parties TEXT NOT NULL, made INTEGER NOT NULL, assigned TEXT,
            ending TEXT, ended INTEGER, seen INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX submission_account ON submission(account, row);
        CREATE INDEX submission_open ON submission(object) WHERE ended IS NULL;
        CREATE TABLE remark(
            row INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submission, account TEXT NOT NULL,
            name TEXT NOT NULL, made INTEGER NOT NULL, text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX remark_submission ON remark(submission, row);
        PRAGMA user_version=19;
        """

    /// Schema 20: what a kept search asks for beside words, type and source.
    static let filters: StaticString = """
        ALTER TABLE saved_search ADD COLUMN filters TEXT NOT NULL DEFAULT '{}';
        PRAGMA user_version=20;
        """
}
