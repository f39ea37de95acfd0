#!/usr/bin/env python3
"""Measures the node beside a peer and a limit in the same run, and writes Documentation/performance.md."""

import argparse
import json
import os
import platform
import re
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

import corpus
import servers

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARY = os.environ.get("ENTENTE_BIN", os.path.join(ROOT, ".build", "release", "entente"))
VALUES = os.path.join(ROOT, ".build", "release", "ValueBench")
PATTERNS = os.path.join(ROOT, ".build", "release", "PatternBench")
MISP = os.path.join(ROOT, ".build", "release", "MISPBench")
OFFICE = os.path.join(ROOT, ".build", "release", "OfficeBench")
TARGETS = os.path.join(ROOT, ".build", "release", "TargetBench")
# Where the peers of calendars are.
CALENDARS = os.path.join(ROOT, ".venv", "calendars", "bin", "python")
# What is said below the table.
SHORT = """
In the rows of calendars a month is asked of a file that is read already: libical alone parses 10,000 events in more
than 50 ms. Over CalDAV no answer is as fast as was aimed for, 10 ms after one change of 10,000 objects. A node looks at
the newest 2,000 objects of a type, so that is what is measured; and what may be in a person's calendar is decided anew
for each request, object by object, which is nearly all of the time. To be faster it would have to be remembered, and
what a clearance, an agreement or a rule has ended since would have to be found again in that memory.
"""
# The peers that POST and GET are measured beside; the better one counts.
PEERS = {"medallion": servers.medallion, "OpenTAXII": servers.opentaxii}
rows = []


def row(what, value, unit, target, met, against=""):
    rows.append((what, value, unit, target, met, against))
    shown = "%.1f" % value if value < 1000 else "%d" % value
    print("%-64s %10s %-10s %s %s %s" % (what, shown, unit, "ok   " if met else "SHORT", target, against), flush=True)


