"""The ledger: the log in memory and on disk, proofs, a whole log from its tiles, and a sustained exchange."""

import json
import os
import sqlite3
import subprocess
import time
import uuid

import servers


def measure(bench, binary, work, row, full):
    size = 1 << 20
    folder = os.path.join(work, "ledger")
    os.makedirs(folder)
    got = json.loads(subprocess.run([bench, folder, str(size)], check=True, stdout=subprocess.PIPE).stdout)
    limit, sync = got["hash_limit"], got["sync_limit"]
    row(
        "log append in memory, a core",
        got["append_memory"],
        "entries/s",
        ">= 0.3 x SHA-256",
        got["append_memory"] >= 0.3 * limit,
        "%.2f x (a leaf and a node hash: %d/s)" % (got["append_memory"] / limit, limit),
    )
    row(
        "durable with signed checkpoint, batches of 1,000",
        got["append_batches"],
        "entries/s",
        ">= 50,000/s",
        got["append_batches"] >= 50_000,
    )
    row(
        "durable, 64 writers, group commit",
        got["append_writers"],
        "entries/s",
        ">= 20,000/s",
        got["append_writers"] >= 20_000,
    )
    row(
        "durable, a single writer",
        got["append_single"],
        "entries/s",
        ">= 0.5 x fsync",
        got["append_single"] >= 0.5 * sync,
        "%.2f x (4 KiB written and synced: %d/s)" % (got["append_single"] / sync, sync),
    )
    peer = pymerkle(size)
    for name, what in (("inclusion", "inclusion proofs"), ("consistency", "consistency proofs")):
        row(
            "%s of 1,048,576 entries" % what,
            got[name],
            "proofs/s",
            ">= 100,000/s, >= 20 x pymerkle",
            got[name] >= 100_000 and got[name] >= 20 * peer[name],
            "%d x (pymerkle of %d entries: %d/s)" % (got[name] / peer[name], peer["size"], peer[name]),
        )
        row(
            "verification of %s" % what,
            got["verify_" + name],
            "proofs/s",
            ">= 100,000/s",
            got["verify_" + name] >= 100_000,
        )
    row("inclusion proofs out of the store's tiles", got["stored_proofs"], "proofs/s", "(none)", True)
    row("first root after opening", got["first_root_us"] / 1000, "ms", "< 1 ms", got["first_root_us"] < 1000)
    whole(binary, work, row, size)
    exchange(binary, work, row, 20_000 if full else 6_000)


def pymerkle(size):
    """The peer's rate over a tree of the same size."""
    from pymerkle import InmemoryTree

    tree = InmemoryTree(algorithm="sha256")
    for number in range(size):
        tree.append_entry(b"entry %d" % number)
    rates = {"size": size}
    for name, call in (
        ("inclusion", lambda n: tree.prove_inclusion(n % size + 1, size)),
        ("consistency", lambda n: tree.prove_consistency(n % (size - 1) + 1, size)),
    ):
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < 2:
            call(count * 7919)
            count += 1
        rates[name] = count / (time.perf_counter() - start)
    return rates


def whole(binary, work, row, size):
    """`entente log verify` of a log that another program wrote."""
    import base64
    import hashlib
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    sha = lambda data: hashlib.sha256(data).digest()

    def path(level, index, width):
        groups = ["%03d" % (index % 1000)]
        while index := index // 1000:
            groups.insert(0, "x%03d" % (index % 1000))
        return os.path.join(folder, "tile", str(level), *groups) + (".p/%d" % width if width < 256 else "")

    def root(row):
        while len(row) > 1:
            row = [sha(b"\x01" + row[at] + row[at + 1]) for at in range(0, len(row), 2)]
        return row[0]

    def put(name, data):
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)

    folder = os.path.join(work, "tiles")
    entries = [sha(number.to_bytes(8, "big")) for number in range(size)]
    hashes, level = [sha(b"\x00" + entry) for entry in entries], 0
    for index in range(0, size, 256):
        put(path("entries", index // 256, 256), b"".join(b"\x00\x20" + entry for entry in entries[index : index + 256]))
    top = hashes
    while top:
        for index in range(0, len(top), 256):
            part = top[index : index + 256]
            put(path(level, index // 256, len(part)), b"".join(part))
        top, level = [root(top[at : at + 256]) for at in range(0, len(top) - 255, 256)], level + 1
    key = Ed25519PrivateKey.generate()
    public = b"\x01" + key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    identifier = sha(b"bench.example/log\n" + public)[:4]
    text = "bench.example/log\n%d\n%s\n" % (size, base64.b64encode(root(hashes)).decode())
    line = base64.b64encode(identifier + key.sign(text.encode())).decode()
    put(os.path.join(folder, "checkpoint"), ("%s\n\u2014 bench.example/log %s\n" % (text, line)).encode())
    vkey = "bench.example/log+%s+%s" % (identifier.hex(), base64.b64encode(public).decode())
    start = time.perf_counter()
    subprocess.run(
        [binary, "log", "verify", folder, "--key", vkey],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - start
    row("a log of 1,048,576 entries verified from its tiles", seconds, "s", "< 10 s", seconds < 10)


def exchange(binary, work, row, count):
    """Releases to a partner over mutual TLS, with log, witness, receipts and deliveries on, until all is there."""
    ports = {"eu": servers.free_port(), "japan": servers.free_port()}
    node = {name: os.path.join(work, "exchange-" + name) for name in ports}

    def run(*argv):
        return subprocess.run([binary, *argv], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    for name, port in ports.items():
        run("init", "--node", node[name], "--name", name, "--port", str(port))
    for a, b in (("eu", "japan"), ("japan", "eu")):
        path = os.path.join(work, "x" + a + b + ".json")
        with open(path, "wb") as file:
            file.write(run("partner", "invite", b, "--node", node[a]))
        fingerprint = json.loads(run("partner", "accept", path, "--node", node[b], "--json"))["fingerprint"]
        run("partner", "confirm", a, "--fingerprint", fingerprint, "--node", node[b])
    objects = [
        {
            "type": "campaign",
            "spec_version": "2.1",
            "id": "campaign--%s" % uuid.uuid4(),
            "name": "c%d" % i,
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "description": "x" * 600,
            "object_marking_refs": ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"],
        }
        for i in range(count)
    ]
    bundle = os.path.join(work, "x.json")
    with open(bundle, "w", encoding="utf-8") as file:
        json.dump({"type": "bundle", "id": "bundle--%s" % uuid.uuid4(), "objects": objects}, file)
    run("import", bundle, "--node", node["eu"])
    with (
        servers.process([binary, "serve", "--node", node["eu"]], ports["eu"]),
        servers.process([binary, "serve", "--node", node["japan"]], ports["japan"]),
    ):
        time.sleep(0.5)
        db = sqlite3.connect("file:%s?mode=ro" % os.path.join(node["japan"], "store.db"), uri=True)
        start = time.perf_counter()
        run("release", "--all", "--to", "japan", "--officer", "bench", "--node", node["eu"])
        while db.execute("SELECT count(*) FROM receipt").fetchone()[0] < count and time.perf_counter() - start < 300:
            time.sleep(0.01)
        seconds = time.perf_counter() - start
        there = db.execute("SELECT count(*) FROM receipt").fetchone()[0]
        rate = there / seconds
        row(
            "sustained exchange, decided, logged, witnessed, receipts verified",
            rate,
            "objects/s",
            ">= 2,000/s",
            rate >= 2_000 and there == count,
            "%d objects in %.1f s" % (there, seconds),
        )
