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
