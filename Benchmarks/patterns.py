"""Patterns held against observations, beside stix2-matcher, which takes one pattern at a time over all of them."""

import hashlib
import json
import os
import random
import statistics
import subprocess
import time
import uuid

SPACE = uuid.UUID("5b3f0f56-0c1b-4a86-9d5a-7f0a1c2b3d4e")


def observed(chance, number, count):
    """A bundle of one observed-data object with two addresses, a connection, a file and a host."""
    moment = "2026-01-01T%02d:%02d:%02d.000Z" % (number // 3600 % 24, number // 60 % 60, number % 60)

    def named(kind, place, **members):
        name = f"{kind}--{uuid.uuid5(SPACE, f'{number}.{place}')}"
        return {"type": kind, "spec_version": "2.1", "id": name, **members}

    source = named("ipv4-addr", 0, value=f"10.{chance.randrange(4)}.{chance.randrange(256)}.{chance.randrange(1, 255)}")
    target = named("ipv4-addr", 1, value=f"198.51.{chance.randrange(256)}.{chance.randrange(1, 255)}")
    port = chance.choice([22, 53, 80, 443, 8080])
    flow = named("network-traffic", 2, src_ref=source["id"], dst_ref=target["id"], dst_port=port, protocols=["tcp"])
    digest = hashlib.sha256(b"%d" % chance.randrange(2 * count)).hexdigest()
    file = named("file", 3, name=f"tool{chance.randrange(2 * count)}.exe", hashes={"SHA-256": digest})
    host = named("domain-name", 4, value=f"host{chance.randrange(50)}.example{chance.randrange(2 * count)}.org")
    parts = [source, target, flow, file, host]
    data = named(
        "observed-data",
        5,
        created=moment,
        modified=moment,
        first_observed=moment,
        last_observed=moment,
        number_observed=1,
        object_refs=[one["id"] for one in parts],
    )
    return {"type": "bundle", "id": f"bundle--{uuid.uuid5(SPACE, str(number))}", "objects": [data, *parts]}


def pattern(chance, number, bundles):
    """One of eight kinds; of one in ten the values occur."""
    found = {one["type"]: one for one in chance.choice(bundles)["objects"]} if chance.random() < 0.1 else None
    address = found["ipv4-addr"]["value"] if found else f"203.0.{chance.randrange(256)}.{chance.randrange(1, 255)}"
    digest = found["file"]["hashes"]["SHA-256"] if found else f"{chance.getrandbits(256):064x}"
    host = found["domain-name"]["value"] if found else f"none{number}.example.net"
    port = found["network-traffic"]["dst_port"] if found else chance.randrange(1, 65536)
    return [
        f"[ipv4-addr:value = '{address}']",
        f"[file:hashes.'SHA-256' = '{digest}']",
        f"[domain-name:value = '{host}']",
        f"[network-traffic:dst_ref.value = '{address}' AND network-traffic:dst_port = {port}]",
        f"[file:hashes.'SHA-256' = '{digest}' OR file:name MATCHES '^tool{number}x[a-z]+\\\\.exe$']",
        f"[ipv4-addr:value = '{address}'] FOLLOWEDBY [domain-name:value LIKE '%.{host.split('.', 1)[1]}']",
        f"[ipv4-addr:value IN ('{address}', '203.0.113.9') AND ipv4-addr:value ISSUBSET '{address}/24']",
        f"[domain-name:value = '{host}' OR domain-name:value = 'x.{host}']",
    ][number % 8]


def live(work, chance):
    """100,000 patterns, of eight kinds and of those that ask for one value, and 20,000 observations, as files."""
    bundles = [observed(chance, number, 20_000) for number in range(20_000)]
    names = [os.path.join(work, name) for name in ("live.txt", "values.txt", "seen.ndjson")]
    kinds = [pattern(chance, number, bundles) for number in range(100_000)]
    values = [pattern(chance, number * 8 + number % 3, bundles) for number in range(100_000)]
    with open(names[2], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(one, separators=(",", ":")) + "\n" for one in bundles)
    for name, patterns in zip(names, (kinds, values)):
        with open(name, "w", encoding="utf-8") as out:
            out.writelines(f"{one}\n" for one in patterns)
    return names, values, bundles


def dictionary(values, bundles):
    """How many observations a second Python looks up in a dictionary of values, without reading anything."""
    asked = {one.split(" = ")[1][1:-2]: one for one in values}
    seen = [[part.get("value") or part.get("hashes", {}).get("SHA-256") for part in one["objects"]] for one in bundles]
    begun = time.process_time()
    found = sum(1 for one in seen for value in one if value in asked)
    took = time.process_time() - begun
    assert found
    return len(seen) / took


def measure_live(bench, work, row):
    names, values, bundles = live(work, random.Random(11))
    limit = dictionary(values, bundles)
    for file, what in ((names[1], "that ask for one value"), (names[0], "of eight kinds")):
        run = [bench, file, names[2]]
        runs = [json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout) for _ in range(3)]
        told = {name: sorted(one[name] for one in runs)[1] for name in runs[0]}
        for name, unit, aim, words in (
            ("indexed", "patterns/s", 100_000, "read and indexed"),
            ("memory", "observations/s", 400_000, "held against observations in memory"),
            ("lines", "observations/s", 60_000, "held against observations in lines"),
        ):
            beside = f"a dictionary of Python {limit:,.0f}/s: {told[name] / limit:.2f} x" if name == "memory" else ""
            row(
                f"100,000 live patterns {what}, {words}",
                told[name],
                unit,
                f"{aim:,}",
                told[name] >= aim,
                beside,
            )
        row(
            f"100,000 live patterns {what}, memory of each above its text",
            told["bytes"],
            "bytes",
            "200",
            told["bytes"] <= 200,
            "",
        )


def processor(command):
    """How long a command keeps the processor, and what it prints."""
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, done.stdout


def measure(binary, work, row):
    chance = random.Random(7)
    bundles = [observed(chance, number, 1_000) for number in range(1_000)]
    patterns = [pattern(chance, number, bundles) for number in range(1_000)]
    files = [os.path.join(work, name) for name in ("patterns.txt", "observed.ndjson")]
    with open(files[0], "w", encoding="utf-8") as out:
        out.writelines(f"{one}\n" for one in patterns)
    with open(files[1], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in bundles)
    command = [binary, "match", "--patterns", files[0], "--observations", files[1], "--json"]
    runs = [processor(command) for _ in range(5)]
    ours = statistics.median(used for used, _ in runs)
    met = {json.loads(line)["pattern"] for line in runs[0][1].splitlines()}
    from stix2matcher.matcher import Pattern

    # Every 25th pattern: all of them take the peer more than a minute.
    some = range(0, 1_000, 25)
    compiled = [(number, Pattern(patterns[number], "2.1")) for number in some]
    begun = time.process_time()
    theirs = {f"line {number + 1}" for number, one in compiled if one.match(bundles)}
    took = (time.process_time() - begun) * 1_000 / len(some)
    assert theirs == {name for name in met if int(name.split()[1]) - 1 in some}
    row(
        "1,000 patterns over 1,000 observations, the whole process",
        1_000 * ours,
        "ms",
        "100 ms, 800 x stix2-matcher",
        ours <= 0.1 and took / ours >= 800,
        f"stix2-matcher {took:.0f} s by every 25th pattern, without reading them: {took / ours:.0f} x",
    )
