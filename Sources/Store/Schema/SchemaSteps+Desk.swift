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

    /// Schema 21: the registry of what bears a registered level.
    ///
    /// `registry` has an entry for each object and source, numbered within a year without a gap; `act` is the act by
    /// which it was entered. A `registry_act` is what happened: its `salt` opens the commitment of which `sealed` in
    /// the log is made. An opening stands once for a person, a day and a way. Copy 0 is what the node itself keeps.
    static let registry: StaticString = """
        CREATE TABLE registry_act(
            row INTEGER PRIMARY KEY, entry INTEGER REFERENCES registry, act TEXT NOT NULL, made INTEGER NOT NULL,
            account TEXT NOT NULL, officer TEXT NOT NULL, day INTEGER NOT NULL, way TEXT NOT NULL, body BLOB NOT NULL,
            salt BLOB NOT NULL, sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX registry_act_entry ON registry_act(entry, row);
        CREATE UNIQUE INDEX registry_opening ON registry_act(entry, account, day, way) WHERE act='opening';
        CREATE INDEX registry_opened ON registry_act(account, row) WHERE act='opening';
        CREATE TABLE registry(
            row INTEGER PRIMARY KEY, year INTEGER NOT NULL, running INTEGER NOT NULL, object TEXT NOT NULL,
            source INTEGER NOT NULL REFERENCES source, scheme TEXT NOT NULL, level TEXT NOT NULL,
            parent INTEGER REFERENCES registry, made INTEGER NOT NULL, act INTEGER NOT NULL REFERENCES registry_act,
            destroyed INTEGER, UNIQUE(year, running)
        ) STRICT;
        CREATE UNIQUE INDEX registry_object ON registry(object, source);
        CREATE INDEX registry_parent ON registry(parent) WHERE parent IS NOT NULL;
        CREATE TABLE registry_copy(
            row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES registry, number INTEGER NOT NULL,
            kind TEXT NOT NULL, account TEXT NOT NULL, person TEXT NOT NULL, place TEXT NOT NULL, made INTEGER NOT NULL,
            since INTEGER NOT NULL, ended INTEGER, ending TEXT, UNIQUE(entry, number)
        ) STRICT;
        CREATE INDEX registry_copy_held ON registry_copy(account, person, row) WHERE ended IS NULL;
        CREATE TABLE registry_transfer(
            row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES registry, number INTEGER NOT NULL,
            registry TEXT NOT NULL, method TEXT NOT NULL, covers INTEGER NOT NULL, courier TEXT NOT NULL,
            sent INTEGER NOT NULL, receipt TEXT, received INTEGER
        ) STRICT;
        CREATE INDEX registry_transfer_entry ON registry_transfer(entry, row);
        CREATE TABLE registry_muster(
            row INTEGER PRIMARY KEY, year INTEGER NOT NULL, opened INTEGER NOT NULL, account TEXT NOT NULL,
            officer TEXT NOT NULL, closed INTEGER, closer TEXT, expected INTEGER NOT NULL, differing INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX registry_muster_open ON registry_muster(closed IS NULL) WHERE closed IS NULL;
        CREATE TABLE registry_sighting(
            muster INTEGER NOT NULL REFERENCES registry_muster, entry INTEGER NOT NULL REFERENCES registry,
            number INTEGER NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL, made INTEGER NOT NULL,
            officer TEXT NOT NULL, PRIMARY KEY(muster, entry, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX registry_sighted ON registry_sighting(entry, number, muster);
        CREATE INDEX registry_difference ON registry_sighting(muster, entry, number) WHERE state<>'seen';
        CREATE TABLE registry_destruction(
            row INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES registry, number INTEGER NOT NULL,
            method TEXT NOT NULL, reason TEXT NOT NULL, account TEXT NOT NULL, officer TEXT NOT NULL,
            made INTEGER NOT NULL, decided INTEGER, second TEXT, second_officer TEXT, outcome TEXT, certificate BLOB
        ) STRICT;
        CREATE UNIQUE INDEX registry_destruction_open ON registry_destruction(entry, number) WHERE decided IS NULL;
        CREATE INDEX registry_destruction_entry ON registry_destruction(entry, row);
        INSERT OR IGNORE INTO setting VALUES('registry', 'take up');
        PRAGMA user_version=21;
        """

    /// Schema 22: who is away from one day to another, and who does the work meanwhile.
    static let absences: StaticString = """
        CREATE TABLE absence(
            account TEXT PRIMARY KEY REFERENCES account, deputy TEXT NOT NULL REFERENCES account, since TEXT NOT NULL,
            until TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version=22;
        """
}
