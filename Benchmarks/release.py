"""From a release to the moment the partner's tools can see it, with the push hint."""

import json
import os
import statistics
import subprocess
import time
import uuid

import servers


def measure(binary, work, row, times=200):
    ports = {"eu": servers.free_port(), "japan": servers.free_port()}
    node = {name: os.path.join(work, name) for name in ports}

    def run(*argv, **kw):
        return subprocess.run(
            [binary, *argv], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **kw
        ).stdout

    for name, port in ports.items():
        run("init", "--node", node[name], "--name", name, "--port", str(port))
    for a, b in (("eu", "japan"), ("japan", "eu")):
        path = os.path.join(work, a + b + ".json")
        open(path, "wb").write(run("partner", "invite", b, "--node", node[a]))
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
            "object_marking_refs": ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"],
        }
        for i in range(times)
    ]
    bundle = os.path.join(work, "b.json")
    json.dump({"type": "bundle", "id": "bundle--%s" % uuid.uuid4(), "objects": objects}, open(bundle, "w"))
    run("import", bundle, "--node", node["eu"])
    with (
        servers.process([binary, "serve", "--node", node["eu"]], ports["eu"]),
        servers.process([binary, "serve", "--node", node["japan"]], ports["japan"]),
    ):
        import sqlite3

        time.sleep(0.5)
        db = sqlite3.connect("file:%s?mode=ro" % os.path.join(node["japan"], "store.db"), uri=True)
        delays = []
        for o in objects:
            acts = json.loads(
                run("release", o["id"], "--to", "japan", "--officer", "bench", "--node", node["eu"], "--json")
            )
            assert acts["new"]
            end = time.time() + 5
            while time.time() < end:
                found = db.execute(
                    "SELECT o.kept FROM object o JOIN receipt r ON r.id=o.id WHERE o.id=?", (o["id"],)
                ).fetchone()
                if found:
                    break
                time.sleep(0.002)
            eu = sqlite3.connect("file:%s?mode=ro" % os.path.join(node["eu"], "store.db"), uri=True)
            made = eu.execute(
                "SELECT a.made FROM release_act a JOIN object o ON o.row=a.object WHERE o.id=?", (o["id"],)
            ).fetchone()
            eu.close()
            # Both clocks are this machine's: the decision's moment there, the keeping here.
            delays.append((found[0] - made[0]) / 1e3)
    median, late = statistics.median(delays), statistics.quantiles(delays, n=100)[98]
    row(
        "release to visible and receipt verified at the partner, median",
        median,
        "ms",
        "< 50 ms",
        median < 50,
        "log, witness, mutual TLS, push hint on; %d releases" % len(delays),
    )
    row("the same, 99 of 100", late, "ms", "< 250 ms", late < 250, "slowest %.0f ms" % max(delays))
