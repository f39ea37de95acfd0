"""Real clients' figures: OpenCTI's polling under 50 writers,
and the rates of POST and GET beside the build `c890e11`."""

import collections
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import corpus
import servers

FORMER = "c890e11"
WRITERS = 50
IDLE = 10
ROUNDS = 7


def former(root):
    """The build of before, made once from a git worktree in `.build`; without that commit, nothing and the reason."""
    tree = os.path.join(root, ".build", FORMER)
    binary = os.path.join(tree, ".build", "release", "entente")
    if os.path.exists(binary):
        return binary, ""
    there = subprocess.run(
        ["git", "-C", root, "cat-file", "-e", FORMER + "^{commit}"], stderr=subprocess.DEVNULL, check=False
    )
    if there.returncode:
        return None, "the commit %s is not here: nothing is measured beside it" % FORMER
    print("bench: building %s once, in %s" % (FORMER, tree), flush=True)
    subprocess.run(["git", "-C", root, "worktree", "prune"], check=True)
    if not os.path.isdir(tree):
        subprocess.run(
            ["git", "-C", root, "worktree", "add", "--detach", tree, FORMER], check=True, stdout=subprocess.DEVNULL
        )
    done = subprocess.run(
        ["swift", "build", "-c", "release", "--product", "entente"], cwd=tree, stdout=subprocess.DEVNULL, check=False
    )
    return (binary, "") if done.returncode == 0 else (None, "%s does not build here" % FORMER)


def polled(binary, lines):
    """OpenCTI's built-in ingestion of what 50 writers post, and of ten polls after that: how often what came."""
    envelopes = []
    chance = random.Random(20261129)
    rest = list(lines)
    while rest:
        size = chance.choice((1, 2, 5, 20, 50, 100, 250))
        envelopes.append(rest[:size])
        rest = rest[size:]
    with tempfile.TemporaryDirectory() as work, servers.ours(binary, work) as node:
        waiting = collections.deque(envelopes)

        def write():
            own = servers.Server(node.port, node.pid, node.root, node.tls)
            while waiting:
                try:
                    envelope = waiting.popleft()
                except IndexError:
                    return
                own.post(envelope, len(envelope))

        # The reader is a process of its own, as OpenCTI is: it does not wait for the writers' threads.
        url = json.dumps({"port": node.port, "path": node.objects, "headers": node.headers, "idle": IDLE})
        reader = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        threads = [threading.Thread(target=write) for _ in range(WRITERS)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - start
        found = json.loads(reader.communicate("done\n")[0])
        groups = collections.Counter()
        query = "?limit=1000&match%5Bversion%5D=all"
        while query:
            page = json.loads(node.ask("GET", node.manifest + query)[1])
            groups.update(record["date_added"][:23] for record in page.get("objects", []))
            query = page.get("more") and "?limit=1000&match%%5Bversion%%5D=all&next=%s" % page["next"]
    posted = {json.loads(line)["id"] for line in lines}
    counts = found["counts"]
    return {
        "lost": len(posted - set(counts)),
        "repeated": sum(count - 1 for count in counts.values()),
        "idle": sum(found["idle"]),
        "group": max(groups.values()),
        "rate": len(lines) / wall,
        "polls": found["polls"],
    }


def ingest(port, path, headers, idle):
    """What OpenCTI does (ingestionManager.ts): `next` while there is more, then the header cut to milliseconds,
    else its clock."""
    import http.client
    import select

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    counts, after, polls = collections.Counter(), None, 0

    def poll():
        nonlocal after
        following, count = None, 0
        while True:
            query = urllib.parse.urlencode({k: v for k, v in (("added_after", after), ("next", following)) if v})
            connection.request("GET", path + ("?" + query if query else ""), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, body[:300]
            ids = [entry["id"] for entry in json.loads(body).get("objects", [])]
            counts.update(ids)
            count += len(ids)
            head = re.match(rb'\{"more":true,"next":"([^"]*)"', body)
            following = head and head.group(1).decode()
            if not following:
                last = answer.headers.get("X-TAXII-Date-Added-Last")
                seconds, rest = divmod(time.time_ns() // 1_000_000, 1000)
                own = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + ".%03dZ" % rest
                after = last[:23] + "Z" if last else own
                return count

    while not select.select([sys.stdin], [], [], 0)[0]:
        poll()
        polls += 1
    # What was written up to now comes with one more poll; those behind it are idle.
    poll()
    print(json.dumps({"counts": counts, "polls": polls, "idle": [poll() for _ in range(idle)]}))


def rates(binary, lines, fresh):
    """Objects a second into a collection that holds some already, and pages a second."""
    found = {}
    with tempfile.TemporaryDirectory() as work, servers.ours(binary, work) as node:
        node.post(lines, 1000)
        node.settled()
        for size, part in ((100, fresh[:5000]), (1000, fresh[5000:])):
            found["POST, envelopes of %d" % size] = len(part) / node.post(part, size)
            node.settled()
        first = json.loads(lines[len(lines) // 2])["id"]
        paths = {
            "page of 100": node.objects + "?limit=100",
            "page of 1000": node.objects + "?limit=1000",
            "manifest of 1000": node.manifest + "?limit=1000",
            "object by id": node.objects + first + "/",
        }
        for name, path in paths.items():
            node.ask("GET", path)
            found["GET " + name] = node.rate(path, 64, 2)
    return found


def measure(binary, root, row):
    """The figures, those of before beside them in the same run, the builds in turn."""
    before, reason = former(root)
    if before is None:
        print("bench: " + reason, flush=True)
    lines = corpus.lines(root, 20_000)
    found = polled(binary, lines)
    beside = reason
    if before:
        old = polled(before, lines)
        beside = "%s: %d repeated, %d lost, %d more in the idle polls" % (
            FORMER,
            old["repeated"],
            old["lost"],
            old["idle"],
        )
    row(
        "OpenCTI polls 20,000 objects under 50 writers, then 10 times idle: repeated",
        found["repeated"],
        "",
        "0",
        found["repeated"] == 0,
        beside,
    )
    row(
        "the same: lost",
        found["lost"],
        "",
        "0",
        found["lost"] == 0,
        "%d polls, %.0f objects/s written" % (found["polls"], found["rate"]),
    )
    row("the same: most objects that share a millisecond", found["group"], "", "<= 100", found["group"] <= 100)
    if not before:
        return
    all_lines = corpus.lines(root, 30_000)
    both = {binary: collections.defaultdict(list), before: collections.defaultdict(list)}
    for turn in range(ROUNDS):
        for build in ((binary, before), (before, binary))[turn % 2]:
            for name, rate in rates(build, all_lines[:20_000], all_lines[20_000:]).items():
                both[build][name].append(rate)
    for name in both[binary]:
        now, then = (statistics.median(both[build][name]) for build in (binary, before))
        row(
            "%s, beside %s" % (name, FORMER),
            now / then,
            "x",
            ">= 0.95 x",
            now >= 0.95 * then,
            "%.0f/s, before %.0f/s" % (now, then),
        )


if __name__ == "__main__":
    ingest(**json.loads(sys.argv[1]))
