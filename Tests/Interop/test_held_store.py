"""A store that another process holds: answers say so, in the node's own words,
and nothing that was acknowledged is lost."""

import json
import re
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from people import PASSWORD, Person, open_console, person
from support import GREEN, PACT, PARTIES, Caller, Node, entente, indicator, link, wait_for

# Words of SQLite or of a statement, and names of tables.
STORE_TEXT = re.compile(r"sqlite|\bsql\b|locked|BEGIN|PRAGMA|SELECT|INSERT|UPDATE|statement|constraint", re.IGNORECASE)
SHELF = "/tools/collections/shelf/objects/"


@contextmanager
def held(node):
    """Another process has the right to write: a copy by hand, a tool, a verb that hangs."""
    other = sqlite3.connect(node.folder / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A node with people, a tool and a partner, and things to be done."""
    folder = tmp_path_factory.mktemp("held")
    nodes = [Node(folder / name, name) for name in ("eu", "japan")]
    eu, japan = nodes
    link(*nodes)
    (folder / "set.accord").write_text(PARTIES + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET"))
    eu.run("agreements", "apply", folder / "set.accord", "--officer", "O")
    eu.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    eu.secret = json.loads(eu.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)["key"]
    eu.thing = indicator(1, object_marking_refs=[GREEN])
    eu.other = indicator(2, object_marking_refs=[GREEN])
    eu.load([eu.thing, eu.other])
    open_console(eu).serve()
    eu.author, eu.officer = person(eu, "author", "author"), person(eu, "officer", "disclosure-officer")
    eu.chief = person(eu, "chief", "administrator")
    eu.run("release", eu.thing["id"], "--to", "japan", "--officer", "O")
    yield eu, japan
    for node in nodes:
        node.stop()


def calls(eu, japan):
    """Each way to change something, for somebody who may do it, and readings that are logged."""
    tool, partner = Caller(eu.base, f"Bearer {eu.secret}"), Caller(eu.base, context=japan.context())
    stranger = Person(eu.console)
    fresh = {name: value for name, value in indicator(object_marking_refs=[GREEN]).items() if name != "id"}
    return {
        "signing in": lambda: stranger.post("session", {"name": "author", "password": PASSWORD}),
        "a wrong password": lambda: stranger.post("session", {"name": "author", "password": "wrong" * 4}),
        "writing": lambda: eu.author.post("objects", {"object": fresh}),
        "a release": lambda: eu.officer.post("releases", {"ids": [eu.other["id"]], "parties": ["japan"]}),
        "a recall": lambda: eu.officer.post(
            "recalls", {"item": eu.thing["id"], "action": "withdraw", "due": "2099-01-01"}
        ),
        "a backup": lambda: eu.chief.post("backups"),
        "a collection": lambda: eu.chief.post("collections", {"kind": "shelf", "title": "New"}),
        "an envelope": lambda: tool.post(SHELF, {"objects": [indicator()]}),
        "a large envelope": lambda: tool.post(SHELF, {"objects": [indicator(description="x" * 5_000_000)]}),
        "removing": lambda: tool.call("DELETE", f"{SHELF}{eu.kept}/"),
        "a page of a feed": lambda: partner.get("/japan/collections/feed/objects/"),
    }


def test_d5_a_held_store_is_503_without_a_word_of_the_store(world):
    """Fault D5: it was 422 with the text of a statement, and signing in waited for each of its statements."""
    eu, japan = world
    eu.kept = indicator()["id"]
    Caller(eu.base, f"Bearer {eu.secret}").add(SHELF, [{**indicator(), "id": eu.kept}])
    before = eu.holdings()
    found = {}
    with held(eu):
        with ThreadPoolExecutor(12) as pool:
            under_way = {name: pool.submit(call) for name, call in calls(eu, japan).items()}
        for name, one in under_way.items():
            answer = found[name] = one.result()
            assert not STORE_TEXT.search(answer.text), (name, answer.text)
        # Readings go on.
        assert eu.author.get(f"objects/{eu.thing['id']}").status == 200
    assert eu.serving.process.poll() is None
    refused = {name: answer.status for name, answer in found.items()}
    assert all(answer.headers["Retry-After"] for answer in found.values() if answer.status == 503)
    # Whoever is not let in is not let in; everybody else is told that it is the node, and when to ask again.
    assert refused.pop("a wrong password") == 401
    assert set(refused.values()) == {503}, refused
    # Nothing of what was refused is there, and all of it can be done now.
    assert eu.holdings() == before
    now = {name: call().status for name, call in calls(eu, japan).items() if name != "a wrong password"}
    assert all(status < 400 for status in now.values()), now
    assert eu.is_whole()


def test_d5_an_envelope_that_was_taken_is_worked_off_when_the_store_is_free(make_node):
    """202 was said: the envelope is worked off without a restart and without another one, and all of it is there."""
    node = make_node("eu", spool_bytes=1024, batch_objects=1)
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    secret = json.loads(node.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)["key"]
    caller = node.serve().caller(f"Bearer {secret}")
    items = [indicator() for _ in range(400)]
    answer = caller.post(SHELF, {"objects": items}, timeout=60)
    assert answer.status == 202
    with held(node):
        status = answer.json()["id"]
        wait_for(
            lambda: (
                b"event=store-failed" in node.serving.log.read_bytes()
                or caller.get(f"/tools/status/{status}/").json()["status"] == "complete"
            ),
            20,
            "a failed batch",
        )
    assert caller.completed("/tools/", status)["success_count"] == 400
    assert {entry["id"] for entry in caller.all(SHELF, limit=500)} == {item["id"] for item in items}


def test_d5_a_verb_says_it_too(world):
    """The command line waits longer, and says the same words."""
    eu, _ = world
    with held(eu):
        done = eu.run("key", "add", f"k{uuid.uuid4()}", "--scope", "read:*", check=False)
    assert (
        done.returncode == 2 and "another process holds the store" in done.stderr and not STORE_TEXT.search(done.stderr)
    ), done.stderr


def test_d5_a_damaged_or_foreign_file_is_said_without_a_word_of_the_store(make_node, tmp_path):
    """What is no store, or a damaged one: the node's own words."""
    node = make_node("eu")
    (node.folder / "store.db").write_bytes(b"no store " * 1_000)
    for ending in ("-wal", "-shm"):
        (node.folder / f"store.db{ending}").unlink(missing_ok=True)
    done = node.run("check", check=False)
    assert done.returncode == 2 and "damaged" in done.stderr and not STORE_TEXT.search(done.stderr), done.stderr
    (tmp_path / "x.db").write_bytes(b"no store " * 1_000)
    assert entente("restore", tmp_path / "x.db", "--node", node.folder, check=False).returncode == 1