def cpu_of(argv, data):
    """CPU seconds of a command that reads standard input."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, input=data, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def validation(lines):
    from stix2validator import ValidationOptions, validate_instance

    sample = [json.loads(line) for line in lines[:150]]
    options = ValidationOptions(version="2.1")
    t = time.process_time()
    for o in sample:
        validate_instance(o, options)
    peer = len(sample) / (time.process_time() - t)
    data = "\n".join(lines).encode() + b"\n"
    ours = len(lines) / min(cpu_of([BINARY, "validate", "--batch"], data) for _ in range(3))
    row(
        "validate, objects/s a core",
        ours,
        "objects/s",
        ">= 300 x stix2-validator",
        ours >= 300 * peer,
        "%.0f x (stix2-validator %.0f/s)" % (ours / peer, peer),
    )
    mb = len(data) / 1e6 / min(cpu_of([BINARY, "canonicalize", "--batch"], data) for _ in range(3))
    row("parse and write canonical form, a core", mb, "MB/s", ">= 300 MB/s", mb >= 300)


def plain_sqlite(lines, size, work, with_search):
    """The rate at which plain SQLite takes the same rows: same columns, indexes and, where asked, search index."""
    path = os.path.join(work, "plain-%d.db" % size)
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("""PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA secure_delete=on;
        CREATE TABLE object(row INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER, id TEXT, stamp INTEGER, version TEXT,
            kind INTEGER, spec INTEGER, kept INTEGER, quarantine TEXT, digest BLOB, bytes BLOB);
        CREATE UNIQUE INDEX object_version ON object(id, source, stamp, version);
        CREATE TABLE member(collection INTEGER, seq INTEGER, added INTEGER, object INTEGER, kind INTEGER, state INTEGER,
            stamp INTEGER, PRIMARY KEY(collection, seq)) WITHOUT ROWID;
        CREATE INDEX member_state ON member(collection, state, seq);
        CREATE INDEX member_kind ON member(collection, kind, state, seq);
        CREATE INDEX member_stamp ON member(collection, stamp, seq);
        CREATE UNIQUE INDEX member_object ON member(object, collection);
        CREATE VIRTUAL TABLE search USING fts5(terms, content='');""")
    data = []
    for i, line in enumerate(lines):
        o = json.loads(line)
        text = " ".join(v for v in o.values() if isinstance(v, str)) if with_search else None
        data.append((i + 1, o["id"], i, o["modified"], hash(o["type"]) % 20, bytes(32), line.encode(), text))
    t = time.perf_counter()
    for start in range(0, len(data), size):
        batch = data[start : start + size]
        db.execute("BEGIN")
        db.executemany("INSERT INTO object VALUES(?,1,?,?,?,?,21,0,NULL,?,?)", [r[:7] for r in batch])
        db.executemany("INSERT INTO member VALUES(1,?,?,?,?,3,?)", [(r[0], r[2], r[0], r[4], r[2]) for r in batch])
        if with_search:
            db.executemany("INSERT INTO search(rowid, terms) VALUES(?,?)", [(r[0], r[7]) for r in batch])
        db.execute("COMMIT")
    wall = time.perf_counter() - t
    db.close()
    os.unlink(path)
    return len(data) / wall


def posting(lines, work):
    """Envelopes of a size into a collection that holds 20,000 objects already, ours and the peers' alike."""
    fresh = corpus.lines(ROOT, 2 * len(lines))[len(lines) :]
    for size in (100, 1000):
        peers = {}
        for name, start in PEERS.items():
            with start(work, lines) as peer:
                # medallion writes its whole memory anew for each envelope: two have to do.
                some = fresh[: 2 * size] if name == "medallion" else fresh[:5000]
                peers[name] = len(some) / peer.post(some, size)
            shutil.rmtree(os.path.join(work, name.lower()), ignore_errors=True)
        name, best = max(peers.items(), key=lambda found: found[1])
        others = "".join("; %s %.0f/s" % found for found in peers.items() if found[0] != name)
        with tempfile.TemporaryDirectory() as w, servers.ours(BINARY, w) as node:
            node.post(lines, 1000)
            node.settled()
            rate = len(fresh) / node.post(fresh, size)
            indexed = len(fresh) / (len(fresh) / rate + node.settled())
        limit = plain_sqlite(fresh, size, work, False)
        whole = plain_sqlite(fresh, size, work, True)
        row(
            "POST, envelopes of %d" % size,
            rate,
            "objects/s",
            ">= 30 x the peer",
            rate >= 30 * best,
            "%.0f x %s (%.0f/s)%s" % (rate / best, name, best, others),
        )
        row("POST, envelopes of %d, until the search index covers all" % size, indexed, "objects/s", "-", True)
        row(
            "POST, envelopes of %d, beside plain SQLite" % size,
            rate / whole,
            "x",
            ">= 0.4 x",
            rate >= 0.4 * whole,
            "same rows, indexes and search index %.0f/s; without the search index %.0f/s" % (whole, limit),
        )


