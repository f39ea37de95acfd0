/// The steps from an empty file to today's schema; each is applied once, in order, and never changed afterwards.
enum SchemaSteps {
    /// Every released step; its place (from 1) is the schema version that it leads to and notes in `user_version`.
    static let all: [StaticString] = [
        first, agreements, ledger, erasure, courier, people, identity, searches, segments, links, milliseconds,
        statements, drafts, imported, proposals, works, translations,
        holdings, submissions, filters, registry, absences, outside, values, hooks, hits, later,
    ]

    /// Schema 1.
    ///
    /// `object` holds the canonical bytes of each version once for each source that handed it in (uniqueness and
    /// conflict are judged per source). `member` is the list of a collection in the order of adding; `stamp` is
    /// the version as microseconds, `state` says which versions it shows (`MemberState`).
    private static let first: StaticString = """
        CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE source(row INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE(kind, name)) STRICT;
        CREATE TABLE kind(row INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE object(
            row INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES source, id TEXT NOT NULL,
            stamp INTEGER NOT NULL, version TEXT NOT NULL, kind INTEGER NOT NULL REFERENCES kind,
            spec INTEGER NOT NULL, kept INTEGER NOT NULL, quarantine TEXT, digest BLOB NOT NULL, bytes BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX object_version ON object(id, source, stamp, version);
        CREATE INDEX object_quarantine ON object(row) WHERE quarantine IS NOT NULL;
        CREATE TABLE collection(
            row INTEGER PRIMARY KEY, root TEXT NOT NULL, id TEXT NOT NULL, alias TEXT, kind TEXT NOT NULL,
            party TEXT, title TEXT NOT NULL, description TEXT, readable INTEGER NOT NULL, writable INTEGER NOT NULL,
            next INTEGER NOT NULL DEFAULT 1, added INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0,
            states INTEGER NOT NULL DEFAULT 0, UNIQUE(root, id), UNIQUE(root, alias)
        ) STRICT;
        CREATE TABLE member(
            collection INTEGER NOT NULL REFERENCES collection, seq INTEGER NOT NULL, added INTEGER NOT NULL,
            object INTEGER NOT NULL REFERENCES object, kind INTEGER NOT NULL, state INTEGER NOT NULL,
            stamp INTEGER NOT NULL, PRIMARY KEY(collection, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX member_state ON member(collection, state, seq);
        CREATE INDEX member_kind ON member(collection, kind, state, seq);
        CREATE INDEX member_stamp ON member(collection, stamp, seq);
        CREATE UNIQUE INDEX member_object ON member(object, collection);
        CREATE TABLE status(
            id TEXT PRIMARY KEY, root TEXT NOT NULL, caller TEXT NOT NULL, requested INTEGER NOT NULL,
            completed INTEGER, total INTEGER NOT NULL, success INTEGER NOT NULL, failure INTEGER NOT NULL,
            details BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX status_requested ON status(requested);
        CREATE TABLE spool(
            row INTEGER PRIMARY KEY, status TEXT NOT NULL REFERENCES status, collection INTEGER NOT NULL,
            source INTEGER NOT NULL, bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE api_key(
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL UNIQUE, root TEXT NOT NULL,
            scopes TEXT NOT NULL, created INTEGER NOT NULL, revoked INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE api_root(
            path TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT, party TEXT,
            max_content_length INTEGER NOT NULL, position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE partner(
            name TEXT PRIMARY KEY, title TEXT NOT NULL, identity TEXT, address TEXT NOT NULL, pin TEXT NOT NULL,
            next_pin TEXT, log_key TEXT NOT NULL, fingerprint TEXT NOT NULL, invitation BLOB NOT NULL,
            confirmed INTEGER, cursor TEXT, pulled INTEGER, problem TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX partner_pin ON partner(pin);
        CREATE TABLE release_act(
            row INTEGER PRIMARY KEY, object INTEGER NOT NULL REFERENCES object, party TEXT NOT NULL,
            officer TEXT NOT NULL, made INTEGER NOT NULL, outcome TEXT NOT NULL, grounds BLOB NOT NULL, withdrawn INTEGER
        ) STRICT;
        CREATE INDEX release_object ON release_act(object, party);
        CREATE TABLE conflict(
            row INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, id TEXT NOT NULL, version TEXT NOT NULL,
            seen INTEGER NOT NULL, reason TEXT NOT NULL, bytes BLOB NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE search USING fts5(terms, content='', tokenize='ascii');
        INSERT INTO search(search, rank) VALUES('hashsize', 16777216);
        INSERT INTO setting VALUES('indexed', '0');
        INSERT INTO source(row, kind, name) VALUES(1, 'own', '');
        PRAGMA user_version=1;
        """

