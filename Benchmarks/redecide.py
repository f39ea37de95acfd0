"""Deciding a node's holdings again for one partner under another set, with the change report."""

import json
import os
import random
import re
import subprocess
import time
import uuid

import servers

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
TLP = [
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
]
LEVELS = ["RESTREINT UE/EU RESTRICTED", "CONFIDENTIEL UE/EU CONFIDENTIAL", "SECRET UE/EU SECRET"]


def bundle(path, count):
    """Half of the objects bear TLP, half one of sixty labels of the EU's scheme."""
    r = random.Random(5)
    new = lambda: uuid.UUID(int=r.getrandbits(128), version=4)
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"type":"bundle","id":"bundle--%s","objects":[\n' % new())
        labels = []
        for level in LEVELS:
            for number in range(20):
                labels.append("marking-definition--%s" % new())
                f.write(
                    json.dumps(
                        {
                            "type": "marking-definition",
                            "id": labels[-1],
                            "spec_version": "2.1",
                            "created": "2026-01-01T00:00:00.000Z",
                            "name": level,
                            "extensions": {
                                LABEL: {
                                    "extension_type": "property-extension",
                                    "policy": "EU",
                                    "classification": level,
                                    "categories": [
                                        {"tag": "Subject", "type": "informative", "values": ["s%d" % number]}
                                    ],
                                }
                            },
                        },
                        ensure_ascii=False,
                    )
                    + ",\n"
                )
        for number in range(count):
            marking = r.choice(TLP) if r.random() < 0.5 else r.choice(labels)
            f.write(
                json.dumps(
                    {
                        "type": "indicator",
                        "spec_version": "2.1",
                        "id": "indicator--%s" % new(),
                        "created": "2026-01-01T00:00:00.000Z",
                        "modified": "2026-01-01T00:00:00.000Z",
                        "name": "indicator %d" % number,
                        "indicator_types": ["malicious-activity"],
                        "description": "an invented indicator for measuring",
                        "pattern": "[ipv4-addr:value = '192.0.2.%d']" % (number % 256),
                        "pattern_type": "stix",
                        "valid_from": "2026-01-01T00:00:00Z",
                        "object_marking_refs": [marking],
                    }
                )
                + (",\n" if number + 1 < count else "\n")
            )
        f.write("]}\n")


def measure(binary, root, work, row, count):
    node = {name: os.path.join(work, "redecide-" + name) for name in ("eu", "japan")}
    run = lambda *argv: (
        subprocess.run([binary, *argv], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    )
    identity = {
        "eu": "identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5",
        "japan": "identity--7a25db54-4f10-4c0f-bd35-3d53c9198c94",
    }
    for name in node:
        run(
            "init",
            "--node",
            node[name],
            "--name",
            name,
            "--identity",
            identity[name],
            "--port",
            str(servers.free_port()),
        )
    invitation = os.path.join(work, "invitation.json")
    open(invitation, "wb").write(run("partner", "invite", "eu", "--node", node["japan"]))
    run("partner", "accept", invitation, "--node", node["eu"])
    path = os.path.join(work, "holdings.json")
    bundle(path, count)
    run("import", path, "--node", node["eu"])
    os.unlink(path)
    agreements = os.path.join(root, "Examples", "agreements")
    run("agreements", "apply", agreements, "--officer", "bench", "--node", node["eu"])
    start = time.perf_counter()
    process = subprocess.Popen(
        [binary, "agreements", "preview", agreements, "--assume", "EU-JP-SIA", "--node", node["eu"], "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    report = []
    # The peak is read from the process itself: children of other measurements would count in RUSAGE_CHILDREN.
    while process.poll() is None:
        try:
            found = re.search(r"VmHWM:\s+(\d+)", open("/proc/%d/status" % process.pid).read())
            peak = max(peak, int(found.group(1)) if found else 0)
        except OSError:
            pass
        time.sleep(0.02)
        if process.stdout.peek(1):
            report.append(process.stdout.read1())
    report.append(process.stdout.read())
    seconds = time.perf_counter() - start
    change = json.loads(b"".join(report))
    row(
        "%s holdings decided again for one partner, change report" % format(change["total"], ","),
        seconds,
        "s",
        "< 10 s a million",
        seconds < 10 * max(count, 1) / 1_000_000 or count < 1_000_000 and seconds < 10,
        "changes: %s" % change["counts"],
    )
    row("  memory of it", peak / 1024, "MB", "< 500 MB", peak / 1024 < 500)
