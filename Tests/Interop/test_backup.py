"""Backup while the node writes, restore, and backups that are damaged."""

import hashlib
import json
import threading

from support import CLEAR, indicator

PATH = "/tools/collections/shelf/objects/"


def with_shelf(node):
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    return json.loads(node.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)["key"]


def test_backup_while_writing_is_one_moment(make_node, tmp_path):
    """All that was acknowledged before the backup began is in it; it restores to a whole store."""
    node = make_node("eu")
    key = with_shelf(node)
    caller = node.serve().caller(f"Bearer {key}")
    stopped, acknowledged = threading.Event(), []

    def write():
        while not stopped.is_set():
            item = [indicator(description="w" * 2_000) for _ in range(20)]
            if caller.post(PATH, {"objects": item}).status == 202:
                acknowledged.extend(entry["id"] for entry in item)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            while len(acknowledged) < 200 * (number + 1):
                stopped.wait(0.01)
            before = set(acknowledged)
            node.run("backup", tmp_path / f"{number}.db")
    finally:
        stopped.set()
        writer.join()
    node.is_whole()
    everything = set(acknowledged)
    node.stop()
    node.run("restore", tmp_path / "2.db")
    node.is_whole()
    caller = node.serve().caller(f"Bearer {key}")
    there = {entry["id"] for entry in caller.all(PATH, limit=500)}
    assert before <= there <= everything
    assert caller.add(PATH, [indicator()])["success_count"] == 1


def test_a_backup_overwrites_nothing(make_node, tmp_path):
    """FILE must not exist."""
    node = make_node("eu")
    file = tmp_path / "there.db"
    file.write_text("mine")
    assert node.run("backup", file, check=False).returncode == 2
    assert file.read_text() == "mine"


def test_restore_is_refused_while_serving(make_node, tmp_path):
    """The node must not be serving."""
    node = make_node("eu")
    node.run("backup", tmp_path / "b.db")
    node.load([indicator(7)])
    node.serve()
    assert node.run("restore", tmp_path / "b.db", check=False).returncode == 2
    assert node.holdings() == {indicator(7)["id"]}
    node.is_whole()


def test_damaged_backups_are_refused_and_nothing_changes(make_node, tmp_path):
    """Cut off, bytes changed, another file, no file: the store stays byte for byte."""
    node = make_node("eu")
    node.load([indicator(n, description="d" * 500) for n in range(300)])
    node.run("backup", tmp_path / "good.db")
    good = (tmp_path / "good.db").read_bytes()
    middle = good.index(b"d" * 400) + 100
    damaged = {
        "cut": good[: len(good) // 2],
        "content": good[:middle] + b"EVIL" + good[middle + 4 :],
        "head": b"\0" * 100 + good[100:],
        "page": good[:8_192] + b"\xff" * 4_096 + good[12_288:],
        "text": b"this is no store\n" * 100,
        "empty": b"",
    }
    state = lambda: hashlib.sha256((node.folder / "store.db").read_bytes()).hexdigest()
    node.is_whole()
    before, ids = state(), node.holdings()
    for name, content in damaged.items():
        file = tmp_path / f"{name}.db"
        file.write_bytes(content)
        done = node.run("restore", file, check=False)
        assert done.returncode == 1 and done.stderr, (name, done.returncode, done.stderr)
        assert state() == before and node.holdings() == ids, name
        assert file.read_bytes() == content, name
    assert node.run("restore", tmp_path / "none.db", check=False).returncode in (1, 2)
    assert state() == before
    node.run("restore", tmp_path / "good.db")
    node.run("log", "recover", "--officer", "O")
    assert node.holdings() == ids and node.is_whole()


def test_check_finds_damage(make_node):
    """`check` exits 1 for a changed byte of an object."""
    node = make_node("eu")
    node.load([indicator(n, description="d" * 500) for n in range(50)])
    node.run("backup", node.folder / "copy.db")
    store = bytearray((node.folder / "copy.db").read_bytes())
    place = store.index(b"d" * 400) + 7
    store[place] = ord("e")
    for ending in ("-wal", "-shm"):
        (node.folder / f"store.db{ending}").unlink(missing_ok=True)
    (node.folder / "store.db").write_bytes(store)
    done = node.run("check", check=False)
    assert done.returncode == 1 and (done.stdout or done.stderr)


def test_partners_go_on_after_a_restore(pair, tmp_path):
    """The receiver restores an older store and gets again what came after it."""
    eu, japan = pair
    first, second = (indicator(object_marking_refs=[CLEAR]) for _ in range(2))
    eu.load([first])
    eu.serve()
    eu.run("release", "--all", "--to", "japan", "--officer", "O")
    japan.run("pull", "eu")
    japan.run("backup", tmp_path / "japan.db")
    eu.load([second], "second.json")
    eu.run("release", "--all", "--to", "japan", "--officer", "O")
    japan.run("pull", "eu")
    assert japan.holdings("--from", "eu") == {first["id"], second["id"]}
    japan.run("restore", tmp_path / "japan.db")
    # The log has forgotten what it signed since: nothing is taken or written out before that is settled.
    assert "recover" in japan.run("pull", "eu", check=False).stderr
    assert "recover" in japan.run("export", check=False).stderr
    japan.run("log", "recover", "--officer", "O")
    assert japan.holdings("--from", "eu") == {first["id"]}
    japan.run("pull", "eu")
    assert japan.holdings("--from", "eu") == {first["id"], second["id"]}