    /// Schema 2: what decisions under agreements need.
    ///
    /// `agreement_set` keeps every set that was ever applied, so that a past decision can be made again. `rendition`
    /// says which object of a source `rendition` a party got for which own object. `derivation` holds the
    /// `derived-from` relationships. `register` holds the records that duties need, by kind.
    private static let agreements: StaticString = """
        CREATE TABLE agreement_set(
            row INTEGER PRIMARY KEY, applied INTEGER NOT NULL, officer TEXT NOT NULL, files BLOB NOT NULL
        ) STRICT;
        CREATE TABLE queue(
            object INTEGER NOT NULL REFERENCES object, party TEXT NOT NULL, since INTEGER NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY(object, party)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE register(
            row INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL,
            recorded INTEGER NOT NULL, officer TEXT NOT NULL, closed INTEGER
        ) STRICT;
        CREATE INDEX register_name ON register(kind, name);
        CREATE TABLE derivation(
            work TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY(work, source)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE rendition(
            party TEXT NOT NULL, source TEXT NOT NULL, object INTEGER NOT NULL REFERENCES object, id TEXT NOT NULL,
            created INTEGER NOT NULL, modified INTEGER NOT NULL, content BLOB NOT NULL, revoked INTEGER,
            PRIMARY KEY(party, source)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE release_act ADD COLUMN agreement_set INTEGER;
        ALTER TABLE release_act ADD COLUMN question BLOB;
        ALTER TABLE collection ADD COLUMN judged INTEGER;
        PRAGMA user_version=2;
        """

    /// Schema 3: the ledger.
    ///
    /// `log_head` has one row a log, the last of which is in use; a new one is opened after a restore that lost
    /// entries. `log_entry` holds what the salted commitments of a log stand for; `log_tile` the hashes by level, the
    /// last of a level perhaps partial. `seen_log` is what this node has last seen, as a reader or a witness, of other
    /// logs.
    private static let ledger: StaticString = """
        CREATE TABLE log_head(
            log INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, root BLOB NOT NULL,
            note BLOB NOT NULL, sealed INTEGER NOT NULL, closed INTEGER
        ) STRICT;
        CREATE TABLE log_entry(
            log INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, made INTEGER NOT NULL, party TEXT,
            subject TEXT, object INTEGER, officer TEXT, body BLOB NOT NULL, internal BLOB NOT NULL,
            salt BLOB NOT NULL, commitment BLOB NOT NULL, PRIMARY KEY(log, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX log_entry_object ON log_entry(object, party, log, place) WHERE object IS NOT NULL;
        CREATE TABLE log_tile(
            log INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
            PRIMARY KEY(log, level, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cosignature(
            log INTEGER NOT NULL, witness TEXT NOT NULL, size INTEGER NOT NULL, made INTEGER NOT NULL,
            line TEXT NOT NULL, PRIMARY KEY(log, witness)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE seen_log(
            origin TEXT PRIMARY KEY, partner TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
            note BLOB NOT NULL, seen INTEGER NOT NULL, cosigned INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE receipt(
            partner TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL, taken INTEGER NOT NULL,
            origin TEXT NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL,
            salt BLOB NOT NULL, path BLOB NOT NULL, PRIMARY KEY(partner, id, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE receipt_checkpoint(
            origin TEXT NOT NULL, size INTEGER NOT NULL, note BLOB NOT NULL, PRIMARY KEY(origin, size)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE evidence(
            row INTEGER PRIMARY KEY, partner TEXT NOT NULL, seen INTEGER NOT NULL, code TEXT NOT NULL,
            message TEXT NOT NULL, body BLOB NOT NULL, settled INTEGER, officer TEXT, reason TEXT
        ) STRICT;
        CREATE INDEX evidence_open ON evidence(partner) WHERE settled IS NULL;
        ALTER TABLE partner ADD COLUMN witness_key TEXT NOT NULL DEFAULT '';
        ALTER TABLE partner ADD COLUMN open_witness INTEGER NOT NULL DEFAULT 0;
        UPDATE partner SET confirmed=NULL;
        PRAGMA user_version=3;
        """

