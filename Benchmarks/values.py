"""Values: networks, warning lists, correlation and texts, beside SQLite, pymispwarninglists and ioc-finder."""

import ipaddress
import json
import pathlib
import random
import sqlite3
import statistics
import subprocess
import time


def ours(program, *arguments):
    """The medians of five runs."""
    runs = []
    for _ in range(5):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=True, text=True)
        runs.append(json.loads(done.stdout))
    return {name: statistics.median(one[name] for one in runs) for name in runs[0]}


def networks(program, work, row, chance):
    nets = [f"{ipaddress.ip_address(chance.getrandbits(24) << 8)}/24" for _ in range(5_000)]
    nets += [f"{ipaddress.ip_address(chance.getrandbits(16) << 16)}/16" for _ in range(500)]
    addresses = [str(ipaddress.ip_address(chance.getrandbits(32))) for _ in range(500_000)]
    (work / "networks.txt").write_text("\n".join(nets))
    (work / "addresses.txt").write_text("\n".join(addresses))
    found = ours(program, "networks", work / "networks.txt", work / "addresses.txt")
    sets, lengths = {}, set()
    for net in map(ipaddress.ip_network, nets):
        sets.setdefault(net.prefixlen, set()).add(int(net.network_address))
        lengths.add(net.prefixlen)
    numbers = [int(ipaddress.ip_address(one)) for one in addresses]
    begun = time.process_time()
    peer = 0
    for number in numbers:
        for length in lengths:
            if number >> (32 - length) << (32 - length) in sets[length]:
                peer += 1
                break
    took = time.process_time() - begun
    assert peer == found["found"], (peer, found)
    rate = found["count"] / found["ms"] * 1e3
    row(
        "addresses in 5,500 networks",
        rate,
        "/s",
        ">= 3,000,000/s",
        rate >= 3e6,
        f"read from text {found['count'] / found['read_ms'] * 1e3:,.0f}/s; a set for each length in Python, numbers "
        f"ready, {len(numbers) / took:,.0f}/s",
    )


def warning_lists(program, work, row, chance):
    import pymispwarninglists

    folder = pathlib.Path(pymispwarninglists.__file__).parent / "data" / "misp-warninglists" / "lists"
    files = sorted(folder.glob("*/list.json"))
    values = [str(ipaddress.ip_address(chance.getrandbits(32))) for _ in range(10_000)]
    values += [f"h{chance.getrandbits(20)}.google.com" for _ in range(5_000)]
    values += [f"{chance.getrandbits(128):032x}" for _ in range(5_000)]
    (work / "values.txt").write_text("\n".join(values))
    found = ours(program, "lists", work / "values.txt", *files)
    begun = time.perf_counter()
    peer = pymispwarninglists.WarningLists(slow_search=True)
    loaded = time.perf_counter() - begun
    begun = time.perf_counter()
    for value in values[:5]:
        peer.search(value)
    asked = (time.perf_counter() - begun) / 5
    row(
        f"{len(files)} warning lists, read and laid out",
        found["load_ms"],
        "ms",
        "<= 2,000 ms",
        found["load_ms"] <= 2_000,
        f"pymispwarninglists with its slow search, which is right for addresses, {loaded:.1f} s",
    )
    each = found["ms"] / found["count"] * 1e3
    row(
        "a value on all of them",
        each,
        "µs",
        "<= 20 µs",
        each <= 20,
        f"pymispwarninglists {asked * 1e6:,.0f} µs: {asked * 1e6 / each:,.0f} x",
    )


