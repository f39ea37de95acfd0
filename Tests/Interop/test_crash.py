"""SIGKILL at seeded moments: what was acknowledged is there, the store is whole, and work goes on."""

import http.client
import json
import random
import subprocess
import threading
import time
import uuid

import pytest

from support import BINARY, CLEAR, indicator, link


def bundle(node, count, name="bulk.json"):
    items = [indicator(name=f"bulk {n}", object_marking_refs=[CLEAR], description="text " * 20) for n in range(count)]
    file = node.folder / name
    file.write_text(json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": items}))
    return file, {item["id"] for item in items}


def killed(seconds, *arguments):
    """Starts a verb and kills it after so many seconds; whether it was still running."""
    process = subprocess.Popen([BINARY, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def moments(seed, count, longest):
    chance = random.Random(seed)
    return [chance.uniform(0.005, longest) for _ in range(count)]


def measured(*arguments):
    start = time.monotonic()
    subprocess.run([BINARY, *map(str, arguments)], check=True, capture_output=True)
    return time.monotonic() - start


def test_import_killed_eight_times(make_node):
    """After each kill the store is whole; the same import then ends with everything, once."""
    node, probe = make_node("eu"), make_node("probe")
    node.configure(batch_objects=200)
    probe.configure(batch_objects=200)
    whole = measured("import", bundle(probe, 3_000)[0], "--node", probe.folder)
    file, ids = bundle(node, 3_000)
    hits, before = 0, set()
    for seconds in moments(1, 8, whole * 0.6):
        hits += killed(seconds, "import", file, "--node", node.folder)
        node.is_whole()
        now = node.holdings()
        assert before <= now <= ids
        before = now
    assert hits >= 5
    node.run("import", file)
    assert node.holdings() == ids
    node.is_whole()


@pytest.fixture
def shelf(make_node):
    """A node with a shelf, small spool limit, and a key for it."""
    node = make_node("eu", spool_bytes=60_000, batch_objects=50)
    node.run("collection", "add", "--kind", "shelf", "--title", "Shelf", "--alias", "shelf")
    node.secret = json.loads(node.run("key", "add", "k", "--scope", "read:*", "--scope", "write:*", "--json").stdout)[
        "key"
    ]
    return node


def test_posts_killed_eight_times(shelf):
    """RULES 16: every envelope that got a 202 is there, and every pending status completes after the restart."""
    path, acknowledged, statuses = "/tools/collections/shelf/objects/", set(), set()
    for round_number, seconds in enumerate(moments(2, 8, 0.5)):
        caller = shelf.serve().caller(f"Bearer {shelf.secret}")
        stopped = threading.Event()

        def post(seed):
            chance = random.Random(seed)
            while not stopped.is_set():
                # Every third envelope is above the spool limit.
                items = [indicator(description="d" * 200) for _ in range(chance.choice([1, 10, 200]))]
                try:
                    answer = caller.post(path, {"objects": items}, timeout=10)
                except (OSError, ValueError, http.client.HTTPException):
                    return
                if answer.status == 202:
                    acknowledged.update(item["id"] for item in items)
                    statuses.add(answer.json()["id"])

        threads = [threading.Thread(target=post, args=(round_number * 10 + n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        stopped.wait(seconds)
        shelf.kill()
        stopped.set()
        for thread in threads:
            thread.join()
        shelf.is_whole()
    caller = shelf.serve().caller(f"Bearer {shelf.secret}")
    for status in statuses:
        done = caller.completed("/tools/", status)
        assert (done["failure_count"], done["pending_count"]) == (0, 0)
        assert done["success_count"] == done["total_count"]
    there = [entry["id"] for entry in caller.all(path, limit=1_000)]
    assert len(there) == len(set(there))
    assert len(acknowledged) > 50 and acknowledged <= set(there)


def test_a_pending_status_survives_a_kill(shelf):
    """4.3, RULES 16: killed right after the 202; the rest is worked off at the next start, once."""
    path = "/tools/collections/shelf/objects/"
    caller = shelf.serve().caller(f"Bearer {shelf.secret}")
    items = [indicator(description="d" * 500) for _ in range(1_000)]
    answer = caller.post(path, {"objects": items})
    shelf.kill()
    assert answer.status == 202 and answer.json()["status"] == "pending"
    shelf.is_whole()
    caller = shelf.serve().caller(f"Bearer {shelf.secret}")
    done = caller.completed("/tools/", answer.json()["id"])
    assert (done["success_count"], done["failure_count"]) == (1_000, 0)
    assert len(caller.all(path, limit=1_000)) == 1_000


def test_release_killed_seven_times(pair, make_node):
    """Log and feed agree after each kill; the partner ends with all of it."""
    eu, japan = pair
    eu.configure(batch_objects=100)
    file, ids = bundle(eu, 2_500)
    eu.run("import", file)
    probe = make_node("probe")
    link(eu, probe)
    whole = measured("release", "--all", "--to", "probe", "--officer", "O", "--node", eu.folder)
    release = ("release", "--all", "--to", "japan", "--officer", "O", "--node", eu.folder)
    hits = 0
    for seconds in moments(3, 7, whole * 0.4):
        hits += killed(seconds, *release)
        eu.is_whole()
    assert hits >= 3
    eu.run(*release[:-2])
    eu.serve()
    japan.run("pull", "eu")
    assert japan.holdings("--from", "eu") == ids


def test_pull_killed_seven_times(pair, make_node):
    """The puller, then the serving node: both whole after each kill, and the next pull completes the holdings."""
    eu, japan = pair
    japan.configure(batch_objects=100)
    file, ids = bundle(eu, 2_500)
    eu.run("import", file)
    eu.run("release", "--all", "--to", "japan", "--officer", "O")
    probe = make_node("probe")
    link(eu, probe)
    eu.run("release", "--all", "--to", "probe", "--officer", "O")
    eu.serve()
    whole = measured("pull", "eu", "--node", probe.folder)
    eu.stop()
    hits = 0
    # What a killed pull got stays, so that the later ones are shorter.
    for number, seconds in enumerate(moments(4, 7, whole * 0.35)):
        eu.serve()
        if number % 3 == 2:
            puller = subprocess.Popen(
                [BINARY, "pull", "eu", "--node", str(japan.folder)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(seconds)
            eu.kill()
            puller.wait(30)
        else:
            hits += killed(seconds, "pull", "eu", "--node", japan.folder)
            eu.kill()
        eu.is_whole()
        japan.is_whole()
        assert japan.holdings("--from", "eu") <= ids
    assert hits >= 2
    eu.serve()
    japan.run("pull", "eu")
    assert japan.holdings("--from", "eu") == ids