    /// Schema 4: erasure.
    ///
    /// An erased version keeps its row, identifier and digest, which acts, entries and receipts refer to; its bytes are
    /// empty, and it stands in no list.
    private static let erasure: StaticString = """
        ALTER TABLE object ADD COLUMN erased INTEGER;
        PRAGMA user_version=4;
        """

    /// Schema 5: courier files.
    ///
    /// `courier_volume` has one row a file and direction. A file that was made has the places up to which it carries
    /// the feed and the list of what goes by courier only, and the size of the log that its receipts lead to; `state`
    /// says whether it is sealed, written, acknowledged, taken or skipped. `log_key` keeps the keys of partners' logs
    /// by their names: receipts of a log that goes on under another key are verified with the old one. The unfinished
    /// tile of the lowest level is kept in parts of 16 hashes as level -1, so that a commit writes one page of it.
    private static let courier: StaticString = """
        ALTER TABLE partner ADD COLUMN courier TEXT NOT NULL DEFAULT '';
        ALTER TABLE receipt ADD COLUMN courier INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE log_key(origin TEXT PRIMARY KEY, partner TEXT NOT NULL, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
        INSERT OR IGNORE INTO log_key(origin, partner, key)
            SELECT substr(log_key, 1, instr(log_key, '+') - 1), name, log_key FROM partner WHERE instr(log_key, '+') > 1;
        INSERT INTO log_tile(log, level, number, hashes)
            WITH RECURSIVE part(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM part WHERE n<15)
            SELECT log, -1, number*16+n, substr(hashes, n*512+1, 512) FROM log_tile, part
            WHERE level=0 AND length(hashes)<8192 AND n*512<length(hashes);
        DELETE FROM log_tile WHERE level=0 AND length(hashes)<8192;
        CREATE TABLE courier_volume(
            partner TEXT NOT NULL, direction TEXT NOT NULL, number INTEGER NOT NULL, made INTEGER NOT NULL,
            name TEXT NOT NULL, digest BLOB NOT NULL, objects INTEGER NOT NULL, bytes INTEGER NOT NULL,
            feed INTEGER NOT NULL, list INTEGER NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL,
            rows TEXT NOT NULL,
            PRIMARY KEY(partner, direction, number)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version=5;
        """

    /// Schema 6: the people who work on the node.
    ///
    /// `account` holds who may sign in, with roles; clearances are on the register of persons (`register`). Links,
    /// sessions and recovery codes are kept as digests: who reads the store can use none of them. `authored` says who
    /// wrote an object.
    private static let people: StaticString = """
        CREATE TABLE account(
            name TEXT PRIMARY KEY, title TEXT NOT NULL, roles TEXT NOT NULL, register TEXT, password TEXT,
            totp BLOB, totp_step INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, disabled INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE account_link(
            digest BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account, totp BLOB NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE recovery(
            digest BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session(
            digest BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account, csrf TEXT NOT NULL,
            created INTEGER NOT NULL, seen INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_account ON session(account);
        CREATE INDEX object_erased ON object(row) WHERE erased IS NOT NULL;
        CREATE TABLE authored(object INTEGER PRIMARY KEY REFERENCES object, account TEXT NOT NULL) STRICT;
        PRAGMA user_version=6;
        """

