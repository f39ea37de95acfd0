"""A store of each earlier schema is brought up when it is opened, and nothing of it is lost."""

import hashlib
import json
import signal
import sqlite3
import subprocess
import tarfile

from people import open_console, person
from schema import schema_steps
from support import BINARY, GREEN, REPOSITORY, Node, free_port, indicator, link, translated, wait_for


def test_a_store_of_schema_1_is_brought_up(tmp_path):
    """Forward-only migrations: the objects of a schema 1 store are there, whole, and can be released."""
    steps = list(schema_steps().values())
    node = Node(tmp_path / "eu", "eu")
    for path in (tmp_path / "eu").glob("store.db*"):
        path.unlink()
    item = indicator(name="from schema 1", object_marking_refs=[GREEN])
    data = json.dumps(item, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    with sqlite3.connect(tmp_path / "eu" / "store.db") as old:
        old.executescript(steps[0])
        old.execute("INSERT INTO kind(name) VALUES('indicator')")
        old.execute(
            "INSERT INTO object(source, id, stamp, version, kind, spec, kept, digest, bytes)"
            " VALUES(1, ?, 0, ?, 1, 21, 0, ?, ?)",
            (item["id"], item["modified"], hashlib.sha256(data).digest(), data),
        )
    old.close()
    shown = json.loads(node.run("show", item["id"], "--json").stdout.splitlines()[0])
    assert shown["object"] == item
    assert node.run("check").returncode == 0
    assert node.run("queue").returncode == 0
    with sqlite3.connect(tmp_path / "eu" / "store.db") as new:
        assert new.execute("PRAGMA user_version").fetchone()[0] == len(steps)
    new.close()


def test_what_was_imported_before_is_known_after(tmp_path):
    """Objects that an earlier release took in say under which name they came (fault B17):
    their file makes no doubles."""
    step = schema_steps()["imported"]
    eu = open_console(Node(tmp_path / "eu", "eu"))
    eu.serve()
    author = person(eu, "author", "author")
    objects = [
        indicator(object_marking_refs=[GREEN], external_references=[{"source_name": "x", "external_id": "y"}])
        for _ in range(3)
    ]
    body = {"bundle": {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": objects}}
    names = author.post("imports", body).json()["names"]
    eu.load(
        [
            indicator(
                object_marking_refs=[GREEN], external_references=[{"source_name": "imported", "external_id": "other"}]
            )
        ]
    )
    eu.stop()
    with sqlite3.connect(tmp_path / "eu" / "store.db") as store:
        version = store.execute("PRAGMA user_version").fetchone()[0]
        store.executescript(f"DROP TABLE imported; {step} PRAGMA user_version={version};")
        assert dict(store.execute("SELECT old, id FROM imported")) == names
    store.close()
    eu.serve()
    again = author.post("imports", body).json()
    eu.stop()
    assert (again["added"], again["known"], again["names"]) == (0, 3, names)


def test_what_was_translated_before_leaves_with_its_object_after(tmp_path):
    """A store of before knows which translations there are of an object as if it had always noted it (fault G6)."""
    step = schema_steps()["translations"]
    eu = Node(tmp_path / "eu", "eu")
    item = indicator(object_marking_refs=[GREEN])
    made = [translated(item, {"ja": {"name": "港"}}) for _ in range(3)]
    eu.load([item, *made])
    with sqlite3.connect(tmp_path / "eu" / "store.db") as store:
        noted = set(store.execute("SELECT original, id FROM translation"))
        assert noted == {(item["id"], one["id"]) for one in made}
        version = store.execute("PRAGMA user_version").fetchone()[0]
        store.executescript(f"DROP TABLE translation; {step} PRAGMA user_version={version};")
        assert set(store.execute("SELECT original, id FROM translation")) == noted
    store.close()
    assert eu.run("check").returncode == 0


def test_values_of_before_are_found_after(tmp_path):
    """A store of schema 23 has the same index of values as one that always had it."""
    step = schema_steps()["values"]
    eu = Node(tmp_path / "eu", "eu")
    asked = ",".join(f"'h{number}.bad.example'" for number in range(20))
    pattern = f"[domain-name:value IN ({asked}) OR ipv4-addr:value ISSUBSET '198.51.100.0/24']"
    eu.load([indicator(pattern=pattern, object_marking_refs=[GREEN])])
    # Asking waits for the indexes.
    eu.run("search", "bad", check=False)
    tables = ["value", "value_span"]
    with sqlite3.connect(tmp_path / "eu" / "store.db") as store:
        kept = [set(store.execute(f"SELECT key, grp, object FROM {table}")) for table in tables]
        assert len(kept[0]) == 22 and len(kept[1]) == 21
        # And what later steps made.
        later = ["hook", "hit", "hit_groups_kept", "hit_due", "hit_settled", "hit_state"]
        for table in [*tables, "value_state", *later]:
            store.execute(f"DROP TABLE {table}")
        store.execute("PRAGMA user_version=23")
    store.close()
    assert "schema" in eu.run("search", "bad", check=False).stderr
    with sqlite3.connect(tmp_path / "eu" / "store.db") as store:
        assert [set(store.execute(f"SELECT key, grp, object FROM {table}")) for table in tables] == kept
        assert "value_state" in step
    store.close()
    assert eu.run("check").returncode == 0


def test_a_backup_from_before_the_log_does_not_begin_the_log_anew(tmp_path):
    """The node had a log that a partner has seen: the restored store must not sign another one of the same name."""
    steps = list(schema_steps().values())
    eu, japan = Node(tmp_path / "eu", "eu"), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    japan.serve()
    item = indicator(object_marking_refs=[GREEN])
    eu.load([item])
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: json.loads(eu.run("log", "show", "--json").stdout)["witnesses"])
    with sqlite3.connect(tmp_path / "old.db") as old:
        for step in steps[:2]:
            old.executescript(step)
        with sqlite3.connect(tmp_path / "eu" / "store.db") as now:
            columns = (
                "name, title, identity, address, pin, next_pin, log_key, fingerprint, "
                "invitation, confirmed, cursor, pulled, problem"
            )
            for row in now.execute(f"SELECT {columns} FROM partner"):
                old.execute(f"INSERT INTO partner({columns}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        now.close()
    old.close()
    eu.run("restore", tmp_path / "old.db")
    assert json.loads(eu.run("log", "show", "--json").stdout)["closed"]
    assert "recover" in eu.run("export", check=False).stderr
    done = eu.run("log", "recover", "--officer", "O", check=False)
    assert done.returncode == 1 and "eu.entente/log/2" in done.stdout
    assert eu.is_whole() and eu.run("export").returncode == 0
    japan.stop()


class Earlier(Node):
    """A node of the build `c890e11` (Tests/Soak/earlier_store.py), with its store of schema 9."""

    def __init__(self, folder):
        self.folder, self.name, self.port, self.serving = folder, "eu", free_port(), None
        with tarfile.open(REPOSITORY / "Tests" / "Fixtures" / "stores" / "c890e11.tar.gz") as packed:
            packed.extractall(folder, filter="data")
        self.configure(port=self.port, log_format="json")
        open_console(self)

    @property
    def store(self):
        return self.folder / "store.db"

    def fill(self, count):
        """Puts more rows into the store, as that release has kept them: copies with identifiers of their own."""
        with sqlite3.connect(self.store) as store:
            store.execute(
                """WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM number WHERE n<?),
                   one AS (SELECT * FROM object WHERE source=1 AND id LIKE 'indicator--%' LIMIT 7)
                   INSERT INTO object(source, id, stamp, version, kind, spec, kept, quarantine, digest, bytes)
                   SELECT source, printf('indicator--%08x', n)||substr(id, 19), stamp, version, kind, spec, kept,
                   quarantine, digest, bytes FROM one, number""",
                (count // 7,),
            )
        store.close()

    def migrating(self):
        """The node while it is brought up, and the lines of its log as they come."""
        serving = subprocess.Popen(
            [BINARY, "serve", "--node", self.folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        return serving, map(json.loads, serving.stderr)


def standing(path):
    """Which version stands for each object, with kind, source, markings and references: a plain reading of all rows."""
    found = {}
    with sqlite3.connect(path) as store:
        rows = store.execute(
            """SELECT o.row, o.id, o.stamp, o.quarantine, o.bytes, k.name, s.kind, s.name FROM object o
               JOIN kind k ON k.row=o.kind JOIN source s ON s.row=o.source WHERE o.erased IS NULL
               ORDER BY o.stamp, o.row"""
        )
        for row, identifier, _, quarantine, data, kind, source, name in rows:
            if source in ("own", "partner", "found") and kind not in ("marking-definition", "entente-notice"):
                found[identifier, source, name] = (row, kind, quarantine, data)
    store.close()
    result = {}
    for (_, source, name), (row, kind, quarantine, data) in found.items():
        if source == "found" and quarantine is None:
            continue
        thing = json.loads(data)
        marks = [
            *thing.get("object_marking_refs", []),
            *(g["marking_ref"] for g in thing.get("granular_markings", []) if "marking_ref" in g),
        ]
        apart = quarantine is not None and source != "found"
        result[row] = (kind, f"{source} {name}".strip(), apart, list(dict.fromkeys(marks)), len(referred(thing)))
    return result


def referred(value):
    """The identifiers that the properties of an object name, markings left out."""
    found = set()
    for name, member in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        is_reference = isinstance(name, str) and name not in ("object_marking_refs", "marking_ref")
        if is_reference and name.endswith("_ref") and isinstance(member, str):
            found.add(member)
        elif is_reference and name.endswith("_refs") and isinstance(member, list):
            found.update(one for one in member if isinstance(one, str))
        elif name not in ("object_marking_refs",):
            found |= referred(member)
    return found


def indexed(path):
    """The same by the index that the store keeps."""
    with sqlite3.connect(path) as store:
        rows = store.execute(
            """SELECT h.row, k.name, trim(s.kind||' '||s.name), g.apart, c.markings,
               (SELECT count(*) FROM reference r WHERE r.object=h.row AND r.grp=h.grp)
               FROM holding h JOIN holding_group g ON g.number=h.grp JOIN marking_class c ON c.number=g.class
               JOIN kind k ON k.row=g.kind JOIN source s ON s.row=g.source"""
        ).fetchall()
        tallies = store.execute("SELECT sum(count) FROM holding_group").fetchone()[0]
    store.close()
    assert tallies == len(rows)
    return {
        row: (kind, source, apart == 1, json.loads(marks), count) for row, kind, source, apart, marks, count in rows
    }


def test_a_store_of_the_earlier_release_is_brought_up(tmp_path):
    """What it holds is found, listed and counted as a plain reading of its rows says; the copy is as it was."""
    eu = Earlier(tmp_path)
    wanted = standing(eu.store)
    said = eu.run("people", "list").stderr
    copy = tmp_path / "store.db.schema-9"
    assert f"`{copy}`" in said and "index of the holdings: 100 %" in said
    # Some is set apart now, since a statement says nothing any more (schema 12); all else is told as before.
    found = indexed(eu.store)
    assert found == standing(eu.store) and len(found) > 40
    assert {row: one[:2] + one[3:] for row, one in found.items()} == {
        row: one[:2] + one[3:] for row, one in wanted.items()
    }
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    with sqlite3.connect(copy) as before:
        assert before.execute("PRAGMA user_version").fetchone()[0] == 9
    before.close()
    assert standing(copy) == wanted
    eu.serve()
    author = person(eu, "author", "author")
    listed = author.get("holdings", limit=200).json()
    # Somebody without clearances sees what is open to everybody.
    items = listed["items"]
    while "next" in listed:
        listed = author.get("holdings", limit=200, next=listed["next"]).json()
        items += listed["items"]
    # Translations have a count of their own, and are no rows.
    kinds = sum(count for kind, count in listed["types"].items() if kind != "language-content")
    assert listed["count"] == len(items) == kinds == sum(listed["sources"].values()) == sum(listed["markings"].values())
    assert listed["count"] > 100
    assert listed["sources"]["partner japan"] == 6
    # What was destroyed stays so; the versions of one object are one holding.
    assert {one["name"] for one in items if one["name"].startswith("version")} == {"version 3"}
    eu.stop()
    assert eu.is_whole()
    # The second opening has nothing to do.
    assert "schema" not in eu.run("people", "list").stderr


def test_a_migration_that_is_killed_goes_on(tmp_path):
    """Killed after the copy, after the last schema, and after each piece of the index, it ends with all of it."""
    eu = Earlier(tmp_path)
    eu.fill(20_000)
    wanted = standing(eu.store)
    last, percents, kills = -1, [], 0
    while True:
        serving, told = eu.migrating()
        for line in told:
            if line["event"] == "start":
                break
            if line["event"] != "migration":
                continue
            if "percent" in line:
                percents.append(line["percent"])
            reached = 200 + line["percent"] if "percent" in line else line["schema"] + ("backup" not in line)
            if reached > last and (reached < 12 or reached > 17):
                last, kills = reached, kills + 1
                serving.send_signal(signal.SIGKILL)
                break
        else:
            line = {"event": "killed"}
        if line["event"] == "start":
            serving.terminate()
            assert serving.wait(20) == 0
            break
        serving.wait()
    # It went on where it was: nothing was done twice. The last piece may be done before the kill comes, untold.
    assert percents == sorted(set(percents)) and percents[-1] > 90 and kills > 5
    assert indexed(eu.store) == standing(eu.store) and set(indexed(eu.store)) == set(wanted)
    # What was destroyed before is swept out of the file once the node serves.
    eu.serve()
    wait_for(lambda: eu.run("check", check=False).returncode == 0)
    eu.stop()


def test_a_disk_that_is_too_small_is_said_before_anything_is_changed(tmp_path):
    """The room for the copy and the index is looked for first; with more room the same store is brought up."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], check=True)
    try:
        eu = Earlier(disk)
        done = eu.run("people", "list", check=False)
        assert done.returncode == 2 and "MiB are free; nothing was changed" in done.stderr
        assert not list(disk.glob("store.db.schema*"))
        with sqlite3.connect(eu.store) as store:
            assert store.execute("PRAGMA user_version").fetchone()[0] == 9
        store.close()
        subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)
        eu.run("people", "list")
        assert indexed(eu.store) == standing(eu.store)
    finally:
        subprocess.run(["umount", disk], check=True)
