"""A store of each earlier schema is brought up when it is opened, and nothing of it is lost."""

import hashlib
import json
import pathlib
import re
import sqlite3

from people import open_console, person
from support import GREEN, Node, indicator, link, wait_for

SOURCE = pathlib.Path(__file__).parents[2] / "Sources" / "Store" / "Schema" / "Migrations.swift"


def test_a_store_of_schema_1_is_brought_up(tmp_path):
    """Forward-only migrations: the objects of a schema 1 store are there, whole, and can be released."""
    steps = re.findall(r'StaticString = """\n(.*?)\n        """', SOURCE.read_text(), re.S)
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
    (step,) = [
        one
        for one in re.findall(r'StaticString = """\n(.*?)\n        """', SOURCE.read_text(), re.S)
        if "CREATE TABLE imported" in one
    ]
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
    (step,) = [
        one
        for one in re.findall(r'StaticString = """\n(.*?)\n        """', SOURCE.read_text(), re.S)
        if "CREATE TABLE translation" in one
    ]
    eu = Node(tmp_path / "eu", "eu")
    item = indicator(object_marking_refs=[GREEN])
    made = [
        {
            "type": "language-content",
            "spec_version": "2.1",
            "id": f"language-content--5d0092c5-5f74-4287-9642-33f4c354e56{place}",
            "created": item["created"],
            "modified": item["modified"],
            "object_ref": item["id"],
            "contents": {"ja": {"name": "港"}},
            "object_marking_refs": [GREEN],
        }
        for place in range(3)
    ]
    eu.load([item, *made])
    with sqlite3.connect(tmp_path / "eu" / "store.db") as store:
        noted = set(store.execute("SELECT original, id FROM translation"))
        assert noted == {(item["id"], one["id"]) for one in made}
        version = store.execute("PRAGMA user_version").fetchone()[0]
        store.executescript(f"DROP TABLE translation; {step} PRAGMA user_version={version};")
        assert set(store.execute("SELECT original, id FROM translation")) == noted
    store.close()
    assert eu.run("check").returncode == 0


def test_a_backup_from_before_the_log_does_not_begin_the_log_anew(tmp_path):
    """The node had a log that a partner has seen: the restored store must not sign another one of the same name."""
    steps = re.findall(r'StaticString = """\n(.*?)\n        """', SOURCE.read_text(), re.S)
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