    /// Schema 7: other ways to sign in, and calls that are done once.
    ///
    /// `subject` is the person's name at an OpenID provider. `personal_token` keeps digests only. `done_call` says
    /// which keyed calls of an account were done, with the answer where it holds no secret.
    private static let identity: StaticString = """
        ALTER TABLE account ADD COLUMN subject TEXT;
        CREATE UNIQUE INDEX account_subject ON account(subject) WHERE subject IS NOT NULL;
        CREATE TABLE passkey(
            id BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account, algorithm INTEGER NOT NULL, key BLOB NOT NULL,
            counter INTEGER NOT NULL, host TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, used INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX passkey_account ON passkey(account);
        CREATE TABLE personal_token(
            digest BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account, name TEXT NOT NULL, scopes TEXT NOT NULL,
            created INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX personal_token_account ON personal_token(account);
        CREATE TABLE done_call(
            account TEXT NOT NULL, key BLOB NOT NULL, request BLOB NOT NULL, made INTEGER NOT NULL,
            status INTEGER, body BLOB, PRIMARY KEY(account, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX done_call_made ON done_call(made);
        PRAGMA user_version=7;
        """

    /// Schema 8: searches that people keep, each with its account.
    private static let searches: StaticString = """
        CREATE TABLE saved_search(
            account TEXT NOT NULL REFERENCES account, name TEXT NOT NULL, words TEXT NOT NULL, type TEXT, source TEXT,
            PRIMARY KEY(account, name)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version=8;
        """

    /// Schema 9: segments of the search index are merged by sixteen.
    ///
    /// The index follows in small steps, each of which makes a segment. Merging them by four, as FTS5 does of itself,
    /// writes every term twice as often; a search over a few more segments is as fast.
    private static let segments: StaticString = """
        INSERT INTO search(search, rank) VALUES('automerge', 16);
        INSERT INTO search(search, rank) VALUES('crisismerge', 32);
        PRAGMA user_version=9;
        """

    /// Schema 10: what is known of invitations.
    ///
    /// A further invitation of a partner waits in `waiting_invitation` while the confirmed link stays in force.
    /// `confirmed_invitation` has each that was confirmed, so that an older one is known for what it is.
    /// `log_successor` says which key the old key of a partner's log has named. A key counts only from the confirmation
    /// on.
    private static let links: StaticString = """
        ALTER TABLE partner ADD COLUMN serial INTEGER;
        ALTER TABLE partner ADD COLUMN ended INTEGER;
        ALTER TABLE partner ADD COLUMN ended_there INTEGER;
        ALTER TABLE partner ADD COLUMN ended_serial INTEGER;
        CREATE TABLE waiting_invitation(
            partner TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, serial INTEGER, taken INTEGER NOT NULL, file BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE confirmed_invitation(
            partner TEXT NOT NULL, fingerprint TEXT NOT NULL, serial INTEGER, PRIMARY KEY(partner, fingerprint)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO confirmed_invitation SELECT name, fingerprint, NULL FROM partner WHERE confirmed IS NOT NULL;
        CREATE TABLE log_successor(old TEXT NOT NULL, new TEXT NOT NULL, PRIMARY KEY(old, new)) STRICT, WITHOUT ROWID;
        DELETE FROM log_key WHERE partner IN (SELECT name FROM partner WHERE confirmed IS NULL)
            AND origin NOT IN (SELECT origin FROM receipt);
        PRAGMA user_version=10;
        """

