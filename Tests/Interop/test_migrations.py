"""A store of each earlier schema is brought up when it is opened, and nothing of it is lost."""

import hashlib
import json
import pathlib
import re
import sqlite3

from support import GREEN, Node, indicator

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
        old.execute("INSERT INTO object(source, id, stamp, version, kind, spec, kept, digest, bytes) VALUES(1, ?, 0, ?, 1, 21, 0, ?, ?)",
                    (item["id"], item["modified"], hashlib.sha256(data).digest(), data))
    old.close()
    shown = json.loads(node.run("show", item["id"], "--json").stdout.splitlines()[0])
    assert shown["object"] == item
    assert node.run("check").returncode == 0
    assert node.run("queue").returncode == 0
    with sqlite3.connect(tmp_path / "eu" / "store.db") as new:
        assert new.execute("PRAGMA user_version").fetchone()[0] == len(steps)
    new.close()