def reading(lines, work, certificate):
    peers = {}
    for name, start in PEERS.items():
        with tempfile.TemporaryDirectory() as w, start(w) as peer:
            peer.post(lines[:1000], 1000)
            peers[name] = 1e3 / peer.latency(peer.objects + "?limit=100", 1)
    best, peer_page = max(peers.items(), key=lambda found: found[1])
    others = "".join("; %s %.1f/s" % found for found in peers.items() if found[0] != best)
    for tls in (False, True):
        name = "TLS" if tls else "HTTP"
        with tempfile.TemporaryDirectory() as w, servers.ours(BINARY, w, tls) as node:
            node.post(lines, 1000)
            node.settled()
            first = json.loads(lines[len(lines) // 2])["id"]
            paths = {
                "page of 100": (node.objects + "?limit=100", 0.5),
                "page of 1000": (node.objects + "?limit=1000", 0.3),
                "manifest of 1000": (node.manifest + "?limit=1000", 0.3),
                "object by id": (node.objects + first + "/", 0.25),
            }
            bodies = {k.replace(" ", "-"): node.ask("GET", p)[1] for k, (p, _) in paths.items()}
            rates = {k: node.rate(p) for k, (p, _) in paths.items()}
            if not tls:
                row(
                    "GET page of 100 beside the peer",
                    rates["page of 100"],
                    "pages/s",
                    ">= 200 x",
                    rates["page of 100"] >= 200 * peer_page,
                    "%.0f x %s at 1,000 objects (%.1f/s)%s"
                    % (rates["page of 100"] / peer_page, best, peer_page, others),
                )
        with tempfile.TemporaryDirectory() as w, servers.nginx(w, bodies, certificate if tls else None) as limit:
            for k, (_, target) in paths.items():
                r = limit.rate("/" + k.replace(" ", "-"))
                row(
                    "GET %s over %s, 64 connections, beside nginx" % (k, name),
                    rates[k] / r,
                    "x",
                    ">= %s x" % target,
                    rates[k] >= target * r,
                    "%.0f/s, nginx %.0f/s" % (rates[k], r),
                )


def filters(node, lines):
    """Every kind of filter, at the first page and at the last."""
    middle = json.loads(lines[len(lines) // 2])
    status, data = node.ask("GET", node.manifest + "?match[id]=" + middle["id"])
    added = json.loads(data)["objects"][0]["date_added"]
    q = urllib.parse.quote
    end = json.loads(node.ask("GET", node.manifest + "?limit=1&match[id]=" + json.loads(lines[-150])["id"])[1])[
        "objects"
    ][0]["date_added"]
    types = [json.loads(line)["type"] for line in lines[:1000]]
    common = max(set(types), key=types.count)
    return {
        "first page": "?limit=100",
        "middle (added_after)": "?limit=100&added_after=" + q(added),
        "last page (added_after)": "?limit=100&added_after=" + q(end),
        "match[type]": "?limit=100&match[type]=" + common,
        "match[type], later": "?limit=100&match[type]=" + common + "&added_after=" + q(added),
        "match[id]": "?match[id]=" + middle["id"],
        "match[version]=all": "?limit=100&match[version]=all",
        "match[version]=first": "?limit=100&match[version]=first&added_after=" + q(added),
        "match[version]=date": "?limit=100&match[version]=" + q(middle["modified"]),
        "match[spec_version]": "?limit=100&match[spec_version]=2.1&added_after=" + q(added),
    }


def cold(node, path):
    """The median latency of a query while its cached page is made useless between two requests."""
    out = []
    for i in range(15):
        limit = 86 + i
        p = path.replace("limit=100", "limit=%d" % limit)
        t = time.perf_counter()
        status, _ = node.ask("GET", p)
        out.append(time.perf_counter() - t)
        assert status == 200, (status, p)
    return statistics.median(out) * 1e3


def scale(big):
    results = {}
    for count in (1000, big):
        lines = corpus.lines(ROOT, count + 9000)
        lines, fresh = lines[:count], lines[count:]
        with tempfile.TemporaryDirectory() as w, servers.ours(BINARY, w) as node:
            idle = node.memory_mib()
            node.post(lines, 1000 if count > 1000 else 100)
            node.settled()
            results[count] = {k: cold(node, node.objects + p) for k, p in filters(node, lines).items()}
            # Nine thousand more, into what is there; the search index has caught up before each thousand.
            posts = []
            for start in range(0, len(fresh), 1000):
                posts.append(node.post(fresh[start : start + 1000], 100) * 1e3)
                node.settled()
            results[count]["per object"] = statistics.median(posts)
            results[count]["mean"] = statistics.mean(posts)
            if count == big:
                for _ in range(3):
                    node.rate(node.objects + "?limit=100", 64, 1)
                row("memory, idle after start", idle, "MiB", "< 60 MiB", idle < 60)
                served = node.memory_mib()
                row("memory, %d objects stored and served" % big, served, "MiB", "< 300 MiB", served < 300)
                starting(node, big)
    small, large = results[1000], results[big]
    worst = max((large[k] / small[k], k) for k in small if k not in ("per object", "mean"))
    row(
        "latency of the worst filter at %d beside 1,000 objects" % big,
        worst[0],
        "x",
        "<= 2 x",
        worst[0] <= 2,
        "%s: %.2f ms, %.2f ms" % (worst[1], large[worst[1]], small[worst[1]]),
    )
    ratio = large["per object"] / small["per object"]
    row(
        "POST time an object at %d beside 1,000 objects" % big,
        ratio,
        "x",
        "<= 1.5 x",
        ratio <= 1.5,
        "median of nine thousands: %.0f us, %.0f us; mean, which has the log folded back: %.2f x, %.0f us, %.0f us"
        % (large["per object"], small["per object"], large["mean"] / small["mean"], large["mean"], small["mean"]),
    )


def starting(node, count):
    """Ends a node the hard way, and starts another over what it leaves."""
    folder = node.folder()
    os.kill(node.pid, signal.SIGKILL)
    # Whoever started it still gets its status.
    os.waitid(os.P_PID, node.pid, os.WEXITED | os.WNOWAIT)
    try:
        after_kill, *orderly = servers.starts(BINARY, folder, 6)
    finally:
        shutil.rmtree(folder)
    start = statistics.median(orderly)
    row(
        "start, until the node answers, over %d objects" % count,
        start * 1e3,
        "ms",
        "< 300 ms",
        start < 0.3,
        "after a kill in the middle of work %.0f ms" % (after_kill * 1e3),
    )


def deciding(work, full):
    """Decisions beside Cedar on the same rule; the check of a large set; a million holdings decided again."""
    import decisions
    import redecide

    large = decisions.run(os.path.join(ROOT, ".build", "release", "DecisionBench"), 200, 60, 5000, True)
    small = decisions.run(os.path.join(ROOT, ".build", "release", "DecisionBench"), 20, 50, 5000, True)
    row(
        "a decision with its grounds, 200 agreements, median",
        large["decide_ns"] / 1000,
        "us",
        "< 2 us",
        large["decide_ns"] < 2000,
    )
    row(
        "a decision without grounds, 200 agreements, median",
        large["outcome_ns"] / 1000,
        "us",
        "< 0.5 us",
        large["outcome_ns"] < 500,
    )
    for name, found in (("200 agreements, 60 parties", large), ("20 agreements, 50 parties", small)):
        row(
            "decisions/s beside cedarpy in batches of 1,000, " + name,
            found["times_cedar"],
            "x",
            ">= 75 x",
            found["times_cedar"] >= 75,
            "cedarpy %d/s; answers that differ: %d of %d"
            % (found["cedar_per_s"], found["cedar_differs"], found["questions"]),
        )
    whole = large["check_ms"] + large["tables_ms"] + large["reach_ms"]
    row(
        "check of 200 agreements, reach over 60 parties",
        whole,
        "ms",
        "< 1,000 ms",
        whole < 1000,
        "reading and checks %d ms, tables %d ms, reach of a level of each party %d ms"
        % (large["check_ms"], large["tables_ms"], large["reach_ms"]),
    )
    redecide.measure(BINARY, ROOT, work, row, 1_000_000 if full else 100_000)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="a million objects")
    parser.add_argument(
        "--only",
        default="validate,parse,post,read,clients,scale,search,release,decide,ledger,console,holdings,crowd,"
        "calendars,caldav,documents,sheets,talks,exercises,patterns,values,detections,misp,targets",
    )
    parser.add_argument("--out", default=os.path.join(ROOT, "Documentation", "performance.md"))
    a = parser.parse_args()
    only = a.only.split(",")
    lines = corpus.lines(ROOT, 20000)
    with tempfile.TemporaryDirectory() as work:
        key = (os.path.join(work, "c.pem"), os.path.join(work, "k.pem"))
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=bench",
                "-out",
                key[0],
                "-keyout",
                key[1],
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        if "validate" in only:
            validation(lines)
        if "parse" in only:
            import parsers

            parsers.measure(os.path.join(ROOT, ".build", "release", "ParserBench"), work, row)
        if "post" in only:
            posting(lines, work)
        if "read" in only:
            reading(lines, work, key)
        if "clients" in only:
            import clients

            clients.measure(BINARY, ROOT, row)
        if "scale" in only:
            scale(1_000_000 if a.full else 100_000)
        if "search" in only:
            import search

            search.measure(BINARY, work, row)
        if "release" in only:
            import release

            release.measure(BINARY, work, row)
        if "ledger" in only:
            import ledger

            ledger.measure(
                os.environ.get("LEDGER_BENCH", os.path.join(ROOT, ".build", "release", "LedgerBench")),
                BINARY,
                work,
                row,
                a.full,
            )
        if "console" in only:
            import console

            console.measure(BINARY, row)
        if "holdings" in only:
            import holdings

            holdings.measure(BINARY, ROOT, work, row, 1_000_000 if a.full else 100_000)
        if "crowd" in only:
            import crowd

            crowd.measure(BINARY, row)
        if "calendars" in only:
            import calendars

            calendars.measure(BINARY, OFFICE, CALENDARS, work, row)
        if "caldav" in only:
            import caldav

            caldav.measure(BINARY, CALENDARS, row)
        if "documents" in only:
            import documents

            redlines = os.path.join(ROOT, ".venv", "redlines", "bin", "python")
            documents.measure(BINARY, OFFICE, redlines, work, row)
        if "sheets" in only:
            import sheets

            sheets.measure(BINARY, OFFICE, work, row)
        if "targets" in only:
            import targets

            targets.measure(BINARY, TARGETS, work, row)
        if "talks" in only:
            import talks

            talks.measure(BINARY, row)
        if "exercises" in only:
            import exercises

            exercises.measure(BINARY, row)
        if "patterns" in only:
            import patterns

            patterns.measure(BINARY, work, row)
            patterns.measure_live(PATTERNS, work, row)
        if "values" in only:
            import values

            values.measure(VALUES, work, row)
        if "detections" in only:
            import detections

            detections.measure(BINARY, work, row)
        if "misp" in only:
            import misp

            misp.measure(MISP, work, row)
        if "decide" in only:
            deciding(work, a.full)
    write(a)


def before(path):
    """The rows that the page has, by what they measure, each with the day of its run."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as page:
        text = page.read()
    written = re.search(r"\d{4}-\d\d-\d\d", text)
    cells = [line[2:-2].split(" | ") for line in text.split("\n") if line.startswith("| ") and " --- " not in line]
    return {one[0]: (one + [written[0]])[:6] for one in cells[1:]}


def write(a):
    """Writes the page; what was not measured now keeps its row and the day of its run."""
    cpu = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    today, table = time.strftime("%Y-%m-%d", time.gmtime()), before(a.out)
    for what, value, unit, target, met, against in rows:
        shown = "{:,.2f}".format(value) if value < 100 else "{:,.0f}".format(value)
        table[what] = [what, "%s %s" % (shown, unit), target, "yes" if met else "**no**", against, today]
    with open(a.out, "w", encoding="utf-8") as f:
        f.write(
            "# Performance\n\nWritten by `make bench`, last on %s: %s, %d cores, %s.\n"
            "Peers and limits are measured in the same run; ratios hold, absolute figures move with the machine. "
            "A target that is not met says so. Each\n"
            "row has the day of its run: `Benchmarks/bench.py --only PART` measures a part anew.\n\n"
            % (today, cpu, os.cpu_count(), platform.platform(terse=True))
        )
        f.write("| what | measured | target | met | beside | run |\n| --- | --- | --- | --- | --- | --- |\n")
        for cells in table.values():
            f.write("| %s |\n" % " | ".join(cells))
        f.write(
            "\nThe corpus is MITRE ATT&CK as STIX 2.1 (20,000 objects, 1.3 KB each) "
            "where `../shared/testdata` is there, else\nthe example set with new ids. "
            "The search index follows a quarter of a second behind the answer to a POST.\n" + SHORT
        )
    print("written: " + a.out)
    sys.exit(0)


if __name__ == "__main__":
    main()