def correlation(program, row, chance):
    for distinct in (800_000, 20_000):
        found = ours(program, "correlate", 1_000_000, distinct)
        base = sqlite3.connect(":memory:")
        base.execute("create table attr(id integer primary key, value text)")
        values = ((f"h{chance.randrange(distinct)}.bad.example",) for _ in range(1_000_000))
        base.executemany("insert into attr(value) values(?)", values)
        base.execute("create index v on attr(value)")
        wanted = [(f"h{chance.randrange(distinct * 2)}.bad.example",) for _ in range(1_000)]
        begun = time.process_time()
        for one in wanted:
            base.execute("select id from attr where value = ?", one).fetchall()
        took = (time.process_time() - begun) * 1e3
        row(
            f"1,000 values against 1,000,000, {distinct:,} of them distinct",
            found["ms"],
            "ms",
            "<= 5 ms",
            found["ms"] <= 5,
            f"SQLite's index {took:.1f} ms; all groups of the 1,000,000 {found['groups_ms']:.0f} ms",
        )


def indexed(program, work, row, chance):
    """The index in the store, with everything that a store has; beside a table with an index in a file of SQLite's."""
    for distinct in (800_000, 20_000):
        file, plain = work / f"values-{distinct}.db", work / f"plain-{distinct}.db"
        found = json.loads(
            subprocess.run(
                [program, "store", "1000000", str(distinct), file], capture_output=True, check=True, text=True
            ).stdout
        )
        with sqlite3.connect(file) as base:
            kept = base.execute("select sum(pgsize) from dbstat where name in ('value', 'value_span')").fetchone()[0]
            values = base.execute("select count(*) from value").fetchone()[0]
        base.close()
        base = sqlite3.connect(plain)
        base.execute("create table attr(id integer primary key, value text)")
        lines = ((f"h{chance.randrange(distinct)}.bad.example",) for _ in range(1_000_000))
        base.executemany("insert into attr(value) values(?)", lines)
        base.execute("create index v on attr(value)")
        base.commit()
        peer = base.execute("select sum(pgsize) from dbstat where name in ('attr', 'v')").fetchone()[0]
        wanted = [(f"h{chance.randrange(distinct * 2)}.bad.example",) for _ in range(1_000)]
        took = {}
        for limit in (11, -1):
            runs = []
            for _ in range(5):
                begun = time.perf_counter()
                for one in wanted:
                    base.execute(f"select id from attr where value = ? limit {limit}", one).fetchall()
                runs.append((time.perf_counter() - begun) * 1e3)
            took[limit] = statistics.median(runs)
        base.close()
        row(
            f"1,000 values against 1,000,000 in the store, {distinct:,} of them distinct: the newest ten of each",
            found["ms"],
            "ms",
            "<= 5 ms",
            found["ms"] <= 5,
            f"SQLite's index from Python {took[11]:.1f} ms; all of each {found['all_ms']:.1f} ms, SQLite "
            f"{took[-1]:.1f} ms; {kept / values:.0f} bytes a value, SQLite {peer / 1e6:.0f}; made anew with all "
            f"else in {found['index_ms'] / 1e3:.1f} s",
        )
        file.unlink()
        plain.unlink()


def texts(program, work, row):
    from ioc_finder import find_iocs

    sentence = (
        "Seen: hxxps://evil[.]com/a, 198.51.100.7, bob@evil.com and 不正なbad.com、d41d8cd98f00b204e9800998ecf8427e. "
    )
    text = sentence * (10_000_000 // len(sentence.encode()) + 1)
    (work / "text.txt").write_text(text)
    found = ours(program, "extract", work / "text.txt")
    part = text[:20_000]
    begun = time.process_time()
    find_iocs(part)
    took = time.process_time() - begun
    ours_rate, peer_rate = found["bytes"] / found["ms"] / 1e3, len(part.encode()) / took / 1e6
    row(
        "values in 10 MB of text",
        ours_rate,
        "MB/s",
        "10 MB in a second",
        ours_rate >= 10,
        f"ioc-finder {peer_rate:.3f} MB/s by a part of it: {ours_rate / peer_rate:,.0f} x",
    )


def measure(program, work, row):
    work, chance = pathlib.Path(work), random.Random(20261130)
    networks(program, work, row, chance)
    correlation(program, row, chance)
    indexed(program, work, row, chance)
    texts(program, work, row)
    warning_lists(program, work, row, chance)
