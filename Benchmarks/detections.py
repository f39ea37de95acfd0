"""Files for programs that detect, of 100,000 indicators: the whole process, beside Python that only reads them."""

import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import time
import uuid

FORMATS = ("suricata", "zeek", "rpz", "sigma", "yara", "csv", "hosts", "list")


def patterns(chance, number):
    """A value of one of five kinds."""
    host = f"host{number}.bad{chance.randrange(1000)}.example"
    return [
        f"[domain-name:value = '{host}']",
        f"[ipv4-addr:value = '198.{chance.randrange(1, 200)}.{chance.randrange(256)}.{chance.randrange(256)}']",
        f"[url:value = 'http://{host}/path/{number}?q=x;y']",
        f"[file:hashes.'SHA-256' = '{hashlib.sha256(b'%d' % number).hexdigest()}']",
        f"[ipv6-addr:value = '2001:db8:{chance.randrange(65536):x}::{chance.randrange(65536):x}']",
    ][number % 5]


def indicators(path, count, language):
    chance = random.Random(17)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            pattern = patterns(chance, number)
            if language == "yara":
                pattern = f'rule r{number} {{ strings: $a = "text {number}" condition: $a }}'
            one = {
                "type": "indicator",
                "spec_version": "2.1",
                "id": f"indicator--{uuid.UUID(int=chance.getrandbits(128), version=4)}",
                "created": "2026-01-01T00:00:00.000Z",
                "modified": "2026-01-01T00:00:00.000Z",
                "name": f"Beacon {number}",
                "pattern": pattern,
                "pattern_type": language,
                "valid_from": "2026-01-01T00:00:00Z",
            }
            out.write(json.dumps(one, separators=(",", ":")) + "\n")
    return path


def limit(path, out):
    """How long Python takes to read the lines and to write each pattern into another file."""
    begun = time.process_time()
    with open(path, encoding="utf-8") as source, open(out, "w", encoding="utf-8") as target:
        target.writelines(json.loads(line)["pattern"] + "\n" for line in source)
    return time.process_time() - begun


# What a process takes is counted from what the process that began it had: a small one begins it.
SMALL = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def once(command):
    """Seconds of the processor, and the most memory in MiB, of one process."""
    begun = [sys.executable, "-I", "-S", "-c", SMALL, *command]
    done = subprocess.run(begun, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    status, seconds, memory = done.stdout.split()[-3:]
    assert int(status) in (0, 1), command
    return float(seconds), float(memory)


def measure(binary, work, row):
    files = {
        "stix": indicators(os.path.join(work, "indicators.ndjson"), 100_000, "stix"),
        "yara": indicators(os.path.join(work, "yara.ndjson"), 100_000, "yara"),
        "few": indicators(os.path.join(work, "few.ndjson"), 10_000, "stix"),
    }
    plain = statistics.median(limit(files["stix"], os.path.join(work, "plain.txt")) for _ in range(3))
    out = os.path.join(work, "detections")
    os.makedirs(out, exist_ok=True)

    def told(form, file):
        command = [binary, "detection", form, file, "--out", out, "--unmarked", "active"]
        runs = sorted(once(command) for _ in range(3))
        return runs[1][0], max(memory for _, memory in runs)

    for form in FORMATS:
        seconds, memory = told(form, files["yara" if form == "yara" else "stix"])
        row(
            f"100,000 indicators as {form}, the whole process",
            1_000 * seconds,
            "ms",
            "1,000 ms, 100 MiB",
            seconds <= 1 and memory <= 100,
            f"{memory:.0f} MiB; Python that reads them and writes their patterns {1_000 * plain:.0f} ms: "
            f"{plain / seconds:.2f} x",
        )
    seconds, memory = told("sigma", files["few"])
    row(
        "10,000 indicators as Sigma, the whole process",
        1_000 * seconds,
        "ms",
        "200 ms",
        seconds <= 0.2,
        f"{memory:.0f} MiB",
    )