    /// Schema 11: dates of lists are whole milliseconds.
    ///
    /// `dated` is the place of a list before which every member has its date. What was there gets the next whole
    /// millisecond, no more than fifty members each: nothing gets an earlier date, so whoever goes on by date loses
    /// nothing.
    private static let milliseconds: StaticString = """
        ALTER TABLE collection ADD COLUMN dated INTEGER NOT NULL DEFAULT 1;
        UPDATE collection SET dated=next;
        CREATE INDEX collection_undated ON collection(row) WHERE next>dated;
        UPDATE member SET added=n.added FROM (
            SELECT p.collection, p.seq, (p.place+max(p.slot-p.place) OVER (
                PARTITION BY p.collection ORDER BY p.seq ROWS UNBOUNDED PRECEDING))/50*1000 AS added
            FROM (SELECT collection, seq, (added+999)/1000*50 AS slot,
                row_number() OVER (PARTITION BY collection ORDER BY seq)-1 AS place FROM member) AS p
        ) AS n WHERE n.collection=member.collection AND n.seq=member.seq AND n.added<>member.added;
        UPDATE member SET stamp=added
            WHERE stamp<>added AND object IN (SELECT row FROM object WHERE version='');
        UPDATE collection SET added=max((added+999)/1000*1000,
            coalesce((SELECT m.added FROM member m WHERE m.collection=collection.row ORDER BY m.seq DESC LIMIT 1), 0));
        PRAGMA user_version=11;
        """

    /// Schema 12: what bears a statement is judged again when the node is opened, since a statement no more says
    /// nothing.
    private static let statements: StaticString = """
        INSERT INTO setting VALUES('statements', 'judge again');
        PRAGMA user_version=12;
        """

    /// Schema 13: what people write and have not saved yet, each with its account; no number of it is shown or counted.
    private static let drafts: StaticString = """
        CREATE TABLE draft(
            account TEXT NOT NULL REFERENCES account, key TEXT NOT NULL, item TEXT, title TEXT NOT NULL, type TEXT NOT NULL,
            markings TEXT NOT NULL, saved INTEGER NOT NULL, revision INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY(account, key)
        ) STRICT;
        PRAGMA user_version=13;
        """

    /// Schema 14: as what the objects of a file were taken in by people, so that the same file makes no doubles.
    ///
    /// What was taken in before says it in an external reference.
    private static let imported: StaticString = """
        CREATE TABLE imported(old TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(old, id)) STRICT, WITHOUT ROWID;
        INSERT OR IGNORE INTO imported(old, id)
            SELECT substr(json_extract(r.value, '$.external_id'), 6), o.id
            FROM object o, json_each(CAST(o.bytes AS TEXT), '$.external_references') r
            WHERE o.source=1 AND instr(o.bytes, CAST('"source_name":"imported"' AS BLOB))>0
                AND json_valid(CAST(o.bytes AS TEXT)) AND json_extract(r.value, '$.source_name')='imported'
                AND substr(json_extract(r.value, '$.external_id'), 1, 5)='stix:';
        PRAGMA user_version=14;
        """

    /// Schema 15: the yes of a first officer, where two are needed.
    private static let proposals: StaticString = """
        CREATE TABLE proposal(
            object INTEGER NOT NULL REFERENCES object, party TEXT NOT NULL, terms TEXT NOT NULL, account TEXT NOT NULL,
            officer TEXT NOT NULL, made INTEGER NOT NULL, PRIMARY KEY(object, party)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version=15;
        """

    /// Schema 16: what was made of an object is found by it, so that works are judged again when what they were made of
    /// changes.
    private static let works: StaticString = """
        CREATE INDEX derivation_source ON derivation(source);
        PRAGMA user_version=16;
        """

    /// Schema 17: which translations (`language-content`, STIX 2.1, 7.1) there are of an object: they leave a feed with
    /// it.
    private static let translations: StaticString = """
        CREATE TABLE translation(original TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(original, id)) STRICT, WITHOUT ROWID;
        INSERT OR IGNORE INTO translation(original, id)
            SELECT json_extract(CAST(o.bytes AS TEXT), '$.object_ref'), o.id
            FROM kind k JOIN object o ON o.kind=k.row
            WHERE k.name='language-content' AND json_valid(CAST(o.bytes AS TEXT))
                AND json_type(CAST(o.bytes AS TEXT), '$.object_ref')='text';
        PRAGMA user_version=17;
        """
}
